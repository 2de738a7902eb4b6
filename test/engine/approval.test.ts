import { expectedRequest, unapproved } from '../../lib/engine/approval.ts';
import { documentHash } from '../../lib/engine/document.ts';
import { keep, kept } from '../../lib/engine/kept.ts';
import type { SyncRecord } from '../../lib/engine/record.ts';
import type { QbRequest } from '../../lib/qbxml/message.ts';
import { noise } from '../stores/stores.ts';
import { bare, facts, SINCE } from './records.ts';

const key = { flow: 'commitments', id: '801' };
const memo = (Memo: string): QbRequest => ({
  message: 'PurchaseOrderAddRq',
  fields: { PurchaseOrderAdd: { Memo } },
});
const [planned, actual] = [memo('as planned'), memo('as QuickBooks stands')];
const manual = facts({ approval: { commitments: 'manual' } });
const word = (request: QbRequest) => ({ document: documentHash(request), by: 'mira', at: SINCE });
const record = (more: Partial<SyncRecord> = {}) => bare(key, { state: 'queued', ...more });

const decided = (of: SyncRecord, request: QbRequest, at = manual, before: QbRequest | undefined = planned) =>
  unapproved(at, of, request, () => before);

describe('just before a write', () => {
  test('goes what was approved, and where nobody asks for approval everything that was not rejected', () => {
    expect(decided(record({ approval: word(actual) }), actual)).toBeUndefined();
    expect(decided(record(), actual, facts())).toBeUndefined();
    expect(decided(record({ rejection: word(planned) }), actual, facts())).toBeUndefined();
    expect(decided(record({ rejection: word(actual) }), actual, facts())).toMatchObject({
      reason: { code: 'rejected' },
    });
  });

  test('waits what is another document than the one that was approved, and it is kept', () => {
    const after = decided(record({ approval: word(planned) }), actual);
    const document = documentHash(actual);
    expect(after).toMatchObject({ do: 'refused', reason: { code: 'awaiting-approval' }, document });
    const held = record(after?.do === 'refused' ? { actual: after.actual } : {});
    expect(expectedRequest(held, planned)).toEqual(actual);
    expect(expectedRequest(held, memo('as planned anew'))).toEqual(memo('as planned anew'));
  });

  test('waits the planned one where nobody approved it after all; nothing need be kept', () => {
    const after = decided(record(), planned);
    expect(after).toEqual({
      ...{ do: 'refused', reason: { code: 'awaiting-approval' } },
      document: documentHash(planned),
    });
  });

  test('what is known only there is kept too', () => {
    const after = unapproved(manual, record(), actual, () => undefined);
    const held = record(after?.do === 'refused' ? { actual: after.actual } : {});
    expect(expectedRequest(held, undefined)).toEqual(actual);
  });

  test('is refused what is too large to be kept: nobody could see what he approves', () => {
    const after = decided(record({ approval: word(planned) }), memo(noise(80_000)));
    expect(after).toMatchObject({ do: 'refused', reason: { code: 'does-not-fit' } });
    expect(after).not.toHaveProperty('actual');
  });
});

test('what is kept beside the content is small, and comes back as it was', () => {
  const data = {
    lines: Array.from({ length: 2_000 }, (_, n) => ({ n: String(n), says: 'concrete, delivered' })),
  };
  const text = keep(data) ?? '';
  expect(text.length).toBeLessThan(45_000);
  expect(kept(text)).toEqual(data);
  expect(keep(noise(80_000))).toBeUndefined();
});
