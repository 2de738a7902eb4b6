import { withAws } from '../stores/stores.ts';
import { type Paying, type PayingOptions, pay, startPaying } from './paying.ts';
import { visit } from './visit.ts';

const aws = withAws();
const running: Paying[] = [];

const start = async (options?: PayingOptions): Promise<Paying> => {
  const paying = await startPaying(aws(), options);
  running.push(paying);
  return paying;
};

afterEach(async () => {
  await Promise.all(running.splice(0).map(({ procore }) => procore.close()));
});

const stateOf = ({ connector }: Paying, id: string) => connector.stateOf(`payments#${id}`);

const flagsOf = async ({ connector }: Paying, id: string) => {
  const key = { flow: 'payments', id };
  const found = await connector.records.get(connector.name, [key]);
  return [...found.values()][0]?.flags;
};

/** All bills stand in QuickBooks already. */
const billed = async (paying: Paying): Promise<void> => {
  const { connector, office } = paying;
  await connector.tell('invoices', ['1', '2', '3', '4'], { project: '9001' });
  await visit(connector, office);
  expect(paying.open()).toEqual({ 'B-1': '1000.00', 'B-2': '2000.00', 'B-3': '300.00', 'B-4': '40.00' });
};

test('a payment told of before anything else was ever seen brings vendor, job, order and bill, and pays it, in one session', async () => {
  const paying = await start({ payments: { 901: [pay(20, { check_number: '10482' })] } });
  await paying.tell('20');
  expect(await stateOf(paying, '20')).toBe('blocked: blocked-by');
  expect(await visit(paying.connector, paying.office)).toMatchObject({ ended: 'complete' });
  expect(await stateOf(paying, '20')).toBe('synced');
  expect(paying.checks()).toEqual([{ number: '10482', total: '1000.00', pays: { 'B-1': '1000.00' } }]);
  expect(paying.open()).toEqual({ 'B-1': '0.00' });
  const [check] = paying.office.quickbooks.books().payments;
  expect(check?.fields).toMatchObject({
    ...{ PayeeEntityRef: 'Alder Electrical Inc', APAccountRef: 'Accounts Payable' },
    ...{ BankAccountRef: 'Checking', TxnDate: '2026-03-02', Memo: 'Procore Pay pp-1' },
  });
});

test('what was paid together, on several commitments, is one check; another vendor has its own', async () => {
  const paying = await start({
    payments: {
      901: [
        pay(21),
        pay(23, { requisition_id: 2, amount: '1500.0' }),
        pay(24, { requisition_id: 2, amount: '500.0' }),
      ],
      902: [pay(20, { requisition_id: 3, amount: '300.0' })],
      903: [pay(22, { requisition_id: 4, amount: '40.0' })],
    },
  });
  await paying.tell('21', '22', '23', '24', '20');
  await visit(paying.connector, paying.office);
  expect(paying.checks().toSorted((a, b) => b.total.length - a.total.length)).toEqual([
    { number: '', total: '3300.00', pays: { 'B-3': '300.00', 'B-1': '1000.00', 'B-2': '2000.00' } },
    { number: '', total: '40.00', pays: { 'B-4': '40.00' } },
  ]);
  expect(await paying.connector.states('payments')).toEqual({
    ...{ 20: 'synced', 22: 'synced', 21: 'skipped: paid-together' },
    ...{ 23: 'skipped: paid-together', 24: 'skipped: paid-together' },
  });
});

describe('what was paid together goes as a whole', () => {
  const together = () =>
    start({
      payments: {
        901: [pay(20, { status: 'paid' })],
        902: [pay(21, { requisition_id: 3, amount: '300.0', status: 'processing' })],
      },
    });
  const whole = [{ number: '', total: '1300.00', pays: { 'B-1': '1000.00', 'B-3': '300.00' } }];

  test('though its carrier was fetched while another part was under way, and is not told of again', async () => {
    const paying = await together();
    await paying.tell('20', '21');
    expect(await stateOf(paying, '20')).toBe('not-ready: not-approved');
    paying.change('21', { status: 'paid' });
    await paying.tell('21');
    await visit(paying.connector, paying.office);
    expect(paying.checks()).toEqual(whole);
    expect(await paying.connector.states('payments')).toEqual({ 20: 'synced', 21: 'skipped: paid-together' });
  });

  test('though nobody ever told of its carrier', async () => {
    const paying = await together();
    paying.change('21', { status: 'paid' });
    await paying.tell('21');
    await visit(paying.connector, paying.office);
    expect(paying.checks()).toEqual(whole);
  });

  test('though it grew while it waited for its bills', async () => {
    const paying = await start({ payments: { 901: [pay(20)] } });
    await paying.tell('20');
    paying.company.projects[0]?.work_order_contracts
      .find(({ record }) => record.id === 902)
      ?.payments?.push(pay(21, { requisition_id: 3, amount: '300.0' }));
    await paying.tell('21');
    await visit(paying.connector, paying.office);
    expect(paying.checks()).toEqual(whole);
  });

  test('and is flagged, never posted beside, when it grows afterwards', async () => {
    const paying = await start({ payments: { 901: [pay(20)] } });
    await paying.tell('20');
    await visit(paying.connector, paying.office);
    paying.procore.company(77).addPayment(902, pay(21, { requisition_id: 3, amount: '300.0' }));
    await paying.tell('21');
    await visit(paying.connector, paying.office);
    expect(paying.checks()).toHaveLength(1);
    expect(await stateOf(paying, '21')).toBe('skipped: paid-together');
    expect(await flagsOf(paying, '20')).toEqual([
      { code: 'changed-in-procore', detail: 'It comes to 1300.00 in Procore now.' },
    ]);
  });
});

describe('the same money is not posted twice', () => {
  test('when the payment that carried it is deleted in Procore', async () => {
    const paying = await start({
      payments: { 901: [pay(20, { amount: '100.0' }), pay(21, { amount: '100.0' })] },
    });
    await paying.tell('20', '21');
    await visit(paying.connector, paying.office);
    paying.procore.company(77).remove('Contract Payments', 20);
    await paying.tell('20');
    await visit(paying.connector, paying.office);
    expect(paying.checks()).toEqual([{ number: '', total: '200.00', pays: { 'B-1': '200.00' } }]);
    expect(await stateOf(paying, '20')).toBe('synced');
    expect(await flagsOf(paying, '20')).toEqual([{ code: 'deleted-in-procore' }]);
    expect(await stateOf(paying, '21')).toBe('failed: posted-already');
  });

  test('when a payment with a smaller id learns of Procore Pay’s id later', async () => {
    const paying = await start({
      payments: {
        901: [pay(20, { external_payment_id: null, amount: '100.0' }), pay(21, { amount: '100.0' })],
      },
    });
    await paying.tell('20', '21');
    await visit(paying.connector, paying.office);
    expect(await paying.connector.states('payments')).toEqual({
      20: 'skipped: not-procore-pay',
      21: 'synced',
    });
    paying.change('20', { external_payment_id: 'pp-1' });
    await paying.tell('20');
    await visit(paying.connector, paying.office);
    expect(await stateOf(paying, '20')).toBe('failed: posted-already');
    expect(paying.checks()).toHaveLength(1);
  });

  test('when webhooks come twice, late and in any order', async () => {
    const paying = await start({ payments: { 901: [pay(20), pay(21, { requisition_id: 2 })] } });
    for (const ids of [['21'], ['20', '21', '20'], ['21', '20']]) await paying.tell(...ids);
    await visit(paying.connector, paying.office);
    for (const ids of [['20'], ['21', '20'], ['21']]) {
      await paying.tell(...ids);
      await visit(paying.connector, paying.office);
    }
    expect(paying.checks()).toEqual([
      { number: '', total: '2000.00', pays: { 'B-1': '1000.00', 'B-2': '1000.00' } },
    ]);
    expect(await flagsOf(paying, '20')).toEqual([]);
  });
});

describe('several payments of one bill', () => {
  const parts = (...amounts: string[]) =>
    start({
      payments: {
        901: amounts.map((amount, n) =>
          pay(20 + n, { amount, external_payment_id: `pp-${n}`, payment_number: n }),
        ),
      },
    });

  test('pay it part by part', async () => {
    const paying = await parts('400.0', '600.0');
    await billed(paying);
    await paying.tell('20', '21');
    await visit(paying.connector, paying.office);
    expect(
      paying
        .checks()
        .map(({ total }) => total)
        .sort(),
    ).toEqual(['400.00', '600.00']);
    expect(paying.open()['B-1']).toBe('0.00');
  });

  test('of equal amounts are two payments', async () => {
    const paying = await parts('500.0', '500.0');
    await paying.tell('20');
    await visit(paying.connector, paying.office);
    await paying.tell('21');
    await visit(paying.connector, paying.office);
    expect(paying.checks().map(({ total }) => total)).toEqual(['500.00', '500.00']);
  });

  test('overpaid: never pay more than is open, one after another or in one batch', async () => {
    const paying = await parts('700.0', '700.0');
    await billed(paying);
    await paying.tell('20', '21');
    await visit(paying.connector, paying.office);
    expect(paying.open()['B-1']).toBe('300.00');
    const states = Object.values(await paying.connector.states('payments'));
    expect(states.sort()).toEqual(['failed: quickbooks-refused', 'synced']);
    const another = await parts('700.0', '700.0');
    await another.tell('20');
    await visit(another.connector, another.office);
    await another.tell('21');
    await visit(another.connector, another.office);
    expect(await stateOf(another, '21')).toBe('failed: overpaid');
    expect(another.open()['B-1']).toBe('300.00');
  });
});

describe('a bookkeeper came before it', () => {
  const ready = async (more: Record<string, unknown> = {}) => {
    const paying = await start({ payments: { 901: [pay(20, more)] } });
    await billed(paying);
    const bill =
      paying.office.quickbooks.books().bills.find(({ refNumber }) => refNumber === 'B-1')?.id ?? '';
    return { paying, people: paying.office.quickbooks.people, bill };
  };
  const goes = async (paying: Paying) => {
    await paying.tell('20');
    await visit(paying.connector, paying.office);
    return stateOf(paying, '20');
  };

  test('overpaid: and paid the bill, or some of it', async () => {
    const { paying, people, bill } = await ready();
    people.payBill(bill, '0.01', { BankAccountRef: 'Checking' });
    expect(await goes(paying)).toBe('failed: overpaid');
    expect(paying.checks()).toHaveLength(1);
  });

  test('posted-already: and wrote that check for it', async () => {
    const { paying, people, bill } = await ready({ amount: '500.0', check_number: '7' });
    people.payBill(bill, '500.00', { BankAccountRef: 'Checking', RefNumber: '7' });
    expect(await goes(paying)).toBe('failed: posted-already');
    expect(paying.checks()).toHaveLength(1);
  });

  test('gone-from-quickbooks: and deleted the bill', async () => {
    const { paying, people, bill } = await ready();
    people.remove(bill);
    expect(await goes(paying)).toBe('failed: gone-from-quickbooks');
    expect(paying.checks()).toEqual([]);
  });

  test('and moved the bill to another payable account: the check goes there, too', async () => {
    const { paying, people, bill } = await ready();
    people.add('Account', 'Retention Payable', { AccountType: 'AccountsPayable' });
    const { file } = paying.office.quickbooks.snapshot();
    const moved = file.bills.get(bill);
    const account = people.find('Account', 'Retention Payable') ?? '';
    if (moved) moved.fields = { ...moved.fields, APAccountRef: { ListID: account } };
    paying.office.quickbooks.restore({ file });
    expect(await goes(paying)).toBe('synced');
    const [check] = paying.office.quickbooks.books().payments;
    expect(check?.fields.APAccountRef).toBe('Retention Payable');
  });

  test('quickbooks-refused: or the bank account of the settings is none', async () => {
    const accounts = { income: 'Income', expense: 'Costs', bank: 'Costs', byPrefix: [] };
    const paying = await start({ payments: { 901: [pay(20)] }, settings: { accounts } });
    expect(await goes(paying)).toBe('failed: quickbooks-refused');
  });
});

describe('afterwards', () => {
  test.each(['voided', 'failed', 'rejected'])(
    'a payment that is %s is flagged, and its check stays',
    async (status) => {
      const paying = await start({ payments: { 901: [pay(20)] } });
      await paying.tell('20');
      await visit(paying.connector, paying.office);
      paying.change('20', { status });
      await paying.tell('20');
      await visit(paying.connector, paying.office);
      expect(await stateOf(paying, '20')).toBe('synced');
      expect(await flagsOf(paying, '20')).toEqual([
        { code: 'changed-in-procore', detail: `Its status in Procore is ${status}.` },
      ]);
      expect(paying.checks()).toHaveLength(1);
    },
  );

  test('setting-missing: it goes once the bank account is named', async () => {
    const accounts = { income: 'Income', expense: 'Costs', byPrefix: [] };
    const paying = await start({ payments: { 901: [pay(20)] }, settings: { accounts } });
    await paying.tell('20');
    expect(await stateOf(paying, '20')).toBe('blocked: setting-missing');
    await paying.connector.apply({ accounts: { ...accounts, bank: 'Checking' } });
    await paying.connector.changes.send([{ do: 'replan-all', connection: paying.connector.name }]);
    await paying.connector.drain();
    await visit(paying.connector, paying.office);
    expect(await stateOf(paying, '20')).toBe('synced');
  });

  test('edition: in Canada nothing goes', async () => {
    const paying = await start({ payments: { 901: [pay(20)] }, settings: { country: 'CA' } });
    await paying.tell('20');
    expect(await stateOf(paying, '20')).toBe('skipped: edition');
  });
});
