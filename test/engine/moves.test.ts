import fc from 'fast-check';
import { afterDoubt } from '../../lib/engine/doubt.ts';
import { type After, settled } from '../../lib/engine/outcome.ts';
import { type Facts, type Linked, plan } from '../../lib/engine/plan.ts';
import type { SyncRecord } from '../../lib/engine/record.ts';
import { relink } from '../../lib/engine/relink.ts';
import { MOVES, mayMove } from '../../lib/engine/status.ts';
import { isResting, unlinked } from '../../lib/engine/undo.ts';
import { REASONS, reason, type State, stateOf } from '../../lib/reasons.ts';
import { mapped } from '../flows/given.ts';
import { bare, facts, linkedTo } from './records.ts';
import { inQuickBooks, links, orders, settings, vendors, type World } from './worlds.ts';

const now = new Date('2026-03-05T13:00:00.000Z');

/** The reasons with which a lookup, a claim or a write may end. */
const refusals = [
  ...(['missing-reference', 'number-taken', 'customer-not-found'] as const).map((code) => ({
    reason: { code },
  })),
  { reason: { code: 'adoption-offered' as const }, offered: { type: 'Vendor', id: '8-1', name: 'x' } },
];

const often = <T extends string>(weight: number, ...what: T[]) => ({
  arbitrary: fc.record({ do: fc.constantFrom(...what), n: fc.nat(1) }),
  weight,
});

const step = fc.oneof(
  { arbitrary: fc.record({ do: fc.constantFrom('says', 'settings', 'links'), n: fc.nat(4) }), weight: 2 },
  { arbitrary: fc.record({ do: fc.constant('refused'), n: fc.nat(refusals.length - 1) }), weight: 1 },
  often(5, 'plan'),
  often(4, 'send', 'decide'),
  often(3, 'synced', 'again'),
  often(1, 'held', 'missing', 'relink'),
  often(2, 'look'),
  often(3, 'undo', 'undone', 'retry'),
  often(1, 'kept', 'unlink', 'link'),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

interface Story {
  readonly record: SyncRecord;
  readonly facts: Facts;
  readonly linked: Linked;
  /** The record as the open batch carries it. */
  readonly sent?: SyncRecord;
}

const planned = (story: Story, { flow }: World): SyncRecord => {
  const { state, reason: why, flags, document } = plan(flow, story.record, story.facts, story.linked);
  return { ...story.record, state, reason: why, flags, document };
};

const answered = (story: Story, after: After): Story =>
  story.sent
    ? {
        ...story,
        record: settled(story.record, story.sent, after, { facts: story.facts, now, chance: 0.5 }),
        sent: undefined,
      }
    : story;

/** An operator approves or rejects what waits. */
const decided = (record: SyncRecord, approves: boolean): SyncRecord => {
  if (record.state !== 'awaiting-approval') return record;
  const word = { document: record.document ?? '', by: 'mira', at: now.toISOString() };
  if (approves) return { ...record, approval: word, rejection: undefined };
  const why = reason('rejected', { by: 'mira', why: '' });
  return { ...record, state: 'rejected', reason: why, rejection: word, approval: undefined };
};

const word = { by: 'mira', at: now.toISOString() };

/** An operator wants it out of QuickBooks, or only that its object is forgotten. */
const letGo = (record: SyncRecord, how: 'undo' | 'unlink', n: number): SyncRecord => {
  if (!record.mapping || record.undo || record.doubt) return record;
  if (how === 'undo')
    return { ...record, undo: { ...word, why: 'a mistake', how: n === 0 ? 'delete' : 'close' } };
  return record.state === 'queued' ? record : unlinked(record, 'mira', 'a mistake', now);
};

/** An operator lets it go again, or names its object; either is planned at once. */
const takenUp = (story: Story, how: 'retry' | 'link', world: World): SyncRecord => {
  const { record } = story;
  if (record.mapping || record.undo || (how === 'link' && record.content === undefined)) return record;
  if (record.reason?.code === 'rejected') return record;
  const rested = record.state === 'rejected' ? ({ state: 'queued', reason: undefined } as const) : {};
  const again = { ...record, refusedHash: undefined, attempts: 0 };
  const taken = how === 'retry' ? { ...again, ...rested } : { ...again, adopting: word, doubt: undefined };
  return planned({ ...story, record: taken }, world);
};

/** A lookup of a record in doubt; one that is to be undone is looked up for that. */
const looked = ({ record, ...at }: Story, there: boolean): SyncRecord => {
  const { mapping } = record;
  const seen = there && mapping ? ({ is: 'found', mapping } as const) : ({ is: 'absent' } as const);
  const after = record.state === 'queued' && !record.undo ? afterDoubt(record, seen, true, now) : undefined;
  return after ? settled(record, record, after, { ...at, now, chance: 0.5 }) : record;
};

const next = (story: Story, { do: what, n }: Step, world: World): Story => {
  switch (what) {
    case 'says':
      return { ...story, record: { ...story.record, ...world.versions[n % world.versions.length] } };
    case 'settings':
      return { ...story, facts: settings[n % settings.length] ?? story.facts };
    case 'links':
      return { ...story, linked: links[n % links.length] ?? story.linked };
    case 'plan':
      return { ...story, record: planned(story, world) };
    case 'send':
      return story.record.state === 'queued' ? { ...story, sent: story.record } : story;
    case 'decide':
      return { ...story, record: decided(story.record, n === 0) };
    case 'synced':
      return answered(story, {
        do: 'synced',
        settled: { mapping: mapped({ flow: world.flow.name, id: world.id }) },
      });
    case 'again':
      return answered(story, { do: 'again', counts: n === 0, wait: true, words: 'locked' });
    case 'held':
      return answered(story, { do: 'held', words: 'locked' });
    case 'missing':
      return answered(story, { do: 'missing', words: 'not found' });
    case 'relink':
      return { ...story, record: relink(story.record, now.toISOString(), true) ?? story.record };
    case 'look':
      return { ...story, record: looked(story, n === 0) };
    case 'undo':
    case 'unlink':
      return { ...story, record: planned({ ...story, record: letGo(story.record, what, n) }, world) };
    case 'retry':
    case 'link':
      return { ...story, record: takenUp(story, what, world) };
    case 'undone':
      return answered(story, { do: 'undone' });
    case 'kept':
      return answered(story, { do: 'kept', words: 'a bill hangs on it' });
    case 'refused':
      return answered(story, { do: 'refused', ...(refusals[n] ?? { reason: { code: 'unreadable' } }) });
  }
};

const states: readonly State[] = [
  ...(['wanted', 'not-ready', 'skipped', 'awaiting-approval', 'rejected'] as const),
  ...(['blocked', 'queued', 'synced', 'failed'] as const),
];

describe.each([
  ['an order', orders],
  ['a vendor', vendors],
] as const)('whatever happens to %s, in any order', (_, make) => {
  test('it makes legal moves alone, keeps its mapping while its object is there, and is synced only with one', async () => {
    const world = await make();
    const start = bare({ flow: world.flow.name, id: world.id }, { waited: true });
    const posted = inQuickBooks(world);
    const seen = new Set<State>();
    const ends = new Set<string>();
    fc.assert(
      fc.property(fc.boolean(), fc.array(step, { minLength: 20, maxLength: 60 }), (isPosted, steps) => {
        let story: Story = { record: isPosted ? posted : start, facts: facts(), linked: linkedTo() };
        for (const one of steps) {
          const before = story.record;
          story = next(story, one, world);
          const { state, mapping } = story.record;
          seen.add(state);
          expect(`${before.state} → ${state}: ${mayMove(before.state, state)}`).toMatch(/true$/);
          const isFoundGone = one.do === 'look' && before.doubt?.of === 'object';
          const isLetGo = one.do === 'undone' || one.do === 'unlink';
          expect(before.mapping && !mapping && !isFoundGone && !isLetGo).toBeFalsy();
          expect(state === 'synced' && !mapping).toBe(false);
          const { generation, undo } = story.record;
          const isUndone = before.undo !== undefined && undo === undefined && !mapping;
          expect(generation - before.generation).toBe(isUndone ? 1 : 0);
          if (isResting(before) && !before.adopting && !['retry', 'link', 'synced'].includes(one.do))
            expect(story.record).toMatchObject({ state: 'rejected', reason: before.reason });
          if (undo && one.do === 'plan') expect(state).toBe('queued');
          ends.add(story.record.reason?.code ?? state);
        }
      }),
      { numRuns: 300, seed: 7 },
    );
    expect([...seen].sort()).toEqual([...states].sort());
    expect([...ends]).toEqual(expect.arrayContaining(['undone', 'unlinked']));
  });

  test('planning twice says what planning once says', async () => {
    const world = await make();
    const start = bare({ flow: world.flow.name, id: world.id }, { waited: true });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const begun: Story = { record: start, facts: facts(), linked: linkedTo() };
        const story = steps.reduce((so, one) => next(so, one, world), begun);
        const once = planned(story, world);
        expect(planned({ ...story, record: once }, world)).toEqual(once);
      }),
      { numRuns: 200, seed: 7 },
    );
  });
});

describe('the table of moves', () => {
  test('knows every state, and every state of a reason can be reached', () => {
    expect(Object.keys(MOVES).sort()).toEqual([...states].sort());
    for (const { state } of Object.values(REASONS))
      expect(Object.values(MOVES).some((targets) => targets.includes(state))).toBe(true);
  });

  test('lets a record stay where it is', () => {
    for (const state of states) expect(mayMove(state, state)).toBe(true);
  });

  test.each<[State, State]>([
    ['synced', 'skipped'],
    ['synced', 'wanted'],
    ['queued', 'wanted'],
  ])('forbids %s → %s', (from, to) => expect(mayMove(from, to)).toBe(false));

  test('lets whatever a claim that was lost says follow what may be planned', () => {
    for (const code of ['name-taken', 'number-taken'] as const)
      for (const from of ['wanted', 'queued', 'awaiting-approval', 'synced'] as const)
        expect(mayMove(from, stateOf({ code }))).toBe(true);
  });
});
