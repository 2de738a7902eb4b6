import type { Connection } from '../../lib/engine/ports.ts';
import { flows } from '../../lib/flows/index.ts';
import { createHooks } from '../../lib/procore/hooks.ts';
import { createTokenSource } from '../../lib/procore/oauth.ts';
import { designHooks, hookUrl, registerHook } from '../../lib/watch/register.ts';
import { tokenFits } from '../../lib/webhook/tokens.ts';
import { US_SETTINGS } from '../../local/sample/us/settings.ts';
import { CATALOGUE } from '../../local/simulators/procore/catalogue.ts';
import type { ProcoreOptions } from '../../local/simulators/procore/start.ts';
import { CREDENTIALS, closeAll, simulate } from '../procore/simulated.ts';

afterEach(closeAll);

const URL = 'https://plumbline.example.com';
const PROJECT = '9001';

/** One connection whose hooks are looked at again and again. */
const world = async (options: Partial<ProcoreOptions> = {}) => {
  const { simulator, clock } = await simulate({
    rateLimit: { perTenSeconds: 1_000, perHour: 10_000 },
    ...options,
  });
  const token = createTokenSource({ loginUrl: simulator.url, ...CREDENTIALS }, { fetch, now: clock.now });
  const hooks = createHooks({ fetch, now: clock.now, token, apiUrl: simulator.url, companyId: '77' });
  let connection = {
    ...{ name: 'acme', settings: { ...US_SETTINGS, name: 'acme' }, fileId: '', marks: 0 },
    webhookTokens: ['seed-1'],
  } as Connection;
  let secret = 'secret-1';
  const asked: string[] = [];
  const deps = {
    ...{ flows, hooks, now: clock.now },
    secret: async () => secret,
    connections: {
      note: async (_: string, news: object) => {
        connection = { ...connection, ...news };
      },
    },
    changes: {
      send: async (changes: readonly object[]) => {
        asked.push(...changes.map((change) => JSON.stringify(change)));
      },
    },
    records: { get: async () => new Map() },
  };
  const look = async (url = hookUrl(URL, 'acme'), formerUrl?: string) => {
    const former = formerUrl
      ? { at: '', url: formerUrl, projects: [], lacking: [], ids: {}, from: '' }
      : undefined;
    const design = await designHooks(deps, connection, url, { projects: [PROJECT], former });
    return {
      wanted: design.wanted,
      company: await registerHook(deps, 'acme', design),
      project: await registerHook(deps, 'acme', design, PROJECT),
    };
  };
  const wrote = () =>
    simulator.requests.filter(({ method, path }) => method !== 'GET' && path !== '/oauth/token');
  return {
    ...{ simulator, hooks, look, wrote, asked, clock },
    standing: () => simulator.webhooks.hooks,
    accepted: (header?: string) => tokenFits(header, connection.hookTokens ?? []),
    rotate: (tokens: readonly string[]) => {
      connection = { ...connection, webhookTokens: tokens };
    },
    another: (given: string) => {
      secret = given;
    },
    off: (names: string[]) => {
      connection = { ...connection, settings: { ...connection.settings, off: names } };
    },
  };
};

const namesIn = (hook: { made?: { triggers: readonly { resource: string }[] } } | undefined): string[] =>
  [...new Set(hook?.made?.triggers.map(({ resource }) => resource))].sort();

test('a fresh connection gets a hook of the company and one of the project, told of what its flows are on', async () => {
  const { look, standing, accepted } = await world();
  const { company, project, wanted } = await look();
  expect([company?.done, project?.done]).toEqual([['made'], ['made']]);
  const [ofCompany, ofProject] = standing();
  expect(namesIn(ofCompany)).toEqual(['Company Vendors', 'Projects', 'Standard Cost Codes']);
  expect(namesIn(ofProject)).toEqual([
    ...['Budget Change Adjustment Line Items', 'Budget Change Adjustments', 'Budget Changes'],
    ...[
      'Budget Line Items',
      'Budget Modifications',
      'Change Order Packages',
      'Contract Payments',
      'Draw Requests',
    ],
    ...['Purchase Order Contract Line Items', 'Purchase Order Contracts'],
    ...['Work Order Contract Line Items', 'Work Order Contracts'],
  ]);
  expect(wanted.lacking).toEqual([]);
  expect(ofProject).toMatchObject({ destinationUrl: `${URL}/webhooks/acme`, payloadVersion: 'v3.0' });
  expect(standing().every(({ authorization }) => accepted(authorization))).toBe(true);
});

test('looked at once more, nothing is written', async () => {
  const { look, wrote } = await world();
  await look();
  const before = wrote().length;
  expect(await look()).toMatchObject({ company: { done: [] }, project: { done: [] } });
  expect(wrote()).toHaveLength(before);
});

test('a name that the catalogue lacks is told, and everything else is registered', async () => {
  const catalogue = {
    ...CATALOGUE,
    project: CATALOGUE.project.filter(({ name }) => name !== 'Draw Requests'),
  };
  const { look, standing } = await world({ catalogue });
  const { wanted, project } = await look();
  expect(wanted.lacking).toEqual(['Draw Requests']);
  expect(project).toMatchObject({ done: ['made'], refused: [] });
  expect(namesIn(standing()[1])).toContain('Work Order Contracts');
});

test('a flow that is switched off has no triggers, and loses those that it had', async () => {
  const { look, standing, off } = await world();
  await look();
  off(['invoices']);
  expect((await look()).project?.done).toEqual(['3 triggers removed']);
  expect(namesIn(standing()[1])).not.toContain('Draw Requests');
});

test('a new token goes to every hook, and the one before is still accepted', async () => {
  const { look, standing, accepted, rotate } = await world();
  await look();
  const before = standing()[1]?.authorization;
  rotate(['seed-2', 'seed-1']);
  expect((await look()).project?.done).toEqual(['address or secret changed']);
  const after = standing()[1]?.authorization;
  expect(after).not.toBe(before);
  expect([accepted(before), accepted(after), accepted('Bearer made-up')]).toEqual([true, true, false]);
});

test('another client secret of the app makes another token', async () => {
  const { look, standing, accepted, another } = await world();
  await look();
  const before = standing()[0]?.authorization;
  another('secret-2');
  await look();
  expect(standing()[0]?.authorization).not.toBe(before);
  expect(accepted(standing()[0]?.authorization)).toBe(true);
});

test('hooks that an administrator deleted are made again, those that Procore disabled work again', async () => {
  const { look, simulator, standing } = await world();
  await look();
  const [ofCompany, ofProject] = standing();
  if (ofProject) simulator.webhooks.unregister(ofProject);
  if (ofCompany?.made) ofCompany.made.status = 'disabled';
  expect(await look()).toMatchObject({ company: { done: ['enabled again'] }, project: { done: ['made'] } });
  const again = standing()[1];
  if (again?.made) again.made.status = 'disabled';
  expect((await look()).project?.done).toEqual(['made anew']);
  expect(standing().map(({ made }) => made?.status)).toEqual(['active', 'active']);
});

test('hooks follow an address that has changed; doubles and only ours go', async () => {
  const { look, standing, hooks } = await world();
  await look();
  const [form] = [{ url: hookUrl(URL, 'acme'), authorization: 'Bearer x' }];
  await hooks.create(form, PROJECT);
  await hooks.create({ ...form, url: 'https://elsewhere.example.com/hook' }, PROJECT);
  const moved = 'https://new.example.com/webhooks/acme';
  await look(moved, hookUrl(URL, 'acme'));
  expect(standing().map(({ destinationUrl }) => destinationUrl)).toEqual([
    moved,
    moved,
    'https://elsewhere.example.com/hook',
  ]);
});

test('what was discarded is asked for before a disabled hook of a project is thrown away', async () => {
  const nobody = 'http://127.0.0.1:1/webhooks/acme';
  const { look, simulator, standing, asked } = await world({ deliveries: { giveUpAfterMs: 0 } });
  await look(nobody);
  const [, hook] = standing();
  simulator.webhooks.emit(77, {
    resource: 'Draw Requests',
    resourceId: 55,
    event: 'update',
    projectId: 9001,
  });
  await simulator.webhooks.settled();
  if (hook?.made) hook.made.status = 'disabled';
  await look(nobody);
  expect(asked.map((text) => JSON.parse(text))).toEqual([
    {
      ...{ do: 'fetch', connection: 'acme', key: { flow: 'invoices', id: '55' } },
      source: { project: PROJECT, resource: 'Draw Requests' },
    },
  ]);
});

test.each([['/hooks'], ['/triggers/bulk']])(
  'an answer to POST …%s that is lost on the way leaves neither a second hook nor a trigger too few',
  async (end) => {
    let lost = 0;
    const faults: ProcoreOptions['faults'] = ({ method, path }) => {
      if (method !== 'POST' || !path.endsWith(end) || lost > 0) return undefined;
      lost += 1;
      return { do: 'change', change: () => ({ status: 502, body: '<html>Bad gateway</html>' }) };
    };
    const { look, standing } = await world({ faults });
    await expect(look()).rejects.toThrow('Procore could not answer');
    expect((await look()).company?.refused).toEqual([]);
    expect(standing().map(({ made }) => made?.triggers.length)).toEqual([7, 12 * 3]);
  },
);

test('a trigger that Procore refuses after all is told of, and the others are made', async () => {
  const catalogue = {
    ...CATALOGUE,
    project: CATALOGUE.project.filter(({ name }) => name !== 'Draw Requests'),
  };
  const faults: ProcoreOptions['faults'] = ({ path }) =>
    path.endsWith('/projects/9001/webhooks/resources')
      ? {
          do: 'change',
          change: ({ status, body }) => {
            const { data } = body as { data: object[] };
            return { status, body: { data: [...data, { name: 'Draw Requests', actions: ['update'] }] } };
          },
        }
      : undefined;
  const { look, standing } = await world({ catalogue, faults });
  const { project } = await look();
  expect(project).toMatchObject({
    done: ['made'],
    refused: ['Draw Requests update: resource_name is not available in this scope'],
  });
  expect(namesIn(standing()[1])).toContain('Contract Payments');
});
