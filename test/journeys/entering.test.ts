import { poll } from '../../lib/admin/poll.ts';
import type { Asked } from '../../local/simulators/procore/endpoint.ts';
import type { Fault } from '../../local/simulators/procore/faults.ts';
import { withAws } from '../stores/stores.ts';
import { type Builder, type BuilderOptions, PROJECT, startBuilder } from './builder.ts';
import { partOf, type ToyCost, told, toyCosts, toyJobs, toyPayments, written } from './toy-entries.ts';
import { visit } from './visit.ts';

const aws = withAws();
const open: Builder[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map(({ procore }) => procore.close()));
});

const MINUTE = 60_000;

/** The project of Procore is a job of QuickBooks, whose ListID is `job`. */
const started = async (options: BuilderOptions = {}) => {
  const builder = await startBuilder(aws(), {
    imports: [toyJobs, toyCosts, toyPayments],
    ...options,
    change: (company) => {
      const [project] = company.projects;
      if (project) company.projects[0] = { ...project, requisitions: [{ id: 32, commitment_id: 901 }] };
      options.change?.(company);
    },
  });
  open.push(builder);
  const { connector, office, company } = builder;
  await connector.tell('projects', [PROJECT]);
  await visit(connector, office);
  await written(connector);
  const project = await partOf(connector, `projects#${PROJECT}`);
  return {
    ...builder,
    job: project?.mapping?.id ?? '',
    cost: (amounts: readonly string[], more: Partial<ToyCost> = {}): ToyCost => ({
      ...{ number: 'B-1', job: project?.mapping?.id ?? '', amounts, ...more },
    }),
    costs: () =>
      (company.projects[0]?.direct_costs ?? [])
        .map(({ record }) => `${record.invoice_number} ${record.grand_total}`)
        .sort(),
    payments: () =>
      (company.projects[0]?.work_order_contracts[0]?.payments ?? []).map(({ amount }) => amount),
    part: (text: string) => partOf(connector, text),
    /** The clock goes on, with a beat each minute and what that tells of. */
    minutes: async (count: number, every = 1) => {
      for (let n = 0; n < count; n += every) {
        connector.clock.pass(every * MINUTE);
        await connector.beat();
        await written(connector);
      }
    },
  };
};

const answering = (status: number, body: unknown = { errors: 'no' }): Fault => ({
  do: 'answer',
  answer: { status, body },
});

describe('what QuickBooks tells', () => {
  test('is entered in Procore once, and stands there', async () => {
    const { connector, cost, costs, part, payments, procore } = await started();
    await told(connector, {
      'costs#B1/J': cost(['10.00', '2.50']),
      'bill-payments#P1/B1': { contract: '901', amount: '500.00' },
    });
    await written(connector);
    expect(costs()).toEqual(['B-1 12.50']);
    expect(payments()).toEqual(['500.00']);
    expect(await part('costs#B1/J')).toMatchObject({
      ...{ state: 'synced', mapping: { type: 'DirectCost', created: true }, source: { project: PROJECT } },
      entry: { of: 'direct-cost', originId: 'B1/J', projectId: PROJECT },
    });
    const before = procore.requests.length;
    await told(connector, { 'costs#B1/J': cost(['10.00', '2.50']) });
    const { rev } = (await part('costs#B1/J')) ?? {};
    expect(rev).toBeDefined();
    await written(connector);
    expect(costs()).toEqual(['B-1 12.50']);
    expect(procore.requests.length - before).toBeLessThan(8);
  });

  test('is not looked at again when its message comes twice', async () => {
    const { connector, cost, procore } = await started();
    await told(connector, { 'costs#B1/J': cost(['10.00']) });
    const hints = connector.writes.take();
    await connector.writes.send(hints);
    await written(connector);
    const before = procore.requests.length;
    await connector.writes.send(hints);
    await written(connector);
    expect(procore.requests.length).toBe(before);
  });

  test('is written by the hints of its own project alone, whoever was told of it', async () => {
    const { connector, cost, costs } = await started();
    await told(connector, { 'costs#B1/J': cost(['10.00']) });
    await connector.write();
    expect(costs()).toEqual([]);
    const hints = connector.writes.take();
    expect(hints).toEqual([
      {
        ...{ do: 'enter', connection: connector.name, project: PROJECT },
        keys: [{ flow: 'costs', id: 'B1/J' }],
      },
    ]);
    await connector.writes.send(hints);
    await connector.write();
    expect(costs()).toEqual(['B-1 10.00']);
  });

  test('follows its changes, and is taken away when it is gone', async () => {
    const { connector, cost, costs, part, payments } = await started();
    const payment = { contract: '901', amount: '500.00' };
    await told(connector, { 'costs#B1/J': cost(['10.00', '2.50']), 'bill-payments#P1/B1': payment });
    await written(connector);
    await told(connector, {
      'costs#B1/J': cost(['11.00']),
      'bill-payments#P1/B1': { ...payment, amount: '450.00' },
    });
    await written(connector);
    expect([...costs(), ...payments()]).toEqual(['B-1 11.00', '450.00']);
    await told(connector, { 'costs#B1/J': undefined, 'bill-payments#P1/B1': undefined });
    await written(connector);
    expect([...costs(), ...payments()]).toEqual([]);
    expect(await part('costs#B1/J')).toMatchObject({ state: 'skipped', reason: { code: 'taken-out' } });
    expect((await part('costs#B1/J'))?.mapping).toBeUndefined();
    await told(connector, { 'costs#B1/J': cost(['12.00']) });
    await written(connector);
    expect(costs()).toEqual(['B-1 12.00']);
  });

  test('is taken away when it is no longer to be shown, with the reason', async () => {
    const { connector, cost, costs, part } = await started();
    await told(connector, { 'costs#B1/J': cost(['10.00']) });
    await written(connector);
    await told(connector, { 'costs#B1/J': cost(['10.00'], { ordered: true }) });
    await written(connector);
    expect(costs()).toEqual([]);
    expect(await part('costs#B1/J')).toMatchObject({ state: 'skipped', reason: { code: 'zero-amount' } });
  });

  test('and was deleted before it was entered, never is', async () => {
    const { connector, cost, costs, part } = await started();
    await told(connector, { 'costs#B1/J': cost(['10.00']) });
    await told(connector, { 'costs#B1/J': undefined });
    await written(connector);
    expect(costs()).toEqual([]);
    expect(await part('costs#B1/J')).toMatchObject({ state: 'skipped', reason: { code: 'withdrawn' } });
  });

  test('and is deleted while the answer about its creation is lost, is looked for and taken out', async () => {
    const isNew = ({ method, path }: Asked) => method === 'POST' && path !== '/oauth/token';
    const { connector, cost, costs, payments, part, minutes } = await started({
      procore: { faults: (asked) => (isNew(asked) ? { do: 'break-off' } : undefined) },
    });
    const payment = { contract: '901', amount: '500.00' };
    await told(connector, { 'costs#B1/J': cost(['10.00']) });
    await written(connector);
    await told(connector, { 'bill-payments#P1/B1': payment });
    await written(connector);
    expect([...costs(), ...payments()]).toEqual(['B-1 10.00', '500.00']);
    expect((await part('costs#B1/J'))?.mapping).toBeUndefined();
    await told(connector, { 'costs#B1/J': undefined, 'bill-payments#P1/B1': undefined });
    await written(connector);
    await minutes(2);
    expect([...costs(), ...payments()]).toEqual([]);
    expect(await part('costs#B1/J')).toMatchObject({ state: 'skipped', reason: { code: 'taken-out' } });
  });

  test('waits for its job, and is asked for again every hour', async () => {
    const { connector, cost, costs, part, job } = await started();
    await told(connector, { 'costs#B1/J': cost(['10.00'], { job: '99-9' }) });
    await written(connector);
    expect(await part('costs#B1/J')).toMatchObject({ state: 'blocked', reason: { code: 'blocked-by' } });
    await told(connector, { 'costs#B1/J': cost(['10.00'], { job }) });
    await written(connector);
    expect(costs()).toEqual(['B-1 10.00']);
  });

  test('moves with its job to another project', async () => {
    const { connector, cost, costs, company } = await started({
      change: (company) => {
        const [first] = company.projects;
        if (!first) throw new Error('no project');
        company.projects.push({
          ...first,
          record: { ...first.record, id: 9002, name: 'Second' },
          direct_costs: [],
        });
      },
    });
    await told(connector, { 'costs#B1/J': cost(['10.00']) });
    await written(connector);
    await connector.tell('projects', ['9002']);
    const other = { flow: 'projects', id: '9002' };
    const record = await partOf(connector, 'projects#9002');
    if (!record) throw new Error('no second project');
    const mapping = { type: 'Customer', id: '77-7', name: 'Harbor Trust:Second', created: false };
    await connector.records.save({ ...record, mapping, state: 'synced' }, record);
    const claim = { kind: 'object', value: 'Customer:77-7', shown: '', lost: 'name-taken' } as const;
    await connector.records.putClaims(connector.name, [{ claim, owner: other }]);
    await told(connector, { 'costs#B1/J': cost(['10.00'], { job: '77-7' }) });
    await written(connector);
    expect(costs()).toEqual([]);
    expect(company.projects[1]?.direct_costs).toHaveLength(1);
  });
});

describe('while Procore is out of reach', () => {
  const isCost = ({ path }: Asked) => path.includes('direct_costs');

  test('for hours nothing is lost, and nothing counts as tried', async () => {
    const fault = { on: true };
    const { connector, cost, costs, part, minutes } = await started({
      procore: { faults: (asked) => (fault.on && isCost(asked) ? answering(503, 'maintenance') : undefined) },
    });
    const all = Object.fromEntries(
      Array.from({ length: 30 }, (_, n) => [`costs#B${n}/J`, cost(['10.00'], { number: `B-${n}` })]),
    );
    await told(connector, all);
    await written(connector);
    expect((await connector.connection()).procoreTrouble).toContain('503');
    await minutes(5 * 60, 15);
    expect(costs()).toEqual([]);
    expect(await part('costs#B1/J')).toMatchObject({ state: 'queued', attempts: 0 });
    fault.on = false;
    await minutes(3);
    expect(costs()).toHaveLength(30);
    expect((await connector.connection()).procoreTrouble).toBeUndefined();
  });

  test('a window of seconds is waited for', async () => {
    const { connector, cost, costs, part } = await started({
      procore: { rateLimit: { perTenSeconds: 12, perHour: 3_600 } },
    });
    const all = Object.fromEntries(
      Array.from({ length: 30 }, (_, n) => [`costs#B${n}/J`, cost(['10.00'], { number: `B-${n}` })]),
    );
    await told(connector, all);
    await written(connector);
    expect(costs()).toHaveLength(30);
    expect(await part('costs#B29/J')).toMatchObject({ state: 'synced' });
  });

  test('the window of an hour is honoured by all who come later', async () => {
    const { connector, cost, costs, procore, minutes } = await started({
      procore: { rateLimit: { perTenSeconds: 100, perHour: 30 } },
    });
    const all = Object.fromEntries(
      Array.from({ length: 40 }, (_, n) => [`costs#B${n}/J`, cost(['10.00'], { number: `B-${n}` })]),
    );
    await told(connector, all);
    await written(connector);
    const [entered, asked] = [costs().length, procore.requests.length];
    expect(entered).toBeLessThan(40);
    await minutes(10);
    expect(procore.requests.length).toBe(asked);
    await minutes(180, 10);
    expect(new Set(costs()).size).toBe(40);
    expect(costs()).toHaveLength(40);
  });

  test('another write at the same direct costs is waited out, and told of after many tries', async () => {
    const { connector, cost, costs, part, minutes, company } = await started();
    const [project] = company.projects;
    if (project) project.busy = true;
    await told(connector, { 'costs#B1/J': cost(['10.00']) });
    await written(connector);
    expect(await part('costs#B1/J')).toMatchObject({ state: 'queued', attempts: 1 });
    if (project) project.busy = false;
    await minutes(2);
    expect(costs()).toEqual(['B-1 10.00']);
    expect(await part('costs#B1/J')).toMatchObject({ state: 'synced', attempts: 0 });
    if (project) project.busy = true;
    await told(connector, { 'costs#B1/J': cost(['11.00']) });
    await written(connector);
    await minutes(30);
    expect(await part('costs#B1/J')).toMatchObject({
      ...{ state: 'failed', reason: { code: 'procore-refused' } },
      mapping: { type: 'DirectCost' },
    });
  });
});

test('what reaches Procore twice is entered once, and counts as entered', async () => {
  const { connector, cost, costs, part, payments } = await started({
    procore: { faults: ({ method }) => (method === 'POST' ? { do: 'twice' } : undefined) },
  });
  await told(connector, {
    'costs#B1/J': cost(['10.00']),
    'bill-payments#P1/B1': { contract: '901', amount: '500.00' },
  });
  await written(connector);
  expect([...costs(), ...payments()]).toEqual(['B-1 10.00', '500.00']);
  expect(await part('costs#B1/J')).toMatchObject({ state: 'synced' });
  expect(await part('bill-payments#P1/B1')).toMatchObject({ state: 'synced' });
});

describe('what Procore does not take', () => {
  test('fails in its words; the others of the call are entered, and it is not tried again as it is', async () => {
    const { connector, cost, part, payments, costs, procore, minutes } = await started();
    await told(connector, {
      'bill-payments#P1/B1': { contract: '901', amount: 'much' },
      'bill-payments#P2/B1': { contract: '901', amount: '2.00' },
      'costs#B1/J': cost(['3.00']),
    });
    await written(connector);
    expect(await part('bill-payments#P1/B1')).toMatchObject({
      ...{ state: 'failed', reason: { code: 'procore-refused' } },
    });
    expect([...payments(), ...costs()]).toEqual(['2.00', 'B-1 3.00']);
    const before = procore.requests.length;
    await connector.writes.send([
      { do: 'enter', connection: connector.name, keys: [{ flow: 'bill-payments', id: 'P1/B1' }] },
    ]);
    await written(connector);
    await minutes(20);
    expect(procore.requests.length).toBe(before);
    await told(connector, { 'bill-payments#P1/B1': { contract: '901', amount: '1.00' } });
    await written(connector);
    expect(payments()).toEqual(['2.00', '1.00']);
  });

  test('because this app may not is tried again every hour, and goes once it may', async () => {
    const forbidden = { on: true };
    const isCost = ({ path }: Asked) => path.includes('direct_costs');
    const { connector, cost, costs, part } = await started({
      procore: { faults: (asked) => (forbidden.on && isCost(asked) ? answering(403) : undefined) },
    });
    const hourly = async () => {
      await poll({ ...connector, flows: [], imports: [toyCosts] }, connector.name);
      await written(connector);
    };
    await told(connector, { 'costs#B1/J': cost(['10.00']) });
    await written(connector);
    const blocked = { state: 'blocked', reason: { code: 'not-permitted' } };
    expect(await part('costs#B1/J')).toMatchObject(blocked);
    await hourly();
    expect(await part('costs#B1/J')).toMatchObject(blocked);
    forbidden.on = false;
    await hourly();
    expect(costs()).toEqual(['B-1 10.00']);
  });

  test('is nothing while the connection is read-only, and goes once it is live', async () => {
    const { connector, cost, costs, part, minutes } = await started();
    await connector.apply({ mode: 'read-only' });
    await told(connector, { 'costs#B1/J': cost(['10.00']), 'costs#B2/J': cost(['1.00'], { job: '99-9' }) });
    await written(connector);
    await minutes(10);
    expect(costs()).toEqual([]);
    expect(await part('costs#B1/J')).toMatchObject({ state: 'queued' });
    expect(await part('costs#B2/J')).toMatchObject({ state: 'blocked' });
    await connector.apply({ mode: 'live' });
    await minutes(2);
    expect(costs()).toEqual(['B-1 10.00']);
  });

  test('is nothing while the company file looks older, or was restored and is yet to be compared', async () => {
    const { connector, cost, costs, part, minutes } = await started();
    const since = connector.clock.now().toISOString();
    await connector.connections.note(connector.name, { alarm: { since, missing: [] } });
    await told(connector, { 'costs#B1/J': cost(['10.00']) });
    await written(connector);
    await minutes(10);
    await connector.connections.note(connector.name, {
      ...{ alarm: undefined, importWish: { since, flows: ['costs'], full: true } },
    });
    await minutes(10);
    expect(costs()).toEqual([]);
    expect(await part('costs#B1/J')).toMatchObject({ state: 'queued' });
    await connector.connections.note(connector.name, { importWish: undefined });
    await minutes(10);
    expect(costs()).toEqual(['B-1 10.00']);
  });

  test('stays as it is while its flow is off, and follows once it is on again', async () => {
    const { connector, cost, costs, part, minutes } = await started();
    await told(connector, { 'costs#B1/J': cost(['10.00']), 'costs#B2/J': cost(['5.00'], { number: 'B-2' }) });
    await written(connector);
    await connector.apply({ off: ['costs'] });
    await told(connector, { 'costs#B1/J': cost(['11.00']), 'costs#B2/J': undefined });
    await written(connector);
    expect(await part('costs#B1/J')).toMatchObject({
      ...{ state: 'synced', flags: [{ code: 'changed-in-quickbooks' }] },
    });
    expect(await part('costs#B2/J')).toMatchObject({ flags: [{ code: 'deleted-in-quickbooks' }] });
    await connector.beat();
    expect(connector.writes.take()).toEqual([]);
    expect(costs()).toEqual(['B-1 10.00', 'B-2 5.00']);
    await connector.apply({ off: [] });
    await connector.changes.send([{ do: 'replan-all', connection: connector.name }]);
    await connector.drain();
    await written(connector);
    await minutes(2);
    expect(costs()).toEqual(['B-1 11.00']);
    expect(await part('costs#B1/J')).toMatchObject({ state: 'synced', flags: [] });
  });

  test('is left out where the flow is off or of another edition', async () => {
    const { connector, cost, part } = await started();
    await connector.apply({ off: ['costs'], country: 'CA' });
    await told(connector, {
      'costs#B1/J': cost(['10.00']),
      'bill-payments#P1/B1': { contract: '901', amount: '500.00' },
    });
    await written(connector);
    expect(await part('costs#B1/J')).toMatchObject({ state: 'skipped', reason: { code: 'flow-off' } });
    expect(await part('bill-payments#P1/B1')).toMatchObject({
      state: 'skipped',
      reason: { code: 'edition' },
    });
    await connector.apply({ off: [] });
    await connector.changes.send([{ do: 'replan-all', connection: connector.name }]);
    await connector.drain();
    await written(connector);
    expect(await part('costs#B1/J')).toMatchObject({ state: 'synced' });
  });
});
