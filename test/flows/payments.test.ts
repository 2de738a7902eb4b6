import type { Context, Mapping } from '../../lib/flow.ts';
import { payments } from '../../lib/flows/payments.ts';
import type { Settings } from '../../lib/settings.ts';
import { answer, fetched, given, linkNames, mapped, written } from './given.ts';
import type { Tables } from './kestrel.ts';
import { procoreOf } from './kestrel.ts';
import { canada, us } from './settings.ts';

type Row = Record<string, unknown>;

const ALONE = '1551516';
const NUMBERED = '1551517';
const [FIRST, SECOND, THIRD] = ['1551520', '1551521', '1551522'] as const;
const source = { project: '9001', resource: 'Contract Payments' };
const keyOf = (id: string) => ({ flow: 'payments', id });

const rowOf = (tables: Tables, id: string): Row =>
  tables.contract_payments.find((row) => String(row.id) === id) ?? {};

/** A payment of the fixtures as fetched, after some of them have changed. */
const payment = (id: string, changes: Readonly<Record<string, Row>> = {}) =>
  fetched(payments, id, {
    source,
    change: (tables) => {
      for (const [one, more] of Object.entries(changes)) Object.assign(rowOf(tables, one), more);
    },
  });

type Payment = Awaited<ReturnType<typeof payment>>;

const refusal = (of: Payment, settings: Settings = us, more: Partial<Context> = {}) =>
  payments.refuse(of, given(keyOf(of.id), settings, more));

const says = async (id: string, changes: Readonly<Record<string, Row>> = {}) =>
  refusal(await payment(id, changes));

describe('what goes', () => {
  test('a payment that Procore Pay paid', async () => {
    expect(await says(ALONE)).toBeUndefined();
    expect(await says(NUMBERED)).toBeUndefined();
    expect(await says(ALONE, { [ALONE]: { status: 'Paid' } })).toBeUndefined();
  });

  test('edition: nothing in Canada, where nothing is listed either', async () => {
    expect(refusal(await payment(ALONE), canada)).toEqual({ code: 'edition' });
    expect(await payments.list(procoreOf(), canada, ['9001'])).toEqual([]);
  });

  test('not-procore-pay: not what somebody only noted', async () => {
    expect(await says('1551530')).toEqual({ code: 'not-procore-pay' });
  });

  test.each(['unpaid', 'in_review', 'approved', 'processing', 'failed', 'rejected', 'voided', 'anything'])(
    'not-approved: not while its status is %s',
    async (status) => {
      const expected = { code: 'not-approved', detail: { status } };
      expect(await says(ALONE, { [ALONE]: { status } })).toEqual(expected);
    },
  );

  test('not-approved: nor without a status', async () => {
    const expected = { code: 'not-approved', detail: { status: 'none' } };
    expect(await says(ALONE, { [ALONE]: { status: null } })).toEqual(expected);
  });

  test('all payments of the selected projects are listed, with what finds them again', async () => {
    const listed = await payments.list(procoreOf(), us, ['9001']);
    expect(listed.map(({ id }) => id)).toEqual([ALONE, NUMBERED, FIRST, SECOND, THIRD, '1551530']);
    expect(listed[0]?.source).toEqual({ project: '9001', commitment: '901' });
  });
});

describe('what was paid together', () => {
  test('paid-together: is carried by the payment with the smallest id, which the others name', async () => {
    expect(await says(FIRST)).toBeUndefined();
    const expected = { code: 'paid-together', detail: { payment: 'SC-001 payment 3' } };
    expect(await says(SECOND)).toEqual(expected);
    expect(await says(THIRD)).toEqual(expected);
  });

  test('waits for all its bills, each once, for its vendor and its project', async () => {
    expect(linkNames(payments.links(await payment(FIRST), us))).toEqual([
      'companies 501',
      'projects 9001',
      'invoices 1103',
      'invoices 1104',
    ]);
  });

  test('not-approved: waits as long as a part of it is under way', async () => {
    const expected = {
      code: 'not-approved',
      detail: { status: 'paid, but that of SC-001 payment 5 is processing' },
    };
    expect(await says(FIRST, { [THIRD]: { status: 'processing' } })).toEqual(expected);
  });

  test.each(['void', 'voided', 'failed', 'rejected', 'canceled', 'cancelled'])(
    'goes without a part that is %s',
    async (status) => {
      const without = await payment(FIRST, { [SECOND]: { status } });
      expect(refusal(without)).toBeUndefined();
      const request = payments.request(without, given(keyOf(FIRST)), { is: 'absent' });
      expect(written(request).AppliedToTxnAdd).toEqual([
        { TxnID: mapped({ flow: 'invoices', id: '1103' }).id, PaymentAmount: '1300.00' },
      ]);
    },
  );

  test('is carried by the smallest id even when that part of it failed, so that nobody else ever carries it', async () => {
    const changes = { [FIRST]: { status: 'failed' } };
    expect(await says(FIRST, changes)).toBeUndefined();
    expect(await says(SECOND, changes)).toMatchObject({ code: 'paid-together' });
    const all = Object.fromEntries([FIRST, SECOND, THIRD].map((id) => [id, { status: 'failed' }]));
    const expected = { code: 'not-approved', detail: { status: 'failed' } };
    expect(await says(FIRST, all)).toEqual(expected);
    expect(await says(SECOND, all)).toEqual(expected);
  });

  test('posted-already: is claimed under Procore Pay’s id, whoever carries it', async () => {
    const claimed = async (id: string, changes = {}) =>
      payments.claims(await payment(id, changes), given(keyOf(id)));
    const alone = await claimed(SECOND, { [FIRST]: { external_payment_id: 'PP-other' } });
    expect(alone).toEqual(await claimed(FIRST));
    expect(alone).toMatchObject([{ value: '9001:501:pp-a0b1', lost: 'posted-already' }]);
    expect(await claimed(ALONE)).not.toEqual(alone);
  });

  test('changes of a part are told to its carrier, and of the carrier to all', async () => {
    const told = async (id: string) => payments.also?.(await payment(id)) ?? [];
    expect(linkNames(await told(SECOND))).toEqual([`payments ${FIRST}`]);
    expect(linkNames(await told(FIRST))).toEqual([`payments ${SECOND}`, `payments ${THIRD}`]);
    expect((await told(SECOND))[0]?.source).toEqual({ project: '9001', commitment: '901' });
    expect(await told(ALONE)).toEqual([]);
  });
});

describe('what keeps it back', () => {
  test('no-invoice: a part that names none', async () => {
    const expected = { code: 'no-invoice', detail: { payment: 'SC-001 payment 4' } };
    expect(await says(FIRST, { [SECOND]: { requisition_id: null } })).toEqual(expected);
  });

  test.each(['0.0', '-5'])('not-positive: an amount of %s', async (amount) => {
    expect(await says(ALONE, { [ALONE]: { amount } })).toMatchObject({ code: 'not-positive' });
  });

  test('no-vendor: a commitment without a company', async () => {
    const change = (tables: Tables) => {
      tables.work_order_contracts[0]!.vendor = null;
    };
    const of = await fetched(payments, ALONE, { source, change });
    expect(refusal(of)).toEqual({ code: 'no-vendor' });
  });

  test('number-too-long, name-not-representable: a check number that QuickBooks cannot hold, unless another is given', async () => {
    const long = { [ALONE]: { check_number: '123456789012' } };
    const detail = { number: '123456789012', length: '12', max: '11' };
    expect(await says(ALONE, long)).toEqual({ code: 'number-too-long', detail });
    expect(refusal(await payment(ALONE, long), us, { override: { number: '789012' } })).toBeUndefined();
    expect(await says(ALONE, { [ALONE]: { check_number: '一' } })).toMatchObject({
      code: 'name-not-representable',
    });
  });

  test('currency: a commitment in another currency', async () => {
    const change = (tables: Tables) => {
      tables.work_order_contracts[0]!.currency_configuration = { currency_iso_code: 'EUR' };
    };
    expect(refusal(await fetched(payments, ALONE, { source, change }))).toMatchObject({ code: 'currency' });
  });

  test('no-date: neither a date nor a beginning', async () => {
    const dateless = { date: null, date_payment_initiated: null };
    expect(await says(ALONE, { [ALONE]: dateless })).toEqual({ code: 'no-date' });
  });

  test('closed-period: the day on which it was begun, in the project’s time zone', async () => {
    const closed = (closingDate: string, of: Payment) => refusal(of, us, { closingDate });
    const detail = { date: '2026-03-20', closing: '2026-03-20' };
    expect(closed('2026-03-20', await payment(ALONE))).toEqual({ code: 'closed-period', detail });
    expect(closed('2026-03-19', await payment(ALONE))).toBeUndefined();
  });

  test('setting-missing: no bank account in the settings', async () => {
    const { bank: _, ...accounts } = us.accounts;
    const expected = { code: 'setting-missing', detail: { setting: 'accounts.bank' } };
    expect(refusal(await payment(ALONE), { ...us, accounts })).toEqual(expected);
  });

  test('owned-by-other-integration: an origin_id that QuickBooks never gave', async () => {
    expect(await says(ALONE, { [ALONE]: { origin_id: 'sage-7' } })).toMatchObject({
      code: 'owned-by-other-integration',
    });
  });
});

describe('what a lookup makes of it', () => {
  const bill = (invoice: string, open: string, account = 'Accounts Payable') =>
    `<BillRet><TxnID>${mapped({ flow: 'invoices', id: invoice }).id}</TxnID><APAccountRef><ListID>8-1</ListID><FullName>${account}</FullName></APAccountRef><OpenAmount>${open}</OpenAmount></BillRet>`;
  const check = (id: string, more: string, vendor = '501') =>
    `<BillPaymentCheckRet><TxnID>${id}</TxnID><EditSequence>7</EditSequence><PayeeEntityRef><ListID>${mapped({ flow: 'companies', id: vendor }).id}</ListID></PayeeEntityRef>${more}</BillPaymentCheckRet>`;
  const found = async (
    of: Payment,
    bills: string,
    checks = '',
    resolve?: (link: { flow: string; id: string }) => Mapping,
  ) =>
    payments.match(of, given(keyOf(of.id), us, resolve && { resolve }), [
      answer('BillQueryRs', bills),
      answer('BillPaymentCheckQueryRs', checks),
    ]);
  const guid = (id: string) => `<ExternalGUID>${given(keyOf(id)).guid.toUpperCase()}</ExternalGUID>`;

  test('nothing of ours: it goes, on the payable account of its bills', async () => {
    const of = await payment(ALONE);
    const seen = await found(of, bill('1101', '19350.00', 'Retention Payable'));
    expect(seen).toMatchObject({ is: 'absent', ret: { name: 'BillRet' } });
    const request = payments.request(of, given(keyOf(ALONE)), seen);
    expect(written(request).APAccountRef).toEqual({ FullName: 'Retention Payable' });
  });

  test('a check with our GUID is ours, whatever its number, date or amount are by now', async () => {
    const more = `<RefNumber>999</RefNumber><Amount>19000.00</Amount>${guid(ALONE)}`;
    expect(await found(await payment(ALONE), bill('1101', '0.00'), check('4D-1', more))).toEqual({
      is: 'found',
      mapping: {
        ...{ type: 'BillPaymentCheck', id: '4D-1', name: 'SC-001 payment 1' },
        ...{ editSequence: '7', created: true },
      },
      differs: '19350.00 sent, 19000.00 in QuickBooks',
    });
    const same = check('4D-2', `<Amount>5000.00</Amount>${guid(NUMBERED)}`);
    expect(await found(await payment(NUMBERED), bill('1102', '0.00'), same)).toMatchObject({
      mapping: { id: '4D-2', name: '10482' },
      differs: undefined,
    });
  });

  test('overpaid: more than is open of a bill, with the figures', async () => {
    expect(await found(await payment(ALONE), bill('1101', '19349.99'))).toEqual({
      is: 'refused',
      reason: {
        code: 'overpaid',
        detail: { bill: 'invoices 1101', amount: '19350.00', open: '19349.99' },
      },
    });
    const together = await found(await payment(FIRST), bill('1103', '1299.99') + bill('1104', '300.25'));
    expect(together).toMatchObject({ reason: { code: 'overpaid', detail: { amount: '1300.00' } } });
  });

  test('gone-from-quickbooks: a bill that somebody deleted', async () => {
    expect(await found(await payment(FIRST), bill('1103', '5000.00'))).toEqual({
      is: 'refused',
      reason: { code: 'gone-from-quickbooks', detail: { object: 'Bill "invoices 1104"' } },
    });
  });

  test('pays-credit: an invoice that became a vendor credit, which is not asked for as a bill', async () => {
    const resolve = (link: { flow: string; id: string }): Mapping => ({
      ...mapped(link),
      ...(link.flow === 'invoices' && { type: 'VendorCredit' }),
    });
    const of = await payment(ALONE);
    expect(await found(of, '', '', resolve)).toEqual({
      is: 'refused',
      reason: { code: 'pays-credit', detail: { credit: 'invoices 1101' } },
    });
    const lookup = payments.lookup(of, given(keyOf(ALONE), us, { resolve }));
    expect(lookup.map(({ message }) => message)).toEqual(['BillPaymentCheckQueryRq']);
  });

  test('several-payable-accounts: bills that one check cannot pay', async () => {
    const bills = bill('1103', '5000.00') + bill('1104', '5000.00', 'Retention Payable');
    expect(await found(await payment(FIRST), bills)).toEqual({
      is: 'refused',
      reason: {
        code: 'several-payable-accounts',
        detail: { accounts: 'Accounts Payable, Retention Payable' },
      },
    });
  });

  describe('posted-already: a check that somebody wrote by hand', () => {
    const open = bill('1102', '10000.00');
    const amount = '<Amount>5000.00</Amount>';

    test('with its number, to its vendor, over as much', async () => {
      const by = check('4D-1', `<RefNumber>10482</RefNumber>${amount}`);
      expect(await found(await payment(NUMBERED), open, by)).toEqual({
        is: 'refused',
        reason: {
          code: 'posted-already',
          detail: { holder: 'the check 10482 over 5000.00 in QuickBooks' },
        },
      });
    });

    test('without a number, of its day', async () => {
      const by = check('4D-1', '<TxnDate>2026-03-20</TxnDate><Amount>19350.00</Amount>');
      expect(await found(await payment(ALONE), bill('1101', '20000.00'), by)).toMatchObject({
        reason: { code: 'posted-already' },
      });
    });

    test.each([
      ['to somebody else', check('4D-1', `<RefNumber>10482</RefNumber>${amount}`, '502')],
      ['over another amount', check('4D-1', '<RefNumber>10482</RefNumber><Amount>5000.01</Amount>')],
      ['with another number', check('4D-1', `<RefNumber>10483</RefNumber>${amount}`)],
      ['of another payment of ours', check('4D-1', `<RefNumber>10482</RefNumber>${amount}${guid(ALONE)}`)],
    ])('but not one %s', async (_, by) => {
      expect(await found(await payment(NUMBERED), open, by)).toMatchObject({ is: 'absent' });
    });
  });

  test('adoption-offered, or owned-by-other-integration, by what its origin_id names', async () => {
    const of = await payment(ALONE, { [ALONE]: { origin_id: '4D-1' } });
    const paid = bill('1101', '0.00');
    expect(await found(of, paid, check('4D-1', ''))).toMatchObject({ is: 'found', offered: true });
    expect(await found(of, paid, check('4D-2', ''))).toMatchObject({
      reason: { code: 'owned-by-other-integration' },
    });
  });
});

describe('what QuickBooks answers', () => {
  const settled = async (rets: string, id = ALONE) =>
    payments.settle(await payment(id), given(keyOf(id)), answer('BillPaymentCheckAddRs', rets));
  const ret = (more: string) =>
    `<BillPaymentCheckRet><TxnID>4D-1</TxnID><EditSequence>7</EditSequence>${more}</BillPaymentCheckRet>`;

  test('is where it stands from then on, under its number, or its own name', async () => {
    const mapping = { type: 'BillPaymentCheck', id: '4D-1', editSequence: '7', created: true };
    expect(await settled(ret('<Amount>19350.00</Amount>'))).toEqual({
      mapping: { ...mapping, name: 'SC-001 payment 1' },
      differs: undefined,
    });
    const numbered = await settled(ret('<RefNumber>10482</RefNumber><Amount>5000.00</Amount>'), NUMBERED);
    expect(numbered).toEqual({ mapping: { ...mapping, name: '10482' }, differs: undefined });
  });

  test('total-differs: another amount is told of, and no object is no proof', async () => {
    expect(await settled(ret('<Amount>1.00</Amount>'))).toMatchObject({
      differs: '19350.00 sent, 1.00 in QuickBooks',
    });
    expect(await settled('')).toBeUndefined();
  });
});

describe('once it is in QuickBooks', () => {
  const context = (id: string) =>
    given(keyOf(id), us, { mapping: mapped(keyOf(id), { type: 'BillPaymentCheck' }) });
  const action = async (id: string, changes: Readonly<Record<string, Row>>) =>
    payments.action?.(await payment(id, changes), context(id));

  test('it is not looked up again', async () => {
    expect(payments.lookup(await payment(ALONE), context(ALONE))).toEqual([]);
  });

  test.each(['voided', 'failed', 'rejected'])('a person is told that it is %s', async (status) => {
    expect(await action(ALONE, { [ALONE]: { status } })).toBe(`Its status in Procore is ${status}.`);
    expect(await action(FIRST, { [THIRD]: { status } })).toBe(
      `Its status in Procore is paid, but that of SC-001 payment 5 is ${status}.`,
    );
  });

  test('or that it comes to another amount', async () => {
    expect(await action(ALONE, { [ALONE]: { amount: '19000' } })).toBe(
      'It comes to 19000.00 in Procore now.',
    );
  });
});
