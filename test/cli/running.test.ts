import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProcore } from '../../local/simulators/procore/start.ts';
import { freePort, startProcess } from '../chaos/process/plumbline-process.ts';
import { sampleCompany } from '../procore/company-data.ts';
import { runPlumbline } from './run.ts';

const SECRET = 'secret-of-app-1';

const connectionFile = (procoreUrl: string): string => `name: running
mode: read-only
country: US
startDate: 2026-01-01
procore:
  apiUrl: ${procoreUrl}
  loginUrl: ${procoreUrl}
  companyId: 77
  clientId: client-of-app-1
  clientSecret: env:TEST_PROCORE_SECRET
webConnector:
  user: running
  companyFile: ''
accounts:
  income: Income
  expense: Costs
`;

test('the commands reach an npm start while it runs, and say so when it is gone', async () => {
  const procore = await startProcore({
    companies: [sampleCompany()],
    clients: [{ clientId: 'client-of-app-1', clientSecret: SECRET }],
  });
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-running-'));
  const file = join(folder, 'running.yaml');
  await writeFile(file, connectionFile(procore.url));
  const dataDir = join(folder, 'data');
  const running = await startProcess({
    ...{ file, dataDir, port: await freePort(), secret: SECRET, msLater: 0 },
  });
  try {
    expect((await stat(join(dataDir, 'outputs.json'))).mode & 0o777).toBe(0o600);
    const outputs = ['--outputs', 'data/outputs.json'];
    const rebuilt = await runPlumbline(folder, 'rebuild', 'running', ...outputs);
    expect(rebuilt).toMatchObject({ code: 0, stderr: '' });
    expect(rebuilt.stdout).toMatch(/^Queues of running rebuilt from its records:/);
    const shown = await runPlumbline(folder, 'status', 'running', ...outputs);
    expect(shown).toMatchObject({ code: 0, stderr: '' });
    expect(shown.stdout).toMatch(/^Connection +running \(read-only\)$/m);
    const dead = await runPlumbline(folder, 'dead-letters', ...outputs);
    expect(dead).toMatchObject({ code: 0, stdout: 'There are no dead letters.\n' });
    await running.kill();
    const gone = await runPlumbline(folder, 'rebuild', 'running', ...outputs);
    expect(gone).toMatchObject({ code: 1, stderr: expect.stringContaining('still running?') });
  } finally {
    await running.kill();
    await procore.close();
    await rm(folder, { recursive: true });
  }
}, 300_000);
