// What the server says is broken, in words and on the knobs.

// The step that comes nearest to a value that was put from elsewhere.
const nearest = (steps, value) => steps.reduce(
  (best, step, at) => (Math.abs(step - value) < Math.abs(steps[best] - value) ? at : best), 0);

const afterWords = (entry) => (entry.retryAfter
  ? `, retry after ${entry.retryAfter}${/^\d+$/.test(entry.retryAfter) ? ' s' : ''}` : '');

function faultWords(state) {
  const most = state.latencyMs.most;
  const words = [
    [state.isDown, 'Down: every connection is cut'],
    [state.script.length > 0, `Scripted: the next ${number(state.script.length)} requests`],
    ...state.statusProbability.map((entry) => [entry.probability > 0,
      `${entry.status} to ${percent(entry.probability)} of requests${afterWords(entry)}`]),
    [state.resetProbability > 0, `${percent(state.resetProbability)} of connections cut mid-body`],
    [state.resetAfterProbability > 0, `${percent(state.resetAfterProbability)} cut after everything was taken`],
    [state.nearLimitProbability > 0, `${percent(state.nearLimitProbability)} of answers ask to slow down`],
    [most > 0, `${number(state.latencyMs.least)} to ${number(most)} ms before each answer`],
    [state.refuseEvery > 0, `${oneIn(state.refuseEvery)} records refused`],
  ];
  return words.filter(([isOn]) => isOn).map(([, word]) => word);
}

function showFaults(state, isForced = false) {
  faults = state;
  const words = faultWords(state);
  const shown = words.length > 0 ? words : ['Nothing: it answers as the real one would.'];
  const tone = words.length > 0 ? 'is-on' : 'is-well';
  keep($('broken-list'), shown, (word) => word, (word) => element('li', { textContent: word, class: tone }));
  $('mend').hidden = words.length === 0;
  showScript(state.script);
  if (isForced || performance.now() - touchedAt > REST_AFTER_TOUCH_MS) {
    turnKnobs(state);
  }
  return words.length;
}

function turnKnobs(state) {
  const [first] = state.statusProbability;
  down.set(state.isDown);
  throttle.set(Math.round((first?.probability ?? 0) * 100));
  reset.set(Math.round(state.resetProbability * 100));
  resetAfter.set(Math.round(state.resetAfterProbability * 100));
  nearLimit.set(Math.round(state.nearLimitProbability * 100));
  latency.set(nearest(LATENCIES_MS, state.latencyMs.most));
  refuse.set(nearest(REFUSALS, state.refuseEvery));
  if (first) {
    answer.value = Math.max(0, ANSWERS.findIndex((one) => one.status === first.status));
    wait.value = WAITS.includes(first.retryAfter) ? first.retryAfter : '';
  }
}

const scriptWord = (entry) => (entry === 'reset' ? 'cut mid-body'
  : entry === 'resetAfter' ? 'cut after' : String(entry.status ?? entry));

function showScript(entries) {
  const shown = entries.slice(0, 12).map(scriptWord);
  const rest = entries.length - shown.length;
  const chips = [...shown, ...(rest > 0 ? [`and ${number(rest)} more`] : [])];
  script.hidden = entries.length === 0;
  keep(script, chips.map((word, at) => ({ word, at })), ({ word, at }) => `${at} ${word}`,
    ({ word }) => element('span', { class: 'chip is-queued', textContent: word }));
}
