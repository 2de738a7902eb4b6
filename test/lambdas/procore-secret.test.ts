import { US_SETTINGS } from '../../local/sample/us/settings.ts';
import { type ProcoreSimulator, startProcore } from '../../local/simulators/procore/start.ts';
import { sampleCompany } from '../procore/company-data.ts';
import { failureIn } from '../procore/simulated.ts';
import { withAws } from '../stores/stores.ts';

const NAME = 'ROTATED_PROCORE_SECRET';

const aws = withAws();
const before = { ...process.env };

beforeEach(() => {
  const { prefix, environment, changesQueueUrl, writesQueueUrl } = aws();
  Object.assign(process.env, environment, {
    ...{ RECORDS_TABLE: `${prefix}records`, CONNECTIONS_TABLE: `${prefix}connections` },
    ...{ SESSIONS_TABLE: `${prefix}sessions`, CHANGES_QUEUE_URL: changesQueueUrl },
    ...{ PROCORE_WRITES_QUEUE_URL: writesQueueUrl, EXPORTS_QUEUE_PREFIX: prefix },
  });
});

afterEach(() => {
  process.env = { ...before };
});

/** The clients as the functions make them. */
const clientOf = async (simulator: ProcoreSimulator, clientId: string) => {
  const { procoreOf } = await import('../../lambdas/procore.ts');
  const { markerOf } = await import('../../lambdas/procore-writing.ts');
  const procore = { ...US_SETTINGS.procore, clientId, clientSecret: `env:${NAME}` };
  const here = { ...procore, apiUrl: simulator.url, loginUrl: simulator.url, companyId: '77' };
  const settings = { ...US_SETTINGS, procore: here };
  return { reader: () => procoreOf({ settings }), marker: () => markerOf({ settings }) };
};

test('a client secret that is changed while the function runs serves from the next refusal on', async () => {
  const client = { clientId: 'rotating', clientSecret: 'before' };
  const simulator = await startProcore({ companies: [sampleCompany()], clients: [client] });
  const open = await clientOf(simulator, client.clientId);
  const ask = async () => (await open.reader()).company('501');
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

test('while a secret is not there, marks wait, and the connection says why', async () => {
  const simulator = await startProcore({ companies: [sampleCompany()], clients: [] });
  try {
    const { marker } = await clientOf(simulator, 'without-secret');
    const mark = { of: 'company', id: '501', originId: '80-1', originCode: 'Alder' } as const;
    const trouble = expect.objectContaining({ kind: 'unauthorized', message: expect.stringContaining(NAME) });
    expect(await (await marker()).mark([mark])).toEqual([{ is: 'later', seconds: 300, trouble }]);
  } finally {
    await simulator.close();
  }
});
