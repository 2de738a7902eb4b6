import type { Export, ExportQueue, ReceivedExport } from '../../lib/engine/ports.ts';
import type { Clock } from './clock.ts';

interface Held extends Export {
  receipt?: string;
  hiddenUntil: number;
}

/** An export queue as SQS serves it; the embedded SQS hands out one message of a group at a time. */
export interface Fifo extends ExportQueue {
  /** What each receive handed out, as `flow#id`. */
  readonly handedOut: string[][];
  /** Messages that are there, hidden or not. */
  size(): number;
}

const MOST_PER_RECEIVE = 10;
const HIDDEN_MS = 600_000;

/**
 * A FIFO queue in memory. One receive gives as many messages of a group as it may, in order, then those of the
 * next; while some of a group are with somebody, nobody is given others of it.
 */
export const createFifo = (clock: Clock): Fifo => {
  let messages: Held[] = [];
  let receipts = 0;
  const handedOut: string[][] = [];

  const receiveOnce = (most: number): ReceivedExport[] => {
    const at = clock.now().getTime();
    const busy = new Set(messages.filter(({ hiddenUntil }) => hiddenUntil > at).map(({ target }) => target));
    const free = messages.filter(({ target }) => !busy.has(target));
    const groups = [...new Set(free.map(({ target }) => target))];
    const inGroups = groups.flatMap((group) => free.filter(({ target }) => target === group));
    return inGroups.slice(0, most).map((message) => {
      receipts += 1;
      const receipt = `receipt-${receipts}`;
      Object.assign(message, { receipt, hiddenUntil: at + HIDDEN_MS });
      return { key: message.key, receipt };
    });
  };

  return {
    handedOut,
    size: () => messages.length,
    send: async (exports) => {
      messages.push(...exports.map((message) => ({ ...message, hiddenUntil: 0 })));
    },
    receive: async (_connection, limit) => {
      const taken: ReceivedExport[] = [];
      while (taken.length < limit) {
        const some = receiveOnce(Math.min(MOST_PER_RECEIVE, limit - taken.length));
        if (some.length === 0) break;
        handedOut.push(some.map(({ key }) => `${key.flow}#${key.id}`));
        taken.push(...some);
      }
      return taken;
    },
    remove: async (_connection, gone) => {
      messages = messages.filter(({ receipt }) => !receipt || !gone.includes(receipt));
    },
    giveBack: async (_connection, shown) => {
      for (const message of messages)
        if (message.receipt && shown.includes(message.receipt)) message.hiddenUntil = 0;
    },
  };
};
