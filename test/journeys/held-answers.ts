import type { AnsweredBatch, AnswersQueue } from '../../lib/engine/ports.ts';
import { answeredOf, bodyOf } from '../../lib/stores/messages.ts';

/** The queue of batches whose answers are put down, emptied by hand. */
export interface HeldAnswers extends AnswersQueue {
  /** Takes every message, oldest first. */
  take(): AnsweredBatch[];
}

export const createHeldAnswers = (): HeldAnswers => {
  let held: AnsweredBatch[] = [];
  return {
    send: async (answered) => {
      held.push(answeredOf(bodyOf(answered)) as AnsweredBatch);
    },
    take: () => {
      const taken = held;
      held = [];
      return taken;
    },
  };
};
