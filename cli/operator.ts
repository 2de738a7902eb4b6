import type { Chosen } from '../lib/admin/choice.ts';
import { objectWords } from '../lib/admin/explain.ts';
import type { UndoDeps } from '../lib/admin/undo.ts';
import type { SyncRecord } from '../lib/engine/record.ts';
import { importFlows as imports } from '../lib/flows/imports.ts';
import { flows } from '../lib/flows/index.ts';
import { explain } from '../lib/reasons.ts';
import { failure, type Reached } from './command.ts';

/** What a command needs for a choice about one record. */
export const operatorOf = (reached: Reached): UndoDeps => {
  const { records, changes, exports, connections, marks, writes } = reached;
  return { flows, imports, records, changes, exports, connections, marks, writes, now: () => new Date() };
};

const NEXT: Readonly<Partial<Record<SyncRecord['state'], string>>> = {
  queued: 'It goes with the next session.',
  synced: 'QuickBooks holds it.',
};

const NEXT_IN_PROCORE: typeof NEXT = {
  queued: 'It goes to Procore within minutes.',
  synced: 'Procore holds it.',
};

const standing = ({ state, reason, mapping, into }: SyncRecord): string => {
  const why = reason && explain(reason);
  if (why) return `It is ${state}: ${why.says}`;
  return `It is ${state}${mapping ? ` as ${objectWords(mapping)}` : ''}. ${(into ? NEXT_IN_PROCORE : NEXT)[state] ?? ''}`.trim();
};

/** What is said after a choice: what was done, and how the record stands. Throws with why it can't be done. */
export const chosenText = (chosen: Chosen, done: string, { flow, title, id }: SyncRecord): string => {
  const name = `${flow} ${title ?? id}`;
  if (chosen.is === 'refused') throw failure(4, `${name}: ${chosen.why}`);
  return `${name}: ${done}. ${standing(chosen.record)}`;
};
