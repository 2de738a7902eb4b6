import { layoutOf } from '../../lib/admin/layout.ts';
import { synced } from '../engine/records.ts';
import { listIdOf, mapped } from '../flows/given.ts';
import { us } from '../flows/settings.ts';

const item = { ...synced({ flow: 'cost-codes', id: '101' }), title: '03-300' };
const theirs = {
  ...synced({ flow: 'cost-codes', id: '102' }),
  mapping: mapped({ flow: 'cost-codes', id: '102' }, { created: false }),
};
const names = {
  settings: us,
  records: new Map([item, theirs].map((one) => [one.mapping?.id ?? '', one])),
};

const order = (...lines: readonly Readonly<Record<string, unknown>>[]) => ({
  message: 'PurchaseOrderAddRq',
  fields: {
    PurchaseOrderAdd: {
      RefNumber: 'PO-1',
      VendorRef: { ListID: 'unknown' },
      ClassRef: { FullName: 'Field' },
      TxnDate: '2026-03-05',
      ShipAddress: { Addr1: '1 Pier' },
      PurchaseOrderLineAdd: lines as never,
    },
  },
});

test('the header stands in QuickBooks’ order, with names where they are known', () => {
  expect(layoutOf(order(), names).header).toEqual([
    { field: 'Vendor', value: 'unknown' },
    { field: 'Class', value: 'Field' },
    { field: 'TxnDate', value: '2026-03-05' },
    { field: 'RefNumber', value: 'PO-1' },
    { field: 'ShipAddress Addr1', value: '1 Pier' },
  ]);
});

test('lines carry the account of their item and the amount that QuickBooks computes', () => {
  const { lines, total } = layoutOf(
    order(
      { ItemRef: { ListID: listIdOf('101') }, Quantity: '3', Rate: '33.335' },
      { ItemRef: { ListID: listIdOf('102') }, Quantity: '1', Amount: '-0.01' },
    ),
    names,
  );
  expect(lines).toEqual([
    {
      Item: 'cost-codes 101',
      Quantity: '3',
      Rate: '33.335',
      Account: 'Cost of Goods Sold:Concrete',
      Amount: '100.01',
    },
    { Item: 'cost-codes 102', Quantity: '1', Account: "the item's own", Amount: '-0.01' },
  ]);
  expect(total).toBe('100.00');
});

test('a document without lines has none, and no total', () => {
  const vendor = { message: 'VendorAddRq', fields: { VendorAdd: { Name: 'Oak' } } };
  expect(layoutOf(vendor, names)).toEqual({ header: [{ field: 'Name', value: 'Oak' }], lines: [] });
});
