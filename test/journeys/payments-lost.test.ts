import { withAws } from '../stores/stores.ts';
import { isWrite } from './office.ts';
import { type Paying, pay, startPaying } from './paying.ts';
import { visit } from './visit.ts';

const aws = withAws();
const running: Paying[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map(({ procore }) => procore.close()));
});

const isCheck = (qbxml: string): boolean => qbxml.includes('<BillPaymentCheckAddRq');

const writes = ({ office }: Paying): number => office.sent.filter(isCheck).length;

/** QuickBooks no longer knows the message sets that it was given. */
const forget = ({ office }: Paying): void => {
  const { file } = office.quickbooks.snapshot();
  file.messageSets.clear();
  office.quickbooks.restore({ file });
};

/** QuickBooks took the check of a payment in part of its bill; the computer died before the answer left it. */
const lost = async (more: Record<string, unknown>) => {
  const paying = await startPaying(aws(), { payments: { 901: [pay(20, { amount: '400.0', ...more })] } });
  running.push(paying);
  const { connector, office } = paying;
  await connector.tell('invoices', ['1'], { project: '9001' });
  await visit(connector, office);
  await paying.tell('20');
  const before = office.quickbooks.snapshot();
  expect(await visit(connector, office, { dies: isCheck })).toMatchObject({ ended: 'died' });
  return { paying, before };
};

const state = ({ connector }: Paying): Promise<string> => connector.stateOf('payments#20');

const expectOnce = async (paying: Paying): Promise<void> => {
  expect(await state(paying)).toBe('synced');
  expect(paying.checks().map(({ total }) => total)).toEqual(['400.00']);
  expect(paying.open()['B-1']).toBe('600.00');
  expect(writes(paying)).toBe(1);
};

describe.each([
  ['with a number', { check_number: '10482' }],
  ['without a number', { check_number: null }],
])('a check %s whose answer was lost', (_, more) => {
  test('is settled by the status check', async () => {
    const { paying } = await lost(more);
    await paying.later();
    await expectOnce(paying);
  });

  test('is found by its key where QuickBooks has forgotten the message set', async () => {
    const { paying } = await lost(more);
    forget(paying);
    await paying.later();
    await expectOnce(paying);
  });

  test('is found though a bookkeeper gave it another number and date meanwhile', async () => {
    const { paying } = await lost(more);
    forget(paying);
    const [check] = paying.office.quickbooks.books().payments;
    paying.office.quickbooks.people.edit(check?.id ?? '', { RefNumber: '77', TxnDate: '2026-05-01' });
    await paying.later();
    await expectOnce(paying);
  });

  test('is found though Procore says another number and date by now, and is flagged', async () => {
    const { paying } = await lost(more);
    forget(paying);
    paying.change('20', { check_number: '99', date_payment_initiated: '2026-04-09T12:00:00Z' });
    await paying.tell('20');
    await paying.later();
    await expectOnce(paying);
  });

  test('is found though Procore Pay has taken it back meanwhile', async () => {
    const { paying } = await lost(more);
    forget(paying);
    paying.change('20', { status: 'voided' });
    await paying.tell('20');
    await paying.later();
    await expectOnce(paying);
    const key = { flow: 'payments', id: '20' };
    const found = await paying.connector.records.get(paying.connector.name, [key]);
    expect([...found.values()][0]?.flags).toEqual([
      { code: 'changed-in-procore', detail: 'Its status in Procore is voided.' },
    ]);
  });

  test('is found by the second lookup where QuickBooks was still at it during the first', async () => {
    const { paying, before } = await lost(more);
    forget(paying);
    const committed = paying.office.quickbooks.snapshot();
    paying.office.quickbooks.restore(before);
    forget(paying);
    await paying.later();
    expect(writes(paying)).toBe(1);
    paying.office.quickbooks.restore(committed);
    await paying.later();
    await expectOnce(paying);
  });

  test('is written once more where QuickBooks never took it, after two lookups', async () => {
    const { paying, before } = await lost(more);
    paying.office.quickbooks.restore(before);
    forget(paying);
    await paying.later();
    expect(paying.checks()).toEqual([]);
    await paying.later();
    expect(await state(paying)).toBe('synced');
    expect(paying.checks().map(({ total }) => total)).toEqual(['400.00']);
    expect(writes(paying)).toBe(2);
  });

  test('gone-from-quickbooks: is not written again when somebody took it out meanwhile', async () => {
    const { paying } = await lost(more);
    forget(paying);
    const [check] = paying.office.quickbooks.books().payments;
    paying.office.quickbooks.people.remove(check?.id ?? '');
    await paying.later();
    await paying.later();
    expect(await state(paying)).toBe('failed: gone-from-quickbooks');
    expect(paying.checks()).toEqual([]);
    expect(writes(paying)).toBe(1);
  });
});

test('many checks, lost together, are found with few questions', async () => {
  const payments = Array.from({ length: 9 }, (_, n) =>
    pay(20 + n, {
      ...{ amount: '100.0', external_payment_id: `pp-${n}`, payment_number: n },
      check_number: n % 2 ? String(500 + n) : null,
    }),
  );
  const others = [pay(40, { requisition_id: 4, amount: '40.0' })];
  const paying = await startPaying(aws(), { payments: { 901: payments, 903: others } });
  running.push(paying);
  const { connector, office } = paying;
  await connector.tell('invoices', ['1', '4'], { project: '9001' });
  await visit(connector, office);
  await paying.tell(...[...payments, ...others].map(({ id }) => String(id)));
  expect(await visit(connector, office, { dies: isCheck })).toMatchObject({ ended: 'died' });
  forget(paying);
  const before = office.sent.length;
  await paying.later();
  const after = office.sent.slice(before);
  expect(after.filter(isWrite)).toEqual([]);
  const questions = after.flatMap((qbxml) => qbxml.match(/<(?:BillQuery|BillPaymentCheckQuery)Rq /g) ?? []);
  expect(questions.length).toBeLessThanOrEqual(4);
  expect(new Set(Object.values(await connector.states('payments')))).toEqual(new Set(['synced']));
  expect(paying.checks()).toHaveLength(10);
  expect(paying.open()).toEqual({ 'B-1': '100.00', 'B-4': '0.00' });
});
