import { explainDeadLetters } from '../../lib/admin/dead-letters.ts';
import { createConnectionStore } from '../../lib/stores/connections.ts';
import { createDeadLetters } from '../../lib/stores/dead-letters.ts';
import { createConnectionQueue } from '../../lib/stores/queues.ts';
import { createRecordStore } from '../../lib/stores/records.ts';
import { lambdaContext } from '../../local/lambda-context.ts';
import { US_SETTINGS } from '../../local/sample/us/settings.ts';
import { sqsEvent } from '../../local/sqs-event.ts';
import { recordOf, withAws } from '../stores/stores.ts';

const aws = withAws();
const before = { ...process.env };
afterAll(() => {
  process.env = before;
});

/** The handler over the embedded services, given messages as SQS hands them out the so many-th time. */
const start = async () => {
  const { prefix, environment, changesQueueUrl, writesQueueUrl, dynamo: client, sqs } = aws();
  Object.assign(process.env, environment, {
    ...{ RECORDS_TABLE: `${prefix}records`, CONNECTIONS_TABLE: `${prefix}connections` },
    ...{ SESSIONS_TABLE: `${prefix}sessions`, CHANGES_QUEUE_URL: changesQueueUrl },
    PROCORE_WRITES_QUEUE_URL: writesQueueUrl,
    ...{ EXPORTS_QUEUE_PREFIX: prefix, POWERTOOLS_LOG_LEVEL: 'SILENT' },
  });
  const connections = createConnectionStore({ client, table: `${prefix}connections` });
  await connections.apply('acme', { settings: US_SETTINGS, fileId: '', webhookTokens: [] });
  await createConnectionQueue(sqs, prefix, 'acme');
  const records = createRecordStore({ client, table: `${prefix}records` });
  const { handler } = await import('../../lambdas/normalize.ts');
  const handle = async (bodies: Readonly<Record<string, string>>, receives: number) => {
    const messages = Object.entries(bodies).map(([MessageId, Body]) => ({
      ...{ MessageId, Body },
      Attributes: { ApproximateReceiveCount: String(receives), SentTimestamp: '1000' },
    }));
    const answer = await handler(
      sqsEvent(messages, 'arn:aws:sqs:us-east-1:0:changes'),
      lambdaContext('normalize', 'request', Date.now() + 120_000),
    );
    return answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  };
  const deadLetters = createDeadLetters({ client: sqs, queueUrl: changesQueueUrl });
  const dead = () => explainDeadLetters({ deadLetters, connections, records, flows: ['commitments'] });
  return { handle, dead, records };
};

const replan = (flow: string, id: string): string =>
  JSON.stringify({ do: 'replan', connection: 'acme', key: { flow, id } });

test('a hint that fails for the last time becomes a dead letter that tells why; its neighbours are done', async () => {
  const { handle, dead, records } = await start();
  // Of a flow that this version does not have.
  await records.save(recordOf({ flow: 'timesheets', id: '1', content: {} }));
  const bodies = {
    bad: replan('timesheets', '1'),
    good: replan('commitments', '1'),
    none: 'nonsense',
  };
  expect((await handle(bodies, 1)).sort()).toEqual(['bad', 'good', 'none']);
  expect((await handle(bodies, 2)).sort()).toEqual(['bad', 'none']);
  expect(await dead()).toEqual([]);
  expect(await handle(bodies, 5)).toEqual([]);
  expect((await dead()).map(({ about, why, receives, sentAt }) => [about, why, receives, sentAt])).toEqual(
    expect.arrayContaining([
      [
        'replan timesheets#1 of acme',
        expect.stringContaining('no flow is called timesheets'),
        5,
        '1970-01-01T00:00:01.000Z',
      ],
      ['nonsense', expect.stringContaining('no message of Plumbline'), 5, '1970-01-01T00:00:01.000Z'],
    ]),
  );
});
