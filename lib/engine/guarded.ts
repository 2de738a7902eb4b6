import type { Flow } from '../flow.ts';
import { type Reason, reason } from '../reasons.ts';

/** What a record is told when its flow throws at it: a bug of ours, which must not stop its neighbours. */
export const bugOf = (error: unknown): Reason =>
  reason('unreadable', { words: error instanceof Error ? error.message : String(error) });

/** What a call gives, or what is said instead when it throws. */
export const attempt = <T>(call: () => T, otherwise: (why: Reason) => T): T => {
  try {
    return call();
  } catch (error) {
    return otherwise(bugOf(error));
  }
};

/**
 * A flow that does not throw where a whole batch is read: a record at which it has a bug fails alone. What
 * it throws when it renders a record becomes that record's plan.
 */
export const guarded = <C>(flow: Flow<C>): Flow<C> => ({
  ...flow,
  match: (content, context, answers) =>
    attempt(
      () => flow.match(content, context, answers),
      (why) => ({ is: 'refused', reason: why }),
    ),
  also: (content) =>
    attempt(
      () => flow.also?.(content) ?? [],
      () => [],
    ),
  // Then the next lookup tells what stands in QuickBooks.
  settle: (content, context, answer) =>
    attempt(
      () => flow.settle(content, context, answer),
      () => undefined,
    ),
});
