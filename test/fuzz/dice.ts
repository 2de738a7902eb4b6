import { seeded } from '../procore/seeded.ts';

/** Chance that a number decides: the same number, the same throws. */
export interface Dice {
  /** A whole number from 0, below `bound`; 0 when there is none. */
  below(bound: number): number;
  pick<T>(of: readonly [T, ...T[]]): T;
}

export const diceOf = (seed: number): Dice => {
  const chance = seeded(seed);
  const below = (bound: number): number => Math.floor(chance() * Math.max(0, bound));
  return { below, pick: (of) => of[below(of.length)] ?? of[0] };
};
