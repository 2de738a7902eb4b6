import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnectionStore } from '../../lib/stores/connections.ts';
import { writeOutputs } from '../../local/outputs.ts';
import { us } from '../flows/settings.ts';
import { withAws } from '../stores/stores.ts';
import { type Ran, runHere } from './run.ts';

const aws = withAws();
const NAME = 'kestrel';
const NORTH = 'kestrel-north';
let folder: string;

const connections = () =>
  createConnectionStore({ client: aws().dynamo, table: `${aws().prefix}connections` });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-import-'));
  await writeOutputs(folder, { aws: aws(), url: 'http://localhost:8080' });
  const imports = { jobs: '1h', vendors: 'daily', costs: '2h', payments: 'never' } as const;
  const settings = { ...us, name: NAME, off: ['jobs'], imports };
  await connections().apply(NAME, { settings, fileId: '', webhookTokens: [] });
  const canada = { ...settings, name: NORTH, country: 'CA' as const };
  await connections().apply(NORTH, { settings: canada, fileId: '', webhookTokens: [] });
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

const run = (...args: string[]): Promise<Ran> => runHere(folder, ...args, '--outputs', 'outputs.json');
const ok = async (...args: string[]): Promise<string> => {
  const { code, stdout, stderr } = await run(...args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
};

test('import asks for one flow, then for all that are read, with what was asked before', async () => {
  expect(await ok('import', NAME, '--flow', 'costs')).toContain(
    'The next session of kestrel reads what changed in QuickBooks: costs. Then: status kestrel',
  );
  expect((await connections().get(NAME))?.importWish).toMatchObject({ flows: ['costs'] });
  expect(await ok('import', NAME, '--full')).toContain(
    'reads all of QuickBooks and compares it: vendors, costs, bill-payments.',
  );
  expect((await connections().get(NAME))?.importWish).toEqual({
    ...{ since: expect.any(String), flows: ['costs', 'vendors', 'bill-payments'], full: true },
  });
  await ok('import', NAME, '--flow', 'vendors');
  expect((await connections().get(NAME))?.importWish).toMatchObject({ full: true });
}, 60_000);

test.each([
  [['import', NAME, '--flow', 'jobs'], 'jobs is not read: it is switched off by the setting "off".'],
  [
    ['import', NORTH, '--flow', 'bill-payments'],
    'bill-payments is not read: this edition of QuickBooks does not have it.',
  ],
  [['import', NAME, '--flow', 'invoices'], 'There are: jobs, vendors, costs, bill-payments.'],
  [['import', 'kestral'], 'No connection is called "kestral".'],
])(
  '%j is refused in words',
  async (args, words) => {
    const { code, stderr } = await run(...args);
    expect(code).toBe(3);
    expect(stderr).toContain(words);
  },
  60_000,
);

test('status says when each flow was read, and when it is next', async () => {
  const hourAgo = new Date(Date.now() - 3_600_000).toISOString();
  await connections().note(NORTH, {
    imported: {
      costs: { at: hourAgo },
      vendors: { at: '2026-03-01T00:00:00.000Z', trouble: 'Vendor (3261)' },
    },
  });
  const said = await ok('status', NORTH);
  expect(said).toMatch(/jobs +│ 1h +│ never yet +│ switched off/);
  expect(said).toMatch(/vendors +│ daily +│ .*ago +│ next session +│ Vendor \(3261\)/);
  expect(said).toMatch(/costs +│ 2h +│ 60 min ago +│ \d{4}-\d\d-\d\d .* UTC/);
  expect(said).toMatch(/bill-payments +│ never +│ never yet +│ not in this edition/);
  expect(said).toMatch(/^Next session +reads vendors from QuickBooks$/m);
  const json = JSON.parse(await ok('status', NORTH, '--json'));
  expect(json.imports).toContainEqual({ flow: 'jobs', every: '1h', unread: 'off' });
  await ok('import', NORTH, '--flow', 'costs');
  expect(await ok('status', NORTH)).toMatch(/costs +│ 2h .*│ next session: an operator wants it/);
}, 60_000);

test('its help has an example', async () => {
  expect(await ok('import', '--help')).toContain('import acme --flow costs --outputs outputs.json');
});
