// Elastic's own client puts a template, creates three documents in a data stream, one of them twice, and looks at it.
import { Client } from '@elastic/elasticsearch';

const client = new Client({
  node: process.argv[2], compression: true,
  auth: { apiKey: { id: 'local-intake-id', api_key: 'local-intake-key' } },
});
const stream = 'logs-other.clients-default';
await client.indices.putIndexTemplate({
  name: 'other', index_patterns: ['logs-other.*-*'], priority: 500, data_stream: {},
  template: { mappings: { properties: { 'client.ip': { type: 'ip' } } } },
});
await client.ingest.putPipeline({ id: 'other', processors: [{ set: { field: 'a', value: 1 } }] });
const conflicts = [];
const answer = await client.helpers.bulk({
  datasource: [1, 2, 3, 1].map((id) => ({ '@timestamp': new Date().toISOString(), client: { ip: '192.0.2.1' }, id })),
  onDocument: (document) => ({ create: { _index: stream, _id: `v1-${document.id}` } }),
  onDrop: (dropped) => conflicts.push(dropped.status),
  pipeline: 'other',
});
const { version } = await client.info();
const { data_streams: streams } = await client.indices.getDataStream({ name: stream });
await client.indices.rollover({ alias: stream });
console.log(version.number, answer.successful, conflicts.join(), streams[0].generation, await client.ping());
