import { type Answer, type QbRequest, textAt } from '../qbxml/message.ts';

/** What QuickBooks names by ListID; everything else that we post is a transaction and has a TxnID. */
const LISTS: readonly string[] = ['Vendor', 'Customer', 'ItemService'];

/** Whether objects of a type stand in a list, where they may be merged; others are transactions. */
export const isList = (type: string): boolean => LISTS.includes(type);

const idOf = (type: string): 'ListID' | 'TxnID' => (isList(type) ? 'ListID' : 'TxnID');

/** Asks which of some objects of a type (`Vendor`, `PurchaseOrder`) are in QuickBooks, and for nothing else of them. */
export const existenceQuery = (type: string, ids: readonly string[]): QbRequest => ({
  message: `${type}QueryRq`,
  fields: { [idOf(type)]: [...ids], IncludeRetElement: [idOf(type)] },
});

/** Whether an object stands in the answers. */
export const isThere = (answers: readonly Answer[], id: string): boolean =>
  answers.some(({ rets }) => rets.some((ret) => textAt(ret, 'ListID') === id || textAt(ret, 'TxnID') === id));
