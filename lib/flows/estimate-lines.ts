import type { Context } from '../flow.ts';
import type { Budget } from '../procore/shapes.ts';
import { type Element, type Fields, textAt } from '../qbxml/message.ts';
import { amount, compare, isZero, sum } from '../qbxml/money.ts';
import { cut, fits } from '../qbxml/text.ts';
import { costCodes } from './cost-codes.ts';
import { sameName } from './objects.ts';

const MAX_DESC = 4095;

/** A line of the estimate. */
export interface EstimateLine {
  /** In Other2 (≤ 29): so a change finds its lines again. */
  readonly key: string;
  /** Id of the standard cost code. */
  readonly code: string;
  readonly amount: string;
  /** Which change it is of; QuickBooks gives the others the description of their item. */
  readonly description?: string;
}

/**
 * Keys are `ba:` and a cost code for an original amount, `bc:` and a side of a change. Lines that have them are ours;
 * everybody else's are left as they are.
 */
const isOurs = (key: string | undefined): boolean => /^b[ac]:/.test(key ?? '');

/** One line per cost code with an original amount, cost types summed; then one per side of each change. */
export const estimateLines = ({ rows, changes }: Budget): readonly EstimateLine[] => {
  const amounts = new Map<string, string[]>();
  for (const { costCode, amount: own } of rows) {
    if (costCode.is !== 'standard') continue;
    const code = costCode.standardCostCodeId;
    amounts.set(code, [...(amounts.get(code) ?? []), own]);
  }
  const originals = [...amounts].map(([code, all]) => ({ key: `ba:${code}`, code, amount: sum(all) }));
  const changed = changes.flatMap(({ id, name, costCode, amount: own }) =>
    costCode.is === 'standard'
      ? [{ key: `bc:${id}`, code: costCode.standardCostCodeId, amount: own, description: name }]
      : [],
  );
  return [...originals, ...changed].filter((line) => !isZero(line.amount));
};

const itemOf = ({ code }: EstimateLine, { resolve }: Context): string => resolve(costCodes.of(code)).id;

/** US: the non-taxable code. Canada: that of the project, else the default. */
const taxCodeOf = ({ projectId }: Budget, { settings }: Context): Fields | undefined => {
  const { byProject, default: fallback } = settings.taxCodes;
  const code = settings.country === 'CA' ? (byProject[projectId] ?? fallback) : fallback;
  return code ? { FullName: code } : undefined;
};

const describe = ({ description }: EstimateLine): Fields =>
  description ? { Desc: cut(description, MAX_DESC) } : {};

const figures = (line: EstimateLine): Fields => ({ Quantity: '1', Rate: amount(line.amount) });

/** A line as it is added. */
export const newLine = (line: EstimateLine, budget: Budget, context: Context): Fields => {
  const { defaultClass } = context.settings;
  return {
    ItemRef: { ListID: itemOf(line, context) },
    ...describe(line),
    ...figures(line),
    ClassRef: defaultClass ? { FullName: defaultClass } : undefined,
    SalesTaxCodeRef: taxCodeOf(budget, context),
    Other2: line.key,
  };
};

const LINE = 'EstimateLineMod';
const GROUP = 'EstimateLineGroupMod';

/** Lines, and groups of lines, which are never ours. */
const standing = (ret: Element | undefined): readonly Element[] =>
  ret?.children.filter(({ name }) => name === 'EstimateLineRet' || name === 'EstimateLineGroupRet') ?? [];

/** A line or a group of an EstimateMod. */
interface Entry {
  readonly name: typeof LINE | typeof GROUP;
  readonly fields: Fields;
}

const isAmount = (ret: Element, line: EstimateLine): boolean => {
  const found = textAt(ret, 'Amount');
  return found !== undefined && compare(found, line.amount) === 0;
};

/** What of a line of ours that stands there is to be another; empty: it stays. */
const difference = (ret: Element, line: EstimateLine, budget: Budget, context: Context): Fields => {
  const desc = describe(line);
  const item = itemOf(line, context);
  if (!sameName(textAt(ret, 'ItemRef', 'ListID'), item))
    return {
      ItemRef: { ListID: item },
      ...desc,
      ...figures(line),
      SalesTaxCodeRef: taxCodeOf(budget, context),
    };
  const isDescribed = desc.Desc === undefined || textAt(ret, 'Desc') === desc.Desc;
  return { ...(isDescribed ? {} : desc), ...(isAmount(ret, line) ? {} : figures(line)) };
};

/**
 * The lines of an EstimateMod: those that stand there in their order, ours as they should be, then what is new. A line
 * or group that is not named is deleted: so only those of ours are left out that the budget has no more. Undefined:
 * nothing is to be changed. Without a Ret all lines are new.
 */
const changedEntries = (
  ret: Element | undefined,
  budget: Budget,
  context: Context,
): readonly Entry[] | undefined => {
  const missing = new Map(estimateLines(budget).map((line) => [line.key, line]));
  const seen = new Set<string>();
  let changes = 0;
  const kept = standing(ret).flatMap((one): Entry[] => {
    const TxnLineID = textAt(one, 'TxnLineID');
    const key = textAt(one, 'Other2') ?? '';
    // Of two with one key the second is somebody's copy.
    if (!isOurs(key) || seen.has(key))
      return [{ name: one.name === 'EstimateLineRet' ? LINE : GROUP, fields: { TxnLineID } }];
    seen.add(key);
    const line = missing.get(key);
    missing.delete(key);
    const other = line && difference(one, line, budget, context);
    if (!other || Object.keys(other).length > 0) changes += 1;
    return other ? [{ name: LINE, fields: { TxnLineID, ...other } }] : [];
  });
  if (changes + missing.size === 0) return undefined;
  const added = [...missing.values()].map(
    (line): Entry => ({ name: LINE, fields: { TxnLineID: '-1', ...newLine(line, budget, context) } }),
  );
  return [...kept, ...added];
};

/** The same as fields of an EstimateMod, with the order in which they stand where there are groups among them. */
export const changedLines = (
  ret: Element | undefined,
  budget: Budget,
  context: Context,
): { readonly fields: Fields; readonly sequence?: readonly string[] } | undefined => {
  const entries = changedEntries(ret, budget, context);
  if (!entries) return undefined;
  const named = (name: Entry['name']) =>
    entries.filter((one) => one.name === name).map(({ fields }) => fields);
  const groups = named(GROUP);
  if (groups.length === 0) return { fields: { [LINE]: named(LINE) } };
  return { fields: { [LINE]: named(LINE), [GROUP]: groups }, sequence: entries.map(({ name }) => name) };
};

/** In which words QuickBooks' amounts differ from the budget's, to the cent: line by line, or in sum without lines. */
export const differences = (ret: Element, budget: Budget): string | undefined => {
  const lines = estimateLines(budget);
  const byKey = new Map<string | undefined, Element>();
  for (const one of [...standing(ret)].reverse()) byKey.set(textAt(one, 'Other2'), one);
  if (byKey.size === 0) {
    const total = textAt(ret, 'Subtotal');
    const sent = sum(lines.map((line) => line.amount));
    const agrees = total === undefined || compare(total, sent) === 0;
    return agrees ? undefined : `${sent} sent, ${total} in QuickBooks`;
  }
  const words = lines.flatMap((line, n) => {
    const found = byKey.get(line.key);
    if (!found) return [`line ${n + 1} is missing in QuickBooks`];
    const there = textAt(found, 'Amount') ?? 'nothing';
    return isAmount(found, line)
      ? []
      : [`line ${n + 1}: ${amount(line.amount)} sent, ${there} in QuickBooks`];
  });
  return words.length > 0 ? words.join('; ') : undefined;
};

/** Descriptions that do not fit. */
export const cutDescriptions = (budget: Budget): readonly string[] =>
  estimateLines(budget).flatMap(({ description = '' }, n) =>
    fits(description, MAX_DESC) ? [] : [`description of line ${n + 1}`],
  );
