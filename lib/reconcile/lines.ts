import { type Element, type Fields, textAt, type Value, valuesOf } from '../qbxml/message.ts';
import { compare, isZero, sum } from '../qbxml/money.ts';
import { type Against, type FieldDifference, fieldDifferences } from './fields.ts';

/** What is wrong with the lines of an object. */
export type LineDifference =
  | ({ readonly is: 'changed' } & FieldDifference)
  | { readonly is: 'line-missing' | 'line-added'; readonly field: string; readonly amount: string };

const isFields = (value: Value): value is Fields => typeof value !== 'string';

const isLine = ({ name }: Element): boolean => /Line(Group)?Ret$/.test(name);

/** Every line of an object, those within groups too. */
export const linesOf = (ret: Element): readonly Element[] =>
  ret.children
    .filter(isLine)
    .flatMap((line) => [...(line.name.endsWith('GroupRet') ? [] : [line]), ...line.children.filter(isLine)]);

/** The lines of an Add, and those that a Mod adds. */
export const sentLinesOf = (document: Fields): readonly Fields[] =>
  Object.entries(document).flatMap(([name, value]) =>
    /Line(Add|Mod)$/.test(name)
      ? valuesOf(value).flatMap((one) => (isFields(one) && (one.TxnLineID ?? '-1') === '-1' ? [one] : []))
      : [],
  );

const text = (value: Fields[string]): string | undefined => (typeof value === 'string' ? value : undefined);

/** The Procore line of a key: `pl:9011`. */
const procoreLine = (key: string): string => key.slice(key.indexOf(':') + 1);

export const lineAmount = (line: Element): string => textAt(line, 'Amount') || '0';

/**
 * Lines that carry a key, one by one; those that were found are added to `known`. `lines`: TxnLineID by Procore line.
 */
export const keyedDifferences = (
  sent: readonly Fields[],
  standing: readonly Element[],
  lines: Readonly<Record<string, string>>,
  against: Against,
  known: Set<Element>,
): readonly LineDifference[] =>
  sent.flatMap((line, n): readonly LineDifference[] => {
    const key = text(line.Other2) ?? '';
    const id = lines[procoreLine(key)];
    const found =
      standing.find((one) => !known.has(one) && textAt(one, 'Other2') === key) ??
      standing.find((one) => !known.has(one) && id !== undefined && textAt(one, 'TxnLineID') === id);
    const place = `line ${n + 1}`;
    if (!found) return [{ is: 'line-missing', field: place, amount: text(line.Amount) ?? product(line) }];
    known.add(found);
    return fieldDifferences(line, found, against, `${place} `).map((one) => ({ is: 'changed', ...one }));
  });

const product = ({ Quantity, Rate }: Fields): string =>
  Quantity === '1' && typeof Rate === 'string' ? Rate : `${text(Quantity) ?? '1'} × ${text(Rate) ?? '?'}`;

/** What lines are summed by: a reference by id, or by the name of the settings; '' fits every one. */
interface Place {
  readonly item: string;
  readonly job: string;
  readonly shown: string;
}

interface Sums {
  readonly place: Place;
  readonly sent: string[];
  readonly found: string[];
}

const refOf = (value: Fields[string]): string => {
  const [ref] = valuesOf(value);
  return ref && isFields(ref) ? (text(ref.ListID) ?? text(ref.FullName) ?? '') : '';
};

const shownOf = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(', ');

const placeOf = (line: Fields, byItem: boolean, { nameOf }: Against): Place => {
  const item = byItem ? refOf(line.ItemRef) : '';
  const job = refOf(line.CustomerRef);
  return { item, job, shown: shownOf(nameOf(item) ?? item, nameOf(job) ?? job) };
};

const fitsRef = (wanted: string, ref: Element | undefined): boolean =>
  wanted === '' ||
  textAt(ref, 'ListID') === wanted ||
  textAt(ref, 'FullName')?.toLowerCase() === wanted.toLowerCase();

const refIn = (line: Element, name: string): Element | undefined =>
  line.children.find((child) => child.name === name);

const fits = ({ item, job }: Place, line: Element): boolean =>
  fitsRef(item, refIn(line, 'ItemRef')) && fitsRef(job, refIn(line, 'CustomerRef'));

const foreign = (line: Element): LineDifference => {
  const what = textAt(line, 'ItemRef', 'FullName') ?? textAt(line, 'AccountRef', 'FullName') ?? '';
  const job = textAt(line, 'CustomerRef', 'FullName') ?? '';
  return { is: 'line-added', field: `lines of ${shownOf(what, job)}`, amount: lineAmount(line) };
};

const difference = ({ place, sent, found }: Sums): readonly LineDifference[] => {
  const field = `lines of ${place.shown}`;
  const total = sum(sent);
  if (found.length === 0) return isZero(total) ? [] : [{ is: 'line-missing', field, amount: total }];
  const there = sum(found);
  return compare(total, there) === 0 ? [] : [{ is: 'changed', field, sent: total, found: there }];
};

/**
 * Lines without keys: what was sent is summed by item and job, since lines that share one of an order became one.
 * Where a line was sent without an item, by job alone.
 */
export const summedDifferences = (
  sent: readonly Fields[],
  standing: readonly Element[],
  against: Against,
): readonly LineDifference[] => {
  const byItem = sent.every(({ ItemRef }) => ItemRef !== undefined);
  const groups: Sums[] = [];
  for (const line of sent) {
    const place = placeOf(line, byItem, against);
    const group = groups.find((one) => one.place.item === place.item && one.place.job === place.job);
    if (group) group.sent.push(text(line.Amount) ?? '0');
    else groups.push({ place, sent: [text(line.Amount) ?? '0'], found: [] });
  }
  const others = standing.filter((line) => {
    const group = groups.find(({ place }) => fits(place, line));
    group?.found.push(lineAmount(line));
    return !group;
  });
  return [...groups.flatMap(difference), ...others.map(foreign)];
};

/** What a payment pays, by the bill. */
export const appliedDifferences = (
  document: Fields,
  ret: Element,
  { nameOf }: Against,
): readonly LineDifference[] => {
  const paid = ret.children.filter(({ name }) => name === 'AppliedToTxnRet');
  const sent = valuesOf(document.AppliedToTxnAdd).flatMap((one) => (isFields(one) ? [one] : []));
  const ids = new Set(sent.map(({ TxnID }) => text(TxnID) ?? ''));
  const differ = sent.flatMap(({ TxnID, PaymentAmount }): readonly LineDifference[] => {
    const id = text(TxnID) ?? '';
    const amount = text(PaymentAmount) ?? '0';
    const field = `paid of bill ${nameOf(id) ?? id}`;
    const found = paid.filter((one) => textAt(one, 'TxnID') === id).map(lineAmount);
    if (found.length === 0) return [{ is: 'line-missing', field, amount }];
    const there = sum(found);
    return compare(amount, there) === 0 ? [] : [{ is: 'changed', field, sent: amount, found: there }];
  });
  const others = paid.filter((one) => !ids.has(textAt(one, 'TxnID') ?? ''));
  return [
    ...differ,
    ...others.map((one) => ({
      is: 'line-added' as const,
      field: `paid of bill ${textAt(one, 'RefNumber') ?? textAt(one, 'TxnID') ?? ''}`,
      amount: lineAmount(one),
    })),
  ];
};
