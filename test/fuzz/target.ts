import type fc from 'fast-check';

// biome-ignore lint/suspicious/noConfusingVoidType: most answers are given by returning.
export type Answered = void | Promise<number | void>;

/** A way into the program: what may come in, and what has to be true of the answer. */
export interface Target<T = unknown> {
  readonly name: string;
  readonly inputs: fc.Arbitrary<T>;
  /**
   * Sends one input in; throws when it met an error that is none of its own, or a wrong answer. Where it takes
   * several answers it gives the time of the slowest, in ms.
   */
  readonly answers: (input: T) => Answered;
  /** An input for people, shortened. */
  readonly show: (input: T) => string;
  /** How many inputs stand for `count` of them, where each takes long; `count` when absent. */
  readonly runsOf?: (count: number) => number;
  readonly close?: () => Promise<void>;
}

/** Makes a target; it may start services. */
export type Start = () => Target | Promise<Target>;

export const target = <T>(one: Target<T>): Target => one as unknown as Target;

const SHOWN = 400;

export const shortened = (text: string): string =>
  JSON.stringify(text.length > SHOWN ? `${text.slice(0, SHOWN)}… (${text.length} characters)` : text);

/** Said of an answer that is wrong. */
export const wrong = (sentence: string): never => {
  throw new Error(sentence);
};
