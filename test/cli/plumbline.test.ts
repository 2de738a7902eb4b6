import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnectionStore } from '../../lib/stores/connections.ts';
import { createDeadLetters } from '../../lib/stores/dead-letters.ts';
import { createExportQueue } from '../../lib/stores/queues.ts';
import { createRecordStore } from '../../lib/stores/records.ts';
import { writeOutputs } from '../../local/outputs.ts';
import { EXPORTS_PREFIX } from '../../local/plumbline.ts';
import { US_SETTINGS } from '../../local/sample/us/settings.ts';
import { at, recordOf, withAws } from '../stores/stores.ts';
import { type Ran, runPlumbline } from './run.ts';

const aws = withAws();
const url = 'http://localhost:8080';
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-'));
});
afterEach(() => rm(folder, { recursive: true }));

const run = (...args: string[]): Promise<Ran> => runPlumbline(folder, ...args);

test('npm start leaves word of where it is, for its owner alone, until it ends', async () => {
  await writeFile(join(folder, 'outputs.json'), 'of a process that died', { mode: 0o644 });
  const remove = await writeOutputs(folder, { aws: aws(), url });
  expect((await stat(join(folder, 'outputs.json'))).mode & 0o777).toBe(0o600);
  await remove();
  await expect(stat(join(folder, 'outputs.json'))).rejects.toThrow('ENOENT');
});

test('rebuild reaches a running npm start', async () => {
  const { dynamo: client, sqs, prefix } = aws();
  const settings = { ...US_SETTINGS, name: 'acme' };
  const connections = createConnectionStore({ client, table: `${prefix}connections` });
  await connections.apply('acme', { settings, fileId: '', webhookTokens: [] });
  await createRecordStore({ client, table: `${prefix}records` }).save(recordOf({ content: {} }));
  await writeOutputs(folder, { aws: aws(), url });

  const rebuilt = await run('rebuild', 'acme', '--outputs', 'outputs.json');
  expect(rebuilt).toMatchObject({ code: 0, stderr: '' });
  expect(rebuilt.stdout).toMatch(/^ +told to the next session +1$/m);
  const exports = createExportQueue({ client: sqs, prefix: EXPORTS_PREFIX, randomId: () => 'unused' });
  const told = await exports.receive('acme', 10);
  expect(told.map(({ key }) => key)).toEqual([{ flow: 'commitments', id: '1' }]);
  expect(await connections.get('acme')).toHaveProperty('workAt');

  const unknown = await run('rebuild', 'acme2', '--outputs', 'outputs.json');
  expect(unknown).toMatchObject({ code: 3, stdout: '' });
  expect(unknown.stderr).toContain('No connection is called "acme2". There are: acme.');
}, 300_000);

test('restored takes the word of an operator where there is an alarm, and refuses it elsewhere', async () => {
  const { dynamo: client, prefix } = aws();
  const settings = { ...US_SETTINGS, name: 'backup' };
  const connections = createConnectionStore({ client, table: `${prefix}connections` });
  await connections.apply('backup', { settings, fileId: '', webhookTokens: [] });
  const mapping = { type: 'PurchaseOrder', id: '1-1', name: '1', created: true };
  const posted = { mapping, state: 'synced', syncedAt: '2026-03-05T12:00:00.000Z', content: {} } as const;
  const records = createRecordStore({ client, table: `${prefix}records` });
  await records.save(recordOf({ ...posted, connection: 'backup' }));
  await writeOutputs(folder, { aws: aws(), url });
  const refused = await run('restored', 'backup', '--outputs', 'outputs.json');
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('no alarm') });
  const canary = { type: 'PurchaseOrder', id: '1-1', name: '1', at: '2026-03-05T12:00:00.000Z' };
  await connections.note('backup', { alarm: { since: canary.at, missing: [canary] } });
  const taken = await run('restored', 'backup', '--outputs', 'outputs.json');
  expect(taken).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/1 records ever posted are looked up/),
  });
  const [record] = (await records.get('backup', [{ flow: 'commitments', id: '1' }])).values();
  expect(record).toMatchObject({ state: 'queued', doubt: { of: 'object' }, mapping });
}, 300_000);

test('dead letters are shown with their reasons, and put back', async () => {
  const { sqs: client, changesQueueUrl: queueUrl } = aws();
  await writeOutputs(folder, { aws: aws(), url });
  const body = '{"do":"replan","connection":"acme","key":{"flow":"commitments","id":"1"}}';
  const letter = { sentAt: at(0), receives: 5 };
  await createDeadLetters({ client, queueUrl }).bury([
    { ...letter, body, error: 'TypeError: a bug' },
    { ...letter, body: 'nonsense', error: 'none' },
  ]);
  const shown = await run('dead-letters', '--outputs', 'outputs.json');
  expect(shown).toMatchObject({ code: 0, stderr: '' });
  expect(shown.stdout).toContain('replan commitments#1 of acme');
  expect(shown.stdout).toContain('TypeError: a bug');
  const redriven = await run('redrive', '--drop-malformed', '--outputs', 'outputs.json');
  expect(redriven.stdout).toBe('1 put back, 1 deleted\n');
  const empty = await run('dead-letters', '--outputs', 'outputs.json');
  expect(empty.stdout).toBe('There are no dead letters.\n');
}, 300_000);

test('wrong arguments are followed by the usage', async () => {
  const { code, stdout, stderr } = await run('rebuild', '--outputs', 'outputs.json');
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/^rebuild needs the name of a connection[\s\S]+--outputs FILE/);
}, 300_000);

test('an npm start that is gone is named as such', async () => {
  await writeOutputs(folder, { aws: { ...aws(), dynamoEndpoint: 'http://127.0.0.1:1' }, url });
  const { code, stderr } = await run('rebuild', 'acme', '--outputs', 'outputs.json');
  expect(code).toBe(1);
  expect(stderr).toContain('outputs.json');
  expect(stderr).toContain('running');
}, 300_000);
