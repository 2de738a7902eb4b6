import type { SyncRecord } from '../engine/record.ts';
import { keyText } from '../engine/record.ts';
import { explain, type State } from '../reasons.ts';
import type { DriftReport } from '../reconcile/ports.ts';

/** Raised when a field goes or means something else; a further field does not raise it. */
const VERSION = '1';

export type EventType =
  | 'Record Synced'
  | 'Record Failed'
  | 'Record Blocked'
  | 'Record Awaiting Approval'
  | 'Approvals Waiting'
  | 'Drift Found'
  | 'Connection Silent';

/** Something that happened, for whoever listens; docs/events.md describes each. */
export interface DomainEvent {
  readonly type: EventType;
  readonly detail: {
    readonly version: string;
    /** The same of an event that comes twice. */
    readonly id: string;
    /** ISO. */
    readonly at: string;
    readonly connection: string;
    readonly [field: string]: unknown;
  };
}

/** States that are told of once a record comes into them. */
const TYPES: Readonly<Partial<Record<State, EventType>>> = {
  synced: 'Record Synced',
  failed: 'Record Failed',
  blocked: 'Record Blocked',
  'awaiting-approval': 'Record Awaiting Approval',
};

const MOST_NAMED = 20;

const why = ({ reason }: SyncRecord) => {
  if (!reason) return {};
  const { says, who, cure } = explain(reason);
  return { reason: { code: reason.code, says, who, cure } };
};

const object = ({ mapping }: SyncRecord) =>
  mapping ? { object: { type: mapping.type, id: mapping.id, name: mapping.name } } : {};

const waitsFor = ({ blockedBy }: SyncRecord) =>
  blockedBy ? { waitsFor: blockedBy.slice(0, MOST_NAMED) } : {};

/** What is to be told of a record that was stored; `before`: as it was stored before. Undefined: nothing. */
export const recordEvent = (
  saved: SyncRecord,
  before: SyncRecord | undefined,
  at: string,
): DomainEvent | undefined => {
  const { connection, flow, id, title, state, rev, into, document } = saved;
  const type = TYPES[state];
  if (!type || state === before?.state) return undefined;
  const record = { flow, id, ...(title !== undefined && { title }) };
  return {
    type,
    detail: {
      ...{ version: VERSION, id: `${connection}/${keyText(saved)}/${rev}`, at, connection, record },
      to: into ?? 'quickbooks',
      ...(state === 'synced' ? object(saved) : why(saved)),
      ...(state === 'blocked' && waitsFor(saved)),
      ...(state === 'awaiting-approval' && document !== undefined && { document }),
    },
  };
};

type Drift = Pick<DriftReport, 'connection' | 'run' | 'at' | 'subjects' | 'findings'>;

/** What a comparison came to; undefined when both sides agree. */
export const driftEvent = ({ connection, run, at, subjects, findings }: Drift): DomainEvent | undefined => {
  if (findings.length === 0) return undefined;
  const byCode: Record<string, number> = {};
  for (const { code } of findings) byCode[code] = (byCode[code] ?? 0) + 1;
  const fresh = findings.filter(({ since }) => since >= run).length;
  return {
    type: 'Drift Found',
    detail: {
      ...{ version: VERSION, id: `${connection}/drift/${run}`, at, connection, subjects },
      ...{ findings: findings.length, new: fresh, byCode },
    },
  };
};

/** How many documents wait for a person's word, by flow; undefined when none does. */
export const approvalsEvent = (
  connection: string,
  at: string,
  counts: Readonly<Record<string, number>>,
): DomainEvent | undefined => {
  const byFlow = Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
  const waiting = Object.values(byFlow).reduce((so, count) => so + count, 0);
  if (waiting === 0) return undefined;
  const id = `${connection}/approvals/${at}`;
  return {
    type: 'Approvals Waiting',
    detail: { version: VERSION, id, at, connection, waiting, byFlow },
  };
};

/** `contactAt`: last call of the Web Connector (ISO); `workAt`: since when something waits for it. */
export const silentEvent = (
  connection: string,
  contactAt: string,
  workAt: string | undefined,
  at: string,
): DomainEvent => ({
  type: 'Connection Silent',
  detail: {
    ...{ version: VERSION, id: `${connection}/silent/${contactAt}`, at, connection, contactAt },
    ...(workAt !== undefined && { workAt }),
  },
});
