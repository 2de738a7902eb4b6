import type { Context, RecordKey } from '../../lib/flow.ts';
import { invoices } from '../../lib/flows/invoices.ts';
import type { Invoice } from '../../lib/procore/shapes.ts';
import type { Element } from '../../lib/qbxml/message.ts';
import type { Settings } from '../../lib/settings.ts';
import { element, fetched, given, listIdOf, mapped } from './given.ts';
import type { Tables } from './kestrel.ts';
import { us } from './settings.ts';

/** Where the lines of subcontract 901 stand, and those that change orders added to it. */
const LINES: Readonly<Record<string, Record<string, string>>> = {
  'commitments 901': { 9011: '2A-1', 9012: '2A-2' },
  // Both lines of the first change order became one.
  'change-orders 1201': { 12011: '2A-3', 12012: '2A-3' },
  'change-orders 1202': { 12021: '2A-4', 12022: '2A-5' },
};

const mappedLink = ({ flow, id }: RecordKey) =>
  mapped({ flow, id }, { lines: LINES[`${flow} ${id}`], ...(flow === 'commitments' && { name: 'SC-001' }) });

/** All that an invoice of subcontract 901 refers to is in QuickBooks. */
export const billed: Partial<Context> = { resolve: mappedLink };

export type Left = readonly [string, string, string, string, string];

const lineRet = (id: string, amount: string, quantity: string, left: string, more = ''): string =>
  `<PurchaseOrderLineRet><TxnLineID>2A-${id}</TxnLineID><ItemRef><ListID>${listIdOf('102')}</ListID></ItemRef>` +
  `<Quantity>${quantity}</Quantity><Amount>${amount}</Amount><UnbilledQuantity>${left}</UnbilledQuantity>${more}</PurchaseOrderLineRet>`;

/** The order of subcontract 901 with what is left to bill of each line; `more` stands in its head. */
const orderXml = (left: Left, more: string, lineMore: string): string =>
  `<PurchaseOrderRet><TxnID>${listIdOf('901')}</TxnID><RefNumber>SC-001</RefNumber>${more}` +
  lineRet('1', '30000.00', '1', left[0], lineMore) +
  lineRet('2', '2500.00', '10', left[1]) +
  lineRet('3', '1900.00', '1', left[2]) +
  lineRet('4', '600.00', '1', left[3]) +
  lineRet('5', '300.00', '1', left[4]) +
  '</PurchaseOrderRet>';

export const orderRet = (left: Left, more = '', lineMore = ''): Element =>
  element(orderXml(left, more, lineMore));

/** What a lookup finds of that order and of the retainage item. */
export const standing = (left: Left, lineMore = ''): string =>
  `${orderXml(left, '', lineMore)}<ItemServiceRet><FullName>Retainage</FullName></ItemServiceRet>`;

export const UNTOUCHED: Left = ['1', '10', '1', '1', '1'];

const source = { project: '9001' };

export const keyOf = (id: string): RecordKey => ({ flow: 'invoices', id });

/** An invoice of the fixtures as fetched after `change`. */
export const invoice = (id: string, change: (tables: Tables) => void = () => undefined): Promise<Invoice> =>
  fetched(invoices, id, { source, change });

export const rowOf = (tables: Tables, id: string): Record<string, unknown> =>
  tables.requisitions.find((row) => String(row.id) === id) ?? {};

export const itemsOf = (tables: Tables, id: string): Record<string, unknown>[] =>
  rowOf(tables, id).items as Record<string, unknown>[];

/** The invoice with other fields in its head. */
export const changed = (id: string, more: Record<string, unknown>): Promise<Invoice> =>
  invoice(id, (tables) => Object.assign(rowOf(tables, id), more));

export const contextOf = (id: string, settings: Settings = us, more: Partial<Context> = {}): Context =>
  given(keyOf(id), settings, { ...billed, ...more });

export const refusal = (of: Invoice, settings: Settings = us, more: Partial<Context> = {}) =>
  invoices.refuse(of, contextOf(of.id, settings, more));
