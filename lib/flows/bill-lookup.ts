import type { Context, Seen } from '../flow.ts';
import type { Invoice } from '../procore/shapes.ts';
import { type Element, type QbRequest, textAt } from '../qbxml/message.ts';
import { compare, negate } from '../qbxml/money.ts';
import { type Reason, reason } from '../reasons.ts';
import { commitments } from './commitments.ts';
import { companies } from './companies.ts';
import { costCodes } from './cost-codes.ts';
import { billedItems, figuresOf, isCredit } from './invoice-amounts.ts';
import { idIn, LIST_FIELDS, sameName } from './objects.ts';

const HEAD = ['TxnID', 'EditSequence', 'VendorRef', 'RefNumber', 'ExternalGUID'];

/** What comes back of a bill or credit that is added. */
export const ADDED_FIELDS = [...HEAD, 'ItemLineRet'];

/** In Canada with tax. */
const TOTAL = { Bill: 'AmountDue', VendorCredit: 'CreditAmount' } as const;

const ORDER_FIELDS = ['TxnID', 'RefNumber', 'IsManuallyClosed', 'PurchaseOrderLineRet'];

/** Whether its lines depend on how the purchase order stands. */
export const needsOrder = (invoice: Invoice, { settings }: Context): boolean => {
  const billed = billedItems(invoice);
  const links = settings.linkBills && !isCredit(invoice, settings);
  return links ? billed.length > 0 : billed.some(({ costCode }) => costCode.is !== 'standard');
};

/**
 * Who has its number, what is left of its order, and whether vendor and retainage item are there to be used: one
 * query of each kind, however many invoices ask.
 */
export const billLookup = (
  invoice: Invoice,
  context: Context,
  type: 'Bill' | 'VendorCredit',
  number: string,
): readonly QbRequest[] => {
  const { resolve, settings } = context;
  // Without lines: many vendors count their invoices from 1, and all their bills of one number come back.
  const how = { IncludeRetElement: [...HEAD, TOTAL[type]] };
  const byId = invoice.origin ? [{ TxnID: [invoice.origin.id], ...how }] : [];
  const bills = [...byId, { RefNumber: [number], ...how }];
  const order = {
    TxnID: [resolve(commitments.of(invoice.commitmentId)).id],
    ...{ IncludeLineItems: 'true', IncludeRetElement: ORDER_FIELDS },
  };
  const vendor = resolve(companies.of(invoice.vendorId ?? '')).id;
  return [
    ...bills.map((fields) => ({ message: `${type}QueryRq`, fields })),
    ...(needsOrder(invoice, context) ? [{ message: 'PurchaseOrderQueryRq', fields: order }] : []),
    { message: 'VendorQueryRq', fields: { ListID: [vendor], IncludeRetElement: LIST_FIELDS } },
    {
      message: 'ItemServiceQueryRq',
      fields: { FullName: [settings.retainageItem ?? ''], IncludeRetElement: LIST_FIELDS },
    },
  ];
};

/** In which words the total of a bill or credit differs; not told in Canada, where it holds tax. */
export const totalDifference = (
  ret: Element,
  invoice: Invoice,
  { settings }: Context,
): string | undefined => {
  const total = textAt(ret, 'AmountDue') ?? textAt(ret, 'CreditAmount');
  const { net } = figuresOf(invoice);
  const sent = ret.name === 'VendorCreditRet' ? negate(net) : net;
  if (settings.country === 'CA' || total === undefined || compare(total, sent) === 0) return undefined;
  return `total: ${sent} sent, ${total} in QuickBooks`;
};

const inactive = (ret: Element | undefined, object: string): Reason | undefined =>
  textAt(ret, 'IsActive') === 'false' ? reason('inactive-in-quickbooks', { object }) : undefined;

/** What a vendor's bill or credit is known by. */
interface Known {
  readonly type: string;
  readonly number: string;
}

/** Bills or credits of a vendor with a number. */
const numbered = (rets: readonly Element[], vendor: string, { type, number }: Known): readonly Element[] =>
  rets.filter(
    (ret) =>
      ret.name === `${type}Ret` &&
      sameName(textAt(ret, 'RefNumber'), number) &&
      textAt(ret, 'VendorRef', 'ListID') === vendor,
  );

/** A bill that was entered by hand: the one that a person named, else by vendor and number, if there is but one. */
export const standingBill = (
  invoice: Invoice,
  { resolve }: Context,
  rets: readonly Element[],
  as: Known,
): Seen => {
  const named = rets.find((ret) => invoice.origin && textAt(ret, 'TxnID') === invoice.origin.id);
  const vendor = resolve(companies.of(invoice.vendorId ?? '')).id;
  const found = named ? [named] : numbered(rets, vendor, as);
  const [ret] = found;
  const id = idIn(ret);
  if (!ret || !id) return { is: 'absent' };
  if (found.length > 1)
    return {
      is: 'refused',
      reason: reason('number-taken', { number: as.number, holder: `${found.length} bills in QuickBooks` }),
    };
  const name = textAt(ret, 'RefNumber') ?? as.number;
  const editSequence = textAt(ret, 'EditSequence');
  return { is: 'found', mapping: { type: as.type, id, name, editSequence, created: false } };
};

const numberTaken = (rets: readonly Element[], vendor: string, as: Known): Reason | undefined => {
  const { type, number } = as;
  const [other] = numbered(rets, vendor, as);
  if (!other) return undefined;
  const kind = type === 'Bill' ? 'a bill' : 'a credit';
  const holder = `${kind} of ${textAt(other, 'VendorRef', 'FullName') ?? 'this vendor'} in QuickBooks`;
  return reason('number-taken', { number, holder });
};

const retainageObstacle = (
  invoice: Invoice,
  { resolve, settings }: Context,
  rets: readonly Element[],
): Reason | undefined => {
  const item = settings.retainageItem ?? '';
  const ret = rets.find(
    (one) => one.name === 'ItemServiceRet' && sameName(textAt(one, 'FullName') ?? textAt(one, 'Name'), item),
  );
  if (!ret) {
    const words = `There is no Service item "${item}" for retainage.`;
    return reason('missing-reference', { words, setting: 'retainageItem' });
  }
  const id = textAt(ret, 'ListID');
  const same = billedItems(invoice)
    .flatMap(({ costCode }) => (costCode.is === 'standard' ? [costCode] : []))
    .find(({ standardCostCodeId }) => resolve(costCodes.of(standardCostCodeId)).id === id);
  if (same) return reason('retainage-item', { item, code: same.fullCode });
  return inactive(ret, `The retainage item "${item}"`);
};

/** Why a bill that QuickBooks does not have yet would not be taken, or would be wrong. */
export const billObstacle = (
  invoice: Invoice,
  context: Context,
  rets: readonly Element[],
  as: { readonly type: 'Bill' | 'VendorCredit'; readonly number: string },
): Reason | undefined => {
  const vendor = context.resolve(companies.of(invoice.vendorId ?? ''));
  const ret = rets.find((one) => one.name === 'VendorRet' && textAt(one, 'ListID') === vendor.id);
  return (
    numberTaken(rets, vendor.id, as) ??
    inactive(ret, `Vendor "${vendor.name}"`) ??
    retainageObstacle(invoice, context, rets)
  );
};
