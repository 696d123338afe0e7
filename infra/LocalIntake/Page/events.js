// The last events: a line each, the whole event when it is opened.

const SHOWN = 20;
const REST_MS = 1000; // between two looks
const PREVIEW_VALUES = 5;
const PREVIEW_LETTERS = 60;

let isPaused = false;
let shownEvents = -1;
let lookedAt = 0;

// A number as it was written: 1.0 is not 1, and large ones keep their digits.
class Written {
  constructor(text) {
    this.text = text;
  }
}

const parse = (json) => JSON.parse(json, (_, value, context) =>
  (typeof value === 'number' ? new Written(context?.source ?? String(value)) : value));

// Whoever reads an event, or walks through them with the keyboard, is not disturbed.
const isRead = () => $('last').querySelector('details[open], :focus-visible') !== null;

// Another destination is looked at.
function forgetLast() {
  shownEvents = -1;
  lookedAt = 0;
  $('last').replaceChildren();
}

async function showLast(events) {
  if (events < shownEvents) {
    $('last').replaceChildren();
  }
  const isHeld = isPaused || isRead();
  const newer = events - shownEvents;
  $('newer').hidden = !isHeld || newer <= 0;
  setText($('newer'), `Show ${number(newer)} newer`);
  const isDue = events !== shownEvents && performance.now() - lookedAt > REST_MS;
  if ((isHeld && events >= shownEvents) || !isDue) {
    return;
  }
  lookedAt = performance.now();
  const last = parse(await ask('GET', `/control/arrivals/last?count=${SHOWN}&destination=${lookedFor ?? ''}`));
  shownEvents = last.length > 0 ? events : 0;
  keep($('last'), last, (kept) => `${kept.destination} ${kept.number.text}`, createEvent);
  if (last.length === 0) {
    $('last').replaceChildren(element('p', { class: 'muted empty', textContent: 'The newest events stand here.' }));
  }
}

function createEvent(kept) {
  const source = kept.source ?? '';
  const summary = element('summary', {},
    element('span', { class: 'dot', title: DESTINATIONS[kept.destination].name }),
    element('span', { class: 'event-source', textContent: source.slice(source.lastIndexOf(':') + 1) || '(no source)' }),
    element('span', { class: 'mono muted event-id' },
      element('bdi', { textContent: kept.recordId ?? 'no record id' })),
    element('span', { class: 'mono event-preview', textContent: preview(kept.received) }),
    element('span', { class: 'muted event-size', textContent: bytes(Number(kept.bytes.text)) }));
  const details = element('details', {}, summary);
  details.style.setProperty('--hue', hueOf(source));
  details.addEventListener('toggle', () => {
    if (details.open && details.children.length === 1) {
      details.append(printed(kept));
    }
  });
  return details;
}

// A few plain values, so that lines differ at a glance.
function preview(received) {
  const event = received?.event ?? received;
  if (isPlain(event)) {
    return text(event).slice(0, PREVIEW_LETTERS * 2);
  }
  return Object.values(event)
    .filter((value) => isPlain(value) && value !== null && value !== '')
    .slice(0, PREVIEW_VALUES)
    .map((value) => text(value).slice(0, PREVIEW_LETTERS))
    .join('  ');
}

const isPlain = (value) => value === null || typeof value !== 'object' || value instanceof Written;
const text = (value) => (value instanceof Written ? value.text : String(value));

function printed(kept) {
  const block = element('pre', { class: 'mono json', tabIndex: 0, ariaLabel: 'The event as it was received' });
  if (kept.time) {
    block.append(element('span', { class: 'muted', textContent: `// ${readable(kept.time)}\n` }));
  }
  print(block, kept.received, '');
  return block;
}

// Writes a value with two blanks for each level, and a class for each kind of token.
function print(block, value, indent) {
  if (value instanceof Written) {
    block.append(element('span', { class: 'json-number', textContent: value.text }));
  } else if (typeof value === 'string') {
    block.append(element('span', { class: 'json-text', textContent: JSON.stringify(value) }));
  } else if (isPlain(value)) {
    block.append(element('span', { class: 'json-word', textContent: String(value) }));
  } else {
    printMembers(block, value, indent);
  }
}

function printMembers(block, value, indent) {
  const isList = Array.isArray(value);
  const [open, close] = isList ? '[]' : '{}';
  const members = Object.entries(value);
  const isShort = isList && members.every(([, item]) => isPlain(item));
  const inner = isShort ? '' : `\n${indent}  `;
  block.append(open);
  members.forEach(([name, item], at) => {
    block.append(at === 0 ? inner : `,${inner || ' '}`);
    if (!isList) {
      block.append(element('span', { class: 'json-name', textContent: JSON.stringify(name) }), ': ');
    }
    print(block, item, `${indent}  `);
  });
  block.append(members.length === 0 || isShort ? '' : `\n${indent}`, close);
}

function pause(isOn) {
  isPaused = isOn;
  $('pause').setAttribute('aria-pressed', isPaused);
  setText($('pause'), isPaused ? 'Go on' : 'Pause');
}

$('pause').addEventListener('click', () => pause(!isPaused));
$('newer').addEventListener('click', () => {
  pause(false);
  $('last').querySelectorAll('details[open]').forEach((details) => { details.open = false; });
});
