import { noted, told } from '../../lib/engine/history.ts';
import type { SyncRecord } from '../../lib/engine/record.ts';
import { reason } from '../../lib/reasons.ts';
import { bare, SINCE } from './records.ts';

const AT = '2026-03-05T13:00:00.000Z';
const key = { flow: 'companies', id: '502' };
const mapping = { type: 'Vendor', id: '8-1', name: 'Oak', created: true };
const queued = (more: Partial<SyncRecord> = {}) =>
  bare(key, { state: 'queued', hash: 'h', content: {}, ...more });

/** `is: says` of what one step adds. */
const news = (before: SyncRecord | undefined, after: SyncRecord, batch?: string): string[] =>
  (told(before, after, AT, batch).history?.events ?? [])
    .slice(after.history?.events.length ?? 0)
    .map(({ is, says }) => (says ? `${is}: ${says}` : is));

describe('the history of a record', () => {
  test('begins when somebody asks for it, or when it is received', () => {
    expect(told(bare(key), queued(), AT).history).toEqual({
      events: [
        { at: SINCE, is: 'wanted' },
        { at: AT, is: 'received' },
        { at: AT, is: 'planned', says: 'queued' },
      ],
      older: 0,
    });
    expect(news(undefined, queued())).toEqual(['received', 'planned: queued']);
  });

  test('tells why it waits, once, however often it is planned and whatever else it waits for by then', () => {
    const waits = (links: string) => queued({ state: 'blocked', reason: reason('blocked-by', { links }) });
    expect(news(queued(), waits('Oak'))).toEqual(['planned: blocked (blocked-by): It waits for Oak.']);
    const before = waits('Oak');
    expect(told(before, waits('Elm'), AT)).toEqual(waits('Elm'));
  });

  test('names the batch and what QuickBooks said', () => {
    const done = queued({ state: 'synced', mapping, syncedAt: AT, syncedHash: 'h' });
    expect(news(queued(), done, '4f2a')).toEqual(['answered: batch 4f2a: Vendor "Oak"']);
    const tries = [{ at: AT, words: 'in use' }];
    expect(news(queued(), queued({ tries, attempts: 1 }), '4f2a')).toEqual(['answered: batch 4f2a: in use']);
    const failed = queued({ state: 'failed', reason: reason('gone-from-quickbooks', { object: 'it' }) });
    expect(news(queued(), failed)).toEqual([
      'planned: failed (gone-from-quickbooks): it is no longer in QuickBooks.',
    ]);
    expect(news(queued(), { ...done, flags: [{ code: 'total-differs', detail: '1.00' }] })).toEqual([
      'linked: Vendor "Oak"',
      'flagged: total-differs: 1.00',
    ]);
  });

  test('names who said what about which document', () => {
    const word = { document: 'abcdef0123456789', by: 'Mira', at: AT };
    expect(news(queued(), queued({ approval: word }))).toEqual(['approved: document abcdef01 by Mira']);
    expect(news(queued(), queued({ rejection: { ...word, why: 'no' } }))).toEqual([
      'rejected: document abcdef01 by Mira: no',
    ]);
    const adoption = { object: 'Vendor:8-1', accepted: true, by: 'Mira', at: AT };
    expect(news(queued(), queued({ adoption }))).toEqual(['approved: linking of Vendor:8-1 by Mira']);
    expect(news(queued(), queued({ override: { number: 'A-1' } }))).toEqual(['override: number A-1']);
    expect(news(queued({ override: { number: 'A-1' } }), queued())).toEqual(['override: none any more']);
  });

  test('tells of doubts', () => {
    const doubt = { of: 'object' } as const;
    expect(news(queued({ mapping }), queued({ mapping, doubt }))[0]).toMatch(/^doubted: whether its object/);
    expect(news(queued({ mapping, doubt }), queued({ mapping }))).toEqual(['doubted: no longer']);
  });

  test('counts what happens several times in a row', () => {
    const tried = (n: number) => queued({ tries: [{ at: `${n}`, words: 'in use' }] });
    const twice = told(
      tried(1),
      told(queued(), tried(1), AT) && { ...tried(2), history: told(queued(), tried(1), AT).history },
      AT,
    );
    expect(twice.history?.events).toEqual([{ at: AT, is: 'answered', says: 'in use', times: 2 }]);
  });

  test('keeps the newest forty, each of two hundred characters, and counts the older ones', () => {
    let record = queued();
    for (let n = 0; n < 50; n++) record = noted(record, 'retried', AT, `${n} ${'x'.repeat(300)}`);
    expect(record.history?.events).toHaveLength(40);
    expect(record.history?.older).toBe(10);
    expect(record.history?.events.at(-1)?.says).toHaveLength(200);
    expect(JSON.stringify(record.history).length).toBeLessThan(12_000);
  });

  test('says nothing where nothing happened', () => {
    const record = queued();
    expect(told(record, { ...record, rev: 2, fetchStartedAt: AT }, AT).history).toBeUndefined();
  });
});
