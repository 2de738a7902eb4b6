import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Writer, Written } from '../lib/procore-writer/writer.ts';
import { writeOf } from '../lib/stores/messages.ts';

export interface WriteOffDeps {
  readonly write: Writer;
  readonly log: (event: string, fields: Readonly<Record<string, unknown>>) => void;
  readonly count: (connection: string, written: Written) => void;
}

/** Writes of a batch, a group at a time. A group that fails comes again as a whole, so that its order holds. */
export const createWriteOff = ({ write, log, count }: WriteOffDeps) => {
  const workOff = async (messages: readonly SQSRecord[]): Promise<readonly SQSRecord[]> => {
    const hints = messages.flatMap(({ body }) => writeOf(body) ?? []);
    const [first] = hints;
    try {
      if (!first || hints.length < messages.length) throw new Error('This is no message of Plumbline.');
      const written = await write(first.connection, hints);
      log('procore.written', { connection: first.connection, hints: hints.length, ...written });
      count(first.connection, written);
      return [];
    } catch (error) {
      log('procore.not-written', { connection: first?.connection, hints: messages.length, error });
      return messages;
    }
  };

  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const failed: SQSRecord[] = [];
    for (const group of new Set(Records.map(({ attributes }) => attributes.MessageGroupId)))
      failed.push(
        ...(await workOff(Records.filter(({ attributes }) => attributes.MessageGroupId === group))),
      );
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };
};
