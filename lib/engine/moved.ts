import type { Plan } from './plan.ts';
import { keyText, type SyncRecord } from './record.ts';
import { mayMove } from './status.ts';

/** A record as its plan lets it be; `at`: ISO. Throws on a move that no record may make. */
export const movedTo = (record: SyncRecord, to: Plan, at: string): SyncRecord => {
  if (!mayMove(record.state, to.state))
    throw new Error(`${keyText(record)} may not move from ${record.state} to ${to.state}`);
  return {
    ...record,
    state: to.state,
    // Why it is not sent yet stays true of a record that stays queued.
    reason: to.state === 'queued' && record.held ? record.reason : to.reason,
    held: to.state === 'queued' ? record.held : undefined,
    flags: to.flags,
    blockedBy: to.waitsFor.length > 0 ? to.waitsFor.map(keyText) : undefined,
    document: to.document,
    // It was not approved in Procore when the others were taken over: it is new.
    adopting: to.state === 'not-ready' ? undefined : record.adopting,
    offered: to.reason?.code === 'adoption-offered' ? record.offered : undefined,
    since: record.state === to.state ? record.since : at,
  };
};

/** It is stored as it is to be. Content that is the same object needs no comparing, nor any unpacking. */
export const isSame = (stored: SyncRecord | undefined, next: SyncRecord): boolean => {
  if (!stored || stored.rev === 0) return false;
  const content = stored.content === next.content ? { content: undefined } : {};
  const text = (record: SyncRecord) => JSON.stringify({ ...record, ...content, rev: 0 });
  return text(stored) === text(next);
};
