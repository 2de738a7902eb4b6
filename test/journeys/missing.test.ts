import { withAws } from '../stores/stores.ts';
import {
  type Builder,
  type BuilderOptions,
  commitment,
  ORDER,
  SUBCONTRACT,
  startBuilder,
} from './builder.ts';
import { isWrite } from './office.ts';
import { visit } from './visit.ts';

const aws = withAws();
const open: Builder[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map(({ procore }) => procore.close()));
});

const VENDOR = 'Birch Masonry';
const order = `commitments#${ORDER}`;

/** Everything that an order refers to is in QuickBooks and marked in Procore; the order itself is approved later. */
const start = async (options?: BuilderOptions): Promise<Builder> => {
  const builder = await startBuilder(aws(), options);
  open.push(builder);
  const { connector, office } = builder;
  await connector.apply({ orderStatuses: ['Nothing'], companies: 'all' });
  await connector.tell('companies', ['501', '502']);
  await connector.tell('projects', ['9001']);
  await connector.tell('commitments', [SUBCONTRACT], commitment);
  await connector.apply({ orderStatuses: ['Approved'] });
  await connector.tell('commitments', [SUBCONTRACT], commitment);
  expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
  await connector.write();
  await connector.tell('companies', ['501', '502']);
  await connector.tell('projects', ['9001']);
  await connector.tell('commitments', [SUBCONTRACT], commitment);
  expect((await recordOf(builder, 'companies', '502')).content).toHaveProperty('origin');
  connector.clock.pass(3_600_000);
  return builder;
};

const recordOf = async ({ connector }: Builder, flow: string, id: string) => {
  const found = await connector.records.get(connector.name, [{ flow, id }]);
  const record = found.get(`${flow}#${id}`);
  if (!record) throw new Error(`${flow}#${id} is gone`);
  return record;
};

const approve = async ({ connector, office }: Builder) => {
  await connector.tell('commitments', [ORDER], commitment);
  return visit(connector, office);
};

/** The ListID of what an order refers to. */
const idOf = async (builder: Builder, flow: string, id: string): Promise<string> =>
  (await recordOf(builder, flow, id)).mapping?.id ?? '';

describe('an approved order whose vendor was taken out of QuickBooks', () => {
  test('waits for the vendor, which says that it is gone; nothing is made again unasked', async () => {
    const builder = await start();
    const { connector, office, orders } = builder;
    office.quickbooks.people.remove(await idOf(builder, 'companies', '502'));
    expect(await approve(builder)).toMatchObject({ ended: 'complete' });
    expect(await connector.stateOf(order)).toBe('blocked: blocked-by');
    expect(await recordOf(builder, 'companies', '502')).toMatchObject({
      state: 'failed',
      reason: { code: 'gone-from-quickbooks', detail: { object: `Vendor "${VENDOR}"` } },
    });
    expect(orders()).toEqual(['SC-001']);
    const before = office.sent.length;
    connector.clock.pass(3_600_000);
    await visit(connector, office);
    expect(office.sent.slice(before).filter(isWrite)).toEqual([]);
  });

  test('goes on by itself, in the same session, when the vendor was entered anew under its name', async () => {
    const builder = await start();
    const { connector, office, orders } = builder;
    const { people } = office.quickbooks;
    people.remove(await idOf(builder, 'companies', '502'));
    const anew = people.add('Vendor', VENDOR.toUpperCase());
    expect(await approve(builder)).toMatchObject({ ended: 'complete' });
    expect(orders()).toEqual(['SC-001', 'PO-001']);
    expect(await connector.stateOf(order)).toBe('synced');
    expect((await recordOf(builder, 'companies', '502')).mapping).toMatchObject({ id: anew, created: false });
  });

  test('by a merge waits for a person, who alone knows what it was merged into', async () => {
    const builder = await start();
    const { connector, office, orders } = builder;
    const { people } = office.quickbooks;
    const keeper = people.add('Vendor', 'Birch Stone');
    people.merge(await idOf(builder, 'companies', '502'), keeper);
    await approve(builder);
    expect(await connector.stateOf(order)).toBe('blocked: blocked-by');
    expect(await connector.stateOf('companies#502')).toBe('failed: gone-from-quickbooks');
    builder.company.vendors[1] = { ...builder.company.vendors[1], name: 'Birch Stone' } as never;
    await connector.tell('companies', ['502']);
    connector.clock.pass(3_600_000);
    await visit(connector, office);
    expect(orders()).toEqual(['SC-001', 'PO-001']);
    expect(await idOf(builder, 'companies', '502')).toBe(keeper);
  });

  test('holds every order to it, and no other', async () => {
    const builder = await start({
      change: ({ projects: [project] }) => {
        const [first] = project?.purchase_order_contracts ?? [];
        if (!project || !first) throw new Error('no order');
        const second = structuredClone(first);
        Object.assign(second.record, { id: 802, number: 'PO-002' });
        project.purchase_order_contracts.push(second);
      },
    });
    const { connector, office, orders } = builder;
    office.quickbooks.people.remove(await idOf(builder, 'companies', '502'));
    await connector.tell('commitments', [ORDER, '802'], commitment);
    await visit(connector, office);
    expect(await connector.states('commitments')).toEqual({
      [ORDER]: 'blocked: blocked-by',
      802: 'blocked: blocked-by',
      [SUBCONTRACT]: 'synced',
    });
    expect(orders()).toEqual(['SC-001']);
  });
});

test.each([
  ['job', 'projects'],
  ['item', 'cost-codes'],
])('an approved order whose %s was taken out waits for it', async (_, flow) => {
  const builder = await start();
  const { connector, office, orders } = builder;
  const { people } = office.quickbooks;
  const states = await connector.states(flow);
  // QuickBooks lets nothing go that a transaction names.
  people.remove(await idOf(builder, 'commitments', SUBCONTRACT));
  for (const [id, state] of Object.entries(states))
    if (state === 'synced') people.remove(await idOf(builder, flow, id));
  await approve(builder);
  expect(await connector.stateOf(order)).toBe('blocked: blocked-by');
  expect(Object.values(await connector.states(flow))).toContain('failed: gone-from-quickbooks');
  expect(orders()).toEqual([]);
});

test('a class of the settings that QuickBooks does not have is told to a person, by the name of its setting', async () => {
  const builder = await start();
  const { connector, orders } = builder;
  await connector.apply({ defaultClass: 'No Such Class' });
  await approve(builder);
  expect(await recordOf(builder, 'commitments', ORDER)).toMatchObject({
    state: 'failed',
    reason: {
      code: 'missing-reference',
      detail: { setting: 'defaultClass', words: expect.stringContaining('No Such Class') },
    },
  });
  expect(orders()).toEqual(['SC-001']);
  expect(Object.values(await connector.states('companies'))).toEqual(['synced', 'synced']);
});

test('a reference that is there and yet refused every time is told to a person after some tries', async () => {
  const builder = await start();
  const { connector, office } = builder;
  let refusals = 0;
  office.meddle(async (qbxml) => {
    if (!qbxml.includes('<PurchaseOrderAddRq')) return undefined;
    refusals += 1;
    const [, id] = /newMessageSetID="([^"]*)"/.exec(qbxml) ?? [];
    const words = 'There is an invalid reference to QuickBooks Vendor in the PurchaseOrder.';
    const status = `statusCode="3140" statusSeverity="Error" statusMessage="${words}"`;
    const one = `<PurchaseOrderAddRs requestID="${order}" ${status}/>`;
    const set = `<QBXMLMsgsRs newMessageSetID="${id}" messageSetStatusCode="0">${one}</QBXMLMsgsRs>`;
    return { response: `<?xml version="1.0"?><QBXML>${set}</QBXML>` };
  });
  expect(await approve(builder)).toMatchObject({ ended: 'complete' });
  expect(refusals).toBe(4);
  expect(await connector.stateOf(order)).toBe('failed: missing-reference');
  expect(Object.values(await connector.states('companies'))).toEqual(['synced', 'synced']);
  expect(Object.values(await connector.states('projects'))).toEqual(['synced']);
});
