import type { ImportedObject } from '../../lib/engine/imported-objects.ts';
import { createObjectStore } from '../../lib/stores/imported-objects.ts';
import { createRecordStore } from '../../lib/stores/records.ts';
import { createSessionStore } from '../../lib/stores/sessions.ts';
import { withAws } from './stores.ts';

const aws = withAws();
const store = () => createObjectStore({ client: aws().dynamo, table: `${aws().prefix}records` });

const object = (id: string, parts = 1, seen?: string): ImportedObject => ({
  ...{ type: 'Bill', id },
  parts: Array.from({ length: parts }, (_, n) => ({ flow: 'costs', id: `${id}/${n}`, hash: `hash ${n}` })),
  ...(seen && { seen }),
});

test('objects are given back as they were put, and those without parts are removed', async () => {
  const objects = store();
  await objects.put('acme', [object('1'), object('2', 2), object('3')]);
  await objects.put('acme', [{ ...object('1'), parts: [] }]);
  const refs = ['1', '2', '3', '4'].map((id) => ({ type: 'Bill', id }));
  const found = await objects.get('acme', refs);
  expect([...found.keys()].sort()).toEqual(['Bill:2', 'Bill:3']);
  expect(found.get('Bill:2')).toEqual(object('2', 2));
  expect(await objects.get('acme', [{ type: 'Check', id: '2' }])).toEqual(new Map());
  expect(await objects.get('other', refs)).toEqual(new Map());
});

test('an object of thousands of parts is one as any other', async () => {
  const objects = store();
  await objects.put('large', [object('1', 8_000)]);
  expect((await objects.get('large', [object('1')])).get('Bill:1')?.parts).toHaveLength(8_000);
});

test('those that a comparison has not seen are found, a page at a time', async () => {
  const objects = store();
  const all = Array.from({ length: 60 }, (_, n) => object(String(n), 1, n % 3 === 0 ? 'now' : undefined));
  await objects.put('sweep', [...all, { ...object('x'), type: 'Check' }, object('y', 1, 'before')]);
  const found: string[] = [];
  let after: string | undefined;
  do {
    const page = await objects.unseen('sweep', 'Bill', 'now', after);
    found.push(...page.objects.map(({ id }) => id));
    after = page.next;
  } while (after);
  expect(found.sort()).toEqual(['y', ...all.filter(({ seen }) => !seen).map(({ id }) => id)].sort());
});

test('who holds claims is told for many at once', async () => {
  const records = createRecordStore({ client: aws().dynamo, table: `${aws().prefix}records` });
  const claim = (value: string) => ({ kind: 'object', value, shown: value, lost: 'name-taken' }) as const;
  const owner = { flow: 'companies', id: '7#1' };
  await records.putClaims('acme', [{ claim: claim('Vendor:80-1'), owner }]);
  expect(await records.holders('acme', [claim('Vendor:80-1'), claim('Vendor:80-2')])).toEqual(
    new Map([['object#Vendor:80-1', owner]]),
  );
});

test('cursors are kept for a connection, and of two that write at once one wins', async () => {
  const sessions = createSessionStore({ client: aws().dynamo, table: `${aws().prefix}sessions` });
  expect(await sessions.cursors('acme')).toEqual({ rev: 0, of: {} });
  const cursor = { readAt: '2026-03-05T12:00:00.000Z', readFor: ['costs:1'], newest: '2026-03-05T07:00:00' };
  expect(await sessions.putCursors('acme', { rev: 0, of: { Bill: cursor } })).toBe(true);
  expect(await sessions.putCursors('acme', { rev: 0, of: {} })).toBe(false);
  expect(await sessions.cursors('acme')).toMatchObject({ rev: 1, of: { Bill: cursor } });
  expect(await sessions.cursors('other')).toEqual({ rev: 0, of: {} });
});
