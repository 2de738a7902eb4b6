import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { jest } from '@jest/globals';
import { ofEachConnection } from '../../cdk/metrics.ts';
import { hashOf } from '../../lib/engine/hash.ts';
import { createConnectionStore } from '../../lib/stores/connections.ts';
import { createSharedLimit } from '../../lib/stores/limits.ts';
import { createMarkStore } from '../../lib/stores/marks.ts';
import { changeOf } from '../../lib/stores/messages.ts';
import { createWriteQueue } from '../../lib/stores/queues.ts';
import { createRecordStore } from '../../lib/stores/records.ts';
import { lambdaContext } from '../../local/lambda-context.ts';
import { US_SETTINGS } from '../../local/sample/us/settings.ts';
import { type ProcoreSimulator, startProcore } from '../../local/simulators/procore/start.ts';
import { sqsEvent } from '../../local/sqs-event.ts';
import { sampleCompany } from '../procore/company-data.ts';
import { recordOf, withAws } from '../stores/stores.ts';

const aws = withAws();
const before = { ...process.env };
const company = sampleCompany();
const CLIENT = { clientId: 'writer', clientSecret: 'secret' };
let procore: ProcoreSimulator;

beforeAll(async () => {
  procore = await startProcore({ companies: [company], clients: [CLIENT] });
  const { prefix, environment, changesQueueUrl, writesQueueUrl, dynamo: client } = aws();
  Object.assign(process.env, environment, {
    ...{ RECORDS_TABLE: `${prefix}records`, CONNECTIONS_TABLE: `${prefix}connections` },
    ...{ SESSIONS_TABLE: `${prefix}sessions`, CHANGES_QUEUE_URL: changesQueueUrl },
    ...{ PROCORE_WRITES_QUEUE_URL: writesQueueUrl, EXPORTS_QUEUE_PREFIX: prefix },
    ...{ WRITER_SECRET: CLIENT.clientSecret, POWERTOOLS_LOG_LEVEL: 'SILENT' },
  });
  const connections = createConnectionStore({ client, table: `${prefix}connections` });
  const here = { apiUrl: procore.url, loginUrl: procore.url, companyId: '77' };
  const settings = {
    ...{ ...US_SETTINGS, name: 'acme', mode: 'live' as const },
    procore: {
      ...US_SETTINGS.procore,
      ...here,
      clientId: CLIENT.clientId,
      clientSecret: 'env:WRITER_SECRET',
    },
  };
  await connections.apply('acme', { settings, fileId: '', webhookTokens: [] });
});

afterAll(async () => {
  process.env = before;
  await procore.close();
});

/** Stores a synced vendor and what it is to be marked with. */
const synced = async (id: string, listId: string, hash: string) => {
  const { prefix, dynamo: client } = aws();
  const records = createRecordStore({ client, table: `${prefix}records` });
  const mapping = { type: 'Vendor', id: listId, name: `Vendor ${id}`, created: true };
  await records.save(recordOf({ flow: 'companies', id, state: 'synced', content: { id }, mapping }));
  const marks = createMarkStore({ client, table: `${prefix}records` });
  const { markHash } = await import('../../lib/engine/marks.ts');
  const mark = { flow: 'companies', id, hash: hash || markHash(mapping), originId: listId };
  await marks.put('acme', [{ ...mark, due: '2026-01-01T00:00:00.000Z' }]);
};

const handle = async (bodies: Readonly<Record<string, readonly [group: string, body: string]>>) => {
  const { handler } = await import('../../lambdas/procore-writer.ts');
  const messages = Object.entries(bodies).map(([MessageId, [MessageGroupId, Body]]) => ({
    ...{ MessageId, Body },
    Attributes: { ApproximateReceiveCount: '1', SentTimestamp: '1000', MessageGroupId },
  }));
  const lines: string[] = [];
  const out = jest.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
  try {
    const answer = await handler(
      sqsEvent(messages, 'arn:aws:sqs:us-east-1:0:procore-writes.fifo'),
      lambdaContext('procore-writer', 'request', Date.now() + 120_000),
    );
    const failed = answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
    return { failed, metrics: lines.filter((line) => line.includes('_aws')).map((line) => JSON.parse(line)) };
  } finally {
    out.mockRestore();
  }
};

const mark = (id: string): string =>
  JSON.stringify({ do: 'mark', connection: 'acme', keys: [{ flow: 'companies', id }] });

test('a group with a message that is none comes again as a whole; others are worked off and counted', async () => {
  await synced('501', '80-1', '');
  await synced('502', '80-2', '');
  const bodies = { a: ['one', mark('501')], b: ['two', mark('502')], c: ['two', 'nonsense'] } as const;
  const { failed, metrics } = await handle(bodies);
  expect(failed).toEqual(['b', 'c']);
  expect(company.vendors.map(({ origin_id }) => origin_id)).toEqual(['80-1', null]);
  expect(metrics).toEqual([
    expect.objectContaining({ connection: 'acme', Marked: 1, NotMarked: 0, MarkedLater: 0 }),
  ]);
  const [{ _aws }] = metrics;
  const [{ Namespace, Dimensions }] = _aws.CloudWatchMetrics;
  expect(ofEachConnection('Marked').expression).toContain(
    `{${[Namespace, ...[...Dimensions[0]].sort()].join()}}`,
  );
  expect((await handle({ b: bodies.b })).failed).toEqual([]);
  expect(company.vendors.map(({ origin_id }) => origin_id)).toEqual(['80-1', '80-2']);
});

/** A vendor of QuickBooks that a person agreed to create in Procore. */
const approvedVendor = async (listId: string, name: string): Promise<string> => {
  const { prefix, dynamo: client } = aws();
  const records = createRecordStore({ client, table: `${prefix}records` });
  const content = { listId, name, phone: '', fax: '', email: '', place: {} };
  const hash = hashOf(content);
  const approval = { document: hash, by: 'Mira', at: '2026-01-01T00:00:00.000Z' };
  const key = { flow: 'vendors', id: listId };
  await records.save(recordOf({ ...key, into: 'procore', source: {}, title: name, content, hash, approval }));
  return JSON.stringify({ do: 'enter', connection: 'acme', keys: [key] });
};

test('what comes from QuickBooks is entered and counted, and its record from Procore is asked for', async () => {
  const body = await approvedVendor('90-1', 'Oak Ltd');
  const { failed, metrics } = await handle({ a: ['one', body] });
  expect(failed).toEqual([]);
  const created = company.vendors.filter(({ origin_id }) => origin_id === '90-1');
  expect(created).toEqual([expect.objectContaining({ name: 'Oak Ltd' })]);
  expect(metrics).toEqual([
    expect.objectContaining({ Entered: 1, Removed: 0, NotEntered: 0, EnteredLater: 0 }),
  ]);
  const { sqs, changesQueueUrl } = aws();
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: changesQueueUrl }));
  expect(Messages.map(({ Body = '' }) => changeOf(Body))).toEqual([
    {
      ...{ do: 'fetch', connection: 'acme', source: {} },
      key: { flow: 'companies', id: String(created[0]?.id) },
    },
  ]);
  expect((await handle({ a: ['one', body] })).metrics).toEqual([expect.objectContaining({ Entered: 0 })]);
  expect(company.vendors.filter(({ origin_id }) => origin_id === '90-1')).toHaveLength(1);
});

test('while another machine has met the rate limit, what comes from QuickBooks waits', async () => {
  const { createHash } = await import('node:crypto');
  const { prefix, dynamo: client } = aws();
  const digest = createHash('sha256').update(`${procore.url} ${CLIENT.clientId}`).digest('hex');
  const shared = createSharedLimit({ client, table: `${prefix}connections` }, digest);
  const body = await approvedVendor('90-2', 'Elm Ltd');
  await shared.close(Date.now() + 300_000);
  // A machine listens to others at intervals: a new one does at once.
  jest.resetModules();
  const asked = procore.requests.length;
  expect((await handle({ a: ['one', body] })).failed).toEqual([]);
  expect(procore.requests.slice(asked).filter(({ path }) => path !== '/oauth/token')).toEqual([]);
  const records = createRecordStore({ client, table: `${prefix}records` });
  const [record] = (await records.get('acme', [{ flow: 'vendors', id: '90-2' }])).values();
  expect(record).toMatchObject({ state: 'queued', attempts: 0 });
  expect(Date.parse(record?.notBefore ?? '')).toBeGreaterThan(Date.now() + 200_000);
});

test('an invocation of another machine that met the rate limit is heard of', async () => {
  const { createHash } = await import('node:crypto');
  const { prefix, dynamo: client } = aws();
  const digest = createHash('sha256').update(`${procore.url} ${CLIENT.clientId}`).digest('hex');
  const table = { client, table: `${prefix}connections` };
  const shared = createSharedLimit(table, digest);
  const until = Date.now() + 600_000;
  await shared.close(until);
  await shared.close(until - 1_000);
  expect(await shared.closedUntil()).toBe(until);
  const { createRateLimit } = await import('../../lib/procore/rate-limit.ts');
  const fresh = createRateLimit(() => new Date(), createSharedLimit(table, digest));
  await expect(fresh.check()).rejects.toMatchObject({ kind: 'throttled' });
});

test('writes of one project are one group of the queue, each other project and the company another', async () => {
  const { sqs, writesQueueUrl } = aws();
  let sent = 0;
  const queue = createWriteQueue({ client: sqs, queueUrl: writesQueueUrl }, () => `unique-${++sent}`);
  const keys = [{ flow: 'commitments', id: '1' }];
  const of = (project?: string) => ({ do: 'mark', connection: 'acme', project, keys }) as const;
  await queue.send([of('1'), of('2'), of(), of('1')]);
  const groups: (string | undefined)[] = [];
  for (let n = 0; n < 4; n++) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        ...{ QueueUrl: writesQueueUrl, MaxNumberOfMessages: 10 },
        MessageSystemAttributeNames: ['MessageGroupId'],
      }),
    );
    groups.push(...Messages.map(({ Attributes }) => Attributes?.MessageGroupId));
  }
  expect(new Set(groups).size).toBe(3);
});
