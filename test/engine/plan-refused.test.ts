import { plan } from '../../lib/engine/plan.ts';
import type { SyncRecord } from '../../lib/engine/record.ts';
import { attemptHash } from '../../lib/engine/refused.ts';
import { commitments } from '../../lib/flows/commitments.ts';
import { reason } from '../../lib/reasons.ts';
import type { Settings } from '../../lib/settings.ts';
import type { Tables } from '../flows/kestrel.ts';
import { facts, linkedTo, order } from './records.ts';

const failed = {
  state: 'failed',
  reason: reason('missing-reference', { words: 'no account', setting: 'accounts' }),
} as const;

/** The order of the fixtures as it stands after QuickBooks refused it under the usual settings. */
const refused = async (more: Partial<SyncRecord> = {}): Promise<SyncRecord> => {
  const record = await order({ ...failed, ...more });
  return { ...record, refusedHash: attemptHash(record, facts()) };
};

const again = (record: SyncRecord, settings: Partial<Settings> = {}) =>
  plan(commitments, record, facts(settings), linkedTo());

describe('what QuickBooks refused for good', () => {
  test('stays failed with its reason while nothing changed, however often it is planned', async () => {
    const record = await refused({ override: { number: 'PO-7' } });
    const once = again(record);
    expect(once).toMatchObject(failed);
    expect(again({ ...record, state: once.state, reason: once.reason })).toEqual(once);
  });

  test('is tried again with other settings, and not for the same ones read anew', async () => {
    const record = await refused();
    expect(again(record, { defaultTerms: 'Net 30' }).state).toBe('queued');
    expect(again(record, structuredClone(facts().settings)).state).toBe('failed');
  });

  test('is tried again with another name or number given by the operator', async () => {
    const record = await refused();
    expect(again({ ...record, override: { number: 'PO-7' } }).state).toBe('queued');
    expect(again({ ...record, override: {} }).state).toBe('failed');
    const renumbered = await refused({ override: { number: 'PO-7' } });
    expect(again({ ...renumbered, override: undefined }).state).toBe('queued');
  });

  test('is tried again with other content', async () => {
    const { refusedHash } = await refused();
    const retitle = (tables: Tables) =>
      Object.assign(tables.purchase_order_contracts[0] ?? {}, { title: 'Another title' });
    const retitled = await order({ ...failed, refusedHash }, retitle);
    expect(again(retitled).state).toBe('queued');
  });

  test('is tried again when a person lets it be retried', async () => {
    expect(again({ ...(await refused()), refusedHash: undefined }).state).toBe('queued');
  });

  test('is tried again once the settings are as before, if others were applied meanwhile', async () => {
    const record = await refused();
    const { state, reason: why } = again(record, { off: ['companies'] });
    expect(again({ ...record, state, reason: why }).state).toBe('queued');
  });
});
