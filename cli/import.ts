import { type ImportStatus, wishImport } from '../lib/admin/import.ts';
import { importFlows } from '../lib/flows/imports.ts';
import { ago, moment } from './age.ts';
import { type Command, expectConnection, failure } from './command.ts';
import { tableOf } from './table.ts';

const UNREAD = {
  never: 'not by the clock',
  off: 'switched off',
  edition: 'not in this edition',
} as const;

/** Whether the next session reads it. */
export const isNext = ({ unread, nextAt = '', wished }: ImportStatus, now: Date): boolean =>
  wished === true || (unread === undefined && nextAt <= now.toISOString());

const next = (one: ImportStatus, now: Date): string => {
  const { unread, nextAt = '', wished } = one;
  if (isNext(one, now)) return wished ? 'next session: an operator wants it' : 'next session';
  return unread ? UNREAD[unread] : `${moment(nextAt)} UTC`;
};

/** When each import flow was read from QuickBooks and will be; '' where there are none. */
export const importTable = (all: readonly ImportStatus[], now: Date): string =>
  all.length === 0
    ? ''
    : tableOf(
        ['from QuickBooks', 'every', 'last read', 'next', 'trouble'],
        all.map((one) => [
          ...[one.flow, one.every, one.at ? `${ago(one.at, now)} ago` : 'never yet'],
          ...[next(one, now), one.trouble ?? ''],
        ]),
      );

/** `import CONNECTION`: what QuickBooks knows is read by the next session. */
export const importNow: Command = {
  takes: ['CONNECTION'],
  does: 'have the next session read what changed in QuickBooks, whatever the schedule',
  options: {
    flow: { value: 'FLOW', does: 'of one flow alone' },
    full: { does: 'read everything and compare: what is no longer in QuickBooks counts as deleted' },
  },
  examples: ['import acme', 'import acme --flow costs', 'import acme --full'],
  run: async ({ connections }, { connection: name, has, value }) => {
    await expectConnection({ connections }, name);
    const deps = { connections, imports: importFlows, now: () => new Date() };
    const wished = await wishImport(deps, name, { flow: value('flow'), full: has('full') });
    if (wished.is === 'refused') throw failure(3, wished.why);
    const what = wished.flows.join(', ');
    const how = has('full') ? 'reads all of QuickBooks and compares it' : 'reads what changed in QuickBooks';
    return `The next session of ${name} ${how}: ${what}. Then: status ${name}`;
  },
};
