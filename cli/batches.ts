import { moment } from './age.ts';
import { type Command, expectConnection, failure } from './command.ts';
import { archiveOf } from './lists.ts';
import { tableOf } from './table.ts';

const USUAL = 50;

/** `batches CONNECTION`: what was sent to QuickBooks lately. */
export const batches: Command = {
  takes: ['CONNECTION'],
  does: `its last ${USUAL} batches; each is kept for 30 days`,
  options: { json: { does: 'as JSON' } },
  examples: ['batches acme', 'batches acme --json'],
  run: async (reached, { connection, has }) => {
    await expectConnection(reached, connection);
    const sets = await archiveOf(reached).sets(connection, USUAL);
    if (has('json')) return JSON.stringify(sets, undefined, 2);
    if (sets.length === 0) return 'Nothing was sent in the last 30 days.';
    const rows = sets.map(({ at, id, kind, records }) => [moment(at), id, kind, String(records)]);
    return `${tableOf(['sent (UTC)', 'batch', 'kind', 'records'], rows, ['records'])}\nTo read one: batch ${connection} BATCH`;
  },
};

/** `batch CONNECTION BATCH`: its request and QuickBooks' answer. */
export const batch: Command = {
  takes: ['CONNECTION', 'BATCH'],
  does: 'the qbXML of a batch and its answer, without secrets and bank numbers',
  options: {
    request: { does: 'the request alone' },
    answer: { does: 'the answer alone' },
  },
  examples: ['batch acme 9f2c61d07b3e4a51c08d77', 'batch acme 9f2c61d07b3e4a51c08d77 --answer'],
  run: async (reached, { connection, words, has }) => {
    await expectConnection(reached, connection);
    const [id = ''] = words;
    const set = await archiveOf(reached).set(connection, id);
    if (!set) throw failure(3, `${connection} keeps no batch "${id}". All it keeps: batches ${connection}`);
    const { request, answer = 'No answer has come.' } = set;
    if (has('request') !== has('answer')) return has('request') ? request : answer;
    const head = `${set.kind} of ${set.records} records, written ${moment(set.at)} UTC`;
    return [head, request, set.answeredAt ? `answered ${moment(set.answeredAt)} UTC` : '', answer].join('\n');
  },
};
