import { billPayments } from '../../lib/flows/bill-payments.ts';
import type { ImportContext } from '../../lib/import-flow.ts';
import { explain } from '../../lib/reasons.ts';
import { codeOf, entryOf, importing, owned, partOf, partsOf } from './imports.ts';
import { canada, us } from './settings.ts';

const TXN = '1B3-1772712000';
const [FIRST, SECOND] = ['1A1-1772712000', '1A2-1772712000'] as const;

const applied = (bill: string, amount: string, more = '', type = 'Bill') =>
  `<AppliedToTxnRet><TxnID>${bill}</TxnID><TxnType>${type}</TxnType><TxnDate>2026-03-01</TxnDate>` +
  `<RefNumber>SC-001-1</RefNumber><BalanceRemaining>0.00</BalanceRemaining><Amount>${amount}</Amount>${more}</AppliedToTxnRet>`;

const check = (rows: string, more = '', date = '2026-03-05') =>
  `<BillPaymentCheckRet><TxnID>${TXN}</TxnID><EditSequence>1</EditSequence><TxnNumber>88</TxnNumber>` +
  `<TxnDate>${date}</TxnDate><Amount>0.00</Amount>${more}${rows}</BillPaymentCheckRet>`;

const invoice = (bill: string, id: string, more: object = {}) =>
  owned(
    'Bill',
    bill,
    { flow: 'invoices', id },
    { id, projectId: '9001', commitmentId: '901', invoiceNumber: 'INV-7', ...more },
  );

const BILLS = [invoice(FIRST, '1101'), invoice(SECOND, '1102', { commitmentId: '902', invoiceNumber: '' })];

const plannedAll = (ret: string, owners = BILLS, more: Partial<ImportContext> = {}) =>
  partsOf(billPayments, 'BillPaymentCheck', ret, more.settings).map(({ id, content }) =>
    billPayments.plan(id, content, importing(owners, more)),
  );

const planned = (ret: string, owners = BILLS, more: Partial<ImportContext> = {}) => {
  const [plan, ...others] = plannedAll(ret, owners, more);
  if (!plan || others.length > 0) throw new Error(`${others.length} more were planned`);
  return plan;
};

const saidOf = (plan: ReturnType<typeof planned> | undefined): string | undefined =>
  plan?.is === 'held' ? explain(plan.reason).says : plan?.is;

describe('what a payment pays of a bill', () => {
  test('is a payment on the commitment of its invoice, with the number of the check', () => {
    expect(entryOf(planned(check(applied(FIRST, '1250.00'), '<RefNumber>10482</RefNumber>')))).toEqual({
      ...{ of: 'contract-payment', originId: `${TXN}/${FIRST}`, projectId: '9001', contractId: '901' },
      ...{ requisitionId: '1101', date: '2026-03-05', amount: '1250.00', method: 'check' },
      ...{ checkNumber: '10482', invoiceNumber: 'INV-7' },
    });
  });

  test('by credit card says so; nothing is said of a number that is not there', () => {
    const ret = check(applied(SECOND, '80.00')).replaceAll('PaymentCheck', 'PaymentCreditCard');
    const { id, content } = partOf(billPayments, 'BillPaymentCreditCard', ret);
    expect(entryOf(billPayments.plan(id, content, importing(BILLS)))).toEqual({
      ...{ of: 'contract-payment', originId: `${TXN}/${SECOND}`, projectId: '9001', contractId: '902' },
      ...{ requisitionId: '1102', date: '2026-03-05', amount: '80.00', method: 'credit_card' },
    });
    expect(billPayments.title(content)).toBe('2026-03-05 for SC-001-1');
    expect(billPayments.refs(content)).toEqual([
      { type: 'BillPaymentCreditCard', id: TXN },
      { type: 'Bill', id: SECOND },
    ]);
  });

  test('of several bills is a payment each; rows of one bill are one', () => {
    const rows = applied(FIRST, '100.00') + applied(SECOND, '20.00') + applied(FIRST, '0.50');
    const entries = plannedAll(check(rows)).map(entryOf);
    expect(entries).toMatchObject([
      { requisitionId: '1101', amount: '100.50' },
      { requisitionId: '1102', amount: '20.00' },
    ]);
  });

  test('follows a change under the same id', () => {
    const [before, after] = ['100.00', '90.00'].map((amount) =>
      partOf(billPayments, 'BillPaymentCheck', check(applied(FIRST, amount))),
    );
    expect(after?.id).toBe(before?.id);
    expect(after?.content).not.toEqual(before?.content);
  });

  test('is nothing when it is voided, and what was created goes', () => {
    expect(partsOf(billPayments, 'BillPaymentCheck', check('', '<Memo>VOID:</Memo>'))).toEqual([]);
    expect(partsOf(billPayments, 'BillPaymentCheck', check(applied(FIRST, '0.00')))).toEqual([]);
    expect(billPayments.removes).toBe(true);
  });

  test('is nothing before the start date, and counts from that day on', () => {
    const row = applied(FIRST, '10.00');
    expect(partsOf(billPayments, 'BillPaymentCheck', check(row, '', '2025-12-31'))).toEqual([]);
    expect(partsOf(billPayments, 'BillPaymentCheck', check(row, '', '2026-01-01'))).toHaveLength(1);
  });

  test('is nothing where it applies to no bill', () => {
    const row = applied(FIRST, '10.00', '', 'JournalEntry');
    expect(partsOf(billPayments, 'BillPaymentCheck', check(row))).toEqual([]);
  });
});

describe('what closes a bill without being paid', () => {
  const DISCOUNT = '<DiscountAmount>25.00</DiscountAmount>';
  const CREDIT =
    '<LinkedTxn><TxnID>1C9-1</TxnID><TxnType>VendorCredit</TxnType><TxnDate>2026-02-01</TxnDate>' +
    '<RefNumber>CR-4</RefNumber><LinkType>AMTTYPE</LinkType><Amount>-75.00</Amount></LinkedTxn>';

  test('closed-otherwise: is listed beside what is paid, which goes without it', () => {
    const [paid, closed] = plannedAll(check(applied(FIRST, '900.00', DISCOUNT + CREDIT)));
    expect(paid && entryOf(paid)).toMatchObject({ amount: '900.00' });
    expect(saidOf(closed)).toBe(
      '100.00 of the bill SC-001-1 was closed by a discount, the credit CR-4, not paid.',
    );
  });

  test('closed-otherwise: alone is no payment', () => {
    const plan = planned(check(applied(FIRST, '0.00', DISCOUNT)));
    expect(saidOf(plan)).toBe('25.00 of the bill SC-001-1 was closed by a discount, not paid.');
  });
});

describe('what keeps a payment back', () => {
  const ret = check(applied(FIRST, '10.00'));

  test('edition: in Canada nothing comes', () => {
    expect(codeOf(planned(ret, BILLS, { settings: canada }))).toBe('edition');
    expect(billPayments.edition).toBe('US');
  });

  test('from-procore: what we exported does not come back, and what came before goes', () => {
    const exported = owned('BillPaymentCheck', TXN, { flow: 'payments', id: '1551516' });
    const plan = planned(ret, [...BILLS, exported]);
    expect(plan).toMatchObject({ is: 'held', gone: true });
    expect(saidOf(plan)).toBe('It belongs to payments payments 1551516, which Procore counts already.');
  });

  test('bill-not-ours: a bill that came from nowhere, or of which Procore tells no commitment', () => {
    const plan = planned(ret, []);
    expect(saidOf(plan)).toBe('It pays the bill SC-001-1, which belongs to no invoice of Procore.');
    expect(plan).not.toHaveProperty('gone');
    const unread = owned('Bill', FIRST, { flow: 'invoices', id: '1101' }, undefined);
    expect(codeOf(planned(ret, [unread]))).toBe('bill-not-ours');
  });

  test('foreign-currency: it is not in that of the company file', () => {
    const inEuro = check(applied(FIRST, '10.00'), '<CurrencyRef><FullName>Euro</FullName></CurrencyRef>');
    expect(saidOf(planned(inEuro))).toContain('It is in Euro');
    const inDollars = inEuro.replace('Euro', 'US Dollar');
    expect(codeOf(planned(inDollars))).toBe('write');
  });

  test('awaiting-approval: where the settings ask for it', () => {
    const settings = { ...us, approval: { 'bill-payments': 'manual' } } as const;
    expect(codeOf(planned(ret, BILLS, { settings }))).toBe('awaiting-approval');
    expect(codeOf(planned(ret, BILLS, { settings, approved: true }))).toBe('write');
  });
});
