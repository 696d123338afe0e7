// A transport for the logger winston sends three lines to an HTTP source.
import winston from 'winston';
import { SumoLogic } from 'winston-sumologic-transport';

const transport = new SumoLogic({
  url: new URL('receiver/v1/http/local-intake-source', process.argv[2]).href, interval: 50,
  customSourceName: 'other-clients', customSourceCategory: 'test',
  onError: (problem) => { console.error(problem.message); process.exit(1); },
});
const logger = winston.createLogger({ transports: [transport] });
for (const id of [1, 2, 3]) {
  logger.info(`line ${id}`);
}
setTimeout(() => process.exit(0), 1000);
