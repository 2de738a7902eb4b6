import { type Filter, listRecords } from '../lib/admin/records.ts';
import { STATES } from '../lib/admin/status.ts';
import type { SyncRecord } from '../lib/engine/record.ts';
import { flowNames } from '../lib/flows/names.ts';
import { explain, REASONS, type ReasonCode, type State } from '../lib/reasons.ts';
import { ago } from './age.ts';
import { type Asked, type Command, expectConnection, failure } from './command.ts';
import { expectFlow } from './record.ts';
import { tableOf } from './table.ts';

const USUAL = 50;
const WORDS = 60;

const short = (text: string): string => (text.length > WORDS ? `${text.slice(0, WORDS - 1)}…` : text);

/** What a record is on the other side, or why it is not there. */
const says = ({ reason, mapping, flags }: SyncRecord): string => {
  const words = reason ? explain(reason).says : mapping ? `${mapping.type} "${mapping.name}"` : '';
  const told = flags.map(({ code }) => code).join(', ');
  return short([words, told].filter((part) => part !== '').join('; '));
};

const table = (records: readonly SyncRecord[], now: Date): string =>
  tableOf(
    ['flow', 'id', 'number or title', 'state', 'reason', 'for', 'says'],
    records.map((record) => [
      ...[record.flow, record.id, short(record.title ?? ''), record.state],
      ...[record.reason?.code ?? '', ago(record.since, now), says(record)],
    ]),
    ['for'],
  );

const choice = <T extends string>(
  what: string,
  said: string | undefined,
  all: readonly T[],
): T | undefined => {
  if (said === undefined || (all as readonly string[]).includes(said)) return said as T | undefined;
  throw failure(2, `There is no ${what} "${said}". There are: ${all.join(', ')}.`);
};

const filterOf = ({ value }: Asked): Filter => {
  const flow = value('flow');
  if (flow !== undefined) expectFlow(flow);
  const codes = Object.keys(REASONS) as ReasonCode[];
  return {
    flow,
    state: choice<State>('state', value('state'), STATES),
    reason: choice('reason', value('reason'), codes),
  };
};

const limitOf = ({ value }: Asked): number => {
  const said = value('limit') ?? String(USUAL);
  if (!/^[1-9]\d{0,5}$/.test(said)) throw failure(2, `--limit is "${said}"; it must be a number from 1 on.`);
  return Number(said);
};

/** `records CONNECTION`: its records, filtered. */
export const records: Command = {
  takes: ['CONNECTION'],
  does: 'its records: where each stands and why',
  options: {
    flow: { value: 'FLOW', does: 'of this flow alone' },
    state: { value: 'STATE', does: 'in this state alone, such as failed' },
    reason: { value: 'REASON', does: 'for this reason alone, such as number-taken' },
    limit: { value: 'N', does: `at most so many; ${USUAL} if absent` },
    json: { does: 'as JSON' },
  },
  examples: ['records acme --state failed', 'records acme --flow commitments --reason blocked-by --json'],
  run: async (reached, asked) => {
    const [filter, limit] = [filterOf(asked), limitOf(asked)];
    await expectConnection(reached, asked.connection);
    const names = [...flowNames.toQuickBooks, ...flowNames.toProcore];
    const found = await listRecords(
      { records: reached.records, flows: names },
      asked.connection,
      filter,
      limit,
    );
    if (asked.has('json')) return JSON.stringify(found, undefined, 2);
    if (found.records.length === 0) return 'There are no such records.';
    const more = found.more ? `\nThere are more: --limit N shows them.` : '';
    return `${table(found.records, new Date())}${more}`;
  },
};
