import { afterFailure, alsoChanged, withContent, withoutContent } from '../../lib/engine/fetched.ts';
import type { Flow } from '../../lib/flow.ts';
import { companies } from '../../lib/flows/companies.ts';
import { ProcoreFailure } from '../../lib/procore/procore.ts';
import { reason } from '../../lib/reasons.ts';
import { fetched } from '../flows/given.ts';
import { bare, recordOf, SINCE } from './records.ts';

const key = { flow: 'companies', id: '502' };
const from = { connection: 'kestrel', key, source: {}, now: SINCE };
const startedAt = '2026-03-05T12:00:05.000Z';
const content = await fetched(companies, '502');
const make = (found: Parameters<typeof withContent>[2], stored?: ReturnType<typeof bare>) =>
  withContent(companies as Flow<unknown>, from, found)(stored);

describe('what was fetched', () => {
  test('makes a new record of what nobody had heard of', () => {
    expect(make({ startedAt, value: content })).toMatchObject({
      rev: 0,
      state: 'wanted',
      title: 'Birch Masonry',
      content,
      fetchStartedAt: startedAt,
      since: SINCE,
    });
  });

  test('never replaces content whose fetch began later or at the same time', () => {
    const stored = recordOf(companies, '502', content, { fetchStartedAt: startedAt });
    expect(make({ startedAt, value: content }, stored)).toBeUndefined();
    expect(make({ startedAt: '2026-03-05T12:00:04.999Z', value: content }, stored)).toBeUndefined();
    expect(make({ startedAt: '2026-03-05T12:00:05.001Z', value: content }, stored)).toBeDefined();
  });

  test('lets what was refused be sent again only when its content is another', () => {
    const stored = recordOf(companies, '502', content, { refusedHash: 'x', attempts: 3, notBefore: SINCE });
    expect(make({ startedAt, value: content }, stored)).toMatchObject({ refusedHash: 'x', attempts: 3 });
    const renamed = { ...content, name: 'Birch' };
    expect(make({ startedAt, value: renamed }, stored)).toMatchObject({
      title: 'Birch',
      attempts: 0,
      refusedHash: undefined,
      notBefore: undefined,
    });
  });

  test('a mark in Procore alone is no new content', () => {
    const stored = recordOf(companies, '502', content, { refusedHash: 'x' });
    expect(make({ startedAt, value: { ...content, origin: { id: '8-1' } } }, stored)?.hash).toBe(stored.hash);
  });

  test('gone: what was known is deleted and kept; not-visible: what was never seen failed', () => {
    const stored = recordOf(companies, '502', content);
    expect(make({ startedAt, gone: true }, stored)).toMatchObject({ deleted: true, content });
    expect(make({ startedAt, gone: true })).toMatchObject({
      state: 'failed',
      reason: { code: 'not-visible' },
    });
  });

  test('none of ours: nothing is made of it, and what we knew counts as deleted', () => {
    expect(make({ startedAt, notOurs: true })).toBeUndefined();
    expect(make({ startedAt, notOurs: true }, recordOf(companies, '502', content))).toMatchObject({
      deleted: true,
    });
  });

  test('back in Procore: no longer deleted', () => {
    const stored = recordOf(companies, '502', content, { deleted: true });
    expect(make({ startedAt, value: content }, stored)?.deleted).toBeUndefined();
  });
});

describe('who tells of a record too is fetched again', () => {
  const flow = {
    ...companies,
    also: ({ name }: { name: string }) => [{ flow: 'companies', id: name }],
  } as unknown as Flow<unknown>;
  const stored = recordOf(companies, '502', content);
  const renamed = { startedAt, value: { ...content, name: 'Birch' } };
  const idsAfter = (found: Parameters<typeof alsoChanged>[1], before?: typeof stored) =>
    alsoChanged(flow, found, before).map(({ id }) => id);

  test('when it is new or another: by what it says now, and by what it said before', () => {
    expect(idsAfter(renamed)).toEqual(['Birch']);
    expect(idsAfter(renamed, stored)).toEqual(['Birch', 'Birch Masonry']);
  });

  test('when it is gone, or is there again', () => {
    expect(idsAfter({ startedAt, gone: true }, stored)).toEqual(['Birch Masonry']);
    expect(idsAfter({ startedAt, value: content, deleted: true }, stored)).toContain('Birch Masonry');
    expect(idsAfter({ startedAt, value: content }, { ...stored, deleted: true })).toContain('Birch Masonry');
  });

  test('but not when it is as it was, or was never there, or nobody knows', () => {
    expect(idsAfter({ startedAt, value: content }, stored)).toEqual([]);
    expect(idsAfter({ startedAt, gone: true }, { ...stored, deleted: true })).toEqual([]);
    expect(idsAfter({ startedAt, gone: true })).toEqual([]);
    expect(idsAfter(undefined, stored)).toEqual([]);
  });
});

describe('a fetch that failed', () => {
  const failure = (kind: ProcoreFailure['kind'], retryAfterSeconds?: number) =>
    new ProcoreFailure(kind, 'why', { retryAfterSeconds });

  test.each<[string, ProcoreFailure, number, unknown]>([
    ['throttled: later, as Procore says', failure('throttled', 7), 1, { later: 7 }],
    ['unavailable: in a minute where it says nothing', failure('unavailable'), 1, { later: 60 }],
    ['unavailable: in a quarter of an hour at most', failure('unavailable', 86_400), 1, { later: 900 }],
    ['unauthorized: later, since the app may be mended', failure('unauthorized'), 9, { later: 300 }],
    ['malformed: later while it may be a hiccup', failure('malformed'), 2, { later: 60 }],
    [
      'procore-refused: malformed time and again',
      failure('malformed'),
      3,
      { reason: reason('procore-refused', { why: 'why' }) },
    ],
    ['procore-refused', failure('refused'), 1, { reason: reason('procore-refused', { why: 'why' }) }],
    ['no-permission', failure('forbidden'), 1, { reason: reason('no-permission', { why: 'why' }) }],
  ])('%s', (_, what, tries, expected) => expect(afterFailure(what, tries)).toEqual(expected));

  test('is kept as the reason of a record without content, and leaves other content alone', () => {
    const keep = withoutContent(from, reason('no-permission', { why: 'why' }));
    expect(keep(undefined)).toMatchObject({ state: 'failed', reason: { code: 'no-permission' } });
    expect(keep(bare(key))).toMatchObject({ state: 'failed' });
    expect(keep(recordOf(companies, '502', content))).toBeUndefined();
  });
});
