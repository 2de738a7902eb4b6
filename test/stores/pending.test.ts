import type { Claim } from '../../lib/flow.ts';
import { createRecordStore } from '../../lib/stores/records.ts';
import { at, noise, recordOf, withAws } from './stores.ts';

const aws = withAws();
const open = () => createRecordStore({ client: aws().dynamo, table: 'plumbline-records' });

describe('the queued records', () => {
  test('come oldest first, without those whose time has not come', async () => {
    const store = open();
    await store.save(recordOf({ id: 'third', since: at(30) }));
    await store.save(recordOf({ id: 'first', since: at(10) }));
    await store.save(recordOf({ id: 'later', since: at(0), notBefore: at(1_000) }));
    await store.save(recordOf({ id: 'second', since: at(5), notBefore: at(20) }));
    await store.save(recordOf({ id: 'done', since: at(1), state: 'synced' }));
    await store.save(recordOf({ id: 'other', since: at(1), connection: 'acme-2' }));
    const ids = async (limit: number, now: number) =>
      (await store.queued('acme', limit, at(now))).map(({ id }) => id);
    expect(await ids(10, 999)).toEqual(['first', 'second', 'third']);
    expect(await ids(10, 1_000)).toEqual(['first', 'second', 'third', 'later']);
    expect(await ids(2, 1_000)).toEqual(['first', 'second']);
    expect(await ids(0, 1_000)).toEqual([]);
    expect(await ids(10, 9)).toEqual([]);
  });

  test('say from when on the first of them may be sent', async () => {
    const store = open();
    expect(await store.firstQueued('soon')).toBeUndefined();
    await store.save(recordOf({ connection: 'soon', id: 'later', since: at(0), notBefore: at(1_000) }));
    expect(await store.firstQueued('soon')).toBe(at(1_000));
    await store.save(recordOf({ connection: 'soon', id: 'now', since: at(10) }));
    expect(await store.firstQueued('soon')).toBe(at(10));
  });

  test('lose a record with its state', async () => {
    const store = open();
    await store.save(recordOf({ connection: 'leaves' }));
    await store.save({ ...recordOf({ connection: 'leaves', state: 'synced' }), rev: 1 });
    expect(await store.queued('leaves', 10, at(100))).toEqual([]);
  });
});

describe('a release', () => {
  const link = { flow: 'projects', id: '7' };

  test('is under way from its mark until it is taken away', async () => {
    const store = open();
    expect(await store.underWay('release', at(0))).toBe(false);
    await store.markRelease('release', link, at(10));
    expect(await store.underWay('release', at(10))).toBe(true);
    expect(await store.underWay('release', at(11))).toBe(false);
    await store.markRelease('release', link, undefined);
    await store.markRelease('release', link, undefined);
    expect(await store.underWay('release', at(0))).toBe(false);
  });

  test('is no queued record, and queued records are not under way', async () => {
    const store = open();
    await store.markRelease('apart', link, at(10));
    expect(await store.queued('apart', 10, at(100))).toEqual([]);
    await store.markRelease('apart', link, undefined);
    await store.save(recordOf({ connection: 'apart' }));
    expect(await store.underWay('apart', at(0))).toBe(false);
  });
});

describe('waiters', () => {
  const link = { flow: 'projects', id: '7' };
  const all = Array.from({ length: 60 }, (_, number) => ({
    flow: number % 2 ? 'budgets' : 'commitments',
    id: `${number}#x`,
  }));

  test('are given a page at a time, each once, the last page without next', async () => {
    const store = open();
    for (const waiting of all)
      await store.addWaiters('pages', [{ record: waiting, links: [link, { flow: 'projects', id: '70' }] }]);
    const found: string[] = [];
    const sizes: number[] = [];
    let after: string | undefined;
    do {
      const page = await store.waiters('pages', link, 20, after);
      found.push(...page.waiting.map(({ flow, id }) => `${flow} ${id}`));
      sizes.push(page.waiting.length);
      after = page.next;
    } while (after !== undefined);
    expect(sizes).toEqual([20, 20, 20]);
    expect(new Set(found)).toEqual(new Set(all.map(({ flow, id }) => `${flow} ${id}`)));
  });

  test('added twice wait once; removed ones wait no more', async () => {
    const store = open();
    const waiting = { flow: 'commitments', id: '1' };
    await store.addWaiters('twice', [{ record: waiting, links: [link, link] }]);
    await store.addWaiters('twice', [{ record: waiting, links: [link] }]);
    expect(await store.waiters('twice', link, 10)).toEqual({ waiting: [waiting] });
    await store.removeWaiters('twice', [{ record: waiting, links: [link, link] }]);
    expect(await store.waiters('twice', link, 10)).toEqual({ waiting: [] });
  });

  test('of more links than one request takes are all noted', async () => {
    const store = open();
    const links = Array.from({ length: 90 }, (_, number) => ({ flow: 'cost-codes', id: String(number) }));
    const waiting = { flow: 'budgets', id: '1' };
    await store.addWaiters('wide', [{ record: waiting, links }]);
    const pages = await Promise.all(links.map((code) => store.waiters('wide', code, 5)));
    expect(pages).toEqual(links.map(() => ({ waiting: [waiting] })));
  });
});

const claimOf = (kind: string, value: string): Claim => ({ kind, value, shown: value, lost: 'number-taken' });

describe('claims', () => {
  const number = claimOf('order-number', 'SC-001 ü#😀');
  const one = { flow: 'commitments', id: '1' };
  const two = { flow: 'commitments', id: '2' };

  test('belong to who came first, who may claim again', async () => {
    const store = open();
    expect(await store.claim('first', number, one)).toEqual(one);
    expect(await store.claim('first', number, two)).toEqual(one);
    expect(await store.claim('first', number, one)).toEqual(one);
    expect(await store.claim('elsewhere', number, two)).toEqual(two);
  });

  test('contested by twenty at once have one holder, whom all are told', async () => {
    const store = open();
    const owners = Array.from({ length: 20 }, (_, id) => ({ flow: 'commitments', id: String(id) }));
    const holders = await Promise.all(owners.map((owner) => store.claim('contest', number, owner)));
    expect(new Set(holders.map(({ id }) => id)).size).toBe(1);
  });

  test('are taken over from the holder that was named, and from no other', async () => {
    const store = open();
    const three = { flow: 'commitments', id: '3' };
    await store.claim('take', number, one);
    expect(await store.takeClaim('take', number, two, one)).toBe(true);
    expect(await store.takeClaim('take', number, three, one)).toBe(false);
    expect(await store.takeClaim('take', number, two, one)).toBe(true);
    expect(await store.claim('take', number, three)).toEqual(two);
  });

  test('are put by the hundred', async () => {
    const store = open();
    const claims = Array.from({ length: 120 }, (_, id) => ({
      claim: claimOf('list-id', String(id)),
      owner: { flow: 'companies', id: String(id) },
    }));
    await store.putClaims('many', [...claims, ...claims]);
    expect(await store.claim('many', claimOf('list-id', '119'), one)).toEqual({
      flow: 'companies',
      id: '119',
    });
  });
});

describe('the list of a flow', () => {
  test('shows every record of it without content, across pages', async () => {
    const store = open();
    const mapping = { type: 'PurchaseOrder', id: '1-1', name: 'SC', created: true };
    const ids = Array.from({ length: 30 }, (_, number) => String(number));
    const records = ids.map((id) =>
      recordOf({
        connection: 'list',
        id,
        title: noise(100_000, 7),
        mapping,
        state: 'failed',
        blockedBy: ['a#1'],
      }),
    );
    await Promise.all(records.map((record) => store.save({ ...record, content: { title: record.id } })));
    await store.save(recordOf({ connection: 'list', flow: 'invoices' }));
    const listed = [];
    for await (const record of store.list('list', 'commitments')) listed.push(record);
    expect(listed.sort((a, b) => Number(a.id) - Number(b.id))).toEqual(
      records.map((record) => ({ ...record, rev: 1 })),
    );
  });
});
