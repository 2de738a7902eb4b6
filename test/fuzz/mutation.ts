import fc from 'fast-check';
import { type Dice, diceOf } from './dice.ts';

/** One change to a text; what it throws dice for is decided by `dice` alone. */
export type Mutation = (text: string, dice: Dice) => string;

type Some = readonly [Mutation, ...Mutation[]];

/** Twice what any entrance takes: to be turned away for its size, without filling the memory of the test. */
const LONGEST = 12 * 1024 * 1024;

const MOST_STEPS = 4;

/**
 * Texts that once were right: one of the seeds after one to four mutations. `heavy` ones make megabytes and
 * come once in sixty steps. A failing text shrinks to fewer steps.
 */
export const mutated = (seeds: readonly string[], light: Some, heavy: Some): fc.Arbitrary<string> => {
  const how = fc.oneof(
    { arbitrary: fc.constantFrom(...light), weight: 60 },
    { arbitrary: fc.constantFrom(...heavy), weight: 1 },
  );
  const step = fc.record({ how, seed: fc.nat() });
  return fc
    .record({
      seed: fc.constantFrom(...seeds),
      steps: fc.array(step, { minLength: 1, maxLength: MOST_STEPS }),
    })
    .map(({ seed, steps }) =>
      steps.reduce((text, one) => one.how(text, diceOf(one.seed)).slice(0, LONGEST), seed),
    );
};

/** The text with what stands from `from` to `to` replaced. */
export const spliced = (text: string, from: number, to: number, put: string): string =>
  text.slice(0, from) + put + text.slice(to);

/** Puts one of some texts anywhere. */
export const inserting =
  (...what: [string, ...string[]]): Mutation =>
  (text, dice) => {
    const at = dice.below(text.length + 1);
    return spliced(text, at, at, dice.pick(what));
  };

/** What a pattern is tried on: some patterns take the square of the length. */
const WINDOW = 20_000;

/** One match of a pattern (with the flag g), chosen by dice, replaced; the text as it is when there is none. */
export const replacingOne =
  (pattern: RegExp, put: (found: string, dice: Dice) => string): Mutation =>
  (text, dice) => {
    const from = dice.below(text.length - WINDOW);
    const found = [...text.slice(from, from + WINDOW).matchAll(pattern)];
    const one = found[dice.below(found.length)];
    if (!one) return text;
    const at = from + one.index;
    return spliced(text, at, at + one[0].length, put(one[0], dice));
  };
