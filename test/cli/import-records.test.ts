import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { hashOf } from '../../lib/engine/hash.ts';
import type { SyncRecord } from '../../lib/engine/record.ts';
import { reason } from '../../lib/reasons.ts';
import { createConnectionStore } from '../../lib/stores/connections.ts';
import { writeOf } from '../../lib/stores/messages.ts';
import { createConnectionQueue } from '../../lib/stores/queues.ts';
import { createRecordStore } from '../../lib/stores/records.ts';
import { writeOutputs } from '../../local/outputs.ts';
import { EXPORTS_PREFIX } from '../../local/plumbline.ts';
import { SINCE } from '../engine/records.ts';
import { us } from '../flows/settings.ts';
import { withAws } from '../stores/stores.ts';
import { type Ran, runHere } from './run.ts';

const aws = withAws();
const NAME = 'kestrel';
let folder: string;

const records = () => createRecordStore({ client: aws().dynamo, table: `${aws().prefix}records` });

const job = { listId: '80-1', name: 'Pier 9', fullName: 'Harbor:Pier 9', parent: 'Harbor', place: {} };
const cost = {
  ...{ of: 'Bill', txnId: '1A-1', number: 'B-77', date: '2026-03-04', memo: '', orders: [] },
  ...{ payee: { id: '90-1', name: 'Oak' }, job: { id: '80-2', name: 'Harbor:Tower' } },
  lines: [{ id: 'L1', amount: '12.50', description: 'Nails', item: { id: '70-1', name: '16-100' } }],
};

const imported = (flow: string, id: string, content: object, more: Partial<SyncRecord>): SyncRecord => ({
  ...{ connection: NAME, flow, id, rev: 0, into: 'procore', source: {}, state: 'queued', since: SINCE },
  ...{ flags: [], generation: 0, attempts: 0, content, hash: hashOf(content), ...more },
});

/** A record from Procore, and the object in QuickBooks that it is. */
const exported = async (flow: string, id: string, type: string, object: string): Promise<void> => {
  const mapping = { type, id: object, name: `${type} ${object}`, created: true };
  const record = { ...imported(flow, id, {}, { state: 'synced', mapping }), into: undefined };
  await records().save(record);
  const claim = { kind: 'object', value: `${type}:${object}`, shown: '', lost: 'name-taken' } as const;
  await records().putClaims(NAME, [{ claim, owner: { flow, id } }]);
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-imports-'));
  await writeOutputs(folder, { aws: aws(), url: 'http://localhost:8080' });
  const client = { client: aws().dynamo, table: `${aws().prefix}connections` };
  const settings = { ...us, name: NAME, mode: 'live' as const };
  await createConnectionStore(client).apply(NAME, { settings, fileId: '', webhookTokens: [] });
  await createConnectionQueue(aws().sqs, EXPORTS_PREFIX, NAME);
  const waits = reason('new-in-procore', { kind: 'project', name: 'Pier 9' });
  const awaits = { state: 'awaiting-approval', reason: waits, document: hashOf(job) } as const;
  await records().save(imported('jobs', '80-1', job, { title: 'Harbor:Pier 9', ...awaits }));
  await exported('projects', '9001', 'Customer', '80-2');
  await exported('cost-codes', '51', 'ItemService', '70-1');
  const source = { resource: 'Bill', project: '9001' };
  await records().save(imported('costs', '1A-1/80-2', cost, { title: 'B-77 on Tower', source }));
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

const run = (...args: string[]): Promise<Ran> => runHere(folder, ...args, '--outputs', 'outputs.json');
const ok = async (...args: string[]): Promise<string> => {
  const { code, stdout, stderr } = await run(...args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
};

const hinted = async () => {
  const { sqs, writesQueueUrl } = aws();
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: writesQueueUrl, MaxNumberOfMessages: 10 }),
  );
  return Messages.map(({ Body = '' }) => writeOf(Body));
};

test('records and status count what comes from QuickBooks', async () => {
  expect(await ok('records', NAME, '--flow', 'jobs')).toMatch(
    /jobs +│ 80-1 +│ Harbor:Pier 9 +│ awaiting-approval/,
  );
  expect(await ok('status', NAME)).toMatch(/jobs +│.*Harbor:Pier 9: awaiting-approval/);
});

test('preview shows what would be entered in Procore: fields, lines, total; also as JSON', async () => {
  const said = await ok('preview', NAME, 'costs', 'B-77 on Tower');
  expect(said).toMatch(/^Document +[0-9a-f]{8} {2}direct-cost in Procore$/m);
  expect(said).toMatch(/^Stands +It is entered in Procore within minutes\.$/m);
  expect(said).toMatch(/^projectId +9001$/m);
  expect(said).toMatch(/│ +1 │.*│ 51 +│ +12\.50 │ Nails/);
  expect(said).toContain('Total 12.50');
  const json = JSON.parse(await ok('preview', NAME, 'jobs', '80-1', '--json'));
  expect(json).toMatchObject({ is: 'entry', entry: { of: 'project', originId: '80-1', name: 'Pier 9' } });
});

test('explain tells where it comes from, and whose the objects are that it names', async () => {
  const said = await ok('explain', NAME, 'costs', '1A-1/80-2');
  expect(said).toMatch(/^In QuickBooks +Bill 1A-1\/80-2$/m);
  expect(said).toMatch(/^In Procore +nothing yet$/m);
  expect(said).toMatch(/projects 9001: Customer "Customer 80-2"/);
  expect(said).toMatch(/Vendor 90-1: nobody's/);
});

test('explain tells that a job waits for a word, and how it is given', async () => {
  const said = await ok('explain', NAME, 'jobs', 'Harbor:Pier 9');
  expect(said).toMatch(/^Why +Procore has no project of the name "Pier 9"\. \(new-in-procore\)$/m);
  expect(said).toMatch(/^Approval +waits for somebody \(document [0-9a-f]{8}\)$/m);
});

test('reject, approve and retry; the writer is told', async () => {
  const by = ['--by', 'Mira'];
  expect(await ok('reject', NAME, 'jobs', '80-1', ...by, '--why', 'old')).toContain('It is rejected');
  expect((await run('retry', NAME, 'jobs', '80-1')).code).toBe(4);
  expect(await hinted()).toEqual([]);
  expect(await ok('approve', NAME, 'jobs', '80-1', ...by)).toContain('It goes to Procore within minutes.');
  expect(await hinted()).toEqual([{ do: 'enter', connection: NAME, keys: [{ flow: 'jobs', id: '80-1' }] }]);
  expect(await ok('retry', NAME, 'costs', '1A-1/80-2')).toContain('tried again');
  expect(await hinted()).toEqual([
    { do: 'enter', connection: NAME, project: '9001', keys: [{ flow: 'costs', id: '1A-1/80-2' }] },
  ]);
});

test('nothing else can be said of them', async () => {
  const { code, stderr } = await run('undo', NAME, 'costs', '1A-1/80-2', '--by', 'Mira', '--why', 'no');
  expect([code, stderr]).toEqual([4, expect.stringContaining('It comes from QuickBooks')]);
  const chosen = await run('override', NAME, 'jobs', '80-1', '--name', 'Pier');
  expect([chosen.code, chosen.stderr]).toEqual([4, expect.stringContaining('It comes from QuickBooks')]);
});
