import type { Context, Link, Mapping } from '../flow.ts';
import type { CommitmentLine } from '../procore/shapes.ts';
import { childrenOf, type Element, type Fields, textAt } from '../qbxml/message.ts';
import { amount, compare, fitsAmount, isZero, quantityAndRate } from '../qbxml/money.ts';
import { cut } from '../qbxml/text.ts';
import { type Reason, reason } from '../reasons.ts';
import { costCodes } from './cost-codes.ts';

const MAX_DESC = 4095;

/** What a purchase order's lines need to know of the whole. */
export interface OrderOf {
  readonly projectId: string;
  readonly vendorId?: string;
}

/** A line as it goes into an order; `key` where it is none of the commitment itself. */
export type OrderLine = CommitmentLine & { readonly key?: string };

/** Key of a Procore line in Other2 (≤ 29): so a modification sees what is already there. */
export const lineKey = ({ id, key }: Pick<OrderLine, 'id' | 'key'>): string => key ?? `pl:${id}`;

/** Zero lines are left out. */
export const sentLines = <L extends OrderLine>(lines: readonly L[]): readonly L[] =>
  lines.filter((line) => !isZero(line.amount));

/** The first line that cannot go: it keeps its whole document back. */
export const lineRefusal = (lines: readonly Pick<CommitmentLine, 'costCode'>[]): Reason | undefined => {
  for (const [index, { costCode }] of lines.entries()) {
    const line = String(index + 1);
    switch (costCode.is) {
      case 'none':
        return reason('line-without-cost-code', { line });
      case 'sub-job':
        return reason('sub-job', { line, code: costCode.fullCode });
      case 'project-specific':
        return reason('project-specific-cost-code', { line, code: costCode.fullCode });
      case 'custom-segment':
        return reason('custom-segment', { line, segment: costCode.segment });
      case 'standard':
    }
  }
  return undefined;
};

const TOO_LARGE = 'QuickBooks takes at most 13 digits before the point';

/** The first amount, or the total, that has more digits than QuickBooks can hold. */
export const amountRefusal = (lines: readonly Pick<CommitmentLine, 'amount'>[]): Reason | undefined => {
  const large = lines.findIndex(({ amount }) => !fitsAmount([amount]));
  if (large >= 0) return reason('does-not-fit', { element: `amount of line ${large + 1}`, words: TOO_LARGE });
  return fitsAmount(lines.map(({ amount }) => amount))
    ? undefined
    : reason('does-not-fit', { element: 'total', words: TOO_LARGE });
};

export const itemLinks = (lines: readonly Pick<CommitmentLine, 'costCode'>[]): readonly Link[] => {
  const ids = lines.flatMap(({ costCode }) =>
    costCode.is === 'standard' ? [costCode.standardCostCodeId] : [],
  );
  return [...new Set(ids)].map((id) => costCodes.of(id));
};

/** Canada: the most specific code of the settings. In the US lines have none. */
export const taxCode = (
  { taxCodeId }: Pick<CommitmentLine, 'taxCodeId'>,
  order: OrderOf,
  { settings }: Context,
): Fields | undefined => {
  if (settings.country !== 'CA') return undefined;
  const { byProcoreTaxCode, byVendor, byProject, default: fallback } = settings.taxCodes;
  const code =
    (taxCodeId && byProcoreTaxCode[taxCodeId]) ??
    (order.vendorId && byVendor[order.vendorId]) ??
    byProject[order.projectId] ??
    fallback;
  return code ? { FullName: code } : undefined;
};

/** A unit line by quantity and rate where their product is the amount, else by amount; others as one. */
const figures = (line: CommitmentLine) =>
  line.unitPriced
    ? quantityAndRate(line.quantity, line.unitCost, line.amount)
    : { Quantity: '1', Amount: amount(line.amount) };

export const orderLine = (line: OrderLine, order: OrderOf, job: Mapping, context: Context): Fields => {
  const item = line.costCode.is === 'standard' ? line.costCode.standardCostCodeId : '';
  const { defaultClass } = context.settings;
  return {
    ItemRef: { ListID: context.resolve(costCodes.of(item)).id },
    Desc: line.description === '' ? undefined : cut(line.description, MAX_DESC),
    ...figures(line),
    ClassRef: defaultClass ? { FullName: defaultClass } : undefined,
    CustomerRef: { ListID: job.id },
    SalesTaxCodeRef: taxCode(line, order, context),
    Other2: lineKey(line),
  };
};

export const cutLines = (lines: readonly CommitmentLine[]): readonly string[] =>
  lines.flatMap(({ description }, n) =>
    description.length > MAX_DESC ? [`description of line ${n + 1}`] : [],
  );

/** Procore line id → TxnLineID, by the keys in Other2. */
export const lineIds = (order: Element, lines: readonly OrderLine[]): Record<string, string> => {
  const rets = childrenOf(order, 'PurchaseOrderLineRet');
  const byKey = new Map(rets.map((ret) => [textAt(ret, 'Other2'), textAt(ret, 'TxnLineID') ?? '']));
  return Object.fromEntries(
    lines.flatMap((line) => {
      const id = byKey.get(lineKey(line));
      return id ? [[line.id, id]] : [];
    }),
  );
};

/** In which words QuickBooks' line amounts differ from Procore's, to the cent, before tax. */
export const lineDifferences = (order: Element, lines: readonly OrderLine[]): string | undefined => {
  const rets = childrenOf(order, 'PurchaseOrderLineRet');
  if (rets.length === 0) return undefined;
  const differences = lines.flatMap((line, n) => {
    const ret = rets.find((one) => textAt(one, 'Other2') === lineKey(line));
    const found = textAt(ret, 'Amount');
    if (!ret || found === undefined) return [`line ${n + 1} is missing in QuickBooks`];
    return compare(found, line.amount) === 0
      ? []
      : [`line ${n + 1}: ${amount(line.amount)} sent, ${found} in QuickBooks`];
  });
  return differences.length > 0 ? differences.join('; ') : undefined;
};
