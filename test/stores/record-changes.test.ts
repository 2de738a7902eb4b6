import { createRecordStore } from '../../lib/stores/records.ts';
import { recordOf, withAws } from './stores.ts';

const aws = withAws();
const open = () => createRecordStore({ client: aws().dynamo, table: 'plumbline-records' });
const storedAs = async (id: string) =>
  (await open().get('acme', [{ flow: 'commitments', id }])).get(`commitments#${id}`);

describe('a save over the record that it came from', () => {
  test('stores it like a whole save: what changed, what is new, and what is gone', async () => {
    const store = open();
    const content = { text: 'x'.repeat(3_000) };
    const first = recordOf({
      id: 'moved',
      content,
      hash: 'h1',
      attempts: 3,
      notBefore: '2026-11-22T10:00:00Z',
    });
    const before = await store.save(first);
    const mapping = { type: 'PurchaseOrder', id: '1A-2', name: 'SC-001', created: true };
    const after = { ...before!, state: 'synced', mapping, attempts: 0, notBefore: undefined } as const;
    const saved = await store.save(after, before);
    expect(saved).toEqual({ ...after, rev: 2 });
    const { notBefore: _, ...expected } = saved!;
    expect(await storedAs('moved')).toStrictEqual(expected);
  });

  test('moves it in the index of queued records', async () => {
    const store = open();
    const queued = await store.save(
      recordOf({ id: 'due', state: 'queued', since: '2026-11-22T10:00:00.000Z' }),
    );
    const isQueued = async () =>
      (await store.queued('acme', 100, '2026-11-22T11:00:00.000Z')).some(({ id }) => id === 'due');
    expect(await isQueued()).toBe(true);
    const synced = await store.save({ ...queued!, state: 'synced' }, queued);
    expect(await isQueued()).toBe(false);
    await store.save({ ...synced!, state: 'queued' }, synced);
    expect(await isQueued()).toBe(true);
  });

  test('is lost when somebody else wrote first', async () => {
    const store = open();
    const before = await store.save(recordOf({ id: 'late', title: 'first' }));
    const other = await store.save({ ...before!, title: 'other' });
    expect(await store.save({ ...before!, title: 'late' }, before)).toBeUndefined();
    expect(await storedAs('late')).toEqual(other);
  });

  test('creates nothing', async () => {
    const never = recordOf({ id: 'never', rev: 4 });
    expect(await open().save({ ...never, title: 'new' }, never)).toBeUndefined();
    expect(await storedAs('never')).toBeUndefined();
  });

  test('writes content that is another', async () => {
    const store = open();
    const before = await store.save(recordOf({ id: 'other', content: { amount: '1.00' } }));
    await store.save({ ...before!, content: { amount: '2.00' } }, before);
    expect((await storedAs('other'))?.content).toEqual({ amount: '2.00' });
  });
});
