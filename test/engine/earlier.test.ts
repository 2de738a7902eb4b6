import { earlier, standing } from '../../lib/engine/parents.ts';
import { plan } from '../../lib/engine/plan.ts';
import { keyText, type SyncRecord } from '../../lib/engine/record.ts';
import type { Flow } from '../../lib/flow.ts';
import { commitments } from '../../lib/flows/commitments.ts';
import type { State } from '../../lib/reasons.ts';
import { mapped } from '../flows/given.ts';
import { bare, facts, linkedTo, order } from './records.ts';

/** A record that says its place in the row, which one is before it, and whether it takes the rest. */
interface Placed {
  readonly n: number;
  readonly previous?: string;
  readonly last?: boolean;
}

const row: Pick<Flow<unknown>, 'rank' | 'previous' | 'last'> = {
  rank: (content) => String((content as Placed).n),
  previous: (content) => {
    const { previous } = content as Placed;
    return previous === undefined ? undefined : { flow: 'row', id: previous };
  },
  last: (content) => (content as Placed).last === true,
};

const at = (id: string, content?: Placed, more: Partial<SyncRecord> = {}): SyncRecord =>
  bare({ flow: 'row', id }, { content, state: 'queued', ...more });

const known = (...records: SyncRecord[]) => new Map(records.map((record) => [keyText(record), record]));

const earlierOf = (record: SyncRecord, ...others: SyncRecord[]): string[] =>
  earlier(row, record, facts().settings, known(...others)).map(({ id }) => id);

const last = at('c', { n: 3, previous: 'b', last: true });

describe('those before a last record', () => {
  test('are told as far back as they are known, the nearest first', () => {
    expect(earlierOf(last)).toEqual(['b']);
    expect(earlierOf(last, at('b', { n: 2, previous: 'a' }))).toEqual(['b', 'a']);
    expect(earlierOf(last, at('b', { n: 2, previous: 'a' }), at('a', { n: 1 }))).toEqual(['b', 'a']);
  });

  test('are looked for behind one that rests, too', () => {
    const failed = at('b', { n: 2, previous: 'a' }, { state: 'failed' });
    expect(earlierOf(last, failed)).toEqual(['b', 'a']);
  });

  test('are none of one that is not the last, is in QuickBooks, or may be there', () => {
    expect(earlierOf(at('c', { n: 3, previous: 'b' }))).toEqual([]);
    expect(earlierOf({ ...last, mapping: mapped(last) })).toEqual([]);
    expect(earlierOf({ ...last, doubt: { of: 'answer' } })).toEqual([]);
    expect(earlierOf({ ...last, content: undefined })).toEqual([]);
  });

  test('end where the rank does not fall: of records that name each other not both wait', () => {
    const first = at('b', { n: 2, previous: 'c', last: true });
    expect(earlierOf(last, first)).toEqual(['b']);
    expect(earlierOf(first, last)).toEqual([]);
    expect(earlierOf(at('c', { n: 3, previous: 'c', last: true }))).toEqual([]);
    expect(earlierOf(last, at('b', { n: 3 }))).toEqual([]);
  });
});

describe('what they are looked at for', () => {
  const stands = (state: State, more: Partial<SyncRecord> = {}) =>
    standing(row, at('b', { n: 2 }, { state, ...more }));

  test('one that comes to rest in any way stands otherwise than on its way', () => {
    const way = (['queued', 'blocked', 'awaiting-approval'] as const).map((state) => stands(state));
    expect(new Set(way).size).toBe(1);
    const rests = (['failed', 'rejected', 'not-ready', 'skipped'] as const).map((state) => stands(state));
    expect(new Set(rests)).toEqual(new Set(['at rest', 'skipped: undefined']));
    for (const one of rests) expect(way).not.toContain(one);
    expect(stands('synced', { mapping: mapped(last) })).toBe('mapped');
  });

  test('its place in the row is told as soon as it is known, and when it changes', () => {
    const all = [undefined, at('b', undefined, { state: 'wanted' }), at('b', { n: 2 }), at('b', { n: 4 })];
    expect(new Set(all.map((one) => standing(row, one))).size).toBe(3);
  });

  test('records of other flows are told apart by neither', () => {
    const [queued, failed] = [at('b', { n: 2 }), at('b', { n: 2 }, { state: 'failed' })];
    expect(standing({}, queued)).toBe('open');
    expect(standing({}, failed)).toBe('open');
  });
});

describe('a last record', () => {
  const ordered: typeof commitments = {
    ...commitments,
    rank: ({ id }) => id,
    previous: ({ id }) => (id === '801' ? { flow: 'commitments', id: '800' } : undefined),
    last: () => true,
  };
  const planned = async (one?: Partial<SyncRecord>, more: Partial<SyncRecord> = {}) => {
    const others = one ? [bare({ flow: 'commitments', id: '800' }, { title: 'PO-0', ...one })] : [];
    return plan(ordered, await order(more), facts(), linkedTo(...others));
  };
  const { content } = bare({ flow: 'commitments', id: '800' }, { content: { id: '800' } });

  test.each<State>(['wanted', 'queued', 'blocked', 'awaiting-approval'])(
    'waits for one before it that is %s, and names it',
    async (state) => {
      const { waitsFor, ...is } = await planned({ state, content });
      expect(is).toMatchObject({ state: 'blocked', reason: { detail: { links: 'commitments PO-0' } } });
      expect(waitsFor).toEqual([{ flow: 'commitments', id: '800' }]);
    },
  );

  test('waits for one that nobody has seen', async () => {
    expect(await planned()).toMatchObject({ state: 'blocked', waitsFor: [{ id: '800' }] });
  });

  test.each<State>(['failed', 'rejected', 'not-ready', 'skipped'])(
    'goes when the one before it is %s',
    async (state) => {
      const why = state === 'skipped' ? ({ code: 'before-start' } as const) : undefined;
      expect((await planned({ state, content, reason: why })).state).toBe('queued');
    },
  );

  test('goes after one that is in QuickBooks, also when its change waits for approval', async () => {
    const mapping = mapped({ flow: 'commitments', id: '800' });
    for (const state of ['synced', 'awaiting-approval'] as const)
      expect((await planned({ state, content, mapping })).state).toBe('queued');
  });

  test('waits again for one that is being undone', async () => {
    const mapping = mapped({ flow: 'commitments', id: '800' });
    const undo = { by: 'Mira', at: '2026-03-05T12:00:00.000Z', why: '', how: 'delete' } as const;
    expect((await planned({ state: 'queued', content, mapping, undo })).state).toBe('blocked');
  });

  test('waits for nobody once it may have been sent', async () => {
    expect((await planned(undefined, { doubt: { of: 'answer' } })).state).toBe('queued');
  });
});
