import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnectionStore } from '../../lib/stores/connections.ts';
import { createRecordStore } from '../../lib/stores/records.ts';
import { tokenFits } from '../../lib/webhook/tokens.ts';
import { writeOutputs } from '../../local/outputs.ts';
import { type ProcoreSimulator, startProcore } from '../../local/simulators/procore/start.ts';
import { us } from '../flows/settings.ts';
import { sampleCompany } from '../procore/company-data.ts';
import { recordOf, withAws } from '../stores/stores.ts';
import { type Ran, runHere } from './run.ts';

const aws = withAws();
let folder: string;
let procore: ProcoreSimulator;

const connections = () =>
  createConnectionStore({ client: aws().dynamo, table: `${aws().prefix}connections` });

beforeAll(async () => {
  process.env.HOOKS_SECRET = 'secret-of-app-1';
  const company = sampleCompany();
  for (const { record } of company.projects) record.active = true;
  procore = await startProcore({
    companies: [company],
    clients: [{ clientId: 'app-1', clientSecret: 'secret-of-app-1' }],
  });
  folder = await mkdtemp(join(tmpdir(), 'plumbline-hooks-'));
  await writeOutputs(folder, { aws: aws(), url: 'http://localhost:8080' });
  const settings = {
    ...{ ...us, name: 'acme', mode: 'live' as const },
    procore: {
      ...{ companyId: '77', apiUrl: procore.url, loginUrl: procore.url },
      ...{ clientId: 'app-1', clientSecret: 'env:HOOKS_SECRET' },
    },
  };
  await connections().apply('acme', { settings, fileId: '', webhookTokens: ['seed'] });
}, 60_000);

afterAll(async () => {
  await procore.close();
  await rm(folder, { recursive: true });
});

const ok = async (...args: string[]): Promise<string> => {
  const { code, stdout, stderr }: Ran = await runHere(folder, ...args, '--outputs', 'outputs.json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
};

test('hooks makes them at once, and their token is accepted', async () => {
  expect(await ok('hooks', 'acme')).toBe('2, delivering to http://localhost:8080/webhooks/acme\n');
  const connection = await connections().get('acme');
  expect(procore.webhooks.hooks).toHaveLength(2);
  for (const { authorization } of procore.webhooks.hooks)
    expect(tokenFits(authorization, connection?.hookTokens ?? [])).toBe(true);
  expect(await ok('status', 'acme')).toMatch(/^Webhooks +2, delivering to http:\/\/localhost:8080/m);
});

test('hooks --remove takes them away until somebody wants them again', async () => {
  expect(await ok('hooks', 'acme', '--remove')).toMatch(/^2 webhooks taken away\./);
  expect(procore.webhooks.hooks).toHaveLength(0);
  expect(await ok('status', 'acme')).toMatch(/^Webhooks +none$/m);
  const { handler } = await import('../../lambdas/watch.ts');
  await handler();
  expect(procore.webhooks.hooks).toHaveLength(0);
  await ok('hooks', 'acme');
  expect(procore.webhooks.hooks).toHaveLength(2);
});

test('connect tells what is selected, the hooks, marks of others, and numbers that collide', async () => {
  expect(await ok('connect', 'acme')).toContain('No marks of others, and no names or numbers that collide.');
  const records = createRecordStore({ client: aws().dynamo, table: `${aws().prefix}records` });
  const mark = { origin: { id: '800003DD-1600977189' } };
  const mapping = { type: 'Vendor', id: '1-1', name: 'Oak', created: true };
  const vendor = (id: string, name: string, more: object) =>
    recordOf({
      connection: 'acme',
      flow: 'companies',
      id,
      title: name,
      content: { id, name, ...mark },
      ...more,
    });
  const order = (id: string, number: string, more: object = {}) =>
    recordOf({
      ...{ connection: 'acme', flow: 'commitments', id, title: `${number} (${id})` },
      ...{ content: { id, number, lines: [] }, ...more },
    });
  for (const record of [
    ...[vendor('5', 'Alder', {}), vendor('6', 'Oak', { mapping })],
    ...[order('1', 'PO-1'), order('2', 'po-1'), order('3', 'PO-2'), order('4', 'PO-2', { state: 'skipped' })],
  ])
    await records.save(record);
  const said = await ok('connect', 'acme');
  expect(said).toMatch(/^Projects +1 selected$/m);
  expect(said).toMatch(/^Webhooks +2, delivering/m);
  expect(said).toMatch(/^Marked by another integration: 1\./m);
  expect(said).toMatch(/companies +│ +Alder +│ +5 +│ +800003DD-1600977189/);
  expect(said).not.toContain('Oak');
  expect(said).toMatch(/^One name or number for several: 1\./m);
  expect(said).toMatch(/commitments PO-1 \(1\)/);
  expect(said).toMatch(/commitments po-1 \(2\)/);
  expect(said).not.toContain('PO-2');
});

test('the clock looks after every connection, and one in trouble keeps none from it', async () => {
  const acme = await connections().get('acme');
  if (!acme) throw new Error('acme is gone');
  const broken = {
    ...acme.settings,
    name: 'aaa',
    procore: { ...acme.settings.procore, clientSecret: 'env:NOT_SET' },
  };
  await connections().apply('aaa', { settings: broken, fileId: '', webhookTokens: ['seed'] });
  for (const hook of [...procore.webhooks.hooks]) procore.webhooks.unregister(hook);
  await connections().apply('acme', { settings: acme.settings, fileId: '', webhookTokens: ['seed-2'] });
  const { handler } = await import('../../lambdas/watch.ts');
  await handler();
  expect(procore.webhooks.hooks).toHaveLength(2);
});
