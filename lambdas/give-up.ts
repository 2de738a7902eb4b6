import type { Culprit } from '../lib/engine/culprits.ts';
import { redacted } from '../lib/redact.ts';
import type { DeadLetters } from '../lib/stores/dead-letters.ts';
import { changesQueue } from '../lib/stores/queues.ts';
import type { Message } from './changes.ts';

const wordsOf = (error: unknown): string =>
  redacted(error instanceof Error ? `${error.name}: ${error.message}` : String(error));

export interface GiveUpDeps {
  readonly deadLetters: Pick<DeadLetters, 'bury'>;
  readonly log: (event: string, fields: Readonly<Record<string, unknown>>) => void;
}

/**
 * Puts messages that failed for the last time among the dead letters, with the reason, which SQS would not
 * write down. Gives those that shall come again: also all of them, when that fails; then SQS puts them away.
 */
export const createGiveUp =
  ({ deadLetters, log }: GiveUpDeps) =>
  async (failed: readonly Culprit<Message>[]): Promise<readonly Culprit<Message>[]> => {
    const last = failed.filter(({ item }) => item.receives >= changesQueue.maxReceives);
    try {
      await deadLetters.bury(last.map(({ item, error }) => ({ ...item, error: wordsOf(error) })));
    } catch (error) {
      log('changes.not-buried', { changes: last.length, error });
      return failed;
    }
    for (const { item, error } of last)
      log('change.dead', { messageId: item.messageId, body: item.body, error });
    return failed.filter((one) => !last.includes(one));
  };
