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
  'synced',
];

export const MOVES: Readonly<Record<State, readonly State[]>> = {
  wanted: PLANNED,
  'not-ready': PLANNED,
  skipped: PLANNED,
  'awaiting-approval': [...PLANNED, 'rejected'],
  rejected: PLANNED,
  blocked: PLANNED,
  // Undone, or taken over in vain.
  queued: [...PLANNED, 'rejected'],
  failed: PLANNED,
  synced: ['queued', 'awaiting-approval', 'failed', 'blocked', 'not-ready', 'rejected'],
};

export const mayMove = (from: State, to: State): boolean => from === to || MOVES[from].includes(to);
