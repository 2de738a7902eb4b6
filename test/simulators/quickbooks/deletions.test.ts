import { ask, contractor, value, vendorAdd } from './ask.ts';

const txnDel = (id: string, type = 'PurchaseOrder'): string =>
  `<TxnDelRq requestID="d"><TxnDelType>${type}</TxnDelType><TxnID>${id}</TxnID></TxnDelRq>`;
const listDel = (id: string, type = 'Vendor'): string =>
  `<ListDelRq requestID="d"><ListDelType>${type}</ListDelType><ListID>${id}</ListID></ListDelRq>`;

const withOrder = async () => {
  const quickbooks = contractor();
  const { text } = await ask(quickbooks, vendorAdd('v', '<Name>Vend</Name>'));
  const vendor = value(text, 'ListID') ?? '';
  const order = quickbooks.people.addPurchaseOrder({ VendorRef: { ListID: vendor }, RefNumber: 'P-1' });
  return { quickbooks, vendor, order };
};

test('a transaction is deleted, and the deleted query tells of it', async () => {
  const { quickbooks, order } = await withOrder();
  const { codes, text } = await ask(quickbooks, txnDel(order));
  expect(codes).toEqual({ d: '0' });
  expect(text).toMatch(/<TxnDelType>PurchaseOrder<\/TxnDelType>\s*<TxnID>/);
  expect(quickbooks.books().purchaseOrders).toEqual([]);
  const deleted =
    '<TxnDeletedQueryRq requestID="q"><TxnDelType>PurchaseOrder</TxnDelType></TxnDeletedQueryRq>';
  expect(value((await ask(quickbooks, deleted)).text, 'RefNumber')).toBe('P-1');
  expect((await ask(quickbooks, txnDel(order))).codes).toEqual({ d: '3120' });
});

test('what is not there, is of another type, or has no id is not found', async () => {
  const { quickbooks, order, vendor } = await withOrder();
  expect((await ask(quickbooks, txnDel(order, 'Bill'))).codes).toEqual({ d: '3120' });
  expect((await ask(quickbooks, listDel(vendor, 'Customer'))).codes).toEqual({ d: '3120' });
  expect((await ask(quickbooks, txnDel('PO-1'))).codes).toEqual({ d: '3000' });
});

test('a list object goes once nothing refers to it', async () => {
  const { quickbooks, vendor, order } = await withOrder();
  const { codes, messages } = await ask(quickbooks, listDel(vendor));
  expect(codes).toEqual({ d: '3160' });
  expect(messages.d).toBe('The object "Vend" cannot be deleted because it is in use.');
  await ask(quickbooks, txnDel(order));
  expect((await ask(quickbooks, listDel(vendor))).codes).toEqual({ d: '0' });
  expect(quickbooks.people.find('Vendor', 'Vend')).toBeUndefined();
});

test('a transaction that somebody has open, or in a closed period, stays', async () => {
  const { quickbooks, order } = await withOrder();
  quickbooks.people.open(order);
  expect((await ask(quickbooks, txnDel(order))).codes).toEqual({ d: '3175' });
  quickbooks.people.close(order);
  quickbooks.people.prefer({ closingDate: '2099-01-01' });
  expect((await ask(quickbooks, txnDel(order))).codes).toEqual({ d: '3161' });
});

test('a wrong order of elements, or an unknown type, refuses the whole set', async () => {
  const { quickbooks, order } = await withOrder();
  const swapped = `<TxnDelRq requestID="d"><TxnID>${order}</TxnID><TxnDelType>PurchaseOrder</TxnDelType></TxnDelRq>`;
  await expect(ask(quickbooks, swapped)).rejects.toThrow('0x80040400');
  await expect(ask(quickbooks, txnDel(order, 'Vendor'))).rejects.toThrow('0x80040400');
});
