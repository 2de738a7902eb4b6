import type { AnsweredBatch, Change, Export } from '../../../lib/engine/ports.ts';
import type { ProcoreWrite } from '../../../lib/engine/procore-writes.ts';
import { answeredOf, bodyOf, changeOf, parseExport, writeOf } from '../../../lib/stores/messages.ts';
import { HEAVY, LIGHT } from '../json-mutations.ts';
import { mutated } from '../mutation.ts';
import { shortened, target, wrong } from '../target.ts';

const key = { flow: 'commitments', id: '786044' };
const connection = 'acme';
const messages: (Change | Export | ProcoreWrite | AnsweredBatch)[] = [
  { do: 'fetch', connection, key, source: { project: '9001', resource: 'Work Order Contracts' }, tries: 1 },
  { do: 'replan-all', connection },
  { do: 'replan', connection, key },
  { do: 'release', connection, link: key, after: 'companies#501' },
  { connection, target: 'commitments#786044', key },
  { do: 'mark', connection, project: '9001', keys: [key] },
  { do: 'sweep', connection },
  { connection, batch: '0123456789abcdef012345' },
];

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';

const check = (body: string): void => {
  for (const read of [changeOf(body), parseExport(body), writeOf(body), answeredOf(body)]) {
    if (!read) continue;
    if (!isText(read.connection)) wrong('a message of no connection');
    if ('batch' in read && !isText(read.batch)) wrong('answers to no batch');
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
