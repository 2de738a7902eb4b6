import { retry } from '../../lib/admin/mend.ts';
import { createUndo } from '../../lib/admin/undo.ts';
import type { SyncRecord } from '../../lib/engine/record.ts';
import { withBudget } from '../procore/budget-data.ts';
import { changePackage } from '../procore/company-data.ts';
import { withAws } from '../stores/stores.ts';
import { PROJECT, SUBCONTRACT } from './builder.ts';
import { isWrite } from './office.ts';
import { type Paying, pay, startPaying } from './paying.ts';
import { visit } from './visit.ts';

const aws = withAws();
const running: Paying[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map(({ procore }) => procore.close()));
});

const SOURCE = { project: PROJECT };
const VENDOR = ['companies', '501'] as const;
const ORDER = ['commitments', SUBCONTRACT] as const;
const CHANGE = ['change-orders', '71'] as const;
const BILL = ['invoices', '1'] as const;
const CHECK = ['payments', '20'] as const;
const BUDGET = ['budgets', PROJECT] as const;
type Which = readonly [flow: string, id: string];

/** A subcontract with a change order, its bill and the check that pays it, and the budget, all in QuickBooks and marked. */
const start = async () => {
  const paying = await startPaying(aws(), {
    payments: { 901: [pay(20)] },
    settings: { off: [], markProcore: { invoices: true, payments: true } },
    change: (company) => {
      withBudget(company);
      Object.assign(company.projects[0] ?? {}, {
        change_order_packages: [changePackage(71, '001', '500.0')],
      });
    },
  });
  running.push(paying);
  const { connector, office, company } = paying;
  await connector.tell(...tellOf(CHANGE));
  await connector.tell(...tellOf(BUDGET));
  await paying.tell('20');
  await visit(connector, office);
  await connector.write();
  const undo = createUndo(connector.operator);
  const record = async ([flow, id]: Which): Promise<SyncRecord> => {
    const [stored] = (await connector.records.get(connector.name, [{ flow, id }])).values();
    if (!stored) throw new Error(`${flow} ${id} is not stored`);
    return stored;
  };
  const take = async (which: Which) =>
    undo.take(await record(which), { by: 'Mira', why: 'a mistake', close: false });
  const session = async () => {
    expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
    await connector.write();
  };
  const [project] = company.projects;
  const contract = project?.work_order_contracts.find(({ record: { id } }) => String(id) === SUBCONTRACT);
  const books = () => office.quickbooks.books();
  return {
    ...{ ...paying, record, take, session, books },
    again: async ([flow, id]: Which) =>
      expect(await retry(connector.operator, connector.name, { flow, id })).toMatchObject({ is: 'done' }),
    /** It is taken out by the next session, and rests. */
    undone: async (which: Which) => {
      expect(await take(which)).toMatchObject({ is: 'done' });
      await session();
      expect(await connector.stateOf(which.join('#'))).toBe('rejected: undone');
    },
    writes: () => office.sent.filter(isWrite),
    /** What Procore holds as marks: of order, change order, bill and check. */
    marks: () =>
      [
        contract?.record,
        project?.change_order_packages?.[0],
        project?.requisitions?.find(({ id }) => id === 1),
        contract?.payments?.[0],
      ].map((row) => row?.origin_id),
    /** Amount, and how much of it is billed. */
    lines: () =>
      books().purchaseOrders[0]?.lines.map(({ fields: { Amount, ReceivedQuantity = '0' } }) => [
        Amount,
        ReceivedQuantity,
      ]),
  };
};

const tellOf = ([flow, id]: Which) => [flow, [id], SOURCE] as const;

const guids = ({ books }: Pick<Awaited<ReturnType<typeof start>>, 'books'>): unknown[] => {
  const { purchaseOrders, bills, payments, estimates } = books();
  return [...purchaseOrders, ...bills, ...payments, ...estimates].map(({ fields }) => fields.ExternalGUID);
};

const LINES = [
  ['30000.00', '0.03333'],
  ['500.00', '0'],
];
const CHECKS = [{ number: '', total: '1000.00', pays: { 'B-1': '1000.00' } }];

test('a check is deleted, and its bill is open again; retried, it is written once more', async () => {
  const world = await start();
  const { undone, again, session, checks, open } = world;
  expect(open()).toEqual({ 'B-1': '0.00' });
  const [before] = guids({
    books: () => ({ ...world.books(), purchaseOrders: [], bills: [], estimates: [] }),
  });
  await undone(CHECK);
  expect(checks()).toEqual([]);
  expect(open()).toEqual({ 'B-1': '1000.00' });
  await again(CHECK);
  await session();
  expect(checks()).toEqual(CHECKS);
  expect(open()).toEqual({ 'B-1': '0.00' });
  expect(world.books().payments[0]?.fields.ExternalGUID).not.toBe(before);
});

test('a bill is deleted once nothing pays it, and what it drew from the order is open again', async () => {
  const { undone, take, again, session, lines, books, connector } = await start();
  expect(await take(BILL)).toEqual({
    is: 'refused',
    why: expect.stringMatching(/undo them first: payments /),
  });
  await undone(CHECK);
  expect(lines()).toEqual(LINES);
  await undone(BILL);
  expect(books().bills).toEqual([]);
  expect(lines()?.map(([, received]) => received)).toEqual(['0', '0']);
  await again(CHECK);
  await session();
  expect(await connector.stateOf(CHECK.join('#'))).toBe('blocked: blocked-by');
  await again(BILL);
  await session();
  expect(lines()).toEqual(LINES);
  expect(await connector.stateOf(CHECK.join('#'))).toBe('synced');
});

test('an estimate is deleted, and written once more when it is retried; nothing is written into Procore', async () => {
  const { undone, again, session, books, procore } = await start();
  const [before] = books().estimates;
  const patches = procore.requests.filter(({ method }) => method === 'PATCH').length;
  await undone(BUDGET);
  expect(books().estimates).toEqual([]);
  await again(BUDGET);
  await session();
  const [after] = books().estimates;
  expect(after?.total).toBe(before?.total);
  expect(after?.fields.ExternalGUID).not.toBe(before?.fields.ExternalGUID);
  expect(procore.requests.filter(({ method }) => method === 'PATCH')).toHaveLength(patches);
});

test('a whole chain is undone from its end, and goes again in one session', async () => {
  const world = await start();
  const { undone, take, again, session, checks, open, lines, books, connector, marks, writes, office } =
    world;
  const before = guids(world);
  expect(marks()).toEqual(Array(4).fill(expect.any(String)));
  expect(await take(VENDOR)).toMatchObject({ is: 'refused', why: expect.stringContaining('SC-001') });
  for (const which of [CHECK, BILL, CHANGE, ORDER]) await undone(which);
  const { purchaseOrders, bills, payments } = books();
  expect([...purchaseOrders, ...bills, ...payments]).toEqual([]);
  expect(marks()).toEqual(Array(4).fill(null));
  await undone(VENDOR);
  expect(office.vendors()).not.toContain('Alder Electrical Inc');

  await connector.changes.send([{ do: 'replan-all', connection: connector.name }]);
  await connector.drain();
  const sent = writes().length;
  await session();
  expect(writes()).toHaveLength(sent);
  // Whoever is retried first waits for the others.
  for (const which of [CHECK, CHANGE, BILL, ORDER, VENDOR]) await again(which);
  await session();
  expect(lines()).toEqual(LINES);
  expect(checks()).toEqual(CHECKS);
  expect(open()).toEqual({ 'B-1': '0.00' });
  expect(books().purchaseOrders).toHaveLength(1);
  const after = guids(world);
  // The estimate was left as it was.
  expect(after.filter((guid) => before.includes(guid))).toHaveLength(1);
  for (const which of [CHECK, CHANGE, BILL, ORDER, VENDOR])
    expect(await connector.stateOf(which.join('#'))).toBe('synced');
  expect(marks()).toEqual([
    ...[books().purchaseOrders[0]?.id, books().purchaseOrders[0]?.lines[1]?.id],
    ...[books().bills[0]?.id, books().payments[0]?.id],
  ]);
});

test('the check whose deletion is not answered is gone, and its mark with it', async () => {
  const { take, connector, office, checks, marks, later } = await start();
  await take(CHECK);
  await visit(connector, office, { dies: (qbxml) => qbxml.includes('<TxnDelRq') });
  expect(checks()).toEqual([]);
  expect(await connector.stateOf(CHECK.join('#'))).toBe('queued');
  await later();
  expect(await connector.stateOf(CHECK.join('#'))).toBe('rejected: undone');
  await connector.write();
  expect(marks()[3]).toBeNull();
});
