import { explain } from '../reasons.ts';
import type { Adopting, Flag, SyncRecord } from './record.ts';

/** Something that happened to a record. */
export interface Happening {
  /** ISO; of the first, where it happened `times` in a row. */
  readonly at: string;
  readonly is:
    | 'wanted'
    | 'received'
    | 'deleted'
    | 'planned'
    | 'approved'
    | 'rejected'
    | 'override'
    | 'retried'
    | 'undone'
    | 'answered'
    | 'linked'
    | 'unlinked'
    | 'doubted'
    | 'flagged';
  /** In plain words. */
  readonly says?: string;
  readonly times?: number;
}

/** What happened to a record, oldest first, and how many older happenings are no longer kept. */
export interface History {
  readonly events: readonly Happening[];
  readonly older: number;
}

type News = Omit<Happening, 'at'> & { readonly at?: string };

/** An item holds 400 KB, and each write of it costs by size. */
const MOST_EVENTS = 40;
const MOST_CHARACTERS = 200;

const shortened = (text: string): string =>
  text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 1)}…` : text;

const differ = (a: unknown, b: unknown): boolean => a !== b && JSON.stringify(a) !== JSON.stringify(b);

const received = (before: SyncRecord | undefined, after: SyncRecord): News[] => [
  ...(before?.state === 'wanted' && !before.history ? [{ at: before.since, is: 'wanted' } as const] : []),
  ...(after.hash !== before?.hash && after.content !== undefined ? [{ is: 'received' } as const] : []),
  ...(after.deleted && !before?.deleted ? [{ is: 'deleted' } as const] : []),
];

const by = (word: { readonly by: string; readonly why?: string }, what: string): string =>
  `${what} by ${word.by}${word.why ? `: ${word.why}` : ''}`;

/** What a person wants to be done with its object in QuickBooks; the next session does it. */
const askedFor = (before: SyncRecord | undefined, { undo, adopting }: SyncRecord): News[] => [
  ...(undo && differ(undo, before?.undo)
    ? [{ is: 'undone', says: by(undo, `asked for (${undo.how})`) } as const]
    : []),
  ...(adopting && differ(adopting, before?.adopting)
    ? [{ is: 'linked', says: by(adopting, `asked for (${adoptedAs(adopting)})`) } as const]
    : []),
];

const adoptedAs = ({ to }: Adopting): string => to?.name ?? to?.id ?? 'by name or number';

/** What a person said. */
const said = (before: SyncRecord | undefined, after: SyncRecord): News[] => {
  const { approval, rejection, adoption, override } = after;
  const shown = ({ document }: { document: string }) => `document ${document.slice(0, 8)}`;
  const chosen = Object.entries(override ?? {}).map(([field, value]) => `${field} ${value}`);
  return [
    ...(approval && differ(approval, before?.approval)
      ? [{ is: 'approved', says: by(approval, shown(approval)) } as const]
      : []),
    ...(rejection && differ(rejection, before?.rejection)
      ? [{ is: 'rejected', says: by(rejection, shown(rejection)) } as const]
      : []),
    ...(adoption && differ(adoption, before?.adoption)
      ? [
          {
            is: adoption.accepted ? 'approved' : 'rejected',
            says: by(adoption, `linking of ${adoption.object}`),
          } as const,
        ]
      : []),
    ...(differ(override, before?.override)
      ? [{ is: 'override', says: chosen.join(', ') || 'none any more' } as const]
      : []),
    ...askedFor(before, after),
    ...(after.generation !== (before?.generation ?? 0) ? [{ is: 'undone' } as const] : []),
  ];
};

const objectOf = ({ mapping }: SyncRecord): string =>
  mapping ? `${mapping.type} "${mapping.name}"` : 'nothing';

const standing = ({ state, reason }: SyncRecord): string =>
  reason ? `${state} (${reason.code}): ${explain(reason).says}` : state;

/** What QuickBooks said: of a write in a batch, else of a lookup. */
const answered = (before: SyncRecord | undefined, after: SyncRecord, batch: string | undefined): News[] => {
  const last = after.tries?.at(-1);
  const tried = last && differ(last, before?.tries?.at(-1)) ? last.words : undefined;
  const isLinked = after.mapping?.id !== before?.mapping?.id;
  if (batch) {
    const done = after.syncedAt !== before?.syncedAt ? objectOf(after) : undefined;
    return [{ is: 'answered', says: `batch ${batch}: ${done ?? tried ?? standing(after)}` }];
  }
  if (isLinked && after.mapping) return [{ is: 'linked', says: objectOf(after) }];
  if (isLinked && before?.mapping) return [{ is: 'unlinked', says: objectOf(before) }];
  return tried ? [{ is: 'answered', says: tried }] : [];
};

const DOUBTS = {
  answer: 'the answer to its Add was lost: whether QuickBooks has it is looked up',
  object: 'whether its object is still in QuickBooks is looked up',
  name: 'its object is gone: another of its name is looked for',
};

const doubted = (before: SyncRecord | undefined, { doubt }: SyncRecord): News[] => {
  if (doubt?.of === before?.doubt?.of) return [];
  return [{ is: 'doubted', says: doubt ? DOUBTS[doubt.of] : 'no longer' }];
};

const flagged = (before: SyncRecord | undefined, { flags }: SyncRecord): News[] => {
  const had = ({ code }: Flag) => before?.flags.some((flag) => flag.code === code) === true;
  return flags
    .filter((flag) => !had(flag))
    .map(({ code, detail }) => ({ is: 'flagged', says: detail ? `${code}: ${detail}` : code }));
};

const planned = (before: SyncRecord | undefined, after: SyncRecord): News[] =>
  after.state !== before?.state || after.reason?.code !== before?.reason?.code
    ? [{ is: 'planned', says: standing(after) }]
    : [];

const appended = (history: History | undefined, news: readonly Happening[]): History => {
  const events = [...(history?.events ?? [])];
  for (const one of news) {
    const last = events.at(-1);
    if (last?.is === one.is && last.says === one.says)
      events[events.length - 1] = { ...last, times: (last.times ?? 1) + 1 };
    else events.push(one);
  }
  const dropped = Math.max(0, events.length - MOST_EVENTS);
  return { events: events.slice(dropped), older: (history?.older ?? 0) + dropped };
};

/** A record with something more in its history, for what no difference between two states of it tells. `at`: ISO. */
export const noted = (record: SyncRecord, is: Happening['is'], at: string, says?: string): SyncRecord => ({
  ...record,
  history: appended(record.history, [{ at, is, ...(says && { says: shortened(says) }) }]),
});

/**
 * A record with what happened between two states of it in its history: it is kept in the record's own item, written
 * by the write that makes it true. `at`: ISO. `batch`: the batch whose answer this is.
 */
export const told = (
  before: SyncRecord | undefined,
  after: SyncRecord,
  at: string,
  batch?: string,
): SyncRecord => {
  const answer = answered(before, after, batch);
  const news = [
    ...received(before, after),
    ...said(before, after),
    ...answer,
    ...doubted(before, after),
    ...(answer.length > 0 && after.state === 'synced' ? [] : planned(before, after)),
    ...flagged(before, after),
  ];
  if (news.length === 0) return after;
  const dated = news.map(({ says, ...one }) => ({ at, ...one, ...(says && { says: shortened(says) }) }));
  return { ...after, history: appended(after.history, dated) };
};
