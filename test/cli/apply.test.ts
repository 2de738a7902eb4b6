import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { startAws } from '../../local/aws.ts';
import { usSample } from '../../local/sample/samples.ts';
import { startProcore } from '../../local/simulators/procore/start.ts';
import { readQwc } from '../../local/simulators/web-connector/web-connector.ts';

const script = resolve('cli/apply.ts');
let folder: string;
let aws: Awaited<ReturnType<typeof startAws>>;
let procore: Awaited<ReturnType<typeof startProcore>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-apply-'));
  const clients = [{ clientId: 'sample-client-us', clientSecret: 'secret of the test' }];
  [aws, procore] = await Promise.all([
    startAws(),
    startProcore({ companies: [usSample().procore()], clients }),
  ]);
});

afterAll(async () => {
  await Promise.all([aws.close(), procore.close()]);
  await rm(folder, { recursive: true });
});

const run = async (...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> => {
  const env = { PATH: process.env.PATH, ...aws.environment, APPLY_SECRET: 'secret of the test' };
  const command = [
    '--no-warnings=ExperimentalWarning',
    '--import',
    import.meta.resolve('tsx'),
    script,
    ...args,
  ];
  try {
    return { code: 0, ...(await promisify(execFile)(process.execPath, command, { cwd: folder, env })) };
  } catch (error) {
    return error as { code: number; stdout: string; stderr: string };
  }
};

const write = async (name: string, text: string): Promise<string> => {
  await writeFile(join(folder, name), text);
  return name;
};

const outputs = () =>
  write(
    'outputs.json',
    JSON.stringify({
      Plumbline: {
        Url: 'https://books.example.com',
        RecordsTable: `${aws.prefix}records`,
        ConnectionsTable: `${aws.prefix}connections`,
        SessionsTable: `${aws.prefix}sessions`,
        ChangesQueue: aws.changesQueueUrl,
        ProcoreWritesQueue: aws.writesQueueUrl,
        QueuePrefix: aws.prefix,
      },
    }),
  );

const connection = () =>
  write(
    'acme.yaml',
    `name: acme
country: US
startDate: 2025-09-01
procore:
  apiUrl: ${procore.url.replace('127.0.0.1', 'localhost')}
  loginUrl: ${procore.url.replace('127.0.0.1', 'localhost')}
  companyId: 4418
  clientId: sample-client-us
  clientSecret: env:APPLY_SECRET
webConnector:
  user: acme
  companyFile: ''
accounts:
  income: Construction Income
  expense: Cost of Goods Sold
`,
  );

test('a connection is created, handed out and listed; credentials are told once', async () => {
  const args = [await connection(), '--outputs', await outputs()];
  const first = await run(...args);
  expect(first.stderr).toBe('');
  expect(first.stdout).toMatch(/^Web Connector password {4}\S{20,}/m);
  expect(first.stdout).toContain('https://books.example.com/webhooks/acme');
  expect(first.stdout).toMatch(/Authorization: Bearer \S{40,}/);
  expect(first.stdout).toMatch(/Listed in Procore .*cost-codes 90.*commitments \d+/);
  const qwc = readQwc(await readFile(join(folder, 'acme.qwc'), 'utf8'));
  expect(qwc).toMatchObject({
    qwc: { elements: { AppURL: 'https://books.example.com/qbwc', UserName: 'acme' } },
  });

  const again = await run(...args);
  expect(again.code).toBe(0);
  expect(again.stdout).not.toMatch(/password|Bearer/);
}, 300_000);

test('a wrong connection file is refused with its lines, and nothing is created', async () => {
  const wrong = await write('wrong.yaml', 'name: Wrong Name\ncountry: FR\n');
  const { code, stderr, stdout } = await run(wrong, '--outputs', await outputs());
  expect(code).toBe(2);
  expect(stderr).toContain('wrong.yaml:2:');
  expect(stdout).toBe('');
}, 300_000);

test('outputs that are missing are asked for by the command that writes them', async () => {
  const { code, stderr } = await run(await connection(), '--outputs', 'nowhere.json');
  expect(code).toBe(2);
  expect(stderr).toContain('npx cdk deploy --outputs-file nowhere.json');
}, 300_000);
