import type { Context, Seen } from '../../lib/flow.ts';
import { invoices } from '../../lib/flows/invoices.ts';
import type { Invoice } from '../../lib/procore/shapes.ts';
import type { Settings } from '../../lib/settings.ts';
import { changed, contextOf, invoice, keyOf, orderRet, UNTOUCHED } from './bills.ts';
import { answer, given, listIdOf, mapped } from './given.ts';
import { procoreOf } from './kestrel.ts';
import { canada, us } from './settings.ts';

const VENDOR = listIdOf('501');
const retainage = (more = '<IsActive>true</IsActive>', id = '80009999-1') =>
  `<ItemServiceRet><ListID>${id}</ListID><Name>Retainage</Name><FullName>Retainage</FullName>${more}</ItemServiceRet>`;
const vendor = (active: string) =>
  `<VendorRet><ListID>${VENDOR}</ListID><Name>Alder</Name><IsActive>${active}</IsActive></VendorRet>`;
const billRet = (more: string, type = 'Bill', by = VENDOR) =>
  `<${type}Ret><TxnID>3B-1</TxnID><EditSequence>4</EditSequence><VendorRef><ListID>${by}</ListID><FullName>Alder</FullName></VendorRef>${more}</${type}Ret>`;
const line = (amount: string) =>
  `<ItemLineRet><TxnLineID>3B-2</TxnLineID><Amount>${amount}</Amount></ItemLineRet>`;

const found = (of: Invoice, rets: string, settings: Settings = us, more: Partial<Context> = {}): Seen =>
  invoices.match(of, contextOf(of.id, settings, more), [answer('BillQueryRs', rets)]);

const FINE = retainage() + vendor('true');

describe('an invoice that may stand in QuickBooks already', () => {
  test('is absent, and comes with its order as it stands', async () => {
    const order = orderRet(UNTOUCHED);
    const told = { ...answer('PurchaseOrderQueryRs', ''), rets: [order] };
    const of = await invoice('1101');
    const seen = invoices.match(of, contextOf('1101'), [answer('x', FINE), told]);
    expect(seen).toEqual({ is: 'absent', ret: order });
  });

  test('is ours when it carries our GUID, as after an answer that was lost', async () => {
    const of = await invoice('1101');
    const guid = `<ExternalGUID>${given(keyOf('1101')).guid.toUpperCase()}</ExternalGUID>`;
    const ours = `<RefNumber>AE-1041</RefNumber>${guid}`;
    const total = (amount: string) => `<AmountDue>${amount}</AmountDue>`;
    expect(found(of, billRet(ours + total('20250.00')))).toEqual({
      is: 'found',
      mapping: { type: 'Bill', id: '3B-1', name: 'AE-1041', editSequence: '4', created: true },
      differs: undefined,
    });
    expect(found(of, billRet(ours + total('20000.00')))).toMatchObject({
      differs: 'total: 20250.00 sent, 20000.00 in QuickBooks',
    });
    // With the tax of its lines, which Procore does not know.
    expect(found(of, billRet(ours + total('22882.50')), canada)).toMatchObject({ differs: undefined });
  });

  test('number-taken: the vendor has a bill of its number, in any case', async () => {
    const of = await invoice('1101');
    const other = billRet('<RefNumber>ae-1041</RefNumber>');
    expect(found(of, other + FINE)).toEqual({
      is: 'refused',
      reason: {
        code: 'number-taken',
        detail: { number: 'AE-1041', holder: 'a bill of Alder in QuickBooks' },
      },
    });
    const override = { number: 'AE-1041-B' };
    expect(found(of, other + FINE, us, { override }).is).toBe('absent');
  });

  test('another vendor, or a credit, may have its number', async () => {
    const of = await invoice('1101');
    const number = '<RefNumber>AE-1041</RefNumber>';
    expect(found(of, billRet(number, 'Bill', '80000502-1') + FINE).is).toBe('absent');
    expect(found(of, billRet(number, 'VendorCredit') + FINE).is).toBe('absent');
  });

  test('number-taken: a credit of its number, for an invoice that becomes one', async () => {
    const settings = { ...us, credits: 'vendor-credit' } as const;
    const other = billRet('<RefNumber>AE-C1</RefNumber>', 'VendorCredit');
    expect(found(await invoice('1105'), other + FINE, settings)).toMatchObject({
      reason: { code: 'number-taken', detail: { holder: 'a credit of Alder in QuickBooks' } },
    });
  });

  test('inactive-in-quickbooks: somebody made the vendor inactive meanwhile', async () => {
    expect(found(await invoice('1101'), retainage() + vendor('false'))).toEqual({
      is: 'refused',
      reason: { code: 'inactive-in-quickbooks', detail: { object: 'Vendor "companies 501"' } },
    });
  });

  test('adoption-offered, or owned-by-other-integration, by what its origin_id names', async () => {
    const of = await changed('1101', { origin_id: '3B-1' });
    expect(found(of, billRet('<RefNumber>Old</RefNumber>'))).toMatchObject({ is: 'found', offered: true });
    expect(found(of, FINE)).toMatchObject({ reason: { code: 'owned-by-other-integration' } });
    const [byId] = invoices.lookup(of, contextOf('1101'));
    expect(byId).toMatchObject({ message: 'BillQueryRq', fields: { TxnID: ['3B-1'] } });
  });
});

describe('the retainage item', () => {
  test('missing-reference: QuickBooks has none of that name', async () => {
    expect(found(await invoice('1101'), vendor('true'))).toEqual({
      is: 'refused',
      reason: {
        code: 'missing-reference',
        detail: { words: 'There is no Service item "Retainage" for retainage.', setting: 'retainageItem' },
      },
    });
  });

  test('inactive-in-quickbooks', async () => {
    const rets = retainage('<IsActive>false</IsActive>') + vendor('true');
    expect(found(await invoice('1101'), rets)).toMatchObject({
      reason: { code: 'inactive-in-quickbooks', detail: { object: 'The retainage item "Retainage"' } },
    });
  });

  test('retainage-item: a cost code of the invoice was linked to that very item', async () => {
    const rets = retainage('', listIdOf('102')) + vendor('true');
    expect(found(await invoice('1101'), rets)).toEqual({
      is: 'refused',
      reason: { code: 'retainage-item', detail: { item: 'Retainage', code: '16-100' } },
    });
  });
});

describe('what QuickBooks answers to a bill', () => {
  const settled = async (id: string, rets: string, settings: Settings = us) =>
    invoices.settle(await invoice(id), given(keyOf(id), settings), answer('BillAddRs', rets));

  test('is its mapping', async () => {
    const lines = ['21500.00', '1000.00', '-2250.00'].map(line).join('');
    expect(await settled('1101', billRet(`<RefNumber>AE-1041</RefNumber>${lines}`))).toEqual({
      mapping: { type: 'Bill', id: '3B-1', name: 'AE-1041', editSequence: '4', created: true },
      differs: undefined,
      leftOut: undefined,
    });
  });

  test('total-differs: QuickBooks tells other amounts', async () => {
    const differs = async (...amounts: string[]) =>
      (await settled('1101', billRet(amounts.map(line).join(''))))?.differs;
    expect(await differs('21500.00', '1000.00', '-2250.01')).toBe(
      'total: 20250.00 sent, 20249.99 in QuickBooks',
    );
    expect(await differs('21499.00', '1001.00', '-2250.00')).toBe(
      'line 1: 21500.00 sent, 21499.00 in QuickBooks; line 2: 1000.00 sent, 1001.00 in QuickBooks',
    );
    expect(await differs('20250.00')).toBeUndefined();
  });

  test('of a credit the signs are turned', async () => {
    const settings = { ...us, credits: 'vendor-credit' } as const;
    const lines = ['1200.00', '-200.00', '-100.00'].map(line).join('');
    const told = await settled('1105', billRet(lines, 'VendorCredit'), settings);
    expect(told?.mapping.type).toBe('VendorCredit');
    expect(told?.differs).toBeUndefined();
  });

  test('after a status check it is the mapping alone', async () => {
    const told = await settled('1102', '<ErrorRecovery><TxnID>3B-1</TxnID></ErrorRecovery>');
    expect(told?.mapping).toMatchObject({ type: 'Bill', id: '3B-1' });
  });

  test('field-left-out: a description or memo that is longer than QuickBooks takes', async () => {
    const of = await changed('1101', { contract_name: 'x'.repeat(4096) });
    const told = invoices.settle(of, given(keyOf('1101')), answer('BillAddRs', billRet('')));
    expect(told?.leftOut).toMatch(/Memo/);
  });
});

test('once mapped it is not asked for: a bill cannot be linked afterwards, so what changes is flagged', async () => {
  const context = given(keyOf('1101'), us, { mapping: mapped(keyOf('1101')) });
  expect(invoices.lookup(await invoice('1101'), context)).toEqual([]);
});

test('its number is claimed per vendor, ignoring case', async () => {
  expect(invoices.claims(await invoice('1101'), contextOf('1101'))).toEqual([
    { kind: 'bill-number', value: '501:ae-1041', shown: 'AE-1041', lost: 'number-taken' },
  ]);
  expect(invoices.claims(await invoice('1102'), contextOf('1102'))).toMatchObject([{ shown: 'SC-001-2' }]);
});

test('one in flight for each purchase order, in the order of the invoices', async () => {
  const all = await Promise.all(['1101', '1102'].map((id) => invoice(id)));
  expect(all.map((of) => invoices.target?.(of))).toEqual([
    { flow: 'commitments', id: '901' },
    { flow: 'commitments', id: '901' },
  ]);
  const [first = '', second = ''] = all.map((of) => invoices.rank?.(of));
  expect(first < second).toBe(true);
});

test('every invoice of every selected project is listed with what fetch needs', async () => {
  const listed = await invoices.list(procoreOf(), us, ['9001']);
  expect(listed).toHaveLength(5);
  expect(listed[0]).toEqual({ flow: 'invoices', id: '1101', source: { project: '9001' } });
});

test('an invoice deleted in Procore is gone', async () => {
  const source = { project: '9001' };
  expect(await invoices.fetch(procoreOf(), keyOf('4'), source, us)).toMatchObject({ gone: true });
});
