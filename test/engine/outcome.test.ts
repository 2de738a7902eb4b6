import { afterAnswer, settled } from '../../lib/engine/outcome.ts';
import type { SyncRecord } from '../../lib/engine/record.ts';
import { attemptHash } from '../../lib/engine/refused.ts';
import { MOST_ATTEMPTS } from '../../lib/engine/retry.ts';
import type { Settled } from '../../lib/flow.ts';
import type { Answer } from '../../lib/qbxml/message.ts';
import { reason } from '../../lib/reasons.ts';
import { mapped } from '../flows/given.ts';
import { bare, facts, SINCE } from './records.ts';

const key = { flow: 'companies', id: '502' };
const proof: Settled = { mapping: mapped(key) };
const told = (
  statusCode: string,
  statusSeverity: string,
  statusMessage = 'words',
  message = 'VendorAddRs',
): Answer => ({
  message,
  statusCode,
  statusSeverity,
  statusMessage,
  attributes: {},
  rets: [],
});
const meaningOf = (answer: Answer) => afterAnswer(answer, () => proof);

describe('what an answer to a write means', () => {
  test('done: the record is synced with what the answer proves', () => {
    expect(meaningOf(told('0', 'Info'))).toEqual({ do: 'synced', settled: proof });
  });

  test('done with a warning: synced, and QuickBooks own words are kept', () => {
    expect(meaningOf(told('530', 'Warn', 'left out: Fax'))).toMatchObject({
      do: 'synced',
      warning: { code: 'field-left-out', detail: 'left out: Fax' },
    });
  });

  test('done, but no object is named: asked again, for the lookup tells', () => {
    expect(afterAnswer(told('0', 'Info'), () => undefined)).toMatchObject({
      do: 'again',
      counts: true,
      wait: false,
    });
  });

  test.each([
    ['not processed: again, and the send does not count', '3231', false, true],
    ['stale: again with what is there now', '3200', true, false],
    ['internal error: again later', '1000', true, true],
  ])('%s', (_, code, counts, wait) => {
    expect(meaningOf(told(code, 'Error'))).toEqual({ do: 'again', counts, wait, words: 'words' });
  });

  test('exists: again, for the lookup finds it; after three times a person reads QuickBooks own words', () => {
    expect(meaningOf(told('3100', 'Error', 'in use'))).toMatchObject({
      ...{ do: 'again', counts: true, wait: false },
      most: { times: 3, ends: { code: 'quickbooks-refused', detail: { code: '3100', words: 'in use' } } },
    });
  });

  test('locked: held by somebody, for some time', () => {
    expect(meaningOf(told('3175', 'Error', 'in use'))).toEqual({ do: 'held', words: 'in use' });
  });

  test('not-linked: synced, with a flag of its own', () => {
    expect(meaningOf(told('570', 'Warn', 'closed'))).toMatchObject({
      warning: { code: 'not-linked', detail: 'closed' },
    });
  });

  test('a missing reference: what it is called and of which kind', () => {
    const words = 'There is an invalid reference to QuickBooks Account "X" in the Bill.';
    expect(meaningOf(told('3140', 'Error', words))).toEqual({
      ...{ do: 'missing', words },
      ...{ reference: 'X', kind: 'Account' },
    });
  });

  test('quickbooks-refused: a person is told the code, the words and the cure', () => {
    expect(meaningOf(told('3171', 'Error', 'closed'))).toMatchObject({
      do: 'refused',
      reason: {
        code: 'quickbooks-refused',
        detail: { code: '3171', words: 'closed', cure: expect.stringContaining('closed period') },
      },
    });
  });

  test('unreadable: what only a bug of ours can cause', () => {
    expect(meaningOf(told('3040', 'Error', 'bad amount'))).toEqual({
      do: 'refused',
      reason: { code: 'unreadable', detail: { words: '3040: bad amount' } },
    });
  });
});

describe('a record after its answer', () => {
  const at = { facts: facts(), now: new Date('2026-03-05T13:00:00.000Z'), chance: 0 };
  const sent = bare(key, { state: 'queued', hash: 'sent', content: {}, attempts: 2 });
  const done = { do: 'synced', settled: proof } as const;
  const again = { do: 'again', counts: true, wait: false, words: 'locked' } as const;
  const refused = {
    do: 'refused',
    reason: reason('missing-reference', { words: 'no account', setting: 'accounts' }),
  } as const;

  test('synced: holds mapping and hash of what was sent, and nothing of the attempts before', () => {
    const stored = { ...sent, notBefore: SINCE, blockedBy: ['projects#1'], refusedHash: 'older' };
    expect(settled(stored, sent, done, at)).toEqual({
      ...sent,
      state: 'synced',
      mapping: proof.mapping,
      syncedHash: 'sent',
      syncedAt: '2026-03-05T13:00:00.000Z',
      since: '2026-03-05T13:00:00.000Z',
      attempts: 0,
      notBefore: undefined,
      blockedBy: undefined,
      refusedHash: undefined,
      reason: undefined,
    });
  });

  test.each(['queued', 'not-ready', 'failed', 'awaiting-approval', 'blocked'] as const)(
    'synced though its content was replaced meanwhile and it is %s: the hash that was sent is noted, the content kept',
    (state) => {
      const stored = { ...sent, state, hash: 'newer', content: { new: true } };
      const next = settled(stored, sent, done, at);
      expect(next).toMatchObject({
        state: 'synced',
        hash: 'newer',
        syncedHash: 'sent',
        content: { new: true },
      });
      expect(next.hash).not.toBe(next.syncedHash);
    },
  );

  test('synced again by a Mod: since when it is synced does not change', () => {
    expect(settled({ ...sent, state: 'synced' }, sent, done, at).since).toBe(SINCE);
  });

  test('flags tell what was left out and what differs; those of an earlier write go', () => {
    const flags: SyncRecord['flags'] = [
      { code: 'field-left-out', detail: 'old' },
      { code: 'total-differs', detail: 'old' },
      { code: 'changed-in-quickbooks' },
    ];
    const told_ = {
      ...done,
      warning: { code: 'field-left-out', detail: 'w' } as const,
      settled: { ...proof, leftOut: 'Fax', differs: 'line 1' },
    };
    expect(settled({ ...sent, flags }, sent, told_, at).flags).toEqual([
      { code: 'changed-in-quickbooks' },
      { code: 'field-left-out', detail: 'w; Fax' },
      { code: 'total-differs', detail: 'line 1' },
    ]);
    expect(settled({ ...sent, flags }, sent, done, at).flags).toEqual([{ code: 'changed-in-quickbooks' }]);
    const found = { ...done, settled: { ...proof, changed: 'a line is gone' } };
    expect(settled({ ...sent, flags }, sent, found, at).flags).toEqual([
      { code: 'changed-in-quickbooks', detail: 'a line is gone' },
    ]);
  });

  test('refused: failed with its reason, and what was tried is noted, so that it is not sent again', () => {
    expect(settled(sent, sent, refused, at)).toMatchObject({
      state: 'failed',
      reason: refused.reason,
      refusedHash: attemptHash(sent, at.facts),
      attempts: 0,
      since: '2026-03-05T13:00:00.000Z',
    });
  });

  test('adoption-offered and customer-not-found stop it without counting its content as refused', () => {
    const offered = { do: 'refused', reason: reason('adoption-offered', { object: 'x' }) } as const;
    expect(settled(sent, sent, offered, at)).toMatchObject({
      state: 'awaiting-approval',
      refusedHash: undefined,
    });
    const missing = { do: 'refused', reason: reason('customer-not-found', { customer: 'x' }) } as const;
    expect(settled(sent, sent, missing, at)).toMatchObject({ state: 'blocked', refusedHash: undefined });
  });

  test('adoption-offered: what a person would approve is noted; another refusal forgets it', () => {
    const offer = {
      do: 'refused',
      reason: reason('adoption-offered', { object: 'x' }),
      offered: { type: 'Vendor', id: '8-1', name: 'x' },
    } as const;
    expect(settled(sent, sent, offer, at).offered).toEqual(offer.offered);
    expect(settled({ ...sent, offered: offer.offered }, sent, refused, at).offered).toBeUndefined();
  });

  test('awaiting-approval: the document as it would have been posted is kept, and what approves it meanwhile counts', () => {
    const actual = { planned: 'd1', document: 'd2', request: 'text' };
    const waits = { do: 'refused', reason: reason('awaiting-approval'), document: 'd2', actual } as const;
    expect(settled(sent, sent, waits, at)).toMatchObject({
      state: 'awaiting-approval',
      document: 'd2',
      actual,
    });
    const approved = { ...sent, approval: { document: 'd2', by: 'mira', at: SINCE } };
    expect(settled(approved, sent, waits, at)).toBe(approved);
  });

  test.each([again, refused])(
    'a refusal of another name or number than the one chosen by now says nothing: $do',
    (what) => {
      const renamed = { ...sent, override: { number: 'A-1' } };
      expect(settled(renamed, sent, what, at)).toBe(renamed);
    },
  );

  test.each([again, refused])(
    'a refusal of content that was replaced meanwhile says nothing: $do',
    (what) => {
      const replaced = { ...sent, hash: 'newer' };
      expect(settled(replaced, sent, what, at)).toBe(replaced);
      const moved = { ...sent, state: 'skipped' } as const;
      expect(settled(moved, sent, what, at)).toBe(moved);
    },
  );

  test('again: stays queued, at once or later, and counts its sends', () => {
    const tries = [{ at: '2026-03-05T13:00:00.000Z', words: 'locked' }];
    const once = { ...sent, attempts: 0 };
    expect(settled(once, once, again, at)).toEqual({ ...once, attempts: 1, tries, notBefore: undefined });
    expect(settled(sent, sent, { ...again, wait: true }, at)).toEqual({
      ...sent,
      attempts: 3,
      tries,
      notBefore: '2026-03-05T13:00:30.000Z',
    });
    expect(settled(sent, sent, { ...again, counts: false }, at)).toEqual({ ...sent, notBefore: undefined });
  });

  test('again for the third time in a row: later, so that who changes the same object comes to an end first', () => {
    expect(settled({ ...sent, attempts: 1 }, sent, again, at).notBefore).toBeUndefined();
    expect(settled({ ...sent, attempts: 2 }, sent, again, at).notBefore).toBe('2026-03-05T13:00:30.000Z');
  });

  test('again at most so often ends in what its outcome says', () => {
    const ends = reason('missing-reference', { words: 'w', setting: 'accounts' });
    const thrice = { ...again, most: { times: 3, ends } };
    expect(settled({ ...sent, attempts: 1 }, sent, thrice, at).state).toBe('queued');
    expect(settled({ ...sent, attempts: 2 }, sent, thrice, at)).toMatchObject({
      state: 'failed',
      reason: ends,
    });
  });

  test('in-use: held records stay queued and say since when and why, without using up attempts', () => {
    const held = { do: 'held', words: 'in use by another user' } as const;
    const first = settled(sent, sent, held, at);
    expect(first).toMatchObject({
      ...{ state: 'queued', attempts: 2, held: { since: '2026-03-05T13:00:00.000Z', times: 1 } },
      ...{ notBefore: '2026-03-05T13:00:07.500Z' },
      reason: { code: 'in-use', detail: { since: '2026-03-05T13:00:00.000Z', words: held.words } },
    });
    const later = (hours: number) => ({ ...at, now: new Date(at.now.getTime() + hours * 3_600_000) });
    const tried = settled(
      { ...first, held: { since: at.now.toISOString(), times: 40 } },
      sent,
      held,
      later(71),
    );
    expect(tried).toMatchObject({ state: 'queued', held: { since: at.now.toISOString(), times: 41 } });
    expect(Date.parse(tried.notBefore ?? '')).toBeLessThanOrEqual(later(72).now.getTime());
    const tired = { ...tried, held: { since: at.now.toISOString(), times: 22 } };
    expect(settled(tired, sent, held, later(90)).state).toBe('queued');
    expect(settled(tried, sent, held, later(72))).toMatchObject({
      ...{ state: 'failed', held: undefined },
      reason: { code: 'gave-up', detail: { attempts: '42', words: held.words } },
    });
  });

  test(`gave-up: after ${MOST_ATTEMPTS} sends a person looks at it`, () => {
    const tired = { ...sent, attempts: MOST_ATTEMPTS - 1 };
    expect(settled(tired, tired, again, at)).toMatchObject({
      state: 'failed',
      reason: { code: 'gave-up', detail: { attempts: String(MOST_ATTEMPTS), words: 'locked' } },
      refusedHash: attemptHash(sent, at.facts),
    });
    expect(settled(tired, tired, { ...again, counts: false }, at).state).toBe('queued');
  });

  test('the story of its sends in vain is kept, its last ten, until one succeeds', () => {
    let record: SyncRecord = sent;
    for (let n = 1; n <= 12; n++)
      record = { ...settled(record, sent, { ...again, words: `no ${n}` }, at), attempts: 0 };
    expect(record.tries?.map(({ words }) => words)).toEqual(
      Array.from({ length: 10 }, (_, n) => `no ${n + 3}`),
    );
    const failed = settled(record, sent, refused, at);
    expect(failed.tries?.at(-1)?.words).toMatch(/\w/);
    expect(settled(record, sent, done, at).tries).toBeUndefined();
  });

  test('the same outcome noted twice changes nothing', () => {
    for (const what of [done, refused]) {
      const once = settled(sent, sent, what, at);
      expect(settled(once, sent, what, at)).toEqual(once);
    }
  });
});
