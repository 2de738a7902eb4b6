import { check } from '../../lib/qbxml/check.ts';
import type { Fields, QbRequest } from '../../lib/qbxml/message.ts';

const vendor = (fields: Fields): QbRequest => ({
  message: 'VendorAddRq',
  fields: { VendorAdd: { Name: 'A', ...fields } },
});
const vendorMod = (fields: Fields): QbRequest => ({
  message: 'VendorModRq',
  fields: { VendorMod: { ListID: '1', EditSequence: '2', ...fields } },
});
const order = (fields: Fields): QbRequest => ({
  message: 'PurchaseOrderAddRq',
  fields: { PurchaseOrderAdd: { PurchaseOrderLineAdd: { Desc: 'x' }, ...fields } },
});
const item = (fields: Fields): QbRequest => ({
  message: 'ItemServiceAddRq',
  fields: { ItemServiceAdd: { Name: 'A', ...fields } },
});
const query = (fields: Fields): QbRequest => ({ message: 'VendorQueryRq', fields });

const found = (request: QbRequest, edition: 'US' | 'CA' = 'US') =>
  check(request, edition).map(({ element, rule }) => `${rule} ${element}`);

describe('required:', () => {
  test.each([
    [
      'a missing element',
      { message: 'VendorAddRq', fields: { VendorAdd: {} } },
      'VendorAddRq/VendorAdd/Name',
    ],
    ['an empty one', vendor({ Name: '' }), 'VendorAddRq/VendorAdd/Name'],
    ['a missing aggregate', { message: 'VendorAddRq', fields: {} }, 'VendorAddRq/VendorAdd'],
    [
      'an empty list',
      { message: 'ListDeletedQueryRq', fields: { ListDelType: [] } },
      'ListDeletedQueryRq/ListDelType',
    ],
    ['an empty ListID even in a Mod', vendorMod({ ListID: '' }), 'VendorModRq/VendorMod/ListID'],
  ])('%s', (_case, request, element) => {
    expect(found(request)).toEqual([`required ${element}`]);
  });
});

describe('unknown:', () => {
  test.each([
    ['message', { message: 'BillPayRq', fields: {} }, 'BillPayRq'],
    ['element', vendor({ Nickname: 'x' }), 'VendorAddRq/VendorAdd/Nickname'],
    ['attribute', { ...vendor({}), attributes: { iterator: 'Start' } }, 'VendorAddRq/@iterator'],
  ])('%s', (_case, request, element) => {
    expect(found(request)).toEqual([`unknown ${element}`]);
  });
});

describe('length:', () => {
  test.each([
    ['RefNumber', 11, (text: string) => order({ RefNumber: text })],
    ['Memo', 4095, (text: string) => order({ Memo: text })],
    [
      'PurchaseOrderLineAdd/Other2',
      29,
      (text: string) => order({ PurchaseOrderLineAdd: [{ Other2: text }] }),
    ],
    ['VendorRef/ListID', 36, (text: string) => order({ VendorRef: { ListID: text } })],
    ['VendorRef/FullName', 41, (text: string) => order({ VendorRef: { FullName: text } })],
  ])('%s takes %d characters and no more', (element, max, requestWith) => {
    expect(found(requestWith('x'.repeat(max)))).toEqual([]);
    expect(found(requestWith('x'.repeat(max + 1)))).toEqual([
      `length PurchaseOrderAddRq/PurchaseOrderAdd/${element}`,
    ]);
  });

  test('what escaping adds does not count', () => {
    expect(found(vendor({ Name: '&'.repeat(41) }))).toEqual([]);
  });

  test('the message shortens the value and says how long it may be', () => {
    expect(check(vendor({ Name: 'x'.repeat(57) }), 'US')[0]?.message).toBe(
      `Name "${'x'.repeat(37)}..." has 57 characters, at most 41 are allowed`,
    );
  });
});

describe('format:', () => {
  const rate = (Rate: string) => order({ PurchaseOrderLineAdd: { Rate } });
  const sum = (Amount: string) => order({ PurchaseOrderLineAdd: { Amount } });
  const since = (FromModifiedDate: string) => query({ FromModifiedDate });
  test.each([
    ['bool', vendor({ IsActive: 'true' }), vendor({ IsActive: 'yes' })],
    ['date', order({ TxnDate: '2028-02-29' }), order({ TxnDate: '2027-02-29' })],
    ['date before 1970', order({ TxnDate: '1970-01-01' }), order({ TxnDate: '1969-12-31' })],
    ['date after 2038-01-18', order({ TxnDate: '2038-01-18' }), order({ TxnDate: '2038-01-19' })],
    ['date with time', order({ TxnDate: '2026-01-01' }), order({ TxnDate: '2026-01-01T00:00:00' })],
    ['datetime', since('2026-01-01T10:00:00-05:00'), since('2026-01-01 10:00')],
    ['datetime hour', since('2026-01-01T23'), since('2026-01-01T24')],
    ['amount with one decimal', sum('-9999999999999.99'), sum('1.5')],
    ['amount with 14 digits', sum('1'), sum('10000000000000.00')],
    ['price', rate('1234567890.12345'), rate('1.123456')],
    ['price in exponents', rate('1000'), rate('1e3')],
    ['count', query({ MaxReturned: '1' }), query({ MaxReturned: '0' })],
    [
      'GUID',
      vendor({ ExternalGUID: '{00000000-1111-2222-3333-44444444AAAA}' }),
      vendor({ ExternalGUID: '00000000' }),
    ],
    ['character', vendor({ Notes: 'café' }), vendor({ Notes: '中' })],
    ['emptiness of an amount in an Add', vendor({ Phone: '' }), vendor({ CreditLimit: '' })],
    ['text for an aggregate', vendor({ TermsRef: { FullName: 'Net 30' } }), vendor({ TermsRef: 'Net 30' })],
    ['aggregate for a text', vendor({ Phone: '1' }), vendor({ Phone: { FullName: '1' } })],
  ])('%s', (_case, good, bad) => {
    expect(found(good)).toEqual([]);
    expect(check(bad, 'US').map(({ rule }) => rule)).toEqual(['format']);
  });
});

test('in a Mod the empty string clears text, dates and amounts', () => {
  expect(found(vendorMod({ Phone: '', CreditLimit: '', TermsRef: { FullName: '' } }))).toEqual([]);
});

test('an enumeration cannot be cleared', () => {
  const request = {
    message: 'CustomerModRq',
    fields: { CustomerMod: { ListID: '1', EditSequence: '2', JobStatus: '' } },
  };
  expect(found(request)).toEqual(['format CustomerModRq/CustomerMod/JobStatus']);
});

test('enumeration: only QuickBooks own values, in its own case', () => {
  expect(found(query({ ActiveStatus: 'All' }))).toEqual([]);
  expect(found(query({ ActiveStatus: 'all' }))).toEqual(['enumeration VendorQueryRq/ActiveStatus']);
});

describe('edition:', () => {
  test.each([
    [
      'CA',
      order({ SalesTaxCodeRef: { FullName: 'G' } }),
      'PurchaseOrderAddRq/PurchaseOrderAdd/SalesTaxCodeRef',
    ],
    ['CA', order({ IsTaxIncluded: 'false' }), 'PurchaseOrderAddRq/PurchaseOrderAdd/IsTaxIncluded'],
    ['US', vendor({ IsVendorEligibleFor1099: 'true' }), 'VendorAddRq/VendorAdd/IsVendorEligibleFor1099'],
  ] as const)('an element that only %s knows is refused in the other', (only, request, element) => {
    expect(found(request, only)).toEqual([]);
    expect(found(request, only === 'CA' ? 'US' : 'CA')).toEqual([`edition ${element}`]);
  });
});

describe('repeated:', () => {
  test('an element that stands once may not stand twice', () => {
    expect(found(vendor({ Phone: ['1', '2'] }))).toEqual(['repeated VendorAddRq/VendorAdd/Phone']);
  });

  test('lines may, and a problem says in which of them it is', () => {
    const request = order({ PurchaseOrderLineAdd: [{ Desc: 'a' }, { Quantity: 'b' }] });
    expect(found(request)).toEqual([
      'format PurchaseOrderAddRq/PurchaseOrderAdd/PurchaseOrderLineAdd[2]/Quantity',
    ]);
  });
});

describe('choice:', () => {
  const both = { SalesOrPurchase: { Desc: 'x' }, SalesAndPurchase: { SalesDesc: 'x' } };
  test.each([
    ['none of a required one', item({}), 'ItemServiceAddRq/ItemServiceAdd'],
    ['both alternatives', item(both), 'ItemServiceAddRq/ItemServiceAdd'],
    ['neither ListID nor FullName', vendor({ TermsRef: {} }), 'VendorAddRq/VendorAdd/TermsRef'],
    ['names beside filters', query({ FullName: 'A', ActiveStatus: 'All' }), 'VendorQueryRq'],
    [
      'an order without lines',
      order({ PurchaseOrderLineAdd: undefined }),
      'PurchaseOrderAddRq/PurchaseOrderAdd',
    ],
  ])('%s', (_case, request, element) => {
    expect(found(request)).toEqual([`choice ${element}`]);
  });

  test('lines and groups may stand together', () => {
    expect(found(order({ PurchaseOrderLineGroupAdd: { ItemGroupRef: { FullName: 'G' } } }))).toEqual([]);
  });
});

test('every problem of a request is told at once', () => {
  expect(found(vendor({ Name: 'x'.repeat(42), Phone: 'x'.repeat(22), Nick: 'x' }))).toHaveLength(3);
});
