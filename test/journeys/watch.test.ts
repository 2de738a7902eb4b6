import { CATALOGUE } from '../../local/simulators/procore/catalogue.ts';
import type { ProcoreProject, Row } from '../../local/simulators/procore/data.ts';
import type { ProcoreOptions } from '../../local/simulators/procore/start.ts';
import { withAws } from '../stores/stores.ts';
import {
  type Builder,
  type BuilderOptions,
  commitment,
  ORDER,
  PROJECT,
  SUBCONTRACT,
  startBuilder,
} from './builder.ts';
import { NOBODY, startWatching, type Watching } from './watching.ts';

const aws = withAws();
const running: Builder[] = [];

afterEach(async () => {
  for (const builder of running.splice(0)) await builder.procore.close();
});

const HOUR = 3_600_000;

/** A builder whose first list has been read, and the clock beside it. */
const start = async (
  options: BuilderOptions & { readonly url?: string } = {},
): Promise<{ builder: Builder; watching: Watching }> => {
  const { url = NOBODY, procore, ...rest } = options;
  // Pauses of deliveries pass at once, on the clock of all.
  let builder: Builder | undefined;
  const wait = async (ms: number) => builder?.connector.clock.pass(ms);
  builder = await startBuilder(aws(), {
    ...rest,
    procore: { deliveries: { wait }, ...procore } as Partial<ProcoreOptions>,
    change: (company) => {
      for (const one of company.projects) one.record.active = true;
      options.change?.(company);
    },
  });
  running.push(builder);
  await builder.connector.tell('projects', [PROJECT]);
  await builder.connector.tell('commitments', [ORDER, SUBCONTRACT], commitment);
  return { builder, watching: startWatching(aws(), builder, url) };
};

/** Runs by the clock, every ten minutes, for some hours; what is asked for is fetched. */
const goBy = async ({ connector }: Builder, watching: Watching, hours: number) => {
  const calls: number[] = [];
  for (let n = 0; n < hours * 6; n += 1) {
    connector.clock.pass(HOUR / 6);
    const run = await watching.run();
    calls.push(run.calls);
    await connector.drain();
  }
  return calls;
};

/** A change of which no webhook tells: whoever waited for one would let twelve hours pass. */
const quietly = ({ connector }: Builder, row: Row | undefined, change: Record<string, unknown>): void => {
  if (!row) throw new Error('there is no such record');
  Object.assign(row, change, { updated_at: `${connector.clock.now().toISOString().slice(0, 19)}Z` });
};

const copy = (of: ProcoreProject, id: number): ProcoreProject => ({
  ...of,
  record: { ...of.record, id, name: `Site ${id}`, project_number: `N-${id}` },
  purchase_order_contracts: [],
  work_order_contracts: [],
  change_order_packages: [],
});

describe('hooks', () => {
  test('a fresh connection gets them by itself, and the next day writes nothing', async () => {
    const { builder, watching } = await start();
    expect((await watching.run()).ended).toEqual(['hooks']);
    expect(builder.procore.webhooks.hooks).toHaveLength(2);
    const wrote = watching.wrote();
    expect(wrote).toHaveLength(4);
    await goBy(builder, watching, 25);
    expect(watching.wrote()).toEqual(wrote);
  });

  test('a project that is added gets its hook, one that is no longer active loses it', async () => {
    const { builder, watching } = await start();
    const { procore, company } = builder;
    await watching.run();
    const [first] = company.projects;
    if (first) company.projects.push(copy(first, 9002));
    await watching.run();
    const projects = () => procore.webhooks.hooks.map(({ projectId }) => String(projectId ?? 'company'));
    expect(projects()).toEqual(['company', PROJECT, '9002']);
    if (first) first.record.active = false;
    await watching.run();
    expect(projects()).toEqual(['company', '9002']);
  });

  test('one that an administrator deleted is made again within a day', async () => {
    const { builder, watching } = await start();
    const { procore } = builder;
    await watching.run();
    const [, second] = procore.webhooks.hooks;
    if (second) procore.webhooks.unregister(second);
    await goBy(builder, watching, 25);
    expect(procore.webhooks.hooks).toHaveLength(2);
    expect((await watching.state()).hooks?.trouble).toBeUndefined();
  });

  test.each([
    [undefined, {}, 'No public address is known to which Procore could deliver.'],
    ['http://plumbline.example.com', {}, /^Procore can't deliver to http:\/\/plumbline.example.com: /],
    [
      'https://plumbline.example.com',
      { mode: 'read-only' },
      /^Mode read-only: nothing is written to Procore/,
    ],
  ] as const)('for %s %j none is made, it is told, and everything is polled', async (url, settings, why) => {
    const { builder } = await start({ settings });
    const { connector, procore, company } = builder;
    const watching = startWatching(aws(), builder, url);
    await goBy(builder, watching, 1);
    procore
      .company(company.id)
      .update('Work Order Contracts', Number(SUBCONTRACT), { title: 'Another title' });
    await goBy(builder, watching, 1);
    const { hooks } = await watching.state();
    expect(hooks?.trouble).toEqual([expect.stringMatching(why)]);
    expect(hooks?.lacking).toContain('Work Order Contracts');
    expect(watching.wrote()).toEqual([]);
    const key = { flow: 'commitments', id: SUBCONTRACT };
    const [record] = (await connector.records.get(connector.name, [key])).values();
    expect(record?.content).toMatchObject({ title: 'Another title' });
  });
});

test('what the catalogue has no name for is polled every hour', async () => {
  const catalogue = {
    ...CATALOGUE,
    project: CATALOGUE.project.filter(({ name }) => name !== 'Work Order Contracts'),
  };
  const { builder, watching } = await start({ procore: { catalogue } });
  const { connector, procore, company } = builder;
  await watching.run();
  expect((await watching.state()).hooks?.lacking).toEqual(['Work Order Contracts']);
  connector.clock.pass(HOUR / 2);
  procore.company(company.id).update('Work Order Contracts', Number(SUBCONTRACT), { title: 'Another title' });
  await goBy(builder, watching, 1);
  const [record] = (
    await connector.records.get(connector.name, [{ flow: 'commitments', id: SUBCONTRACT }])
  ).values();
  expect(record?.content).toMatchObject({ title: 'Another title' });
});

describe('an outage of thirteen hours, after which Procore has thrown its events away', () => {
  test('is made up for: what changed, what is new and what is gone, within the calls of an hour', async () => {
    const { builder, watching } = await start();
    const { connector, procore, company } = builder;
    await goBy(builder, watching, 1);
    const people = procore.company(company.id);
    people.update('Company Vendors', 501, { name: 'Alder Electric LLC' });
    people.update('Work Order Contracts', Number(SUBCONTRACT), { title: 'Changed meanwhile' });
    people.remove('Purchase Order Contracts', Number(ORDER));
    people.update('Standard Cost Codes', company.standard_cost_codes[0]?.id ?? 0, { name: 'Renamed' });
    await procore.webhooks.settled();
    connector.clock.pass(HOUR);
    expect(new Set(procore.webhooks.log.map(({ status }) => status))).toEqual(new Set(['discarded']));

    const calls = await goBy(builder, watching, 5);
    const stored = async (flow: string, id: string) =>
      [...(await connector.records.get(connector.name, [{ flow, id }])).values()][0];
    expect(await stored('companies', '501')).toMatchObject({ title: 'Alder Electric LLC' });
    expect((await stored('commitments', SUBCONTRACT))?.content).toMatchObject({ title: 'Changed meanwhile' });
    expect(await stored('commitments', ORDER)).toMatchObject({ deleted: true });
    const code = String(company.standard_cost_codes[0]?.id);
    expect((await stored('cost-codes', code))?.content).toMatchObject({ name: 'Renamed' });
    for (let n = 0; n + 6 <= calls.length; n += 1)
      expect(calls.slice(n, n + 6).reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(1_800);
  });
});

test('hooks that Procore disabled in an outage work again within hours', async () => {
  const { builder, watching } = await start();
  const { procore, company } = builder;
  await goBy(builder, watching, 1);
  procore.company(company.id).update('Work Order Contracts', Number(SUBCONTRACT), { title: 'Lost' });
  await procore.webhooks.settled();
  for (const { made } of procore.webhooks.hooks) if (made) made.status = 'disabled';
  await goBy(builder, watching, 5);
  expect(procore.webhooks.hooks.map(({ made }) => made?.status)).toEqual(['active', 'active']);
});

test('without the permission for webhooks it says which one, and polls', async () => {
  const faults: ProcoreOptions['faults'] = ({ path }) =>
    path.includes('/webhooks/')
      ? {
          do: 'answer',
          answer: { status: 403, body: { error: { code: 'FORBIDDEN', message: 'No access' } } },
        }
      : undefined;
  const { builder, watching } = await start({ procore: { faults } });
  await goBy(builder, watching, 1);
  const { hooks } = await watching.state();
  expect(hooks?.trouble).toEqual([expect.stringContaining('Standard on the Webhooks API tool')]);
  expect(hooks?.lacking).toContain('Draw Requests');
});

test('one list that Procore refuses keeps no other from being read, and is told of', async () => {
  const faults: ProcoreOptions['faults'] = ({ path }) =>
    path.endsWith('/purchase_order_contracts')
      ? { do: 'answer', answer: { status: 403, body: { errors: 'No access to Commitments' } } }
      : undefined;
  const { builder, watching } = await start({ procore: { faults } });
  const { connector, company } = builder;
  await watching.run();
  await connector.tell('companies', ['501']);
  connector.clock.pass(4 * HOUR);
  quietly(
    builder,
    company.vendors.find(({ id }) => id === 501),
    { name: 'Alder Electric Inc' },
  );
  const { refused, ended } = await watching.run();
  await connector.drain();
  expect(ended).toEqual(['gaps']);
  expect(refused).toEqual([expect.stringContaining('No access to Commitments')]);
  const [record] = (await connector.records.get(connector.name, [{ flow: 'companies', id: '501' }])).values();
  expect(record).toMatchObject({ title: 'Alder Electric Inc' });
});

test('a record that a webhook has told of already is not fetched once more', async () => {
  const { builder, watching } = await start();
  const { connector, company } = builder;
  await watching.run();
  connector.clock.pass(2 * HOUR);
  quietly(builder, company.projects[0]?.work_order_contracts[0]?.record, { title: 'Told' });
  connector.clock.pass(10_000);
  await connector.tell('commitments', [SUBCONTRACT], commitment);
  connector.clock.pass(2 * HOUR);
  expect(await watching.run()).toMatchObject({ ended: ['gaps'], asked: 0 });
});

test('a night finds what neither a hook nor a list of changes tells of', async () => {
  const { builder, watching } = await start();
  const { connector, company } = builder;
  await goBy(builder, watching, 1);
  const [project] = company.projects;
  project?.purchase_order_contracts.splice(0);
  await goBy(builder, watching, 24);
  const [record] = (
    await connector.records.get(connector.name, [{ flow: 'commitments', id: ORDER }])
  ).values();
  expect(record).toMatchObject({ deleted: true });
});

test('more projects than an hour has calls for are looked through over several hours, each once', async () => {
  const { builder, watching } = await start({
    settings: { procoreCallsPerHour: 60 },
    change: ({ projects }) => {
      const [first] = projects;
      if (first) for (let n = 0; n < 30; n += 1) projects.push(copy(first, 9_100 + n));
    },
  });
  const { procore } = builder;
  const calls = await goBy(builder, watching, 6);
  expect(procore.webhooks.hooks).toHaveLength(32);
  for (let hour = 0; hour < 6; hour += 1)
    expect(calls.slice(hour * 6, hour * 6 + 6).reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(75);
  expect(watching.wrote().filter((line) => line.startsWith('POST') && line.endsWith('/hooks'))).toHaveLength(
    32,
  );
});

test('a night comes to its end though calls are too few for all that is due', async () => {
  const { builder, watching } = await start({
    settings: { procoreCallsPerHour: 60 },
    change: ({ projects }) => {
      const [first] = projects;
      if (first) for (let n = 0; n < 30; n += 1) projects.push(copy(first, 9_100 + n));
    },
  });
  const began = builder.connector.clock.now().toISOString();
  await goBy(builder, watching, 40);
  const { last = {} } = await watching.state();
  const day = (time = '') => Date.parse(time.slice(0, 10));
  expect(day(last.night) - day(began)).toBe(24 * HOUR);
  expect(day(last.gaps)).toBeGreaterThan(day(began));
});

test('half of the calls that Procore allows are left to others', async () => {
  const { builder, watching } = await start({
    procore: { rateLimit: { perTenSeconds: 50, perHour: 30 } },
  });
  const { stopped } = await watching.run();
  expect(stopped).toBe('procore');
  const { requests } = builder.procore;
  expect(requests.filter(({ path }) => path !== '/oauth/token').length).toBeLessThanOrEqual(15 + 3);
});
