import type { Planted } from './planted.ts';
import type { Posting } from './posting.ts';

/** One of two records that want the same name or number. */
export interface Side {
  readonly posting: Posting;
  /** Name and Procore id of the vendor that only this side brings to QuickBooks. */
  readonly vendor?: { readonly id: string; readonly name: string };
  /** Where its records must stand when the other side came first. */
  readonly whenLost: readonly Planted[];
}

/** Two sides of which the first to arrive wins; which one that is, is not ours to say. */
export interface Rivalry {
  readonly about: string;
  readonly sides: readonly [Side, Side];
}
