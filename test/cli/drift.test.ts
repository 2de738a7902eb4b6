import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Finding } from '../../lib/reconcile/findings.ts';
import { createConnectionStore } from '../../lib/stores/connections.ts';
import { createDriftStore } from '../../lib/stores/drift.ts';
import { createRecordStore } from '../../lib/stores/records.ts';
import { writeOutputs } from '../../local/outputs.ts';
import { linkedTo } from '../engine/records.ts';
import { us } from '../flows/settings.ts';
import { withAws } from '../stores/stores.ts';
import { type Ran, runHere } from './run.ts';

const aws = withAws();
const NAME = 'kestrel';
let folder: string;

const table = (name: string) => ({ client: aws().dynamo, table: `${aws().prefix}${name}` });
const connections = () => createConnectionStore(table('connections'));
const drift = () => createDriftStore(table('sessions'));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-drift-'));
  await writeOutputs(folder, { aws: aws(), url: 'http://localhost:8080' });
  await connections().apply(NAME, { settings: { ...us, name: NAME }, fileId: '', webhookTokens: [] });
  for (const record of linkedTo().values())
    await createRecordStore(table('records')).save({ ...record, rev: 0 });
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

const run = (...args: string[]): Promise<Ran> => runHere(folder, ...args, '--outputs', 'outputs.json');
const ok = async (...args: string[]): Promise<string> => {
  const ran = await run(...args);
  expect(ran).toMatchObject({ code: 0 });
  return ran.stdout;
};

const FOUND: Finding = {
  ...{ flow: 'commitments', id: '801', title: 'SC-1', code: 'changed', field: 'line 2 Amount' },
  ...{ object: { type: 'PurchaseOrder', id: '1A2B-1', name: 'SC-1' } },
  ...{ procore: '100.00', quickbooks: '<120.00>' },
  ...{ at: '2026-03-04T11:00:00-08:00', since: '2026-03-01T02:00:00.000Z' },
};

const NO_JOBS = { jobs: [], uncoded: [], uncodedLines: [], trouble: [] };

test('a comparison is asked for, and what it found is told as table, JSON and page', async () => {
  expect(await ok('drift', NAME)).toContain(`Begin with: reconcile ${NAME}`);
  const mapped = [...linkedTo().values()].length;
  expect(await ok('reconcile', NAME)).toContain(`reads back ${mapped} objects. Then: drift ${NAME}`);
  expect(await ok('drift', NAME)).toContain('under way');
  const { run: begun = '', subjects } = (await connections().get(NAME))?.reconcile ?? {};
  expect(subjects).toBe(mapped);
  expect(await drift().subjects(NAME, begun, 'objects', 1, 2)).toHaveLength(2);
  const at = '2026-03-05T02:00:00.000Z';
  await drift().putReport({
    connection: NAME,
    run: begun,
    at,
    subjects: mapped,
    findings: [FOUND],
    ...NO_JOBS,
  });
  const said = await ok('drift', NAME);
  expect(said).toContain(`${mapped} objects, 1 differences`);
  expect(said).toMatch(/SC-1.+PurchaseOrder|PurchaseOrder.+/);
  expect(said).toContain('Procore: 100.00');
  expect(said).toContain('change it back in QuickBooks');
  expect(JSON.parse(await ok('drift', NAME, '--json'))).toMatchObject({ findings: [FOUND], ...NO_JOBS });
  const file = join(folder, 'drift.html');
  expect(await ok('drift', NAME, '--html', file)).toContain(file);
  const page = await readFile(file, 'utf8');
  expect(page).toContain('&lt;120.00&gt;');
  expect(page).not.toMatch(/<script|https?:/);
});

test('sides that agree are told so, and a connection that is not there is named', async () => {
  const at = '2026-03-06T02:00:00.000Z';
  await drift().putReport({ connection: NAME, run: at, at, subjects: 5, findings: [], ...NO_JOBS });
  expect(await ok('drift', NAME)).toContain('Both sides agree.');
  const reconciled = { run: at, at, why: 'QuickBooks is out of words.' };
  await connections().note(NAME, { reconciled });
  expect(await ok('drift', NAME)).toContain('did not come to its end: QuickBooks is out of words.');
  expect(await run('reconcile', 'nobody')).toMatchObject({ code: 3 });
});
