// Splunk's own logger for JavaScript sends three events in one payload.
import splunk from 'splunk-logging';

const logger = new splunk.Logger({ token: 'local-intake-token', url: process.argv[2], maxBatchCount: 0 });
logger.error = (problem) => { throw problem; };
for (const id of [1, 2, 3]) {
  logger.send({
    message: { text: 'a "line"', id },
    metadata: { time: 1795395600.5, source: 'other-clients', sourcetype: 'test', host: 'here' },
  });
}
await new Promise((resolve, reject) => {
  logger.flush((problem, _response, body) => (problem ? reject(problem) : resolve(console.log(body.text))));
});
