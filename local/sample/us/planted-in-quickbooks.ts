import type { Bookkeeper } from '../../simulators/quickbooks/quickbooks.ts';

const lineOf = (people: Bookkeeper, id: string, at: number): string => people.linesOf(id)[at - 1] ?? '';

const transaction = (
  people: Bookkeeper,
  kind: Parameters<Bookkeeper['findTransaction']>[0],
  texts: Readonly<Record<string, string>>,
): string => {
  const id = people.findTransaction(kind, texts);
  if (id === undefined) throw new Error(`no ${kind} with ${JSON.stringify(texts)} in the books`);
  return id;
};

/** Somebody at the US contractor's QuickBooks undoes or changes what was posted; US_LIFE_EXPECTED names each. */
export const plantUsDifferences = (people: Bookkeeper): void => {
  const excavation = transaction(people, 'PurchaseOrder', { RefNumber: 'SC-104' });
  const changed = { TxnLineID: lineOf(people, excavation, 1), Quantity: '1', Amount: '88500.00' };
  people.edit(excavation, { PurchaseOrderLineMod: changed });
  people.edit(transaction(people, 'PurchaseOrder', { RefNumber: 'SC-102' }), { IsManuallyClosed: 'true' });
  people.void(transaction(people, 'Bill', { RefNumber: 'AF-311' }));
  people.remove(transaction(people, 'BillPaymentCheck', { Memo: 'Procore Pay pp-7031' }));
  people.setActive(people.find('Vendor', 'Zenith Insulation') ?? '', false);
  const estimate = transaction(people, 'Estimate', { RefNumber: '26-101' });
  // The line of 12,000.00 for supervision.
  const EstimateLineMod = people
    .linesOf(estimate)
    .map((TxnLineID, n) => ({ TxnLineID, ...(n === 2 && { Quantity: '1', Rate: '12500' }) }));
  people.edit(estimate, { EstimateLineMod });
};
