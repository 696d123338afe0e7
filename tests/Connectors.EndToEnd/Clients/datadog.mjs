// Datadog's own client sends three entries, compressed, and asks whether the key is good.
import { client, v1, v2 } from '@datadog/datadog-api-client';

const url = new URL(process.argv[2]);
const configuration = client.createConfiguration({
  authMethods: { apiKeyAuth: 'local-intake-key' },
  baseServer: new client.BaseServerConfiguration(url.origin, {}),
});
const valid = await new v1.AuthenticationApi(configuration).validate();
const entries = [1, 2, 3].map((id) => ({
  message: `line ${id}`, ddsource: 'other-clients', service: 'test', ddtags: 'env:here',
  additionalProperties: { record_id: `v1-${id}`, timestamp: Date.now() },
}));
const answer = await new v2.LogsApi(configuration).submitLog({ body: entries, contentEncoding: 'gzip' });
console.log(valid.valid, JSON.stringify(answer));
