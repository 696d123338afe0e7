// The four destinations side by side, and the one that is looked at.

const basic = (settings) => `Basic ${btoa(settings.users[0] ?? '')}`;
const hello = (id) => ({ text: 'Hello', from: 'this page', record_id: id });

// For each: its name, what a sender needs to know, and an event to begin with (its id, and when it was).
const DESTINATIONS = {
  splunk: {
    name: 'Splunk', title: 'Splunk HEC', hue: 145, address: () => location.origin,
    secrets: (settings) => [['Token', settings.tokens[0]]],
    request: (settings, id, at) => ['/services/collector/event', {
      Authorization: `Splunk ${settings.tokens[0]}`, 'X-Splunk-Request-Channel': crypto.randomUUID(),
    }, { time: at / 1000, source: 'by-hand', event: hello(id), fields: { record_id: id } }],
  },
  datadog: {
    name: 'Datadog', title: 'Datadog Logs', hue: 268, address: () => location.origin,
    secrets: (settings) => [['API key', settings.apiKeys[0]]],
    request: (settings, id, at) => ['/api/v2/logs', {
      'DD-API-KEY': settings.apiKeys[0], 'Content-Type': 'application/json',
    }, [{ message: 'Hello', service: 'by-hand', timestamp: at, record_id: id }]],
  },
  sumologic: {
    name: 'Sumo Logic', title: 'Sumo Logic HTTP source', hue: 228,
    address: (settings) => `${location.origin}/receiver/v1/http/${settings.tokens[0]}`,
    secrets: () => [],
    request: (settings, id, at) => [`/receiver/v1/http/${settings.tokens[0]}`, { 'X-Sumo-Name': 'by-hand' }, hello(id)],
  },
  elastic: {
    name: 'Elastic', title: 'Elasticsearch, OpenSearch', hue: 38, address: () => location.origin,
    secrets: (settings) => [
      ...(settings.flavour === 'opensearch' ? [] : [['API key', btoa(settings.apiKeys[0] ?? '')]]),
      ['User', settings.users[0]],
    ],
    request: (settings, id, at) => ['/logs-by.hand-default/_bulk', {
      Authorization: basic(settings), 'Content-Type': 'application/x-ndjson',
    }, { create: { _id: id } }, { '@timestamp': new Date(at).toISOString(), message: 'Hello' }],
  },
};

const total = new RateSeries();
const cards = new Map();
let lookedFor = null; // a destination, or null for all together

const inView = (arrivals) => (lookedFor === null ? arrivals : arrivals.byDestination[lookedFor]);
const seriesInView = () => (lookedFor === null ? total : cards.get(lookedFor).series);
const inHand = () => lookedFor ?? 'splunk';

function buildDestinations(onChange) {
  for (const [id, { name, hue }] of Object.entries(DESTINATIONS)) {
    const card = element('button', { type: 'button', class: 'card destination' },
      element('span', { class: 'destination-name', textContent: name }),
      element('span', { class: 'big' }), element('span', { class: 'muted small' }),
      shape('svg', { class: 'spark', preserveAspectRatio: 'none', 'aria-hidden': 'true' }));
    card.style.setProperty('--hue', hue);
    card.setAttribute('aria-pressed', 'false');
    card.addEventListener('click', () => {
      lookedFor = lookedFor === id ? null : id;
      cards.forEach((other, key) => other.card.setAttribute('aria-pressed', key === lookedFor));
      onChange();
    });
    cards.set(id, { card, series: new RateSeries() });
    $('destinations').append(card);
  }
}

function showDestinations({ events: count, byDestination }, seconds) {
  total.add(count, seconds);
  for (const [id, { card, series }] of cards) {
    const counts = byDestination[id];
    series.add(counts.events, seconds);
    const [, events, note, chart] = card.children;
    setText(events, number(counts.events));
    setText(note, troubles(counts) || perSecond(series.now));
    card.classList.toggle('is-quiet', counts.requests.total === 0);
    drawArea(chart, series, 120, 28);
  }
}

const troubles = (counts) => [
  [counts.refused, 'refused'], [counts.dropped, 'dropped'], [counts.diverted, 'diverted'],
].filter(([count]) => count > 0).map(([count, word]) => `${short.format(count)} ${word}`).join(', ');
