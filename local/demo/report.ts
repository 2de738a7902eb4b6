import Table from 'cli-table3';
import { dense } from '../../cli/table.ts';
import type { SyncRecord } from '../../lib/engine/record.ts';
import { explain, type State } from '../../lib/reasons.ts';

const STATES: readonly State[] = [
  'synced',
  'queued',
  'blocked',
  'not-ready',
  'skipped',
  'awaiting-approval',
  'failed',
];

const count = (records: readonly SyncRecord[], state: State): string => {
  const number = records.filter((record) => record.state === state).length;
  return number === 0 ? '·' : String(number);
};

/** A row per flow: how many records stand where. */
export const statesTable = (records: readonly SyncRecord[]): string => {
  const table = new Table({
    head: ['flow', 'records', ...STATES],
    ...dense,
    colAligns: ['left', ...STATES.map(() => 'right' as const), 'right'],
  });
  for (const flow of new Set(records.map((record) => record.flow))) {
    const mine = records.filter((record) => record.flow === flow);
    table.push([flow, String(mine.length), ...STATES.map((state) => count(mine, state))]);
  }
  return table.toString();
};

const EXAMPLES = 3;
/** Together with the words before them, tables are 120 characters wide. */
const EXAMPLE_WIDTH = 40;
const CURE_WIDTH = 30;
const DETAIL_WIDTH = 60;

/** A row per reason: how many records it holds back, an example in words, and the cure. */
export const reasonsTable = (records: readonly SyncRecord[]): string => {
  const table = new Table({
    head: ['state', 'reason', '#', 'for example', 'cure'],
    ...dense,
    colWidths: [null, null, null, EXAMPLE_WIDTH, CURE_WIDTH],
    wordWrap: true,
  });
  const held = records.filter((record) => record.reason && record.state !== 'synced');
  const codes = new Map<string, SyncRecord[]>();
  for (const record of held) {
    const code = `${record.state} ${record.reason?.code}`;
    codes.set(code, [...(codes.get(code) ?? []), record]);
  }
  const rows = [...codes.values()].sort((a, b) => STATES.indexOf(b[0]!.state) - STATES.indexOf(a[0]!.state));
  for (const [first, ...rest] of rows) {
    if (!first?.reason) continue;
    const { says, cure } = explain(first.reason);
    const names = [first, ...rest].slice(0, EXAMPLES).map(({ title, id }) => title ?? id);
    table.push([
      first.state,
      first.reason.code,
      String(rest.length + 1),
      `${names.join(', ')}: ${says}`,
      cure,
    ]);
  }
  return table.toString();
};

/** A row per flag of the synced records. */
export const flagsTable = (records: readonly SyncRecord[]): string => {
  const table = new Table({
    head: ['flag', 'record', 'what'],
    ...dense,
    colWidths: [null, null, DETAIL_WIDTH],
    wordWrap: true,
  });
  for (const record of records)
    for (const { code, detail } of record.flags)
      table.push([code, `${record.flow} ${record.title ?? record.id}`, detail ?? '']);
  return table.length === 0 ? '' : table.toString();
};
