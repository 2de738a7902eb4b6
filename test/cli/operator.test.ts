import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plan } from '../../lib/engine/plan.ts';
import type { SyncRecord } from '../../lib/engine/record.ts';
import { commitments } from '../../lib/flows/commitments.ts';
import { reason } from '../../lib/reasons.ts';
import { createConnectionStore } from '../../lib/stores/connections.ts';
import { createConnectionQueue } from '../../lib/stores/queues.ts';
import { createRecordStore } from '../../lib/stores/records.ts';
import { writeOutputs } from '../../local/outputs.ts';
import { EXPORTS_PREFIX } from '../../local/plumbline.ts';
import { bare, facts, linkedTo, order, SINCE } from '../engine/records.ts';
import { us } from '../flows/settings.ts';
import { withAws } from '../stores/stores.ts';
import { type Ran, runHere } from './run.ts';

const aws = withAws();
const NAME = 'kestrel';
const APPROVAL = { commitments: 'manual' } as const;
let folder: string;

const records = () => createRecordStore({ client: aws().dynamo, table: `${aws().prefix}records` });
const connections = () =>
  createConnectionStore({ client: aws().dynamo, table: `${aws().prefix}connections` });

const save = async (record: SyncRecord): Promise<void> => {
  expect(await records().save({ ...record, rev: 0 })).toBeDefined();
};

/** Two orders of one number, one that waits for a vendor, and all that the others refer to in QuickBooks. */
const seed = async (): Promise<void> => {
  for (const record of linkedTo().values()) await save({ ...record, title: `title of ${record.id}` });
  const waiting = plan(commitments, await order(), facts({ approval: APPROVAL }), linkedTo());
  const { state, reason: why, document } = waiting;
  await save(await order({ state, reason: why, document }));
  const other = await order({ state: 'failed', reason: reason('no-vendor') });
  await save({ ...other, id: '802' });
  const vendor = { flow: 'companies', id: '77' };
  const waits = reason('blocked-by', { links: 'companies Oak' });
  await save({
    ...other,
    id: '803',
    title: 'SC-3',
    state: 'blocked',
    reason: waits,
    blockedBy: ['companies#77'],
  });
  const taken = reason('name-taken', { name: 'Oak', holder: 'companies Elm' });
  await save(bare(vendor, { title: 'Oak', state: 'failed', reason: taken }));
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-operator-'));
  await writeOutputs(folder, { aws: aws(), url: 'http://localhost:8080' });
  const settings = { ...us, name: NAME, mode: 'live' as const, approval: APPROVAL };
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
const stored = async (id: string): Promise<SyncRecord | undefined> =>
  (await records().get(NAME, [{ flow: 'commitments', id }])).get(`commitments#${id}`);

describe('what stands where', () => {
  test('status: flows and states, who waits for longest, trouble, last contact', async () => {
    await connections().note(NAME, { contactAt: SINCE, trouble: 'another file is open' });
    const said = await ok('status', NAME);
    expect(said).toMatch(/^Connection +kestrel \(live\)$/m);
    expect(said).toMatch(/^Last contact +\d+ days ago \(2026-03-05 12:00:00 UTC\)$/m);
    expect(said).toMatch(/^Trouble +another file is open$/m);
    expect(said).toMatch(/commitments +│ +· │ +· │ +1 │.*PO-26-001-1: awaiting-approval, \d+ days/);
    const json = JSON.parse(await ok('status', NAME, '--json'));
    const flow = json.flows.find((one: { flow: string }) => one.flow === 'commitments');
    expect(flow.counts).toMatchObject({ 'awaiting-approval': 1, blocked: 1, failed: 1, synced: 0 });
    await connections().note(NAME, { trouble: undefined });
  }, 60_000);

  test('records: filtered, in words or as JSON, no more than asked for', async () => {
    const said = await ok('records', NAME, '--flow', 'commitments', '--state', 'blocked');
    expect(said).toMatch(/commitments │ 803 │ SC-3 +│ blocked │ blocked-by │ .*It waits for companies Oak\./);
    expect(said).not.toContain('802');
    const json = JSON.parse(await ok('records', NAME, '--reason', 'name-taken', '--json'));
    expect(json).toMatchObject({ more: false, records: [{ flow: 'companies', id: '77' }] });
    expect(await ok('records', NAME, '--state', 'synced', '--limit', '1')).toContain('--limit N shows them');
    expect(await ok('records', NAME, '--state', 'rejected')).toBe('There are no such records.\n');
  }, 60_000);

  test.each([
    [['records', NAME, '--state', 'done'], 2, 'There is no state "done". There are: synced,'],
    [['records', NAME, '--reason', 'nil'], 2, 'There is no reason "nil". There are: not-approved,'],
    [['records', NAME, '--limit', 'x'], 2, '--limit is "x"; it must be a number from 1 on.'],
    [['records', NAME, '--flow', 'orders'], 3, 'No flow is called "orders". There are: cost-codes,'],
    [['status', 'kestral'], 3, 'No connection is called "kestral". There are: kestrel.'],
    [['explain', NAME, 'commitments', '4711'], 3, 'npm run plumbline -- records kestrel --flow commitments'],
    [['explain', NAME, 'commitments', 'po-26-001-1'], 3, 'id:802  "PO-26-001-1"  failed (no-vendor)'],
    [
      ['override', NAME, 'commitments', '803'],
      2,
      'override needs --name, --number or --customer, or else --close or --clear alone.',
    ],
    [
      ['approve', NAME, 'commitments', '803', '--by', 'Mira'],
      4,
      'commitments SC-3: Nothing of it waits for approval.',
    ],
    [['approve', NAME, 'commitments', '803'], 2, 'approve needs --by NAME.'],
    [
      ['override', NAME, 'commitments', '803', '--customer', 'x'],
      4,
      'only number and close of it can be chosen',
    ],
  ])(
    '%j ends with %i and says how to go on',
    async (args, exit, words) => {
      const { code, stdout, stderr } = await run(...(args as string[]));
      expect([code, stdout]).toEqual([exit, '']);
      expect(stderr).toContain(words);
    },
    60_000,
  );

  test('explain: the story of a record, down to the root of what blocks it', async () => {
    const said = await ok('explain', NAME, 'commitments', 'SC-3');
    expect(said).toMatch(/^Record +commitments SC-3 \(id 803\)$/m);
    expect(said).toMatch(/^Stands +blocked since 2026-03-05 12:00:00 UTC$/m);
    expect(said).toMatch(/^ {2}companies Oak \(id 77\) is failed: .*\n {4}→ .+: .+$/m);
    expect(said).toMatch(/^ {2}projects title of 9001 \(id 9001\): Customer "/m);
    const json = JSON.parse(await ok('explain', NAME, 'commitments', 'id:803', '--json'));
    expect(json).toMatchObject({
      state: 'blocked',
      waitsFor: [{ flow: 'companies', id: '77', state: 'failed' }],
    });
    expect(json).not.toHaveProperty('content');
  }, 60_000);
});

describe('an order that waits for approval', () => {
  test('is shown, rejected, approved after all, and named in its story', async () => {
    const shown = JSON.parse(await ok('preview', NAME, 'commitments', '801', '--json'));
    const said = await ok('preview', NAME, 'commitments', '801');
    expect(said).toContain(shown.qbxml);
    expect(said).toMatch(/^Total [\d.]+$/m);
    expect(said).toMatch(/│ Item +│ Desc/);

    const word = ['--by', 'Mira Holt'];
    const rejected = await ok('reject', NAME, 'commitments', '801', ...word, '--why', 'wrong job');
    expect(rejected).toContain('rejected by Mira Holt. It is rejected: Rejected by Mira Holt: wrong job');
    const stale = await run('approve', NAME, 'commitments', '801', ...word, '--document', '00000000');
    expect([stale.code, stale.stderr]).toEqual([4, expect.stringContaining('another one by now')]);
    const document = shown.document.slice(0, 8);
    expect(await ok('approve', NAME, 'commitments', '801', ...word, '--document', document)).toBe(
      `commitments PO-26-001-1: document ${document} approved by Mira Holt. It is queued. It goes with the next session.\n`,
    );
    expect(await stored('801')).toMatchObject({ state: 'queued', approval: { by: 'Mira Holt' } });
    expect(await connections().get(NAME)).toHaveProperty('workAt');
    const story = await ok('explain', NAME, 'commitments', '801');
    expect(story).toMatch(/^Approval +document \w{8} approved by Mira Holt, \d{4}-/m);
    expect(story).toMatch(/rejected: document \w{8} by Mira Holt: wrong job\n/);
  }, 60_000);
});

describe('an order that needs a person', () => {
  test('gets another number and is tried again', async () => {
    const renamed = await ok('override', NAME, 'commitments', '802', '--number', 'PO-2');
    expect(renamed).toContain('number "PO-2" given. It is awaiting-approval');
    expect(await stored('802')).toMatchObject({ override: { number: 'PO-2' } });
    expect(await ok('override', NAME, 'commitments', '802', '--clear')).toContain(
      'goes by what Procore says',
    );
    expect((await stored('802'))?.override).toBeUndefined();
    expect(await ok('retry', NAME, 'commitments', '802')).toMatch(
      /^commitments PO-26-001-1: tried again\. It is /,
    );
    const { code, stderr } = await run('retry', NAME, 'cost-codes', '101');
    expect([code, stderr]).toEqual([
      4,
      'cost-codes title of 101: It is synced: there is nothing to try again.\n',
    ]);
  }, 60_000);
});

test('help of a command shows its options and examples, without reaching anything', async () => {
  const { code, stdout } = await runHere(folder, 'approve', '--help');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^ {2}--by NAME +who says it; kept with the record \(needed\)$/m);
  expect(stdout).toContain('npm run plumbline -- approve acme commitments SC-101 --by "Mira Holt"');
  expect(stdout).toMatch(/^ {2}4 +the record does not stand so/m);
}, 60_000);
