import { readStatus, STATES, type Status } from '../lib/admin/status.ts';
import { importFlows } from '../lib/flows/imports.ts';
import { flows } from '../lib/flows/index.ts';
import { createStatusStore } from '../lib/stores/status.ts';
import { hookWords } from '../lib/watch/words.ts';
import { ago, moment } from './age.ts';
import { type Command, expectConnection } from './command.ts';
import { importTable, isNext } from './import.ts';
import { pairs, tableOf } from './table.ts';

const since = (time: string | undefined, now: Date, never: string): string =>
  time ? `${ago(time, now)} ago (${moment(time)} UTC)` : never;

const fileWords = ({ file }: Status): string =>
  file ? `${file.companyName}, ${file.product}, ${file.country}` : 'not seen yet: no session has begun';

const alarmWords = ({ alarm, connection }: Status): string | undefined =>
  alarm &&
  `since ${moment(alarm.since)} UTC objects that were posted are missing: nothing is posted before npm run plumbline -- restored ${connection}`;

const nextWords = ({ workAt, imports }: Status, now: Date): string => {
  const read = imports.filter((one) => isNext(one, now)).map(({ flow }) => flow);
  const words = [
    ...(workAt ? [`has work since ${moment(workAt)} UTC`] : []),
    ...(read.length > 0 ? [`reads ${read.join(', ')} from QuickBooks`] : []),
  ];
  return words.join('; ') || 'has nothing to do';
};

const head = (status: Status, now: Date): string =>
  pairs([
    ['Connection', `${status.connection} (${status.mode})`],
    ['QuickBooks', fileWords(status)],
    ['Last contact', since(status.contactAt, now, 'never: the Web Connector has not called yet')],
    ['Next session', nextWords(status, now)],
    ['Closed until', status.closingDate],
    ['Trouble', status.trouble],
    ['Procore', status.procoreTrouble],
    ['Webhooks', hookWords(status).join('\n')],
    ['ALARM', alarmWords(status)],
  ]);

const count = (number: number): string => (number === 0 ? '·' : String(number));

const table = ({ flows: all }: Status, now: Date): string =>
  tableOf(
    ['flow', ...STATES, 'waits for longest'],
    all.map(({ flow, counts, waiting }) => [
      flow,
      ...STATES.map((state) => count(counts[state])),
      waiting ? `${waiting.title ?? waiting.id}: ${waiting.state}, ${ago(waiting.since, now)}` : '',
    ]),
    STATES,
  );

/** `status CONNECTION`: how it stands, flow by flow. */
export const status: Command = {
  takes: ['CONNECTION'],
  does: 'how it stands: records by flow and state, what waits for longest, what was read when, trouble',
  options: { json: { does: 'as JSON' } },
  examples: ['status acme', 'status acme --json'],
  run: async (reached, { connection, has }) => {
    await expectConnection(reached, connection);
    const { dynamo: client, config, connections, watch } = reached;
    const store = createStatusStore({ client, table: config.recordsTable });
    const names = [...flows, ...importFlows].map(({ name }) => name);
    const deps = { connections, watch, status: store, flows: names, imports: importFlows };
    const read = await readStatus(deps, connection);
    if (!read) throw new Error(`${connection} is gone.`);
    if (has('json')) return JSON.stringify(read, undefined, 2);
    const now = new Date();
    return [head(read, now), table(read, now), importTable(read.imports, now)].join('\n\n');
  },
};
