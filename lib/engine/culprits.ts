import type { Received } from './normalize.ts';

/** A hint that could not be worked off, and what was thrown. */
export interface Culprit<T> {
  readonly item: T;
  readonly error: unknown;
}

/**
 * Works hints off together, and gives those that failed. What fails for the first time is at fault as a whole:
 * a store may have been out of reach, and all come again. When some have come again and fail once more, they
 * are halved until those at fault stand alone, so that one bad hint makes no dead letters of its neighbours.
 */
export const culprits = async <T extends Received>(
  items: readonly T[],
  work: (items: readonly T[]) => Promise<void>,
): Promise<Culprit<T>[]> => {
  try {
    await work(items);
    return [];
  } catch (error) {
    if (items.length < 2 || !items.some(({ again }) => again)) return items.map((item) => ({ item, error }));
    const middle = Math.ceil(items.length / 2);
    const first = await culprits(items.slice(0, middle), work);
    return [...first, ...(await culprits(items.slice(middle), work))];
  }
};
