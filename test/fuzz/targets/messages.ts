import type { Change, Export } from '../../../lib/engine/ports.ts';
import { bodyOf, parseChange, parseExport } from '../../../lib/stores/messages.ts';
import { HEAVY, LIGHT } from '../json-mutations.ts';
import { mutated } from '../mutation.ts';
import { shortened, target, wrong } from '../target.ts';

const key = { flow: 'commitments', id: '786044' };
const connection = 'acme';
const messages: (Change | Export)[] = [
  { do: 'fetch', connection, key, source: { project: '9001', resource: 'Work Order Contracts' }, tries: 1 },
  { do: 'replan-all', connection },
  { do: 'replan', connection, key },
  { do: 'release', connection, link: key, after: 'companies#501' },
  { connection, target: 'commitments#786044', key },
];

const change = (body: string): Change | undefined => {
  try {
    return parseChange(body);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (!message.startsWith('not a change: ') || message.length > 300) throw error;
    return undefined;
  }
};

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';

const check = (body: string): void => {
  for (const read of [change(body), parseExport(body)]) {
    if (!read) continue;
    if (!isText(read.connection)) wrong('a message of no connection');
    if ('key' in read && !(isText(read.key.flow) && isText(read.key.id))) wrong('a message of no record');
    if ('tries' in read && !(read.tries === undefined || Number.isInteger(read.tries)))
      wrong('tries are no number');
    // A stack of messages is sent on as it was read.
    if (/[^\x20-\x7e]/.test(bodyOf(read))) wrong('a body that SQS may refuse');
  }
};

/** What lies on the queues. */
export const queueMessages = () =>
  target<string>({
    name: 'messages',
    inputs: mutated(messages.map(bodyOf), LIGHT, HEAVY),
    answers: check,
    show: shortened,
  });
