import type { ImportFlow } from '../import-flow.ts';
import type { Every, Settings } from '../settings.ts';
import type { Connection } from './ports.ts';

/** When a flow was read from QuickBooks to the end. */
export interface Imported {
  /** When that reading began (ISO). */
  readonly at: string;
  /** What of it could not be read, in words. */
  readonly trouble?: string;
}

/** An operator's wish; the next session fulfils it. */
export interface ImportWish {
  /** ISO. */
  readonly since: string;
  readonly flows: readonly string[];
  /** Everything is read and compared: what QuickBooks no longer tells of is taken as deleted. */
  readonly full?: true;
}

/** Why a flow is not read by itself. */
export type Unread = 'never' | 'off' | 'edition';

const HOUR_MS = 3_600_000;
const EVERY_MS: Readonly<Record<Exclude<Every, 'never'>, number>> = {
  '1h': HOUR_MS,
  '2h': 2 * HOUR_MS,
  '4h': 4 * HOUR_MS,
  daily: 24 * HOUR_MS,
};

type Scheduled = Pick<ImportFlow<unknown>, 'name' | 'schedule' | 'edition'>;

/** How often a flow is read. Settings that were stored before there were imports have none. */
export const everyOf = ({ schedule }: Scheduled, settings: Settings): Every =>
  (settings as Partial<Settings>).imports?.[schedule] ?? 'never';

/** Why a flow is never read, not even when an operator asks for it. */
export const isKeptOut = (
  { name, edition }: Scheduled,
  { off, country }: Settings,
): Exclude<Unread, 'never'> | undefined => {
  if (edition && edition !== country) return 'edition';
  return off.includes(name) ? 'off' : undefined;
};

/** Why a flow is not read by the clock; undefined: it is. */
export const unread = (flow: Scheduled, settings: Settings): Unread | undefined =>
  isKeptOut(flow, settings) ?? (everyOf(flow, settings) === 'never' ? 'never' : undefined);

/** When a flow is to be read next (ISO; '' for at once); undefined: never. */
export const dueAt = (
  flow: Scheduled,
  { settings, imported }: Pick<Connection, 'settings' | 'imported'>,
): string | undefined => {
  const every = everyOf(flow, settings);
  if (every === 'never' || isKeptOut(flow, settings)) return undefined;
  const last = imported?.[flow.name];
  return last ? new Date(Date.parse(last.at) + EVERY_MS[every]).toISOString() : '';
};

/** Flows to be read now, by the clock or because an operator wants it. */
export const dueFlows = <F extends Scheduled>(
  flows: readonly F[],
  connection: Pick<Connection, 'settings' | 'imported' | 'importWish'>,
  now: Date,
): F[] => {
  const wished = new Set(connection.importWish?.flows);
  return flows.filter((flow) => {
    if (wished.has(flow.name)) return !isKeptOut(flow, connection.settings);
    const due = dueAt(flow, connection);
    return due !== undefined && due <= now.toISOString();
  });
};
