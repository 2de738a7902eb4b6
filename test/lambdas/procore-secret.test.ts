import { procoreOf } from '../../lambdas/procore.ts';
import { US_SETTINGS } from '../../local/sample/us/settings.ts';
import { startProcore } from '../../local/simulators/procore/start.ts';
import { sampleCompany } from '../procore/company-data.ts';
import { failureIn } from '../procore/simulated.ts';

const NAME = 'ROTATED_PROCORE_SECRET';

afterEach(() => {
  delete process.env[NAME];
});

test('a client secret that is changed while the function runs serves from the next refusal on', async () => {
  const client = { clientId: 'rotating', clientSecret: 'before' };
  const simulator = await startProcore({ companies: [sampleCompany()], clients: [client] });
  const procore = { ...US_SETTINGS.procore, clientId: client.clientId, clientSecret: `env:${NAME}` };
  const here = { ...procore, apiUrl: simulator.url, loginUrl: simulator.url, companyId: '77' };
  const ask = async () => (await procoreOf({ settings: { ...US_SETTINGS, procore: here } })).company('501');
  try {
    process.env[NAME] = 'before';
    await ask();
    client.clientSecret = 'after';
    simulator.revokeTokens();
    expect(await failureIn(ask())).toMatchObject({ kind: 'unauthorized' });
    process.env[NAME] = 'after';
    expect(await ask()).toMatchObject({ value: { id: '501' } });
  } finally {
    await simulator.close();
  }
});
