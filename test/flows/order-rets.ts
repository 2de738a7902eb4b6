import { listIdOf } from './given.ts';

/** A line of an order as QuickBooks tells it. */
export const lineRet = (id: string, key: string, amount = '100.00'): string =>
  `<PurchaseOrderLineRet><TxnLineID>${id}</TxnLineID><Quantity>1</Quantity><Amount>${amount}</Amount>` +
  `${key && `<Other2>${key}</Other2>`}</PurchaseOrderLineRet>`;

export const groupRet = (id: string, lines: readonly string[]): string =>
  `<PurchaseOrderLineGroupRet><TxnLineID>${id}</TxnLineID>${lines.join('')}</PurchaseOrderLineGroupRet>`;

/** The order of a commitment in these tests. */
export const orderRet = (commitmentId: string, lines: readonly string[], more = ''): string =>
  `<PurchaseOrderRet><TxnID>${listIdOf(commitmentId)}</TxnID><EditSequence>1700000042</EditSequence>` +
  `<RefNumber>SC-001</RefNumber>${more}${lines.join('')}</PurchaseOrderRet>`;
