import { startGateway } from '../../local/gateway.ts';
import { withAws } from '../stores/stores.ts';
import { storeConnection, TOKEN, takeChanges } from './webhook-edge.ts';

const aws = withAws();

const body = JSON.stringify({
  ...{ id: 5, ulid: '01KAB3C5D7E9F1G3H5J7K9M1N3', company_id: 4418, project_id: 9001 },
  ...{ event_type: 'update', resource_name: 'Work Order Contracts', resource_id: 5550002 },
});

test('the Lambda finds stores and queue by its environment', async () => {
  const { prefix, environment, changesQueueUrl, writesQueueUrl } = aws();
  await storeConnection(aws());
  const before = { ...process.env };
  Object.assign(process.env, environment, {
    ...{ RECORDS_TABLE: `${prefix}records`, CONNECTIONS_TABLE: `${prefix}connections` },
    ...{ SESSIONS_TABLE: `${prefix}sessions`, CHANGES_QUEUE_URL: changesQueueUrl },
    PROCORE_WRITES_QUEUE_URL: writesQueueUrl,
    ...{ EXPORTS_QUEUE_PREFIX: prefix, POWERTOOLS_METRICS_DISABLED: 'true', POWERTOOLS_LOG_LEVEL: 'SILENT' },
  });
  try {
    const { handler } = await import('../../lambdas/webhook.ts');
    const crashes: unknown[] = [];
    const gateway = await startGateway({
      routes: { 'POST /webhooks/{connection}': (event, context) => handler(event, context) },
      onCrash: (error) => crashes.push(error),
    });
    const response = await fetch(`${gateway.url}/webhooks/cedar-summit`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` },
      body,
    });
    await gateway.close();
    expect(crashes).toEqual([]);
    expect(response.status).toBe(200);
    expect(await takeChanges(aws())).toMatchObject([{ key: { flow: 'commitments', id: '5550002' } }]);
  } finally {
    process.env = before;
  }
});
