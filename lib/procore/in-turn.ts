import type { Entered } from './entries.ts';
import { ProcoreFailure } from './procore.ts';
import { afterFailure } from './write-failure.ts';

export const isTrouble = (answer: Entered): boolean => 'trouble' in answer;

/** One after another; what keeps Procore from one of them keeps it from all the rest, which is not asked any more. */
export const inTurn = async <T>(
  items: readonly T[],
  one: (item: T) => Promise<Entered>,
): Promise<Entered[]> => {
  const answers: Entered[] = [];
  for (const item of items) {
    const last = answers.at(-1);
    if (last && isTrouble(last)) {
      answers.push(last);
      continue;
    }
    answers.push(
      await one(item).catch((error: unknown) => {
        if (error instanceof ProcoreFailure) return afterFailure(error);
        throw error;
      }),
    );
  }
  return answers;
};
