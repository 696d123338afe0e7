// Words, numbers and elements. Text from events only ever becomes text: nothing here takes HTML.

const $ = (id) => document.getElementById(id);

function element(tag, properties = {}, ...children) {
  const { class: className, ...rest } = properties;
  const node = Object.assign(document.createElement(tag), rest);
  if (className) {
    node.className = className;
  }
  node.append(...children);
  return node;
}

const whole = new Intl.NumberFormat('en');
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const number = (value) => whole.format(value);
const rounded = (value) => (value < 10 ? +value.toFixed(1) : number(Math.round(value)));
const perSecond = (value) => `${value < 100_000 ? rounded(value) : short.format(value)} /s`;
const percent = (fraction) => `${+(fraction * 100).toFixed(1)} %`;

function bytes(value) {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

// Writes only what changed, so that a selection or a screen reader is left alone.
function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

// The same children, by key, in this order: those that are there stay.
function keep(parent, items, keyOf, create, update) {
  const before = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  const children = items.map((item) => {
    const key = String(keyOf(item));
    const child = before.get(key) ?? create(item);
    child.dataset.key = key;
    update?.(child, item);
    return child;
  });
  if (children.length !== parent.children.length || children.some((child, at) => child !== parent.children[at])) {
    parent.replaceChildren(...children);
  }
}

async function ask(method, path, body) {
  const response = await fetch(path, { method, body: body === undefined ? undefined : JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) {
    throw new Error(text.trim());
  }
  return text;
}
