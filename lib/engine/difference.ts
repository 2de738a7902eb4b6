/** A value that is another than before; undefined: it was not there, or is there no more. */
export interface Difference {
  /** `VendorAddress Addr1`, `PurchaseOrderLineAdd 2 Amount`. */
  readonly field: string;
  readonly before?: string;
  readonly now?: string;
}

const flat = (value: unknown, at: readonly string[]): readonly (readonly [string, string])[] => {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((one, n) => flat(one, [...at, String(n + 1)]));
  if (typeof value === 'object')
    return Object.entries(value).flatMap(([name, inner]) => flat(inner, [...at, name]));
  return [[at.join(' '), String(value)]];
};

/** In which fields two pieces of plain data differ; members of a list are compared by their place. */
export const differences = (before: unknown, now: unknown): readonly Difference[] => {
  const [was, is] = [new Map(flat(before, [])), new Map(flat(now, []))];
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((field) => was.get(field) !== is.get(field))
    .map((field) => ({ field, before: was.get(field), now: is.get(field) }));
};
