// How the destination in hand is set up, and an event to begin with.

const OPENED_AT = Date.now(); // in the command, which must not change while somebody copies it
const putTo = (id, change) => put(`/control/${id}`, change);
const SWITCHES = {
  splunk: [
    ['Splunk Cloud', '5 MB at most', (now) => now.flavour === 'cloud',
      (isOn) => ({ flavour: isOn ? 'cloud' : 'enterprise' })],
    ['Acknowledgement', 'by channel', (now) => now.usesAck, (usesAck) => ({ usesAck })],
  ],
  datadog: [
    ['Any age', 'not only 18 hours', (now) => now.maxAgeHours === 0,
      (isOn) => ({ maxAgeHours: isOn ? 0 : 18 })],
  ],
  sumologic: [
    ['Over budget', '200, and all is dropped', (now) => now.isOverBudget, (isOverBudget) => ({ isOverBudget })],
  ],
  elastic: [
    ['OpenSearch', 'the other product', (now) => now.flavour === 'opensearch',
      (isOn) => ({ flavour: isOn ? 'opensearch' : 'elasticsearch' })],
    ['Failure store', 'bad documents vanish', (now) => now.usesFailureStore,
      (usesFailureStore) => ({ usesFailureStore })],
    ['Reject items', '1 in 10, with 429', (now) => now.rejectEvery > 0, (isOn) => ({ rejectEvery: isOn ? 10 : 0 })],
  ],
};

const facts = element('dl', { class: 'facts' });
const switches = element('div');
let builtFor = null;
let shownSwitches = [];

function buildCollector() {
  $('collector').append(facts, switches);
  $('collector').addEventListener('submit', (event) => event.preventDefault());
}

function showCollector(state) {
  const id = inHand();
  const settings = state[id];
  const { title, address, secrets } = DESTINATIONS[id];
  setText($('collector-title'), title);
  const lines = [['URL', address(settings)], ...secrets(settings)];
  keep(facts, lines.flatMap(([name, value]) => [['dt', name], ['dd', value ?? 'none is good']]),
    ([tag, text]) => `${tag} ${text}`,
    ([tag, text]) => element(tag, {}, tag === 'dt' ? text : element('code', { class: 'mono', textContent: text })));
  setText($('snippet'), commandOf(id, settings));
  buildSwitches(id);
  if (performance.now() - touchedAt > REST_AFTER_TOUCH_MS) {
    shownSwitches.forEach(({ row, isOn }) => row.set(isOn(settings)));
  }
}

function buildSwitches(id) {
  if (builtFor === id) {
    return;
  }
  builtFor = id;
  touchedAt = -Infinity;
  shownSwitches = SWITCHES[id].map(([label, hint, isOn, change], at) => ({
    row: toggle(`switch-${at}`, label, hint, (value) => putTo(id, change(value))), isOn,
  }));
  const rollOver = element('button', { type: 'button', class: 'quiet', textContent: 'Roll data streams over' });
  rollOver.addEventListener('click', () => ask('POST', '/control/elastic/rollover'));
  switches.replaceChildren(...shownSwitches.map(({ row }) => row.row), ...(id === 'elastic' ? [rollOver] : []));
}

const bodyOf = (parts) => parts.map((part) => JSON.stringify(part)).join('\n') + (parts.length > 1 ? '\n' : '');

function commandOf(id, settings) {
  const [path, headers, ...parts] = DESTINATIONS[id].request(settings, 'by-hand-1', OPENED_AT);
  const shown = Object.entries(headers).filter(([name]) => name !== 'X-Splunk-Request-Channel');
  return [
    `curl ${location.origin}${path}`,
    ...shown.map(([name, value]) => `-H '${name}: ${value}'`),
    `--data-binary ${parts.length > 1 ? '$' : ''}'${bodyOf(parts).replaceAll('\n', '\\n')}'`,
  ].join(' \\\n  ');
}

async function sendHello(state) {
  const [path, headers, ...parts] = DESTINATIONS[inHand()].request(
    state[inHand()], `by-hand-${Date.now()}`, Date.now());
  await fetch(path, { method: 'POST', headers, body: bodyOf(parts) })
    .catch(() => { /* Cut on demand: the counts tell. */ });
}
