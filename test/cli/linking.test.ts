import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { SyncRecord } from '../../lib/engine/record.ts';
import { reason } from '../../lib/reasons.ts';
import { createArchive } from '../../lib/stores/archive.ts';
import { createConnectionStore } from '../../lib/stores/connections.ts';
import { createMarkStore } from '../../lib/stores/marks.ts';
import { createConnectionQueue } from '../../lib/stores/queues.ts';
import { createRecordStore } from '../../lib/stores/records.ts';
import { writeOutputs } from '../../local/outputs.ts';
import { EXPORTS_PREFIX } from '../../local/plumbline.ts';
import { linkedTo, order, SINCE } from '../engine/records.ts';
import { mapped } from '../flows/given.ts';
import { us } from '../flows/settings.ts';
import { withAws } from '../stores/stores.ts';
import { type Ran, runHere } from './run.ts';

const aws = withAws();
const NAME = 'kestrel';
let folder: string;

const table = (name: string) => ({ client: aws().dynamo, table: `${aws().prefix}${name}` });
const records = () => createRecordStore(table('records'));
const connections = () => createConnectionStore(table('connections'));
const stored = async (flow: string, id: string): Promise<SyncRecord | undefined> =>
  (await records().get(NAME, [{ flow, id }])).get(`${flow}#${id}`);

/** A synced order with all that it refers to, and one that was skipped with its project. */
const seed = async (): Promise<void> => {
  const save = (record: SyncRecord) => records().save({ ...record, rev: 0 });
  for (const record of linkedTo().values()) {
    const title = record.flow === 'companies' ? 'Oak & Sons' : `title of ${record.id}`;
    await save({ ...record, title, content: record.flow === 'projects' ? { id: record.id } : undefined });
  }
  const key = { flow: 'commitments', id: '801' };
  const synced = await order({ state: 'synced', mapping: { ...mapped(key), type: 'PurchaseOrder' } });
  await save({ ...synced, syncedHash: synced.hash });
  await save({
    ...synced,
    id: '802',
    title: 'SC-2',
    mapping: undefined,
    state: 'failed',
    reason: reason('no-vendor'),
  });
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-linking-'));
  await writeOutputs(folder, { aws: aws(), url: 'http://localhost:8080' });
  const settings = { ...us, name: NAME, mode: 'live' as const };
  await connections().apply(NAME, { settings, fileId: '', webhookTokens: [] });
  await createConnectionQueue(aws().sqs, EXPORTS_PREFIX, NAME);
  await seed();
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

const run = (...args: string[]): Promise<Ran> => runHere(folder, ...args, '--outputs', 'outputs.json');
const ok = async (...args: string[]): Promise<string> => {
  const { code, stdout, stderr } = await run(...args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
};
const ORDER = ['commitments', 'id:801'] as const;

test('undo shows its plan first, names what has to go before, and is carried out with a name and a reason', async () => {
  const plan = await ok('undo', NAME, ...ORDER);
  expect(plan).toMatch(/ {2}2\. QuickBooks: PurchaseOrder .* is deleted\./);
  expect(plan).toMatch(/ {2}3\. Procore: its mark \(origin_id and what belongs to it\) is taken out/);
  expect(await run('undo', NAME, ...ORDER, '--by', 'Mira')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--why TEXT'),
  });
  expect(await run('undo', NAME, 'companies', 'Oak & Sons')).toMatchObject({
    code: 4,
    stderr: expect.stringContaining('undo them first: commitments'),
  });
  expect(await ok('undo', NAME, ...ORDER, '--by', 'Mira', '--why', 'wrong job')).toContain('to be undone');
  expect(await stored('commitments', '801')).toMatchObject({
    state: 'queued',
    undo: { by: 'Mira', why: 'wrong job', how: 'delete' },
  });
  expect(await run('undo', NAME, ...ORDER)).toMatchObject({
    code: 4,
    stderr: expect.stringContaining('Mira has'),
  });
}, 300_000);

test('unlink forgets an object, and has its mark taken out of Procore; a record that has none is told so', async () => {
  expect(await ok('unlink', NAME, 'cost-codes', '101', '--by', 'Mira')).toContain('unlinked by Mira');
  expect(await stored('cost-codes', '101')).toMatchObject({
    state: 'rejected',
    reason: { code: 'unlinked' },
  });
  const marks = createMarkStore(table('records'));
  expect(await marks.due(NAME, '2100', 10)).toMatchObject([{ flow: 'cost-codes', id: '101' }]);
  const { Messages = [] } = await aws().sqs.send(
    new ReceiveMessageCommand({ QueueUrl: aws().writesQueueUrl }),
  );
  expect(Messages.map(({ Body = '' }) => JSON.parse(Body))).toEqual([
    { do: 'mark', connection: NAME, keys: [{ flow: 'cost-codes', id: '101' }] },
  ]);
  expect(await run('unlink', NAME, 'cost-codes', '101', '--by', 'Mira')).toMatchObject({ code: 4 });
}, 300_000);

test('link names the object that is looked for', async () => {
  const said = await ok('link', NAME, 'commitments', 'SC-2', '--to', 'PO-9', '--by', 'Mira');
  expect(said).toContain('to be linked to PO-9 by Mira');
  expect((await stored('commitments', '802'))?.adopting).toMatchObject({ by: 'Mira', to: { name: 'PO-9' } });
  expect(await run('link', NAME, 'companies', 'Oak & Sons', '--to', 'Elm', '--by', 'Mira')).toMatchObject({
    code: 4,
    stderr: expect.stringContaining('unlink it first'),
  });
}, 300_000);

test('match asks for the lists, then holds names against them', async () => {
  expect(await ok('match', NAME)).toContain('The next session of kestrel reads');
  expect(await connections().get(NAME)).toHaveProperty('pullWanted');
  const run1 = '2026-03-05T12:00:00.000Z';
  const rows = { Vendor: 1, Customer: 0, ItemService: 1 };
  const archive = createArchive(table('sessions'));
  const item = { id: '80-9', name: 'title of 101', fullName: 'title of 101', active: false };
  await archive.putPage(NAME, run1, 0, 'ItemService', [item]);
  await connections().note(NAME, { pulled: { run: run1, at: SINCE, pages: 2, rows }, pullWanted: undefined });
  const said = await ok('match', NAME, '--flow', 'cost-codes');
  expect(said).toMatch(/^QuickBooks' lists as of 2026-03-05 12:00:00 UTC$/m);
  expect(said).toMatch(/cost-codes: 0 ambiguous, 0 near, 0 none, 1 exact, 1 linked/);
  expect(said).toMatch(/exact +│ title of 101 +│ 101 +│ "title of 101" \(80-9\), inactive/);
  const json = JSON.parse(await ok('match', NAME, '--json'));
  expect(json.reports.map(({ flow }: { flow: string }) => flow)).toEqual([
    'cost-codes',
    'companies',
    'projects',
  ]);
  expect(await run('match', NAME, '--flow', 'commitments')).toMatchObject({ code: 3 });
}, 300_000);

test('adopt begins with a name, and reports', async () => {
  expect(await run('adopt', NAME, '9001')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--by NAME'),
  });
  expect(await ok('adopt', NAME, '9001', '--by', 'Mira')).toContain('1 records of the project');
  expect((await stored('projects', '9001'))?.adopted).toMatchObject({ by: 'Mira' });
  expect((await stored('commitments', '802'))?.adopting).toMatchObject({ by: 'Mira' });
  expect(await ok('adopt', NAME, '9001', '--report')).toMatch(/commitments +│ SC-2 +│ looked for/);
  const [first] = JSON.parse(await ok('adopt', NAME, '9001', '--json'));
  expect(first).toMatchObject({ is: 'elsewhere', record: { id: '9001' } });
}, 300_000);

test('batches lists what was sent, batch shows it', async () => {
  expect(await ok('batches', NAME)).toBe('Nothing was sent in the last 30 days.\n');
  const archive = createArchive(table('sessions'));
  const set = { id: '9f2c61', at: SINCE, kind: 'write', records: 3 } as const;
  await archive.sent(NAME, set, '<Rq/>');
  expect(await ok('batch', NAME, '9f2c61')).toContain('<Rq/>\n\nNo answer has come.');
  await archive.answered(NAME, set, '<Rs/>', SINCE);
  expect(await ok('batches', NAME)).toMatch(/2026-03-05 12:00:00 +│ 9f2c61 +│ write +│ +3/);
  expect(JSON.parse(await ok('batches', NAME, '--json'))).toEqual([set]);
  expect(await ok('batch', NAME, '9f2c61', '--request')).toBe('<Rq/>\n');
  expect(await ok('batch', NAME, '9f2c61', '--answer')).toBe('<Rs/>\n');
  expect(await ok('batch', NAME, '9f2c61')).toMatch(
    /^write of 3 records, written .*\n<Rq\/>\nanswered .*\n<Rs\/>\n$/,
  );
  expect(await run('batch', NAME, 'other')).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('batches kestrel'),
  });
}, 300_000);

test.each(['undo', 'unlink', 'link', 'match', 'adopt', 'import', 'batches', 'batch'])(
  '%s --help shows how',
  async (name) => {
    expect(await ok(name, '--help')).toContain(`npm run plumbline -- ${name}`);
  },
  300_000,
);
