import type { State } from '../reasons.ts';

/**
 * Which state may follow which. Content is planned anew at any time, so the states before the first
 * sync reach each other freely; a synced record stays synced (its flags tell the rest) unless a change
 * that the flow sends queues it again, or undo begins it anew.
 */
const PLANNED: readonly State[] = [
  'not-ready',
  'skipped',
  'awaiting-approval',
  'blocked',
  'queued',
  'failed',
  'rejected',
  'synced',
];

export const MOVES: Readonly<Record<State, readonly State[]>> = {
  wanted: PLANNED,
  'not-ready': PLANNED,
  skipped: PLANNED,
  'awaiting-approval': PLANNED,
  rejected: PLANNED,
  blocked: PLANNED,
  queued: PLANNED,
  failed: PLANNED,
  synced: ['queued', 'awaiting-approval', 'rejected', 'failed', 'blocked', 'not-ready'],
};

export const mayMove = (from: State, to: State): boolean => from === to || MOVES[from].includes(to);
