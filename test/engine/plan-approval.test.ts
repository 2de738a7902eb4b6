import { contentHash } from '../../lib/engine/hash.ts';
import { plan } from '../../lib/engine/plan.ts';
import type { SyncRecord } from '../../lib/engine/record.ts';
import { commitments } from '../../lib/flows/commitments.ts';
import { companies } from '../../lib/flows/companies.ts';
import { reason } from '../../lib/reasons.ts';
import { fetched, mapped } from '../flows/given.ts';
import type { Tables } from '../flows/kestrel.ts';
import { linesOf } from '../flows/orders.ts';
import { bare, facts, linkedTo, order, recordOf, SINCE } from './records.ts';

const vendor = { flow: 'companies', id: '502' };
const manual = facts({ approval: { commitments: 'manual', companies: 'manual' } });
const approvalOf = ({ document = '' }: { document?: string }) => ({ document, by: 'mira', at: SINCE });
const rejected = { state: 'rejected', reason: reason('rejected', { by: 'mira', why: 'not ours' }) } as const;
/** As a record is stored once that document was rejected. */
const rejectionOf = ({ document = '' }: { document?: string }) => ({
  ...rejected,
  document,
  rejection: { document, by: 'mira', at: SINCE, why: 'not ours' },
});
const retitle = (tables: Tables): void => {
  Object.assign(tables.purchase_order_contracts[0] ?? {}, { title: 'Another title' });
};

describe('approval by accounting', () => {
  const planned = (record: SyncRecord, of = manual) => plan(commitments, record, of, linkedTo());

  test('awaiting-approval: with the hash of the document that would be posted', async () => {
    const waits = planned(await order());
    expect(waits).toMatchObject({ state: 'awaiting-approval', reason: { code: 'awaiting-approval' } });
    expect(waits.document).toMatch(/^[0-9a-f]{64}$/);
    expect(waits.claims).toHaveLength(1);
  });

  test('holds for that document alone', async () => {
    const { document } = planned(await order());
    const approval = approvalOf({ document });
    expect(planned(await order({ approval }))).toMatchObject({ state: 'queued', document });
    const other = planned(await order({ approval }, retitle));
    expect(other.state).toBe('awaiting-approval');
    expect(other.document).not.toBe(document);
  });

  test('is asked for when the record is complete: blocked comes first', async () => {
    const waits = plan(commitments, await order(), manual, linkedTo(bare(vendor)));
    expect(waits.state).toBe('blocked');
    expect(waits.document).toBeUndefined();
  });

  test('of one flow is not asked for in another', async () => {
    expect(planned(await order(), facts({ approval: { companies: 'manual' } })).state).toBe('queued');
  });
});

describe('a record that accounting rejected', () => {
  const planned = (record: SyncRecord) => plan(commitments, record, manual, linkedTo());
  const stored = async (change?: (tables: Tables) => void) =>
    order(rejectionOf(planned(await order())), change);

  test('stays rejected while its document is unchanged, however often it is planned', async () => {
    const record = await stored();
    const once = planned(record);
    expect(once).toMatchObject({ ...rejected, document: record.document, claims: [], waitsFor: [] });
    expect(planned({ ...record, ...once, claims: undefined } as SyncRecord)).toEqual(once);
  });

  test('stays rejected when what changed in Procore is no part of the document: a line of zero', async () => {
    const { document } = planned(await order());
    const record = await order(rejectionOf({ document }), (tables) => {
      const zero = linesOf(tables).find(({ id }) => id === 8103);
      Object.assign(zero ?? {}, { description: 'Still nothing' });
    });
    expect(record.hash).not.toBe((await order()).hash);
    expect(planned(record).state).toBe('rejected');
  });

  test('awaits approval again for another document', async () => {
    const record = await stored(retitle);
    const again = planned(record);
    expect(again).toMatchObject({ state: 'awaiting-approval', reason: { code: 'awaiting-approval' } });
    expect(again.document).not.toBe(record.document);
  });

  test('is rejected again after whatever else held it meanwhile, as long as its document is the same', async () => {
    const record = await stored();
    const waits = plan(commitments, record, manual, linkedTo(bare(vendor)));
    expect(waits.state).toBe('blocked');
    expect(planned({ ...record, ...waits, claims: undefined } as SyncRecord)).toMatchObject(rejected);
  });

  test('stays so when the flow is set to auto', async () => {
    expect(plan(commitments, await stored(), facts(), linkedTo())).toMatchObject(rejected);
    expect(plan(commitments, await stored(retitle), facts(), linkedTo()).state).toBe('queued');
  });

  test('goes once the same document is approved after all', async () => {
    const record = await stored();
    expect(planned({ ...record, approval: approvalOf(record), rejection: undefined }).state).toBe('queued');
  });
});

describe('approval by accounting of a change of what QuickBooks holds', () => {
  const company = async (says: object = {}, more: Partial<SyncRecord> = {}) => {
    const content = { ...(await fetched(companies, '502')), ...says };
    const base = { state: 'synced', waited: true, mapping: mapped(vendor), syncedHash: 'older' } as const;
    return recordOf(companies, '502', content, { ...base, ...more });
  };
  const planned = (record: SyncRecord, of = manual) => plan(companies, record, of, new Map());

  test('awaiting-approval: it is asked for before the change is sent', async () => {
    expect(planned(await company())).toMatchObject({
      state: 'awaiting-approval',
      reason: { code: 'awaiting-approval' },
      document: expect.stringMatching(/^[0-9a-f]{64}$/),
      claims: [expect.objectContaining({ kind: 'entity' })],
    });
    expect(planned(await company(), facts()).state).toBe('queued');
  });

  test('holds for that change alone', async () => {
    const approval = approvalOf(planned(await company()));
    expect(planned(await company({}, { approval })).state).toBe('queued');
    expect(planned(await company({ phone: '555' }, { approval })).state).toBe('awaiting-approval');
  });

  test('holds whatever EditSequence the object has by then', async () => {
    const { document } = planned(await company());
    for (const editSequence of ['42', undefined]) {
      const mapping = mapped(vendor, { editSequence });
      expect(planned(await company({}, { mapping })).document).toBe(document);
    }
    const other = mapped(vendor, { id: '8-9' });
    expect(planned(await company({}, { mapping: other })).document).not.toBe(document);
  });

  test('the approval of what was added is not that of a change', async () => {
    const added = planned(await company({}, { mapping: undefined, state: 'wanted' }));
    expect(planned(await company({}, { approval: approvalOf(added) })).state).toBe('awaiting-approval');
  });

  test('rejected: it stays so until the change is another, or taken back in Procore', async () => {
    const { document } = planned(await company());
    expect(planned(await company({}, rejectionOf({ document })))).toMatchObject(rejected);
    expect(planned(await company({ phone: '555' }, rejectionOf({ document }))).state).toBe(
      'awaiting-approval',
    );
    const back = await company({}, rejectionOf({ document }));
    expect(planned({ ...back, syncedHash: contentHash(back.content) }).state).toBe('synced');
  });
});
