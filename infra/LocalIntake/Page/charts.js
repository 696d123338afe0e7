// Rates over the last minute, and the lines that show them.

const SVG = 'http://www.w3.org/2000/svg';
const POINTS = 120; // of half a second each
const RECENT = 4; // of them make the rate that is told

// Turns a count that grows into a rate, and remembers the last minute of it.
class RateSeries {
  constructor() {
    this.values = [];
    this.count = null;
    this.now = 0;
  }

  add(count, seconds) {
    const grown = this.count === null || count < this.count ? 0 : count - this.count;
    const rate = this.count === null || seconds <= 0 ? 0 : grown / seconds;
    this.count = count;
    this.values.push(rate);
    const recent = this.values.slice(-RECENT);
    this.now = recent.reduce((sum, one) => sum + one, 0) / recent.length;
    if (this.values.length > POINTS) {
      this.values.shift();
    }
  }
}

function shape(name, attributes) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    node.setAttribute(key, value);
  }
  return node;
}

// Three neighbours together: a payload every second is a flow, not a row of spikes.
function smooth(values) {
  return values.map((value, at) => {
    const near = values.slice(Math.max(0, at - 2), at + 3);
    return near.reduce((sum, one) => sum + one, 0) / near.length;
  });
}

// Draws an area with a line on it; the newest point is at the right edge.
function drawArea(svg, series, width, height) {
  if (!svg.firstChild) {
    svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
    const line = { class: 'line', 'vector-effect': 'non-scaling-stroke' };
    svg.append(shape('path', { class: 'area' }), shape('path', line));
  }
  const values = smooth([...Array(POINTS - series.values.length).fill(0), ...series.values]);
  const most = Math.max(...values, 1e-9);
  const room = height - 4;
  const points = values.map((value, at) => {
    const x = at * (width / (POINTS - 1));
    return `${x.toFixed(1)} ${(height - 2 - (value / most) * room).toFixed(1)}`;
  });
  const [area, line] = svg.children;
  if (most < 1e-6) {
    area.setAttribute('d', '');
    line.setAttribute('d', `M0 ${height - 2}H${width}`);
    return;
  }
  line.setAttribute('d', `M${points.join('L')}`);
  area.setAttribute('d', `M0 ${height}L${points.join('L')}L${width} ${height}Z`);
}
