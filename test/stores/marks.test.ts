import type { ProcoreMark } from '../../lib/engine/procore-writes.ts';
import { createMarkStore } from '../../lib/stores/marks.ts';
import { createRecordStore } from '../../lib/stores/records.ts';
import { createStatusStore } from '../../lib/stores/status.ts';
import { at, recordOf, withAws } from './stores.ts';

const aws = withAws();

const open = () => {
  const { dynamo: client, prefix } = aws();
  const table = { client, table: `${prefix}records` };
  return {
    marks: createMarkStore(table),
    records: createRecordStore(table),
    status: createStatusStore(table),
  };
};

const mark = (id: string, more: Partial<ProcoreMark> = {}): ProcoreMark => ({
  ...{ flow: 'companies', id, hash: 'abc', originId: `80-${id}` },
  ...more,
});

test('what is due is found by its time, oldest first; what is written is found by its key only', async () => {
  const { marks } = open();
  const all = [
    mark('1', { due: at(2_000), tries: 3 }),
    mark('2', { due: at(1_000) }),
    mark('3'),
    mark('4', { due: at(9_000) }),
  ];
  await marks.put('due', all);
  expect(await marks.due('due', at(5_000), 10)).toEqual([
    { flow: 'companies', id: '2', hash: 'abc' },
    { flow: 'companies', id: '1', hash: 'abc' },
  ]);
  expect(await marks.due('due', at(5_000), 1)).toHaveLength(1);
  expect(await marks.due('other', at(5_000), 10)).toEqual([]);
  const found = await marks.get('due', [...all, mark('5')]);
  expect(found.sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(all);
  await marks.put('due', [mark('1', { refused: 'no' })]);
  await marks.remove('due', [mark('2')]);
  expect(await marks.due('due', at(5_000), 10)).toEqual([]);
  expect(await marks.get('due', [mark('1')])).toEqual([mark('1', { refused: 'no' })]);
});

test('marks of a record stand beside it and are counted as no work for QuickBooks', async () => {
  const { marks, records, status } = open();
  await records.save(recordOf({ connection: 'beside', flow: 'companies', id: '1', state: 'synced' }));
  await marks.put('beside', [mark('1', { due: at(0) }), mark('1', { hash: 'old' }), mark('12')]);
  expect((await marks.ofRecord('beside', mark('1'))).map(({ hash }) => hash)).toEqual(['abc', 'old']);
  expect(await status.backlog('beside')).toBe(0);
  expect(await records.firstQueued('beside')).toBeUndefined();
  expect(await records.queued('beside', 10, at(9_000))).toEqual([]);
  expect(await records.underWay('beside', at(0))).toBe(false);
  expect((await records.get('beside', [mark('1')])).size).toBe(1);
});
