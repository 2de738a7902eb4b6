import { createAdoption } from '../../lib/admin/adopt.ts';
import { aimOf, link } from '../../lib/admin/link.ts';
import { retry } from '../../lib/admin/mend.ts';
import { createUndo } from '../../lib/admin/undo.ts';
import type { SyncRecord } from '../../lib/engine/record.ts';
import type { GivenFields } from '../../local/simulators/quickbooks/quickbooks.ts';
import { withAws } from '../stores/stores.ts';
import { type Builder, commitment, ORDER, PROJECT, SUBCONTRACT, startBuilder } from './builder.ts';
import { isWrite } from './office.ts';
import { visit } from './visit.ts';

const aws = withAws();
const open: Builder[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map(({ procore }) => procore.close()));
});

/** What the orders of the fixtures are called and refer to, as Plumbline would post them. */
const posted = async () => {
  const builder = await startBuilder(aws());
  open.push(builder);
  await builder.connector.tell('commitments', [ORDER, SUBCONTRACT], commitment);
  await visit(builder.connector, builder.office);
  return builder.office.quickbooks.books();
};

/** Everything that the fixtures become, entered by a bookkeeper; `change` what is given of each order. */
const enter = async (
  { office }: Builder,
  change: (order: GivenFields) => GivenFields | undefined = (order) => order,
) => {
  const { objects, purchaseOrders } = await posted();
  const { people } = office.quickbooks;
  for (const { kind, fullName, fields } of objects)
    if (!people.find(kind, fullName)) {
      const { ExternalGUID: _, ...own } = fields as GivenFields;
      people.add(kind, fullName, own);
    }
  for (const { refNumber, fields, lines } of purchaseOrders) {
    const { VendorRef, TxnDate } = fields as GivenFields;
    const PurchaseOrderLineAdd = lines.map((line) => {
      const { ItemRef, Amount, CustomerRef } = line.fields as GivenFields;
      return { ItemRef, Quantity: '1', Amount, CustomerRef };
    });
    const order = change({ VendorRef, TxnDate, RefNumber: refNumber, PurchaseOrderLineAdd } as GivenFields);
    if (order) people.addPurchaseOrder(order);
  }
};

/** A connection whose start date is after the project's creation. */
const start = async () => {
  const builder = await startBuilder(aws(), { settings: { startDate: '2030-01-01' } });
  open.push(builder);
  const { connector, office } = builder;
  const record = async (flow: string, id: string): Promise<SyncRecord> => {
    const [stored] = (await connector.records.get(connector.name, [{ flow, id }])).values();
    if (!stored) throw new Error(`${flow} ${id} is not stored`);
    return stored;
  };
  const adoption = createAdoption(connector.operator);
  const adopt = async () => {
    const asked = await adoption.adopt(await record('projects', PROJECT), 'Mira');
    await connector.drain();
    return asked;
  };
  const writes = () => office.sent.filter(isWrite);
  return { ...builder, record, adoption, adopt, writes };
};

test('a project in flight is taken over from what stands in QuickBooks, and nothing is posted', async () => {
  const world = await start();
  const { connector, office, record, adopt, adoption, writes } = world;
  await enter(world);
  await connector.tell('commitments', [ORDER, SUBCONTRACT], commitment);
  await visit(connector, office);
  expect(await connector.states('commitments')).toEqual({
    [ORDER]: 'skipped: before-start',
    [SUBCONTRACT]: 'skipped: before-start',
  });
  expect(await adopt()).toMatchObject({ is: 'asked', records: [{ id: ORDER }, { id: SUBCONTRACT }] });
  const before = office.quickbooks.books();
  await visit(connector, office);
  expect(writes()).toEqual([]);
  expect(office.quickbooks.books()).toEqual(before);
  expect(Object.values(await connector.states('commitments'))).toEqual(['synced', 'synced']);
  expect(await connector.stateOf(`projects#${PROJECT}`)).toBe('synced');
  const order = await record('commitments', ORDER);
  const standing = before.purchaseOrders.find(({ refNumber }) => refNumber === order.mapping?.name);
  expect(order.mapping).toMatchObject({ id: standing?.id, created: false });
  expect(Object.values(order.mapping?.lines ?? {}).sort()).toEqual(
    standing?.lines.map(({ id }) => id).sort(),
  );
  expect(order.flags).toEqual([]);
  const taken = await adoption.report(await record('projects', PROJECT));
  expect(new Set(taken.map(({ is }) => is))).toEqual(new Set(['taken over']));
});

test('what is not found is named, rests, and is posted only when it is retried', async () => {
  const world = await start();
  const { connector, office, adopt, adoption, record, writes, orders } = world;
  await enter(world, (order) => (order.RefNumber === 'SC-001' ? undefined : order));
  await connector.tell('commitments', [ORDER, SUBCONTRACT], commitment);
  await adopt();
  await visit(connector, office);
  expect(writes()).toEqual([]);
  expect(await connector.stateOf(`commitments#${SUBCONTRACT}`)).toBe('rejected: not-adopted');
  const taken = await adoption.report(await record('projects', PROJECT));
  expect(taken.filter(({ is }) => is === 'not taken over').map(({ record: { id } }) => id)).toEqual([
    SUBCONTRACT,
  ]);
  await connector.tell('commitments', [SUBCONTRACT], commitment);
  await visit(connector, office);
  expect(orders()).toEqual(['PO-001']);
  await retry(connector.operator, connector.name, { flow: 'commitments', id: SUBCONTRACT });
  await visit(connector, office);
  expect(orders().sort()).toEqual(['PO-001', 'SC-001']);
});

test('vendors that are not there are not created for its sake; linked by hand, the adoption goes on', async () => {
  const world = await start();
  const { connector, office, adopt, record, writes } = world;
  await enter(world);
  const vendor = await (async () => {
    await connector.tell('companies', ['502']);
    return record('companies', '502');
  })();
  const id = office.quickbooks.people.find('Vendor', vendor.title ?? '') ?? '';
  office.quickbooks.people.rename(id, 'Known by another name');
  await connector.tell('commitments', [ORDER, SUBCONTRACT], commitment);
  await adopt();
  await visit(connector, office);
  expect(writes()).toEqual([]);
  expect(await connector.stateOf('companies#502')).toBe('rejected: not-adopted');
  expect(await connector.stateOf(`commitments#${ORDER}`)).toBe('blocked: blocked-by');
  await link(connector.operator, await record('companies', '502'), { to: { id, name: id }, by: 'Mira' });
  await visit(connector, office);
  expect((await record('companies', '502')).mapping).toMatchObject({ id, created: false });
  expect(await connector.stateOf(`commitments#${ORDER}`)).toBe('synced');
  expect(writes()).toEqual([]);
});

test('an order whose lines are others is taken over and says which are missing', async () => {
  const world = await start();
  const { connector, office, adopt, record } = world;
  await enter(world, (order) => {
    const [first, ...rest] = [order.PurchaseOrderLineAdd ?? []].flat() as GivenFields[];
    return { ...order, PurchaseOrderLineAdd: [{ ...first, Amount: '1.00' }, ...rest] };
  });
  await connector.tell('commitments', [ORDER, SUBCONTRACT], commitment);
  await adopt();
  await visit(connector, office);
  expect(await record('commitments', ORDER)).toMatchObject({
    state: 'synced',
    flags: [{ code: 'total-differs', detail: expect.stringContaining('line 1') }],
  });
});

test('an order of the same number to another vendor is not taken over', async () => {
  const world = await start();
  const { connector, office, adopt, record } = world;
  office.quickbooks.people.add('Vendor', 'Somebody else');
  await enter(world, (order) => ({ ...order, VendorRef: 'Somebody else' }));
  await connector.tell('commitments', [ORDER], commitment);
  await adopt();
  await visit(connector, office);
  expect((await record('commitments', ORDER)).reason).toMatchObject({
    code: 'not-adopted',
    detail: { why: expect.stringContaining('Somebody else') },
  });
});

test('a commitment that is approved only afterwards is posted like any other', async () => {
  const world = await start();
  const { connector, office, adopt, company, orders } = world;
  await enter(world, () => undefined);
  const [project] = company.projects;
  const subcontract = project?.work_order_contracts[0]?.record ?? {};
  Object.assign(subcontract, { status: 'Draft' });
  await connector.tell('projects', [PROJECT]);
  await connector.tell('commitments', [SUBCONTRACT], commitment);
  await adopt();
  await visit(connector, office);
  expect(await connector.stateOf(`commitments#${SUBCONTRACT}`)).toBe('not-ready: not-approved');
  Object.assign(subcontract, { status: 'Approved' });
  await connector.tell('commitments', [SUBCONTRACT], commitment);
  await visit(connector, office);
  expect(orders()).toEqual(['SC-001']);
});

describe('link', () => {
  const linked = async () => {
    const builder = await startBuilder(aws());
    open.push(builder);
    const { connector, office } = builder;
    await connector.apply({ link: 'ask' });
    await connector.tell('companies', ['501', '502']);
    const record = async (id: string): Promise<SyncRecord> => {
      const [stored] = (await connector.records.get(connector.name, [{ flow: 'companies', id }])).values();
      if (!stored) throw new Error(`${id} is not stored`);
      return stored;
    };
    const to = async (id: string, said: string) =>
      link(connector.operator, await record(id), { to: aimOf(said, []), by: 'Mira' });
    return { connector, office, record, to };
  };

  test('goes by name or by id, and nothing is written', async () => {
    const { connector, office, record, to } = await linked();
    const id = office.quickbooks.people.add('Vendor', 'Oak and Sons');
    const other = office.quickbooks.people.add('Vendor', 'Elm');
    expect(await to('501', 'oak AND sons')).toMatchObject({ is: 'done', record: { state: 'queued' } });
    await to('502', other);
    await visit(connector, office);
    expect((await record('501')).mapping).toMatchObject({ id, created: false, name: 'Oak and Sons' });
    expect((await record('502')).mapping).toMatchObject({ id: other });
    expect(office.sent.filter(isWrite)).toEqual([]);
  });

  test('to what is not there, or is inactive, leaves the record at rest', async () => {
    const { connector, office, record, to } = await linked();
    await to('501', '80000FFF-1');
    const id = office.quickbooks.people.add('Vendor', 'Elm');
    office.quickbooks.people.setActive(id, false);
    await to('502', id);
    await visit(connector, office);
    expect((await record('501')).reason?.code).toBe('not-adopted');
    expect((await record('502')).reason).toMatchObject({
      code: 'not-adopted',
      detail: { why: expect.stringContaining('inactive') },
    });
    expect(office.sent.filter(isWrite)).toEqual([]);
  });

  test('lets two companies share a vendor, which then belongs to the first', async () => {
    const { connector, office, record, to } = await linked();
    const id = office.quickbooks.people.add('Vendor', 'Oak');
    await to('501', id);
    await visit(connector, office);
    await to('502', 'Oak');
    await visit(connector, office);
    expect((await record('502')).mapping).toMatchObject({ id, shared: true });
    const undo = createUndo(connector.operator);
    expect(await undo.unlink(await record('502'), 'Mira', 'a mistake')).toMatchObject({ is: 'done' });
    expect(await connector.stateOf('companies#501')).toBe('synced');
  });

  test('of a record that is linked, or on its way, is refused', async () => {
    const { connector, office, record, to } = await linked();
    office.quickbooks.people.add('Vendor', 'Oak');
    await to('501', 'Oak');
    expect(await to('501', 'Oak')).toMatchObject({
      is: 'refused',
      why: expect.stringContaining('on its way'),
    });
    await visit(connector, office);
    expect(
      await link(connector.operator, await record('501'), { to: { name: 'Oak' }, by: 'Mira' }),
    ).toMatchObject({
      is: 'refused',
      why: expect.stringContaining('unlink it first'),
    });
  });
});
