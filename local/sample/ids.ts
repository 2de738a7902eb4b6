/** An id as Procore's JSON has it: an integer that may exceed 2^53. */
export type Id = number | bigint;

/** Reads the digits of an id: a number where JavaScript can hold it exactly, else a bigint. */
export const id = (digits: string): Id => {
  const value = BigInt(digits);
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
};

/** The id that lies `step` after `first`. */
export const idAfter = (first: string, step: number): Id => id(String(BigInt(first) + BigInt(step)));
