import { type Match, matchReport, rowsFor } from '../lib/admin/match.ts';
import type { SyncRecord } from '../lib/engine/record.ts';
import type { Settings } from '../lib/settings.ts';
import { moment } from './age.ts';
import { type Command, expectConnection, failure, type Reached } from './command.ts';
import { archiveOf, listedFlows } from './lists.ts';
import { tableOf } from './table.ts';

const ORDER: readonly Match['is'][] = ['ambiguous', 'near', 'none', 'exact', 'linked'];

interface Report {
  readonly flow: string;
  readonly matches: readonly Match[];
}

const reportOf = async (
  reached: Reached,
  settings: Settings,
  { name, listed }: (typeof listedFlows)[number],
  run: string,
): Promise<Report> => {
  const records: SyncRecord[] = [];
  for await (const record of reached.records.list(settings.name, name))
    if (record.title !== undefined) records.push(record);
  const rows = rowsFor(listed, await archiveOf(reached).rows(settings.name, run, listed), settings);
  const { byProject, default: usual } = settings.customers;
  const parentOf = (id: string) => (listed === 'Customer' ? (byProject[id] ?? usual) : undefined);
  return { flow: name, matches: matchReport({ records, rows, parentOf }) };
};

const shown = ({ candidates }: Match): string =>
  candidates
    .map(({ id, fullName, active, alike, holder }) =>
      [
        `"${fullName}" (${id})`,
        ...(alike < 1 ? [`${Math.round(alike * 100)} % alike`] : []),
        ...(active ? [] : ['inactive']),
        ...(holder ? [`belongs to ${holder}`] : []),
      ].join(', '),
    )
    .join('\n');

const tell = ({ flow, matches }: Report): string => {
  const counts = ORDER.map((is) => `${matches.filter((match) => match.is === is).length} ${is}`);
  const open = matches
    .filter(({ is }) => is !== 'linked')
    .sort((a, b) => ORDER.indexOf(a.is) - ORDER.indexOf(b.is) || (a.title < b.title ? -1 : 1));
  const rows = open.map((match) => [match.is, match.title, match.id, shown(match)]);
  const head = `${flow}: ${counts.join(', ')}`;
  return rows.length > 0 ? `${head}\n${tableOf(['match', 'in Procore', 'id', 'in QuickBooks'], rows)}` : head;
};

/** `match CONNECTION`: vendors, jobs and items by name, as QuickBooks' lists were pulled. */
export const match: Command = {
  takes: ['CONNECTION'],
  does: "hold Procore's names against QuickBooks' lists: exact, near, ambiguous or none; links nothing",
  options: {
    flow: { value: 'FLOW', does: `of one flow alone: ${listedFlows.map(({ name }) => name).join(', ')}` },
    pull: { does: "have the next session read QuickBooks' lists, also while the connection is read-only" },
    json: { does: 'as JSON' },
  },
  examples: ['match acme --pull', 'match acme --flow companies', 'match acme --json'],
  run: async (reached, { connection: name, has, value }) => {
    const flow = value('flow');
    const wanted = listedFlows.filter((one) => flow === undefined || one.name === flow);
    if (wanted.length === 0)
      throw failure(
        3,
        `Names are matched of ${listedFlows.map((one) => one.name).join(', ')}, not of ${flow}.`,
      );
    await expectConnection(reached, name);
    const connection = await reached.connections.get(name);
    const pulled = connection?.pulled;
    if (has('pull') || !connection || !pulled) {
      await reached.connections.note(name, { pullWanted: new Date().toISOString() });
      return `The next session of ${name} reads QuickBooks' lists. Then: match ${name}`;
    }
    const reports: Report[] = [];
    for (const one of wanted) reports.push(await reportOf(reached, connection.settings, one, pulled.run));
    if (has('json')) return JSON.stringify({ pulledAt: pulled.at, reports }, undefined, 2);
    return [`QuickBooks' lists as of ${moment(pulled.at)} UTC`, ...reports.map(tell)].join('\n\n');
  },
};
