// OpenSearch's own client puts a template and creates three documents in a data stream, one of them twice.
import { Client } from '@opensearch-project/opensearch';

const node = new URL(process.argv[2]);
node.username = 'elastic';
node.password = 'local-intake-password';
const client = new Client({ node: node.href, suggestCompression: true, compression: 'gzip' });
const stream = 'logs-other-default';
await client.indices.putIndexTemplate({
  name: 'other', body: { index_patterns: ['logs-other-*'], data_stream: { timestamp_field: { name: '@timestamp' } } },
});
const lines = [1, 2, 3, 1].flatMap((id) => [
  { create: { _index: stream, _id: `v1-${id}` } }, { '@timestamp': new Date().toISOString(), id },
]);
const { body: answer } = await client.bulk({ body: lines });
const { body: root } = await client.info();
console.log(root.version.distribution, answer.items.map((item) => item.create.status).join());
