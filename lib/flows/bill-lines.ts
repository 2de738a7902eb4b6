import type { Context } from '../flow.ts';
import type { Invoice } from '../procore/shapes.ts';
import { childrenOf, type Element, type Fields, textAt } from '../qbxml/message.ts';
import { amount, compare, isZero, negate, sum } from '../qbxml/money.ts';
import { cut } from '../qbxml/text.ts';
import { type Reason, reason } from '../reasons.ts';
import { type BillPart, linkedParts, unlinkedParts } from './bill-links.ts';
import { commitments } from './commitments.ts';
import { costCodes } from './cost-codes.ts';
import { billedItems, figuresOf, grossOf, isCredit } from './invoice-amounts.ts';
import { taxCode } from './order-lines.ts';
import { projects } from './projects.ts';

const MAX_DESC = 4095;

/** The parts of a bill in its order. A credit links to nothing: QuickBooks draws orders down by bills alone. */
export const partsOf = (
  invoice: Invoice,
  context: Context,
  order: Element | undefined,
): readonly BillPart[] =>
  context.settings.linkBills && !isCredit(invoice, context.settings)
    ? linkedParts(invoice, context, order)
    : unlinkedParts(invoice, context, order);

/** Which lines are not linked, and why; for people. */
export const unlinkedWords = (parts: readonly BillPart[]): string =>
  parts.flatMap(({ unlinked }, n) => (unlinked ? [`line ${n + 1} (${unlinked})`] : [])).join(', ');

const descriptionOf = ({ items }: BillPart): string =>
  [...new Set(items.map(({ description }) => description))].filter((text) => text !== '').join('; ');

/** The item of the cost code; a whole change order has none and takes that of the order line. */
const itemRef = ({ items: [item], line }: BillPart, { resolve }: Context): Fields | undefined => {
  if (item.costCode.is === 'standard')
    return { ListID: resolve(costCodes.of(item.costCode.standardCostCodeId)).id };
  const id = textAt(line, 'ItemRef', 'ListID');
  return id === undefined ? undefined : { ListID: id };
};

/** Procore's own code of the work, else what the order line has, else what the settings say. */
const partTaxCode = (part: BillPart, invoice: Invoice, context: Context): Fields | undefined => {
  const { settings } = context;
  const { taxCodeId } = part.items[0];
  const isNamed = taxCodeId !== undefined && settings.taxCodes.byProcoreTaxCode[taxCodeId] !== undefined;
  const ordered = textAt(part.line, 'SalesTaxCodeRef', 'ListID');
  if (settings.country === 'CA' && !isNamed && ordered !== undefined) return { ListID: ordered };
  return taxCode({ taxCodeId }, invoice, context);
};

/** A whole change order of which neither the order nor Procore says an item. */
export const itemlessRefusal = (parts: readonly BillPart[], context: Context): Reason | undefined => {
  const at = parts.findIndex((part) => !part.link && !itemRef(part, context));
  return at < 0 ? undefined : reason('line-without-cost-code', { line: String(at + 1) });
};

/** What every line has: its job, class, and whether the customer may be billed for it. */
const common = ({ projectId }: Invoice, { settings, resolve }: Context) => {
  const { billable, defaultClass } = settings;
  const isBillable = billable === 'always' || (billable !== 'never' && billable.includes(projectId));
  return {
    CustomerRef: { ListID: resolve(projects.of(projectId)).id },
    ClassRef: defaultClass ? { FullName: defaultClass } : undefined,
    BillableStatus: isBillable ? 'Billable' : 'NotBillable',
  };
};

const workLine = (part: BillPart, invoice: Invoice, context: Context): Fields => {
  const { link, gross } = part;
  const description = descriptionOf(part);
  const order = link && context.resolve(commitments.of(invoice.commitmentId));
  return {
    ...common(invoice, context),
    ItemRef: link ? undefined : itemRef(part, context),
    Desc: description === '' ? undefined : cut(description, MAX_DESC),
    Quantity: link?.Quantity ?? '1',
    Amount: gross,
    SalesTaxCodeRef: partTaxCode(part, invoice, context),
    LinkToTxn: link && order && { TxnID: order.id, TxnLineID: link.TxnLineID },
  };
};

/** With the tax code of the work that it belongs to. */
const retainageLine = (invoice: Invoice, context: Context, work: readonly Fields[]): Fields => {
  const { retainage } = figuresOf(invoice);
  return {
    ...common(invoice, context),
    ItemRef: { FullName: context.settings.retainageItem },
    Desc: compare(retainage, '0') < 0 ? 'Retainage held' : 'Retainage released',
    Quantity: '1',
    Amount: retainage,
    SalesTaxCodeRef: work[0]?.SalesTaxCodeRef ?? taxCode({}, invoice, context),
  };
};

/** The lines of a bill, the retainage line last; of a credit the same with their signs turned. */
export const billLines = (
  invoice: Invoice,
  context: Context,
  parts: readonly BillPart[],
): readonly Fields[] => {
  const work = parts.map((part) => workLine(part, invoice, context));
  const hasRetainage = !isZero(figuresOf(invoice).retainage);
  const lines = hasRetainage ? [...work, retainageLine(invoice, context, work)] : work;
  if (!isCredit(invoice, context.settings)) return lines;
  return lines.map((line) => ({ ...line, Amount: negate(String(line.Amount)) }));
};

/** In which words QuickBooks' amounts differ from those sent: line by line where they can be told apart. */
export const billDifferences = (ret: Element, invoice: Invoice, credit: boolean): string | undefined => {
  const { retainage, net } = figuresOf(invoice);
  const turned = (value: string): string => (credit ? negate(value) : amount(value));
  const found = childrenOf(ret, 'ItemLineRet').map((line) => textAt(line, 'Amount') || '0');
  if (found.length === 0) return undefined;
  const sent = [...billedItems(invoice).map(grossOf), ...(isZero(retainage) ? [] : [retainage])].map(turned);
  const words = (what: string, a: string, b: string) => `${what}: ${a} sent, ${b} in QuickBooks`;
  if (compare(sum(found), turned(net)) !== 0) return words('total', turned(net), sum(found));
  if (found.length !== sent.length) return undefined;
  const lines = sent.flatMap((one, n) =>
    compare(one, found[n] ?? '0') === 0 ? [] : [words(`line ${n + 1}`, one, found[n] ?? '0')],
  );
  return lines.length > 0 ? lines.join('; ') : undefined;
};

export const cutDescriptions = (invoice: Invoice): readonly string[] =>
  billedItems(invoice).flatMap(({ description }, n) =>
    description.length > MAX_DESC ? [`description of line ${n + 1}`] : [],
  );
