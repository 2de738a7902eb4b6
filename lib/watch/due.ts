import type { Connection } from '../engine/ports.ts';
import type { Flow } from '../flow.ts';
import { hashToken } from '../webhook/tokens.ts';
import type { HookState, RoundKind, WatchState } from './state.ts';
import { wantedNames } from './wanted.ts';

const HOUR_MS = 3_600_000;
/** Night in North America begins at this hour, UTC. */
const NIGHT_HOUR = 8;
/** So much a round looks back beyond the beginning of the last: a change may be listed late. */
const OVERLAP_MS = 300_000;

/** The most urgent first. */
export const KINDS: readonly RoundKind[] = ['hooks', 'polled', 'gaps', 'night'];

const ago = (now: Date, ms: number): string => new Date(now.getTime() - ms).toISOString();

const nightOf = (time: string): string => ago(new Date(time), NIGHT_HOUR * HOUR_MS).slice(0, 10);

/** Where a connection stands that was never looked after: its first list has just been read. */
export const beginning = (now: Date): NonNullable<WatchState['last']> => ({
  ...{ polled: now.toISOString(), gaps: ago(now, HOUR_MS), night: now.toISOString() },
});

/** What hooks are made from: another token, address or choice of flows makes others. */
export const originOf = (
  { webhookTokens, settings }: Pick<Connection, 'webhookTokens' | 'settings'>,
  url: string,
  flows: readonly Flow<unknown>[],
): string =>
  hashToken([webhookTokens[0] ?? '', settings.mode, url, ...wantedNames(flows, settings).sort()].join(' '));

/** Whether the hooks are looked at: daily, and when they are not what they should be, unless somebody took them away. */
export const hooksDue = (
  hooks: HookState | undefined,
  from: string,
  projects: readonly string[],
  now: Date,
): boolean =>
  hooks === undefined ||
  (!hooks.removed &&
    (hooks.from !== from ||
      hooks.at <= ago(now, 24 * HOUR_MS) ||
      [...hooks.projects].sort().join() !== [...projects].sort().join()));

/** Whether a round that is not about hooks begins now. */
export const isDue = (
  kind: Exclude<RoundKind, 'hooks'>,
  { last = {}, hooks }: WatchState,
  now: Date,
): boolean => {
  const before = last[kind];
  if (before === undefined) return true;
  if (kind === 'night') return nightOf(now.toISOString()) !== nightOf(before);
  if (kind === 'polled') return (hooks?.lacking ?? []).length > 0 && before <= ago(now, HOUR_MS);
  return before <= ago(now, 4 * HOUR_MS);
};

/** From when on a round that begins now looks for changes. */
export const sinceOf = (kind: RoundKind, { last = {} }: WatchState, now: Date): string =>
  ago(new Date(last[kind] ?? now.toISOString()), OVERLAP_MS);
