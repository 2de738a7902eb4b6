import { approve } from '../../lib/admin/approve.ts';
import type { SyncRecord } from '../../lib/engine/record.ts';
import { relink } from '../../lib/engine/relink.ts';
import type { Contract, ProcoreCompany, Row } from '../../local/simulators/procore/data.ts';
import { changeLine, changeLineV2, changeOrder, changePackage } from '../procore/company-data.ts';
import { withAws } from '../stores/stores.ts';
import { type Builder, type BuilderOptions, PROJECT, SUBCONTRACT, startBuilder } from './builder.ts';
import { visit } from './visit.ts';

const aws = withAws();
const open: Builder[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ procore }) => procore.close()));
});

const HOUR_MS = 3_600_000;
const FLOW = 'change-orders';
const isMod = (qbxml: string): boolean => qbxml.includes('<PurchaseOrderModRq');

interface Started extends Builder {
  /** Webhooks about change orders, worked off. */
  tell(...ids: string[]): Promise<void>;
  session(dies?: (qbxml: string) => boolean): Promise<string>;
  /** Sessions an hour apart. */
  later(times: number): Promise<void>;
  /** `Other2 Amount` of the lines of the subcontract's order; of a group its item. */
  lines(): string[];
  orderId(): string;
  mods(): string[];
  record(id: string, flow?: string): Promise<SyncRecord>;
}

const start = async (
  packages: Row[],
  { orders = [], ...options }: BuilderOptions & { orders?: Contract[] } = {},
): Promise<Started> => {
  const change = (company: ProcoreCompany) => {
    const [project] = company.projects;
    Object.assign(project ?? {}, { change_order_packages: packages, commitment_change_orders: orders });
    options.change?.(company);
  };
  const builder = await startBuilder(aws(), { ...options, change });
  open.push(builder);
  const { connector, office } = builder;
  const order = () =>
    office.quickbooks.books().purchaseOrders.find(({ refNumber }) => refNumber === 'SC-001');
  return {
    ...builder,
    tell: (...ids) => connector.tell(FLOW, ids, { project: PROJECT }),
    session: async (dies) => (await visit(connector, office, { dies })).ended,
    later: async (times) => {
      for (let n = 0; n < times; n++) {
        connector.clock.pass(HOUR_MS);
        await visit(connector, office);
      }
    },
    lines: () =>
      (order()?.lines ?? []).map(({ fields }) =>
        [fields.ItemGroupRef ?? fields.Other2 ?? '?', fields.Amount].filter(Boolean).join(' '),
      ),
    orderId: () => order()?.id ?? '',
    mods: () => office.sent.filter(isMod),
    record: async (id, flow = FLOW) => {
      const found = (await connector.records.get(connector.name, [{ flow, id }])).get(`${flow}#${id}`);
      if (!found) throw new Error(`${flow}#${id} is not stored`);
      return found;
    },
  };
};

const three = () => [
  changePackage(71, '001', '100.0', '50.0'),
  changePackage(72, '002', '-25.5'),
  changePackage(73, '010', '7.0'),
];

const forgetSets = ({ office: { quickbooks } }: Builder): void => {
  const { file } = quickbooks.snapshot();
  file.messageSets.clear();
  quickbooks.restore({ file });
};

/** A bookkeeper at the order once, just before the first message that changes it. */
const meddleOnce = ({ office }: Builder, what: () => void): void => {
  let done = false;
  office.meddle(async (qbxml) => {
    if (isMod(qbxml) && !done) {
      done = true;
      what();
    }
    return undefined;
  });
};

/** Names all lines of the order but some, with what else is given: as at the screen. */
const rewrite = ({ office, orderId }: Started, without: string[], more: object = {}): void => {
  const order = office.quickbooks.books().purchaseOrders.find(({ id }) => id === orderId());
  const kept = (order?.lines ?? []).filter(({ fields }) => !without.includes(String(fields.Other2)));
  const PurchaseOrderLineMod = kept.map(({ id }) => ({ TxnLineID: id }));
  office.quickbooks.people.edit(orderId(), { PurchaseOrderLineMod, ...more });
};

describe('three change orders of one commitment told at once, before anything else was seen', () => {
  const packages = [
    changePackage(71, '010', '7.0'),
    changePackage(72, '2', '-25.5'),
    changePackage(73, '001', '100.0', '50.0'),
  ];

  test.each([[['71', '72', '73']], [['73', '72', '71']]])(
    'go in one session, one after another, in the order of their numbers: %j',
    async (ids) => {
      const { tell, session, lines, mods, connector, record, orderId } = await start(packages);
      await tell(...ids);
      expect(await session()).toBe('complete');
      expect(lines()).toEqual(['pl:9011 30000.00', 'co:731 150.00', 'co:721 -25.50', 'co:711 7.00']);
      expect(mods().map((qbxml) => qbxml.match(/<PurchaseOrderModRq/g)?.length)).toEqual([1, 1, 1]);
      expect(await connector.states(FLOW)).toEqual({ 71: 'synced', 72: 'synced', 73: 'synced' });
      const { mapping, flags } = await record('73');
      expect(flags).toEqual([]);
      expect(mapping).toMatchObject({ type: 'PurchaseOrder', id: orderId(), ofTarget: true });
      expect(mapping?.lines?.['731']).toBe(mapping?.lines?.['732']);
    },
  );
});

test('change orders of an order that is mapped already are looked up in one query', async () => {
  const { tell, session, connector, office, lines } = await start(three());
  await connector.tell('commitments', [SUBCONTRACT], { project: PROJECT });
  await session();
  const before = office.sent.length;
  await tell('71', '72', '73');
  await session();
  const [lookup = ''] = office.sent.slice(before).filter((qbxml) => qbxml.includes('<PurchaseOrderQueryRq'));
  expect(lookup.match(/<PurchaseOrderQueryRq/g)).toHaveLength(1);
  expect(lines()).toHaveLength(4);
});

describe('the answer to a change is lost', () => {
  test.each([
    ['the status check tells it', {}, () => undefined],
    ['the status check tells no lines', { recoveryWithoutRets: true }, () => undefined],
    ['QuickBooks knows nothing of the set', {}, forgetSets],
  ] as const)('nothing stands there twice: %s', async (_, quickbooks, meanwhile) => {
    const started = await start(three().slice(0, 2), { quickbooks });
    await started.tell('71', '72');
    expect(await started.session(isMod)).toBe('died');
    meanwhile(started);
    await started.later(3);
    expect(started.lines()).toEqual(['pl:9011 30000.00', 'co:711 150.00', 'co:721 -25.50']);
    expect(started.mods()).toHaveLength(2);
    expect(await started.connector.states(FLOW)).toEqual({ 71: 'synced', 72: 'synced' });
    expect(Object.keys((await started.record('71')).mapping?.lines ?? {})).toEqual(['711', '712']);
  });

  test('and it was never committed: it is sent again', async () => {
    const started = await start(three().slice(0, 1));
    await started.connector.tell('commitments', [SUBCONTRACT], { project: PROJECT });
    await started.session();
    await started.tell('71');
    const before = started.office.quickbooks.snapshot();
    await started.session(isMod);
    started.office.quickbooks.restore(before);
    await started.later(3);
    expect(started.lines()).toEqual(['pl:9011 30000.00', 'co:711 150.00']);
    expect(await started.connector.stateOf(`${FLOW}#71`)).toBe('synced');
  });

  test.each([
    ['amount', changePackage(71, '1', '90.0')],
    ['code', { line_items: [changeLine(711, '100.0', { cost_code: { id: 602 }, wbs_code: null })] }],
    ['line more', changePackage(71, '1', '100.0', '5.0')],
  ])('and its lines got another %s in Procore meanwhile: that is told, not sent', async (_, patch) => {
    const started = await start([changePackage(71, '1', '100.0')]);
    await started.tell('71');
    await started.session(isMod);
    forgetSets(started);
    started.connector.clock.pass(HOUR_MS);
    started.procore.company(77).update('Change Order Packages', 71, patch);
    await started.tell('71');
    await started.later(3);
    expect(started.lines()).toEqual(['pl:9011 30000.00', 'co:711 100.00']);
    expect((await started.record('71')).flags).toMatchObject([{ code: 'changed-in-procore' }]);
    expect(started.mods()).toHaveLength(1);
  });
});

describe('somebody else changes the order', () => {
  test('between reading and writing (3200): it is read again, and the line he added stays', async () => {
    const started = await start(three().slice(0, 2));
    await started.tell('71', '72');
    meddleOnce(started, () =>
      started.office.quickbooks.people.edit(started.orderId(), {
        Memo: 'checked',
        PurchaseOrderLineMod: [
          ...(started.office.quickbooks.books().purchaseOrders[0]?.lines ?? []).map(({ id }) => ({
            TxnLineID: id,
          })),
          { TxnLineID: '-1', ItemRef: '16-100', Quantity: '1', Amount: '5.00', Other2: 'by hand' },
        ],
      }),
    );
    expect(await started.session()).toBe('complete');
    expect(started.lines()).toEqual(['pl:9011 30000.00', 'by hand 5.00', 'co:711 150.00', 'co:721 -25.50']);
    expect(started.mods()).toHaveLength(3);
    expect((await started.record('71')).flags).toEqual([]);
  });

  test('and bills all of it between reading and writing: the change goes all the same', async () => {
    const started = await start(three().slice(0, 1));
    await started.tell('71');
    const { people, books } = started.office.quickbooks;
    people.add('Account', 'Payables', { AccountType: 'AccountsPayable' });
    meddleOnce(started, () => {
      const [order] = books().purchaseOrders;
      const LinkToTxn = { TxnID: order?.id ?? '', TxnLineID: order?.lines[0]?.id ?? '' };
      const line = { Quantity: '1', Amount: '30000.00', LinkToTxn };
      people.addBill({ VendorRef: String(order?.fields.VendorRef), ItemLineAdd: line });
    });
    expect(await started.session()).toBe('complete');
    expect(started.lines()).toEqual(['pl:9011 30000.00', 'co:711 150.00']);
    expect(started.mods()).toHaveLength(2);
    expect((await started.record('71')).flags).toEqual([]);
  });

  test('after accounting has approved: what is posted is what was approved, whatever else stands there', async () => {
    const started = await start(three().slice(0, 1), { settings: { approval: { [FLOW]: 'manual' } } });
    await started.tell('71');
    await started.session();
    const { connector, office } = started;
    expect(await connector.stateOf(`${FLOW}#71`)).toBe('awaiting-approval: awaiting-approval');
    const key = { flow: FLOW, id: '71' };
    expect(await approve(connector.operator, connector.name, key, { by: 'Ann' })).toMatchObject({
      is: 'done',
    });
    office.quickbooks.people.add('ItemGroup', 'Door', {
      ItemGroupLine: [{ ItemRef: '16-100', Quantity: '2' }],
    });
    rewrite(started, [], {
      PurchaseOrderLineGroupMod: { TxnLineID: '-1', ItemGroupRef: 'Door', Quantity: '1' },
    });
    await started.session();
    expect(started.lines()).toEqual(['pl:9011 30000.00', 'Door', 'co:711 150.00']);
    expect(await connector.stateOf(`${FLOW}#71`)).toBe('synced');
  });

  test('and takes a line of the commitment out: that is told, not mended', async () => {
    const started = await start(three().slice(0, 1));
    await started.connector.tell('commitments', [SUBCONTRACT], { project: PROJECT });
    await started.session();
    const { people } = started.office.quickbooks;
    const line = { TxnLineID: '-1', ItemRef: '16-100', Quantity: '1', Amount: '5.00', Other2: 'by hand' };
    people.edit(started.orderId(), { PurchaseOrderLineMod: [line] });
    await started.tell('71');
    await started.session();
    expect(started.lines()).toEqual(['by hand 5.00', 'co:711 150.00']);
    expect((await started.record('71')).flags).toEqual([
      {
        code: 'changed-in-quickbooks',
        detail: '1 line of the commitment is no longer in purchase order SC-001',
      },
    ]);
  });

  test('and puts a group of lines into it: the group stays whole', async () => {
    const started = await start(three());
    await started.tell('71');
    await started.session();
    const { people, books } = started.office.quickbooks;
    people.add('ItemGroup', 'Door', { ItemGroupLine: [{ ItemRef: '16-100', Quantity: '2' }] });
    rewrite(started, [], {
      PurchaseOrderLineGroupMod: { TxnLineID: '-1', ItemGroupRef: 'Door', Quantity: '1' },
    });
    await started.tell('72', '73');
    await started.session();
    expect(started.lines()).toEqual([
      ...['pl:9011 30000.00', 'co:711 150.00', 'Door', 'co:721 -25.50', 'co:731 7.00'],
    ]);
    const [, , group] = books().purchaseOrders[0]?.lines ?? [];
    expect(group?.members?.map(({ fields }) => fields.Quantity)).toEqual(['2']);
  });

  test('and deletes it: nothing is posted', async () => {
    const started = await start(three().slice(0, 1));
    await started.connector.tell('commitments', [SUBCONTRACT], { project: PROJECT });
    await started.session();
    started.office.quickbooks.people.remove(started.orderId());
    await started.tell('71');
    await started.session();
    expect(await started.connector.stateOf(`${FLOW}#71`)).toBe('failed: gone-from-quickbooks');
    expect(started.mods()).toEqual([]);
  });

  test('and closes it: nothing is posted before it is opened again', async () => {
    const started = await start(three().slice(0, 1));
    await started.connector.tell('commitments', [SUBCONTRACT], { project: PROJECT });
    await started.session();
    const { people } = started.office.quickbooks;
    people.edit(started.orderId(), { IsManuallyClosed: 'true' });
    await started.tell('71');
    await started.session();
    expect(await started.connector.stateOf(`${FLOW}#71`)).toBe('failed: order-closed');
    people.edit(started.orderId(), { IsManuallyClosed: 'false' });
    await started.connector.apply({ orderStatuses: ['Approved', 'Complete'] });
    await started.tell('71');
    await started.session();
    expect(started.lines()).toEqual(['pl:9011 30000.00', 'co:711 150.00']);
  });

  test('and takes the lines of a change order out: they are not put in again unasked', async () => {
    const started = await start(three().slice(0, 1));
    await started.tell('71');
    await started.session();
    rewrite(started, ['co:711']);
    const { connections, records, clock, name } = started.connector;
    const record = await started.record('71');
    await records.save(relink(record, clock.now().toISOString(), true) as SyncRecord, record);
    await connections.markWork(name, clock.now().toISOString());
    await started.later(3);
    expect(started.lines()).toEqual(['pl:9011 30000.00']);
    expect(await started.connector.stateOf(`${FLOW}#71`)).toBe('failed: gone-from-quickbooks');
  });
});

describe('a change order that does not go', () => {
  test.each([
    ['skipped: prime-contract', { type: 'PrimeContractChangeOrder', contract_id: 5001 }],
    ['skipped: zero-amount', { ...changePackage(71, '1', '0.0') }],
    ['not-ready: not-approved', { status: 'pending' }],
    ['failed: amounts-disagree', { grand_total: '151.0' }],
    [
      'skipped: line-without-cost-code',
      {
        line_items: [
          { ...(changePackage(71, '1', '150.0').line_items as Row[])[0], cost_code: null, wbs_code: null },
        ],
      },
    ],
  ])('%s', async (state, more) => {
    const started = await start([{ ...changePackage(71, '1', '100.0', '50.0'), ...more }]);
    await started.tell('71');
    await started.session();
    expect(await started.connector.stateOf(`${FLOW}#71`)).toBe(state);
    expect(started.mods()).toEqual([]);
  });

  test('waits for its commitment, and goes once that is approved', async () => {
    const contracts: BuilderOptions['change'] = ({ projects: [project] }) => {
      Object.assign(project?.work_order_contracts[0]?.record ?? {}, { status: 'Draft' });
    };
    const started = await start(three().slice(0, 1), { change: contracts });
    await started.tell('71');
    await started.session();
    expect(await started.connector.stateOf(`${FLOW}#71`)).toBe('blocked: blocked-by');
    started.procore.company(77).update('Work Order Contracts', 901, { status: 'Approved' });
    await started.connector.tell('commitments', [SUBCONTRACT], { project: PROJECT });
    await started.session();
    expect(started.lines()).toEqual(['pl:9011 30000.00', 'co:711 150.00']);
  });

  test('again when it changes in Procore: that is told', async () => {
    const started = await start(three().slice(0, 1));
    await started.tell('71');
    await started.session();
    started.procore
      .company(77)
      .update('Change Order Packages', 71, changePackage(71, '001', '100.0', '60.0'));
    await started.tell('71');
    await started.session();
    expect(started.mods()).toHaveLength(1);
    expect((await started.record('71')).flags).toMatchObject([{ code: 'changed-in-procore' }]);
    started.procore.company(77).remove('Change Order Packages', 71);
    await started.tell('71');
    expect((await started.record('71')).flags).toMatchObject([
      { code: 'changed-in-procore' },
      { code: 'deleted-in-procore' },
    ]);
  });
});

test('a company file restored from before a change gets its lines back, once', async () => {
  const started = await start(three().slice(0, 2));
  await started.tell('71', '72');
  await started.session();
  const { file } = started.office.quickbooks.snapshot();
  for (const order of file.orders.values())
    order.lines = order.lines.filter(({ fields }) => fields.Other2 !== 'co:721');
  started.office.quickbooks.restore({ file });
  const { connections, records, clock, name } = started.connector;
  for (const id of ['71', '72']) {
    const record = await started.record(id);
    await records.save(relink(record, clock.now().toISOString()) as SyncRecord, record);
  }
  await connections.markWork(name, clock.now().toISOString());
  expect(await started.session()).toBe('complete');
  expect(started.lines()).toEqual(['pl:9011 30000.00', 'co:711 150.00', 'co:721 -25.50']);
  expect(await started.connector.states(FLOW)).toEqual({ 71: 'synced', 72: 'synced' });
});

test('in Canada lines carry tax codes, and amounts are compared before tax', async () => {
  const started = await start(three().slice(0, 1), {
    orders: [
      changeOrder(45, 71, [
        changeLineV2('5101', 1, '100.0', '9011'),
        changeLineV2('5102', 2, '50.0', '9011'),
      ]),
    ],
    quickbooks: { country: 'CA' },
    settings: {
      country: 'CA',
      taxCodes: { default: 'E', byProcoreTaxCode: { 71: 'H' }, byVendor: {}, byProject: {} },
    },
    change: ({ projects: [project] }) => {
      for (const order of project?.commitment_change_orders ?? [])
        Object.assign(order.record, { currency_configuration: { currency_iso_code: 'CAD' } });
    },
  });
  const { people, books } = started.office.quickbooks;
  people.add('SalesTaxCode', 'H', { percent: '13' });
  people.add('SalesTaxCode', 'E', { percent: '0' });
  await started.tell('71');
  await started.session();
  expect(started.lines()).toEqual(['pl:9011 30000.00', 'co:711 150.00']);
  const [order] = books().purchaseOrders;
  expect(order?.lines.map(({ fields }) => fields.SalesTaxCodeRef)).toEqual(['E', 'H']);
  expect(order?.total).toBe('30169.50');
  expect((await started.record('71')).flags).toEqual([]);
});
