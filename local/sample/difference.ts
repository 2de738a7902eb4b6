/** Something in the books, or among the records, that is not as it must be. */
export interface Difference {
  /** What it is about, e.g. `order SC-101, line 2, amount`. */
  readonly about: string;
  readonly expected: string;
  readonly found: string;
}

/** A difference as one line for people. */
export const describeDifference = ({ about, expected, found }: Difference): string =>
  `${about}: expected ${expected} / found ${found}`;

const CONTEXT = 40;

/** Quotes a text; of two long ones only the place where they part. */
const quoted = (value: string, other: string): string => {
  if (value.length <= 2 * CONTEXT) return JSON.stringify(value);
  let same = 0;
  while (same < value.length && value[same] === other[same]) same += 1;
  const from = Math.max(0, same - CONTEXT);
  const piece = value.slice(from, same + CONTEXT);
  return `${JSON.stringify(piece)} (from character ${from + 1} of ${value.length})`;
};

/** The difference between two texts, if there is one. */
export const unlessSame = (about: string, expected: string, found: string): Difference[] =>
  expected === found ? [] : [{ about, expected: quoted(expected, found), found: quoted(found, expected) }];

type Fields = Readonly<Record<string, string | boolean | readonly string[]>>;

const textOf = (value: Fields[string] | undefined): string =>
  value === undefined || typeof value === 'string'
    ? (value ?? '')
    : String(Array.isArray(value) ? value.join(' | ') : value);

/** Compares every field that is expected. */
export const unlessEqual = (about: string, expected: Fields, found: Fields): Difference[] =>
  Object.entries(expected).flatMap(([field, value]) =>
    unlessSame(`${about}, ${field}`, textOf(value), textOf(found[field])),
  );

/** Names that are missing, there more than once, or there unasked. */
export const unlessSameNames = (
  what: string,
  expected: readonly string[],
  found: readonly string[],
): Difference[] => {
  const count = (names: readonly string[], name: string): number =>
    names.filter((one) => one === name).length;
  return [...new Set([...expected, ...found])].flatMap((name) => {
    const [wanted, there] = [count(expected, name), count(found, name)];
    if (wanted === there) return [];
    const times = (number: number): string => (number === 0 ? 'none' : String(number));
    return [{ about: `${what} ${name}`, expected: times(wanted), found: times(there) }];
  });
};
