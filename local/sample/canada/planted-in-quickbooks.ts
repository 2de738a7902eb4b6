import type { Bookkeeper } from '../../simulators/quickbooks/quickbooks.ts';

/** Somebody at the Canadian contractor's QuickBooks changes what was posted; CA_LIFE_EXPECTED names each. */
export const plantCaDifferences = (people: Bookkeeper): void => {
  const bill = people.findTransaction('Bill', { RefNumber: 'VJ-1' });
  const order = people.findTransaction('PurchaseOrder', { RefNumber: 'ST-26-05' });
  const vendor = people.find('Vendor', 'Isolation Nordique - Division "Froid"');
  if (bill === undefined || order === undefined || vendor === undefined)
    throw new Error('what was to be changed is not in the books');
  const [TxnLineID = ''] = people.linesOf(bill);
  people.edit(bill, { ItemLineAdd: { TxnLineID, Amount: '1240.00' } });
  people.edit(order, { IsManuallyClosed: 'true' });
  people.setActive(vendor, false);
};
