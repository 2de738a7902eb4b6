import { afterDoubt } from '../../lib/engine/doubt.ts';
import { type After, settled } from '../../lib/engine/outcome.ts';
import { isMapped, type SyncRecord } from '../../lib/engine/record.ts';
import { relink } from '../../lib/engine/relink.ts';
import { mayMove } from '../../lib/engine/status.ts';
import { mapped } from '../flows/given.ts';
import { bare, facts, SINCE, synced } from './records.ts';

const key = { flow: 'companies', id: '502' };
const now = new Date('2026-03-05T13:00:00.000Z');
const at = { facts: facts(), now, chance: 0 };
const vendor = { ...synced(key), hash: 'h', syncedHash: 'h', syncedAt: SINCE };

const found = { is: 'found', mapping: mapped(key) } as const;
const absent = { is: 'absent' } as const;

/** The record after a lookup, when only its doubt speaks. */
const lookedUp = (record: SyncRecord, seen: typeof found | typeof absent): SyncRecord => {
  const what = afterDoubt(record, seen, true, now);
  return what ? settled(record, record, what as After, at) : record;
};

describe('a record whose object QuickBooks did not find', () => {
  const missed = relink(vendor, '2026-03-05T12:30:00.000Z', true) as SyncRecord;

  test('is queued to be looked up, and nobody may refer to it until then', () => {
    expect(missed).toMatchObject({ state: 'queued', doubt: { of: 'object', missed: true }, mapping: {} });
    expect(isMapped(missed)).toBe(false);
    expect(mayMove('synced', missed.state)).toBe(true);
  });

  test('is synced as before when its object is there', () => {
    const next = lookedUp(missed, found);
    expect(next).toMatchObject({ state: 'synced', mapping: vendor.mapping, syncedHash: 'h' });
    expect(next.doubt).toBeUndefined();
  });

  test('loses its mapping when its object is gone, and is looked up by name', () => {
    const next = lookedUp(missed, absent);
    expect(next.mapping).toBeUndefined();
    expect(next).toMatchObject({
      state: 'queued',
      doubt: { of: 'name', gone: expect.stringContaining('Vendor') },
    });
  });

  test('fails with what to do when nothing has its name either; then a person’s word counts', () => {
    const next = lookedUp(lookedUp(missed, absent), absent);
    expect(next).toMatchObject({ state: 'failed', reason: { code: 'gone-from-quickbooks' } });
    expect(next.doubt).toBeUndefined();
  });

  test('is not looked for twice at once, nor when it was never mapped', () => {
    expect(relink(missed, SINCE, true)).toBeUndefined();
    expect(relink(bare(key), SINCE, true)).toBeUndefined();
  });
});

test('a late word that its object is gone says nothing of the object that it was linked to meanwhile', () => {
  const relinked = { ...vendor, mapping: { ...mapped(key), id: '8-99' } };
  expect(settled(relinked, vendor, { do: 'gone' }, at)).toBe(relinked);
  expect(settled(vendor, vendor, { do: 'gone' }, at)).toMatchObject({ state: 'queued', mapping: undefined });
});

test('a record lost with an older company file is posted again without asking', () => {
  const lost = relink(vendor, SINCE) as SyncRecord;
  expect(lookedUp(lost, absent)).toMatchObject({ state: 'queued' });
  expect(lookedUp(lost, absent).doubt).toBeUndefined();
});
