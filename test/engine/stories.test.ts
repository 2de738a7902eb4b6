import fc from 'fast-check';
import { withContent, withoutContent } from '../../lib/engine/fetched.ts';
import { type After, type At, settled } from '../../lib/engine/outcome.ts';
import { type Facts, type Linked, plan } from '../../lib/engine/plan.ts';
import { keyText, type SyncRecord } from '../../lib/engine/record.ts';
import { MOST_ATTEMPTS } from '../../lib/engine/retry.ts';
import { mayMove } from '../../lib/engine/status.ts';
import { isResting, unlinked } from '../../lib/engine/undo.ts';
import type { Fetched } from '../../lib/flow.ts';
import { reason } from '../../lib/reasons.ts';
import { mapped } from '../flows/given.ts';
import { bare, facts, linkedTo } from './records.ts';
import { inQuickBooks, links, orders, settings, vendors, type World } from './worlds.ts';

/** What has happened so far. Batches that were sent stay: their answers may come late, twice or never. */
interface Story {
  readonly record: SyncRecord;
  readonly facts: Facts;
  readonly linked: Linked;
  readonly sent: readonly SyncRecord[];
  /** How many fetches have begun. */
  readonly fetches: number;
  /** How often an operator wanted it out of QuickBooks. */
  readonly words: number;
}

type Event = (story: Story, world: World) => Story;

const minute = (n: number): string => new Date(Date.UTC(2026, 2, 5, 13, n)).toISOString();

/** Looked at `age` fetches ago: what a slow function brings home after a quick one. */
const fetched =
  (says: number | 'gone' | 'forbidden', age: number): Event =>
  (story, { flow, id, versions }) => {
    const fetches = story.fetches + 1;
    const startedAt = minute(Math.max(0, fetches - age));
    const from = { connection: 'kestrel', key: { flow: flow.name, id }, source: {}, now: minute(fetches) };
    if (says === 'forbidden') {
      const made = withoutContent(from, reason('no-permission', { why: 'hidden' }))(story.record);
      return { ...story, fetches, record: made ?? story.record };
    }
    const version = says === 'gone' ? undefined : versions[says % versions.length];
    const found: Fetched<unknown> = version
      ? { startedAt, value: version.content, ...(version.deleted && { deleted: true }) }
      : { startedAt, gone: true };
    const made = withContent(flow, from, found)(story.record);
    return { ...story, fetches, record: made ?? story.record };
  };

const planned: Event = (story, { flow }) => {
  const { state, reason: why, flags, document } = plan(flow, story.record, story.facts, story.linked);
  return { ...story, record: { ...story.record, state, reason: why, flags, document } };
};

const send: Event = (story) =>
  story.record.state === 'queued' ? { ...story, sent: [...story.sent, story.record] } : story;

const at = (story: Story): At => ({ facts: story.facts, now: new Date(minute(story.fetches)), chance: 0.5 });

/** An answer to one of those that were sent; `to` absent: to the last. */
const answered =
  (after: After, to?: number): Event =>
  (story) => {
    const sent = to === undefined ? story.sent.at(-1) : story.sent[to % Math.max(1, story.sent.length)];
    return sent ? { ...story, record: settled(story.record, sent, after, at(story)) } : story;
  };

const synced =
  (to: number): Event =>
  (story, world) => {
    const mapping = mapped({ flow: world.flow.name, id: world.id });
    return answered({ do: 'synced', settled: { mapping } }, to)(story, world);
  };

const approved: Event = (story) => {
  const { record } = story;
  if (record.state !== 'awaiting-approval') return story;
  const approval = { document: record.document ?? '', by: 'mira', at: minute(story.fetches) };
  return { ...story, record: { ...record, approval } };
};

/** After these a record may have lost its object. */
const letting = new Set<Event>();
const lets = (event: Event): Event => {
  letting.add(event);
  return event;
};

const word = (story: Story) => ({ by: 'mira', at: minute(story.fetches + story.words) });

/** An operator wants it out of QuickBooks: planned at once, and carried out when it is sent. */
const undo: Event = (story, world) => {
  const { record } = story;
  if (!record.mapping || record.undo) return story;
  const asked = { ...record, undo: { ...word(story), why: 'a mistake', how: 'delete' as const } };
  return planned({ ...story, words: story.words + 1, record: asked }, world);
};

const unlink = lets((story) => {
  const { record } = story;
  if (!record.mapping || record.undo || record.state === 'queued') return story;
  return { ...story, record: unlinked(record, 'mira', 'a mistake', new Date(minute(story.fetches))) };
});

const retry: Event = (story, world) => {
  const { record } = story;
  if (!isResting(record)) return story;
  return planned({ ...story, record: { ...record, state: 'queued', reason: undefined } }, world);
};

const number = fc.nat(7);
const mostlyLast = fc.option(number, { nil: undefined, freq: 1 });
/** Mostly the first, with which a record goes. */
const choice = fc.oneof({ arbitrary: fc.constant(0), weight: 3 }, { arbitrary: fc.nat(3), weight: 2 });
const says = fc.oneof(
  { arbitrary: choice, weight: 9 },
  fc.constantFrom('gone' as const, 'forbidden' as const),
);
const weighted = (weight: number, arbitrary: fc.Arbitrary<Event>) => ({ weight, arbitrary });

const events: fc.Arbitrary<Event> = fc.oneof(
  weighted(
    3,
    fc.tuple(says, fc.nat(3)).map(([what, age]) => fetched(what, age)),
  ),
  weighted(6, fc.constant(planned)),
  weighted(4, fc.constant(send)),
  weighted(2, number.map(synced)),
  weighted(
    4,
    fc
      .tuple(fc.boolean(), fc.boolean(), number)
      .map(([counts, wait, to]) => answered({ do: 'again', counts, wait, words: 'locked' }, to)),
  ),
  weighted(
    1,
    fc
      .tuple(fc.constantFrom('missing-reference', 'number-taken', 'quickbooks-refused'), number)
      .map(([code, to]) => answered({ do: 'refused', reason: { code } }, to)),
  ),
  weighted(2, fc.constant(approved)),
  weighted(4, fc.constantFrom(undo, retry)),
  weighted(1, fc.constant(unlink)),
  weighted(
    3,
    mostlyLast.map((to) => lets(answered({ do: 'undone' }, to))),
  ),
  weighted(
    1,
    mostlyLast.map((to) => answered({ do: 'kept', words: 'a bill hangs on it' }, to)),
  ),
  weighted(
    1,
    choice.map((n) => (story) => ({ ...story, facts: settings[n % settings.length] ?? story.facts })),
  ),
  weighted(
    1,
    choice.map((n) => (story) => ({ ...story, linked: links[n % links.length] ?? story.linked })),
  ),
);

const start = ({ flow, id }: World): Story => ({
  record: bare({ flow: flow.name, id }, { waited: true }),
  ...{ facts: facts(), linked: linkedTo(), sent: [], fetches: 0, words: 0 },
});

/** What must be true of a record whatever has happened to it. */
const faultsOf = (before: SyncRecord, record: SyncRecord, event: Event): string[] => {
  const isLetGo = letting.has(event) && !record.mapping && isResting(record);
  const isUndone = isLetGo && before.undo !== undefined;
  return [
    !mayMove(before.state, record.state) && `${before.state} → ${record.state}`,
    record.state === 'synced' && !record.mapping && 'synced without a mapping',
    !isLetGo && before.mapping && before.mapping.id !== record.mapping?.id && 'its mapping is lost',
    !isLetGo && before.syncedHash && !record.syncedHash && 'what QuickBooks holds is forgotten',
    before.content !== undefined && record.content === undefined && 'its content is lost',
    (record.attempts < 0 || record.attempts >= MOST_ATTEMPTS) && `${record.attempts} attempts`,
    (before.fetchStartedAt ?? '') > (record.fetchStartedAt ?? '') && 'older content replaced newer',
    record.generation !== before.generation + (isUndone ? 1 : 0) && 'another generation',
    before.undo &&
      !record.undo &&
      !isUndone &&
      !record.flags.some(({ code }) => code === 'undo-refused') &&
      'its undo is forgotten',
    before.reason?.code === 'undone' && record.mapping && 'it is back though it was undone',
    isResting(before) &&
      !isResting(record) &&
      event !== retry &&
      record.state !== 'synced' &&
      'it rests no more',
  ].filter((fault) => typeof fault === 'string');
};

/** What must be true of a record that was just planned. */
const faultsOfPlan = ({ record, facts: { settings: set }, linked }: Story, { flow }: World): string[] => {
  if (record.undo) return record.state === 'queued' ? [] : ['its undo does not go'];
  if (record.state !== 'queued') return [];
  const unmapped = flow
    .links(record.content, set)
    .filter((link) => !linked.get(keyText(link))?.mapping && !record.mapping);
  return [
    unmapped.length > 0 && `queued without ${unmapped.map(keyText)}`,
    record.deleted && 'queued though it is deleted',
    set.off.includes(flow.name) && 'queued though its flow is off',
    record.mapping && record.hash === record.syncedHash && 'queued though QuickBooks holds it',
    set.approval[flow.name] === 'manual' &&
      record.approval?.document !== record.document &&
      'queued though nobody approved this document',
  ].filter((fault) => typeof fault === 'string');
};

describe.each([
  ['an order', orders],
  ['a vendor', vendors],
] as const)('whatever happens to %s, however late or often', (_, make) => {
  test('it stays sound', async () => {
    const world = await make();
    let sent = 0;
    let undone = 0;
    const posted = inQuickBooks(world);
    fc.assert(
      fc.property(fc.boolean(), fc.array(events, { minLength: 20, maxLength: 80 }), (isPosted, all) => {
        let story = isPosted ? { ...start(world), record: posted } : start(world);
        for (const event of all) {
          const before = story.record;
          story = event(story, world);
          const faults = faultsOf(before, story.record, event);
          undone += story.record.generation - before.generation;
          if (event === planned) faults.push(...faultsOfPlan(story, world));
          if (faults.length > 0) throw new Error(faults.join(', '));
        }
        sent += story.sent.length;
      }),
      { numRuns: 300, seed: 11 },
    );
    expect(sent).toBeGreaterThan(300);
    expect(undone).toBeGreaterThan(10);
  });

  test('a fetch, a settled answer, a refusal and a plan that come twice say nothing new', async () => {
    const world = await make();
    const twice = fc.oneof(
      says.map((what) => fetched(what, 0)),
      number.map(synced),
      number.map((to) => answered({ do: 'refused', reason: { code: 'number-taken' } }, to)),
      fc.constant(planned),
    );
    fc.assert(
      fc.property(fc.array(events, { maxLength: 50 }), twice, (all, event) => {
        const story = all.reduce((so, one) => one(so, world), start(world));
        const once = event(story, world);
        // The same fetch: it began when the other began.
        const again = event({ ...once, fetches: story.fetches }, world);
        expect(again.record).toEqual(once.record);
      }),
      { numRuns: 300, seed: 11 },
    );
  });

  test('what is refused of content that was replaced meanwhile changes nothing', async () => {
    const world = await make();
    fc.assert(
      fc.property(fc.array(events, { maxLength: 50 }), number, (all, to) => {
        const story = all.reduce((so, one) => one(so, world), start(world));
        const sent = story.sent[to % Math.max(1, story.sent.length)];
        if (!sent || sent.hash === story.record.hash) return;
        const refused = answered({ do: 'refused', reason: { code: 'number-taken' } }, to)(story, world);
        expect(refused.record).toBe(story.record);
      }),
      { numRuns: 300, seed: 11 },
    );
  });
});
