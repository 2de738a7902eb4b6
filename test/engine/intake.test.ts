import { guidOf } from '../../lib/engine/hash.ts';
import type { ReadObject } from '../../lib/engine/import-parts.ts';
import { createIntake } from '../../lib/engine/intake.ts';
import type { RecordStore } from '../../lib/engine/ports.ts';
import { createObjectStore } from '../../lib/stores/imported-objects.ts';
import { createRecordStore } from '../../lib/stores/records.ts';
import { createClock } from '../journeys/clock.ts';
import { createHeldWrites } from '../journeys/held-writes.ts';
import { recordOf, withAws } from '../stores/stores.ts';

const aws = withAws();
let count = 0;

const start = (wrap: (records: RecordStore) => RecordStore = (same) => same) => {
  const { dynamo: client, prefix } = aws();
  count += 1;
  const connection = `intake-${count}`;
  const records = wrap(createRecordStore({ client, table: `${prefix}records` }));
  const objects = createObjectStore({ client, table: `${prefix}records` });
  const writes = createHeldWrites();
  const { take, sweep, again } = createIntake({ records, objects, writes, now: createClock().now });
  return { connection, records, writes, take, sweep, again };
};

const object = (id: string, says: string, parts = 1): ReadObject => ({
  ...{ type: 'Bill', id },
  parts: Array.from({ length: parts }, (_, n) => ({
    ...{ flow: 'costs', id: `${id}/${n}`, content: { says }, hash: says, title: `${says} ${n}`, refs: [] },
  })),
});

test('an object with our key on it is ours, also before the answer to its Add was heard', async () => {
  const { connection, records, take } = start();
  const record = recordOf({ connection, flow: 'invoices', id: '7', notBefore: '2099-01-01T00:00:00.000Z' });
  await records.save(record);
  const guid = guidOf(connection, record, record.generation).toUpperCase();
  expect(await take(connection, [{ ...object('1', 'a'), guid }])).toEqual({ queued: 0, gone: 0, ours: 1 });
  const other = { ...object('2', 'b'), guid: '{00000000-0000-0000-0000-000000000000}' };
  expect(await take(connection, [other])).toEqual({ queued: 1, gone: 0, ours: 0 });
});

test('an object whose claim outlived its record is nobody of ours', async () => {
  const { connection, records, take } = start();
  const key = { flow: 'invoices', id: '7' };
  const claim = { kind: 'object', value: 'Bill:1', shown: '1', lost: 'name-taken' } as const;
  const mapping = { type: 'Bill', id: '2', name: '2', created: true };
  await records.save(recordOf({ connection, ...key, state: 'synced', mapping }));
  await records.putClaims(connection, [{ claim, owner: key }]);
  expect(await take(connection, [object('1', 'a')])).toMatchObject({ queued: 1, ours: 0 });
});

test('many parts of one object are records, and are told by hints of fifty', async () => {
  const { connection, writes, take } = start();
  expect(await take(connection, [object('1', 'a', 600)])).toMatchObject({ queued: 600 });
  const hints = writes.take();
  expect(hints).toHaveLength(12);
  expect(await take(connection, [object('1', 'a', 600)])).toMatchObject({ queued: 0 });
  expect(await take(connection, [object('1', 'a', 598)])).toMatchObject({ queued: 0, gone: 2 });
}, 60_000);

test('told twice in one answer, the last counts', async () => {
  const { connection, records, take } = start();
  await take(connection, [object('1', 'old'), object('1', 'new')]);
  const stored = await records.get(connection, [{ flow: 'costs', id: '1/0' }]);
  expect(stored.get('costs#1/0')).toMatchObject({ rev: 1, content: { says: 'new' } });
});

test('what somebody changes meanwhile is read again, and kept', async () => {
  let meddle: (() => Promise<unknown>) | undefined;
  const { connection, records, take } = start((inside) => ({
    ...inside,
    save: async (record, before) => {
      const first = meddle;
      meddle = undefined;
      await first?.();
      return inside.save(record, before);
    },
  }));
  await take(connection, [object('1', 'old')]);
  const key = { flow: 'costs', id: '1/0' };
  const mapping = { type: 'DirectCost', id: '9', name: '9', created: true };
  meddle = async () => {
    const stored = (await records.get(connection, [key])).get('costs#1/0');
    if (stored) await records.save({ ...stored, state: 'synced', mapping, syncedHash: 'old' }, stored);
  };
  await take(connection, [object('1', 'new')]);
  expect((await records.get(connection, [key])).get('costs#1/0')).toMatchObject({
    ...{ state: 'queued', mapping, syncedHash: 'old', hash: 'new' },
  });
});

test('a comparison takes away what it did not see, and nothing else', async () => {
  const { connection, records, take, sweep } = start();
  await take(connection, [object('1', 'a'), object('2', 'b'), { ...object('3', 'c'), type: 'Check' }]);
  await take(connection, [object('2', 'b')], 'run');
  let next: string | undefined;
  let gone = 0;
  do {
    const swept = await sweep(connection, 'Bill', 'run', next);
    gone += swept.gone;
    next = swept.next;
  } while (next);
  expect(gone).toBe(1);
  const keys = ['1/0', '2/0', '3/0'].map((id) => ({ flow: 'costs', id }));
  const found = await records.get(connection, keys);
  expect(keys.map(({ id }) => found.get(`costs#${id}`)?.deleted ?? false)).toEqual([true, false, false]);
});

test('an object that is somebody only later has what refers to it decided about once more', async () => {
  const { connection, records, writes, take, again } = start();
  const order = { type: 'PurchaseOrder', id: '7' };
  const drawing = (id: string, late?: true): ReadObject => {
    const { parts, ...rest } = object(id, 'a');
    return {
      ...rest,
      parts: parts.map((part) => ({ ...part, refs: [{ ...order, ...(late && { late }) }] })),
    };
  };
  await take(connection, [drawing('1', true), drawing('2')]);
  await take(connection, [drawing('3', true)]);
  const keys = ['1/0', '2/0', '3/0'].map((id) => ({ flow: 'costs', id }));
  const stateOf = async () => {
    const found = await records.get(connection, keys);
    return keys.map(({ id }) => found.get(`costs#${id}`)?.state);
  };
  for (const record of (await records.get(connection, keys)).values())
    await records.save({ ...record, state: 'synced' }, record);
  writes.take();
  await again(connection, [order, { type: 'PurchaseOrder', id: 'other' }]);
  expect(await stateOf()).toEqual(['queued', 'synced', 'queued']);
  expect(writes.take()).toEqual([
    { do: 'enter', connection, keys: expect.arrayContaining([keys[0], keys[2]]) },
  ]);
});
