import type { Context, Seen } from '../flow.ts';
import type { CommitmentLine } from '../procore/shapes.ts';
import { childrenOf, type Element, textAt } from '../qbxml/message.ts';
import { amount, compare } from '../qbxml/money.ts';
import { reason } from '../reasons.ts';
import type { AddedLine } from './added-lines.ts';
import { costCodes } from './cost-codes.ts';
import { idIn, sameName } from './objects.ts';
import { lineKey } from './order-lines.ts';

/** Which lines of an order are whose. */
export interface TakenLines {
  /** Procore line id → TxnLineID. */
  readonly lines: Readonly<Record<string, string>>;
  /** In which words the others are told. */
  readonly missing: readonly string[];
}

const itemOf = ({ costCode }: CommitmentLine, { resolve }: Context): string =>
  costCode.is === 'standard' ? resolve(costCodes.of(costCode.standardCostCodeId)).id : '';

const isSame = (ret: Element, line: CommitmentLine, context: Context): boolean =>
  sameName(textAt(ret, 'ItemRef', 'ListID'), itemOf(line, context)) &&
  compare(textAt(ret, 'Amount') || '0', line.amount) === 0;

/**
 * The lines of an order in QuickBooks that are a record's: by our key, else by item and amount, in order, each for one
 * line. `taken`: TxnLineIDs that are others'.
 */
export const takenLines = (
  order: Element,
  sent: readonly CommitmentLine[],
  context: Context,
  taken: ReadonlySet<string> = new Set(),
): TakenLines => {
  const idOf = (ret: Element): string => textAt(ret, 'TxnLineID') ?? '';
  const free = new Set(childrenOf(order, 'PurchaseOrderLineRet').filter((ret) => !taken.has(idOf(ret))));
  const lines: Record<string, string> = {};
  const take = (line: CommitmentLine, fits: (ret: Element) => boolean): void => {
    if (line.id in lines) return;
    const found = [...free].find(fits);
    if (!found) return;
    lines[line.id] = idOf(found);
    free.delete(found);
  };
  for (const line of sent) take(line, (ret) => textAt(ret, 'Other2') === lineKey(line));
  for (const line of sent) take(line, (ret) => isSame(ret, line, context));
  const missing = sent.flatMap((line, n) =>
    line.id in lines ? [] : [`line ${n + 1} (${amount(line.amount)}) is not among the order's lines`],
  );
  return { lines, missing };
};

/** What an order is known by. */
export interface Sought {
  readonly number: string;
  /** ListID. */
  readonly vendor: string;
  /** TxnID that a person named. */
  readonly id?: string;
}

/** Of several orders with one number it is not said which is meant; those of other vendors are others' orders. */
const unclear = (number: string, numbered: readonly Element[], fitting: number): Seen => {
  if (numbered.length === 0) return { is: 'absent' };
  const vendor = textAt(numbered[0], 'VendorRef', 'FullName') ?? 'nobody';
  const holder =
    fitting > 1 ? `${fitting} purchase orders in QuickBooks` : `a purchase order to ${vendor} in QuickBooks`;
  return { is: 'refused', reason: reason('number-taken', { number, holder }) };
};

/** An order that was entered by hand: the one that a person named, else by number and vendor. */
export const standingOrder = (
  { number, vendor, id }: Sought,
  sent: readonly CommitmentLine[],
  context: Context,
  rets: readonly Element[],
): Seen => {
  const numbered = rets.filter((ret) => sameName(textAt(ret, 'RefNumber'), number));
  const named = rets.find((ret) => id !== undefined && idIn(ret) === id);
  const fitting = named ? [named] : numbered.filter((ret) => textAt(ret, 'VendorRef', 'ListID') === vendor);
  const [ret] = fitting;
  const own = idIn(ret);
  if (!ret || !own || fitting.length > 1) return unclear(number, numbered, fitting.length);
  const { lines, missing } = takenLines(ret, sent, context);
  return {
    is: 'found',
    mapping: {
      ...{ type: 'PurchaseOrder', id: own, name: textAt(ret, 'RefNumber') ?? number, lines },
      editSequence: textAt(ret, 'EditSequence'),
      created: sameName(textAt(ret, 'ExternalGUID'), context.guid),
    },
    ...(missing.length > 0 && { differs: missing.join('; ') }),
  };
};

/** Lines that were added to an order by hand: all that a record would add, or none. `others`: TxnLineIDs of others. */
export const standingAddition = (
  order: Element | undefined,
  added: readonly AddedLine[],
  context: Context,
  others: ReadonlySet<string>,
): Seen => {
  const id = idIn(order);
  const found = order && takenLines(order, added, context, others);
  if (!id || !found || found.missing.length > 0) return { is: 'absent' };
  const lines = added.flatMap((line) => line.of.map((one) => [one, found.lines[line.id] ?? ''] as const));
  return {
    is: 'found',
    mapping: {
      ...{ type: 'PurchaseOrder', id, name: textAt(order, 'RefNumber') ?? id, created: false },
      ...{ editSequence: textAt(order, 'EditSequence'), lines: Object.fromEntries(lines), ofTarget: true },
    },
  };
};
