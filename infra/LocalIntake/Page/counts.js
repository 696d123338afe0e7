// What arrived, in numbers.

let traffic = new RateSeries();
const sources = new Map();

// Another destination is looked at: its rates begin anew.
function forgetRates() {
  traffic = new RateSeries();
  sources.clear();
}

const CUTS = {
  reset: 'cut mid-body', resetAfter: 'cut after taking', down: 'cut while down', senderGone: 'sender went away',
};

function showCounts(arrivals, seconds) {
  traffic.add(arrivals.bytes, seconds);
  setText($('events'), number(arrivals.events));
  setText($('events-rate'), perSecond(seriesInView().now));
  setText($('times'), span(arrivals.firstEventTime, arrivals.lastEventTime));
  drawArea($('hero-chart'), seriesInView(), 600, 120);
  $('welcome').hidden = arrivals.events > 0 || arrivals.requests.total > 0;
  document.title = arrivals.events > 0 ? `${short.format(arrivals.events)} · Local intake` : 'Local intake';
  showTiles(arrivals);
  showSources(arrivals.bySource, seconds);
  showRequests(arrivals.requests);
}

const readable = (time) => time.replace('T', ' ').replace(/(\.\d{3})\d+/, '$1').replace('Z', ' UTC');

function span(first, last) {
  if (first === null) {
    return '';
  }
  const [from, to] = [first, last].map((time) => time.slice(0, 19).replace('T', ' '));
  const isSameDay = from.slice(0, 10) === to.slice(0, 10);
  return `Event times ${from} – ${isSameDay ? to.slice(11) : to} UTC`;
}

function showTiles(arrivals) {
  const withoutId = arrivals.withoutId > 0 ? `+ ${short.format(arrivals.withoutId)} without id` : 'different ids';
  const again = arrivals.alreadyThere > 0 ? `${short.format(arrivals.alreadyThere)} kept out` : 'came again';
  const quietly = [[arrivals.altered, 'altered'], [arrivals.diverted, 'diverted']]
    .filter(([count]) => count > 0).map(([count, word]) => `${short.format(count)} ${word}`).join(', ')
    || 'without a word';
  const tiles = [
    ['Delivered', number(arrivals.distinctIds), withoutId, 'good'],
    ['Duplicates', number(arrivals.duplicates), again, arrivals.duplicates > 0 ? 'warn' : ''],
    ['Refused', number(arrivals.refused), 'called bad', arrivals.refused > 0 ? 'bad' : ''],
    ['Dropped', number(arrivals.dropped), quietly, arrivals.dropped + arrivals.diverted > 0 ? 'bad' : ''],
    ['Received', bytes(arrivals.bytes), `${bytes(traffic.now)}/s`, ''],
  ];
  keep($('tiles'), tiles, ([name]) => name, createTile, (tile, [, value, note, tone]) => {
    tile.className = `tile card ${tone}`;
    setText(tile.children[1], value);
    setText(tile.children[2], note);
  });
}

const createTile = ([name]) => element('div', {},
  element('dt', { textContent: name }), element('dd', { class: 'big' }), element('dd', { class: 'muted small' }));

function showSources(counts, seconds) {
  const names = Object.keys(counts).sort((one, other) => counts[other] - counts[one]).slice(0, 50);
  const most = Math.max(...Object.values(counts), 1);
  for (const name of [...sources.keys()].filter((known) => !(known in counts))) {
    sources.delete(name);
  }
  for (const name of names) {
    if (!sources.has(name)) {
      sources.set(name, new RateSeries());
    }
    sources.get(name).add(counts[name], seconds);
  }
  // In the order of their names: rows that jump about cannot be read.
  keep($('sources'), names.sort(), (name) => name, createSource, (row, name) => {
    const [, chart, rate, count, bar] = row.children;
    drawArea(chart, sources.get(name), 120, 28);
    setText(rate, perSecond(sources.get(name).now));
    setText(count, number(counts[name]));
    bar.firstChild.style.width = `${(counts[name] / most) * 100}%`;
  });
  if (names.length === 0) {
    $('sources').replaceChildren(emptyLine('Each source of events gets a line here.'));
  }
}

const emptyLine = (words) => element('li', { class: 'muted empty', textContent: words });

function createSource(source) {
  const split = source.lastIndexOf(':') + 1;
  const row = element('li', { class: 'row' },
    element('span', { class: 'name', title: source },
      element('span', { class: 'muted', textContent: source.slice(0, split) }),
      source.slice(split) || '(no source)'),
    shape('svg', { class: 'spark', preserveAspectRatio: 'none', 'aria-hidden': 'true' }),
    element('span', { class: 'row-rate muted' }),
    element('span', { class: 'row-count' }),
    element('span', { class: 'share', ariaHidden: 'true' }, element('span')));
  row.style.setProperty('--hue', hueOf(source));
  return row;
}

// Each name its own colour, far from the one before it.
const HUES = [238, 158, 32, 325, 196, 85, 278, 4];
const hues = new Map();

function hueOf(name) {
  if (!hues.has(name)) {
    hues.set(name, HUES[hues.size % HUES.length]);
  }
  return hues.get(name);
}

const toneOf = (status) => (status.startsWith('2') ? 'good' : /^(429|5)/.test(status) ? 'warn' : 'bad');

function showRequests(requests) {
  const entries = Object.entries(requests.byStatus);
  setText($('requests-total'), requests.total > 0 ? number(requests.total) : '');
  keep($('requests-bar'), entries, ([status]) => status,
    ([status]) => element('span', { class: toneOf(status) }),
    (part, [, count]) => { part.style.flexGrow = count; });
  keep($('requests'), entries, ([status]) => status,
    ([status]) => element('li', { class: toneOf(status) },
      element('b', { textContent: CUTS[status] ?? status }), element('span')),
    (item, [, count]) => setText(item.lastChild, number(count)));
  if (entries.length === 0) {
    $('requests').replaceChildren(emptyLine('How each request was answered.'));
  }
}
