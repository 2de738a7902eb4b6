import { keyText } from '../../lib/engine/record.ts';
import { companies } from '../../lib/flows/companies.ts';
import { createConnectionStore } from '../../lib/stores/connections.ts';
import { createRecordStore } from '../../lib/stores/records.ts';
import { createSessionStore } from '../../lib/stores/sessions.ts';
import type { Session } from '../../lib/web-connector/session.ts';
import { lambdaContext } from '../../local/lambda-context.ts';
import { US_SETTINGS } from '../../local/sample/us/settings.ts';
import { sqsEvent } from '../../local/sqs-event.ts';
import { answer, fetched } from '../flows/given.ts';
import { recordOf, withAws } from '../stores/stores.ts';

const aws = withAws();
const before = { ...process.env };
afterAll(() => {
  process.env = before;
});

/** A vendor that was sent in a batch, the answer to it, and the handler over the embedded services. */
const start = async (batch: string) => {
  const { prefix, environment, changesQueueUrl, writesQueueUrl, answersQueueUrl, dynamo: client } = aws();
  Object.assign(process.env, environment, {
    ...{ RECORDS_TABLE: `${prefix}records`, CONNECTIONS_TABLE: `${prefix}connections` },
    ...{ SESSIONS_TABLE: `${prefix}sessions`, CHANGES_QUEUE_URL: changesQueueUrl },
    ...{ PROCORE_WRITES_QUEUE_URL: writesQueueUrl, ANSWERS_QUEUE_URL: answersQueueUrl },
    ...{ EXPORTS_QUEUE_PREFIX: prefix, POWERTOOLS_LOG_LEVEL: 'SILENT' },
  });
  const connections = createConnectionStore({ client, table: `${prefix}connections` });
  await connections.apply('acme', { settings: US_SETTINGS, fileId: '', webhookTokens: [] });
  const records = createRecordStore({ client, table: `${prefix}records` });
  const key = { flow: 'companies', id: `of ${batch}` };
  const content = await fetched(companies, '502');
  const record = await records.save(recordOf({ ...key, state: 'queued', content, hash: 'h' }));
  if (!record) throw new Error('not stored');
  const sessions = createSessionStore<Session>({ client, table: `${prefix}sessions` });
  await sessions.putBatch('acme', { id: batch, kind: 'write', sent: [{ record, requestIDs: ['1'] }] }, '');
  const ret = `<VendorRet><ListID>80-${batch}</ListID><EditSequence>1</EditSequence><Name>Acme</Name></VendorRet>`;
  const putDown = () => sessions.putAnswers('acme', batch, [answer('VendorAddRs', ret)]);
  const stateOf = async () => (await records.get('acme', [key])).get(keyText(key))?.state;
  const { handler } = await import('../../lambdas/settle.ts');
  const handle = async (...bodies: readonly string[]) => {
    const messages = bodies.map((Body, n) => ({
      ...{ MessageId: `m${n}`, Body },
      Attributes: { ApproximateReceiveCount: '1', SentTimestamp: '1000' },
    }));
    const answered = await handler(
      sqsEvent(messages, 'arn:aws:sqs:us-east-1:0:answers'),
      lambdaContext('settle', 'request', Date.now() + 120_000),
    );
    return answered.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  };
  return { sessions, stateOf, handle, putDown };
};

const told = (batch: string): string => JSON.stringify({ connection: 'acme', batch });

test('settles a batch by its answers that were put down, and notes what came of it', async () => {
  const { sessions, stateOf, handle, putDown } = await start('b1');
  await putDown();
  expect(await handle(told('b1'))).toEqual([]);
  expect(await stateOf()).toBe('synced');
  expect(await sessions.answers('acme', 'b1')).toMatchObject({ tally: { synced: 1, refused: 0 } });
  expect(await handle(told('b1'), told('b1'))).toEqual([]);
});

test('of what is dropped already, or was never put down, there is nothing to do', async () => {
  const { sessions, stateOf, handle, putDown } = await start('b2');
  expect(await handle(told('b2'), JSON.stringify({ connection: 'gone', batch: 'b2' }))).toEqual([]);
  expect(await stateOf()).toBe('queued');
  await putDown();
  await sessions.dropBatch('acme', 'b2');
  expect(await handle(told('b2'))).toEqual([]);
  expect(await sessions.answers('acme', 'b2')).toBeUndefined();
  expect(await sessions.batch('acme', 'b2')).toBeUndefined();
  expect(await stateOf()).toBe('queued');
});

test('a message that is none comes again; its neighbours are done', async () => {
  const { stateOf, handle, putDown } = await start('b3');
  await putDown();
  expect(await handle('nonsense', told('b3'), told(''))).toEqual(['m0', 'm2']);
  expect(await stateOf()).toBe('synced');
});
