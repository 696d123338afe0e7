// Listens to the server, and shows what it says.

const SURE_MS = 3000;

let toldAt = null;
let told = null;

function tell(state) {
  const now = performance.now();
  const seconds = toldAt === null ? 0 : (now - toldAt) / 1000;
  toldAt = now;
  told = state;
  showDestinations(state.arrivals, seconds);
  showCounts(inView(state.arrivals), seconds);
  showHealth(showFaults(state.faults), state.faults.isDown);
  showCollector(state);
  showLast(inView(state.arrivals).events).catch(() => { /* The next look tells. */ });
}

function showHealth(count, isDown) {
  const faultsOn = count === 1 ? '1 fault on' : `${count} faults on`;
  const words = isDown ? 'Down on demand' : count === 0 ? 'All is well' : faultsOn;
  $('health').className = `pill ${isDown ? 'bad' : count === 0 ? 'good' : 'warn'}`;
  setText($('health'), words);
}

// Asks once more before it is too late.
function confirmed(button, action) {
  const words = button.textContent;
  let timer = 0;
  const calm = () => {
    clearTimeout(timer);
    timer = 0;
    button.classList.remove('sure');
    setText(button, words);
  };
  button.addEventListener('click', () => {
    if (timer === 0) {
      button.classList.add('sure');
      setText(button, 'Sure? Click again');
      timer = setTimeout(calm, SURE_MS);
      return;
    }
    calm();
    action();
  });
  button.addEventListener('blur', calm);
}

buildKnobs();
buildCollector();
buildDestinations(() => {
  forgetRates();
  forgetLast();
  if (told !== null) {
    showCounts(inView(told.arrivals), 0);
    showCollector(told);
    showLast(inView(told.arrivals).events).catch(() => { /* The next look tells. */ });
  }
});
setText($('address'), location.host);
confirmed($('forget'), () => ask('DELETE', '/control/arrivals'));
$('hello').addEventListener('click', () => told && sendHello(told));
$('copy').addEventListener('click', async () => {
  await navigator.clipboard.writeText($('snippet').textContent);
  setText($('copy'), 'Copied');
  setTimeout(() => setText($('copy'), 'Copy the command'), SURE_MS);
});

const live = new EventSource('/control/live');
live.addEventListener('message', (message) => {
  document.body.classList.remove('lost');
  tell(JSON.parse(message.data));
});
live.addEventListener('error', () => {
  document.body.classList.add('lost');
  toldAt = null;
  $('health').className = 'pill';
  setText($('health'), 'The intake has ended; waiting for it');
});
