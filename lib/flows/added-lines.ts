import type { ChangeOrder, ChangeOrderLine } from '../procore/shapes.ts';
import { sum } from '../qbxml/money.ts';
import type { Settings } from '../settings.ts';
import { type OrderLine, sentLines } from './order-lines.ts';

/** A line that a change order adds: several of Procore's where they change the same. */
export type AddedLine = OrderLine & {
  readonly key: string;
  /** Ids of the Procore lines in it. */
  readonly of: readonly string[];
};

/** With its markups. */
export const netOf = ({ amount, markup }: ChangeOrderLine): string => sum([amount, markup]);

/** Lines of one cost code and one line of the commitment become one; in Canada only under one tax code. */
const sameness = (line: ChangeOrderLine, { country }: Pick<Settings, 'country'>): string => {
  const { costCode, commitmentLineId, taxCodeId } = line;
  const item = costCode.is === 'standard' ? costCode.standardCostCodeId : line.id;
  return JSON.stringify([item, commitmentLineId, country === 'CA' ? taxCodeId : undefined]);
};

/** Led by the change order's number, each description once. */
const described = ({ number, title }: ChangeOrder, lines: readonly ChangeOrderLine[]): string => {
  const told = new Set(lines.map(({ description }) => description).filter((text) => text !== ''));
  const words = told.size > 0 ? [...told].join('; ') : title;
  return [number, words].filter((text) => text !== '').join(': ');
};

const together = (order: ChangeOrder, lines: readonly [ChangeOrderLine, ...ChangeOrderLine[]]): AddedLine => {
  const [first, ...others] = lines;
  const { commitmentLineId: _, markup: __, ...line } = first;
  return {
    ...line,
    ...(others.length > 0 && { unitPriced: false }),
    amount: sum(lines.map(netOf)),
    description: described(order, lines),
    key: `co:${first.id}`,
    of: lines.map(({ id }) => id),
  };
};

/** What a change order adds to its order, in its own order of lines; what comes to zero is left out. */
export const addedLines = (order: ChangeOrder, settings: Pick<Settings, 'country'>): readonly AddedLine[] => {
  const alike = new Map<string, [ChangeOrderLine, ...ChangeOrderLine[]]>();
  for (const line of order.lines) {
    const key = sameness(line, settings);
    const before = alike.get(key);
    if (before) before.push(line);
    else alike.set(key, [line]);
  }
  return sentLines([...alike.values()].map((lines) => together(order, lines)));
};
