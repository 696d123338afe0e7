// The fault knobs, and the collector's settings: what is put is what the server says it is.

const REST_AFTER_TOUCH_MS = 1200; // a knob in a hand is not turned back by the server's last word
const LATENCIES_MS = [0, 10, 25, 50, 100, 250, 500, 1000, 2000, 5000];
const REFUSALS = [0, 10_000, 1_000, 100, 10, 2];
const ANSWERS = [
  { status: 503, code: 9, name: '503 · busy' },
  { status: 429, code: 26, name: '429 · full' },
  { status: 500, code: 8, name: '500 · error' },
];
const WAITS = ['', '1', '5', '30'];
const PRESETS = [
  ['Throttled', { statusProbability: [{ status: 429, code: 26, probability: 0.4, retryAfter: '1' }] }],
  ['Flaky network', { resetProbability: 0.05, resetAfterProbability: 0.05, latencyMs: { least: 0, most: 250 } }],
  ['Bad records', { refuseEvery: 100 }],
  ['Bad day', {
    statusProbability: [{ status: 503, code: 9, probability: 0.2, retryAfter: '1' }], resetProbability: 0.05,
    resetAfterProbability: 0.02, nearLimitProbability: 0.05, latencyMs: { least: 0, most: 50 }, refuseEvery: 1000,
  }],
];
const SCRIPTED = [
  ['503', 503], ['429', { status: 429, retryAfter: '1' }], ['cut mid-body', 'reset'], ['cut after', 'resetAfter'],
];

let faults = null;
let touchedAt = -Infinity;
let sending = Promise.resolve();

// One change after another, so that the last one put is the one that stays.
function put(path, change) {
  touchedAt = performance.now();
  sending = sending.then(() => ask('PUT', path, change)).then(
    (answer) => {
      $('problem').hidden = true;
      return JSON.parse(answer);
    },
    (problem) => {
      touchedAt = -Infinity;
      $('problem').hidden = false;
      setText($('problem'), problem.message);
    });
  return sending;
}

const putFaults = (change) => put('/control/faults', change);

const hintOf = (hint) => element('span', { class: 'muted small hint', textContent: hint });
const labelOf = (id, label, hint) => element('label', { htmlFor: id }, label, hintOf(hint));

function slider(id, [label, hint], most, words, change) {
  const input = element('input', { id, type: 'range', min: 0, max: most, value: 0 });
  const output = element('output', { htmlFor: id });
  const say = () => {
    setText(output, words(Number(input.value)));
    input.setAttribute('aria-valuetext', output.textContent);
    input.style.setProperty('--filled', `${(input.value / most) * 100}%`);
    output.classList.toggle('on', Number(input.value) > 0);
  };
  input.addEventListener('input', () => {
    touchedAt = performance.now();
    say();
  });
  input.addEventListener('change', () => change(Number(input.value)));
  const row = element('div', { class: 'knob' }, labelOf(id, label, hint), output, input);
  return { row, set: (value) => { input.value = value; say(); } };
}

function choice(label, options, change) {
  const select = element('select', { ariaLabel: label },
    ...options.map(([value, name]) => element('option', { value, textContent: name })));
  select.addEventListener('change', () => change(select.value));
  return select;
}

function toggle(id, label, hint, change) {
  const input = element('input', { id, type: 'checkbox' });
  input.setAttribute('role', 'switch');
  input.addEventListener('change', () => change(input.checked));
  const row = element('div', { class: 'knob toggle' }, labelOf(id, label, hint), input);
  return { row, set: (value) => { input.checked = value; } };
}

const oneIn = (every) => (every === 0 ? 'none' : `1 in ${number(every)}`);
const asPercent = (value) => (value === 0 ? 'never' : `${value} %`);

const answer = choice('Answer', ANSWERS.map((one, at) => [at, one.name]), () => putThrottle());
const waits = WAITS.map((one) => [one, one ? `retry after ${one} s` : 'no Retry-After']);
const wait = choice('Retry-After', waits, () => putThrottle());
const down = toggle('down', 'Down', 'cuts every connection', (isDown) => putFaults({ isDown }));
const throttle = slider('throttle', ['Throttle', 'answers an error'], 100, asPercent, () => putThrottle());
const reset = slider('reset', ['Cut mid-body', 'nothing is taken'], 100, asPercent,
  (value) => putFaults({ resetProbability: value / 100 }));
const resetAfter = slider('reset-after', ['Cut after taking', 'makes duplicates'], 100, asPercent,
  (value) => putFaults({ resetAfterProbability: value / 100 }));
const nearLimit = slider('near-limit', ['Nearly full', 'asks to slow down'], 100, asPercent,
  (value) => putFaults({ nearLimitProbability: value / 100 }));
const latency = slider('latency', ['Latency', 'before each answer'], LATENCIES_MS.length - 1,
  (at) => (at === 0 ? 'none' : `up to ${number(LATENCIES_MS[at])} ms`),
  (at) => putFaults({ latencyMs: { least: 0, most: LATENCIES_MS[at] } }));
const refuse = slider('refuse', ['Refuse records', 'by their id'], REFUSALS.length - 1,
  (at) => oneIn(REFUSALS[at]), (at) => putFaults({ refuseEvery: REFUSALS[at] }));
const script = element('div', { class: 'chips' });

function putThrottle() {
  const probability = Number($('throttle').value) / 100;
  const { status, code } = ANSWERS[answer.value];
  const entry = { status, code, probability, ...(wait.value ? { retryAfter: wait.value } : {}) };
  putFaults({ statusProbability: probability > 0 ? [entry] : [] });
}

function buildKnobs() {
  throttle.row.append(element('div', { class: 'selects' }, answer, wait));
  const next = element('div', { class: 'knob' },
    element('span', { class: 'label' }, 'Next requests', hintOf('one by one')),
    element('div', { class: 'chips' }, ...SCRIPTED.map(([name, entry]) => {
      const add = element('button', { type: 'button', class: 'chip', textContent: `+ ${name}` });
      add.addEventListener('click', () => putFaults({ script: [...(faults?.script ?? []), entry] }));
      return add;
    })),
    script);
  $('knobs').append(down.row, throttle.row, reset.row, resetAfter.row, nearLimit.row, latency.row, refuse.row, next);
  $('knobs').addEventListener('submit', (event) => event.preventDefault());
  $('presets').append(...PRESETS.map(([name, change]) => {
    const button = element('button', { type: 'button', class: 'chip', textContent: name });
    button.addEventListener('click', async () => {
      await ask('DELETE', '/control/faults');
      touchedAt = -Infinity;
      showFaults((await putFaults(change)) ?? faults, true);
    });
    return button;
  }));
  $('mend').addEventListener('click', async () => {
    showFaults(JSON.parse(await ask('DELETE', '/control/faults')), true);
    $('broken').focus();
  });
}
