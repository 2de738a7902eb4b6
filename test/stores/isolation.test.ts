import fc from 'fast-check';
import type { RecordStore } from '../../lib/engine/ports.ts';
import { createConnectionStore } from '../../lib/stores/connections.ts';
import { connectionOfPk, recordOfPk, recordPk } from '../../lib/stores/keys.ts';
import { createConnectionQueue, createExportQueue } from '../../lib/stores/queues.ts';
import { createRecordStore } from '../../lib/stores/records.ts';
import { createSessionStore } from '../../lib/stores/sessions.ts';
import { createStatusStore } from '../../lib/stores/status.ts';
import { US_SETTINGS } from '../../local/sample/us/settings.ts';
import { at, noise, recordOf, withAws } from './stores.ts';

const aws = withAws();
const table = (name: string) => ({ client: aws().dynamo, table: `${aws().prefix}${name}` });

/** One connection, and names that begin, end or go on like its own. */
const OWNER = 'a';
const NEIGHBOURS = ['ab', 'b', 'a-b', 'b-a', 'a-'];
const NOT_A_NAME = ['a#b', 'a#commitments', '#', ''];

const KEY = { flow: 'commitments', id: '1' };
/** What a name that ran into the next part of a key would have made of the same item. */
const TRICKY = { flow: 'commitments', id: 'b#commitments#1' };
const LINK = { flow: 'projects', id: '7' };
const CLAIM = { kind: 'entity', value: 'acme', shown: 'Acme', lost: 'name-taken' } as const;
const BIG = { text: noise(600_000) };

/** Everything that each function of the records store shows of a connection. */
const shown = (store: RecordStore, connection: string): Record<string, () => Promise<unknown>> => ({
  get: async () =>
    [...(await store.get(connection, [KEY, TRICKY, LINK]))].sort(([a], [b]) => (a < b ? -1 : 1)),
  waiters: async () => (await store.waiters(connection, LINK, 10)).waiting,
  queued: () => store.queued(connection, 10, at(9e9)),
  entering: () => store.entering(connection, 10, at(9e9)),
  holders: async () => [...(await store.holders(connection, [CLAIM])).values()],
  firstQueued: async () => (await store.firstQueued(connection)) ?? [],
  underWay: async () => ((await store.underWay(connection, '')) ? ['under way'] : []),
  list: async () => {
    const all = [];
    for await (const record of store.list(connection, KEY.flow)) all.push(record);
    return all;
  },
});

/** Every function of the records store that writes, once. */
const written = (store: RecordStore, connection: string): Record<string, () => Promise<unknown>> => ({
  save: async () => {
    await store.save(recordOf({ connection, ...KEY, content: BIG }));
    await store.save(recordOf({ connection, ...TRICKY }));
    await store.save(recordOf({ connection, flow: 'costs', id: '5', into: 'procore' }));
  },
  want: () => store.want(connection, LINK, {}, at(1)),
  addWaiters: () => store.addWaiters(connection, [{ record: KEY, links: [LINK] }]),
  markRelease: () => store.markRelease(connection, LINK, at(2)),
  claim: () => store.claim(connection, CLAIM, KEY),
  putClaims: () => store.putClaims(connection, [{ claim: { ...CLAIM, value: 'put' }, owner: KEY }]),
  takeClaim: () => store.takeClaim(connection, CLAIM, LINK, KEY),
  removeWaiters: () => store.removeWaiters(connection, [{ record: KEY, links: [LINK] }]),
});

const all = async (works: Record<string, () => Promise<unknown>>): Promise<Record<string, unknown>> => {
  const results: Record<string, unknown> = {};
  for (const [name, work] of Object.entries(works)) results[name] = await work();
  return results;
};

const nothing = {
  ...{ get: [], waiters: [], queued: [], entering: [], holders: [] },
  ...{ firstQueued: [], underWay: [], list: [] },
};

describe('records', () => {
  test('every function of the store stands in this test', () => {
    const store = createRecordStore(table('records'));
    const tested = [...Object.keys(shown(store, OWNER)), ...Object.keys(written(store, OWNER))];
    expect(tested.sort()).toEqual(Object.keys(store).sort());
  });

  test('what one connection writes no other can see, and what others write changes nothing of it', async () => {
    const store = createRecordStore(table('records'));
    await all(written(store, OWNER));
    await store.addWaiters(OWNER, [{ record: KEY, links: [LINK] }]);
    const own = await all(shown(store, OWNER));
    for (const [name, found] of Object.entries(own)) expect([name, found]).not.toEqual([name, []]);
    for (const other of NEIGHBOURS) expect(await all(shown(store, other))).toEqual(nothing);
    for (const other of NEIGHBOURS) {
      expect(await store.claim(other, CLAIM, TRICKY)).toEqual(TRICKY);
      await all(written(store, other));
    }
    expect(await all(shown(store, OWNER))).toEqual(own);
    expect(await store.claim(OWNER, CLAIM, TRICKY)).toEqual(LINK);
  });

  test.each(NOT_A_NAME)('%j, which could be read as a part of a key, is no connection', async (name) => {
    const store = createRecordStore(table('records'));
    for (const work of [
      ...['get', 'waiters', 'list'].map((one) => shown(store, name)[one]),
      ...['save', 'want', 'addWaiters', 'markRelease', 'claim', 'putClaims', 'takeClaim'].map(
        (one) => written(store, name)[one],
      ),
    ])
      await expect((async () => work?.())()).rejects.toThrow('no name of a connection');
  });

  test('the key of a record tells its connection, flow and id, whatever the id holds', () => {
    const name = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,31}$/);
    const id = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(name, fc.constantFrom('commitments', 'companies'), id, (connection, flow, anyId) => {
        const pk = recordPk(connection, { flow, id: anyId });
        expect([connectionOfPk(pk), recordOfPk(pk)]).toEqual([connection, { flow, id: anyId }]);
      }),
    );
  });

  test('counts are those of one connection', async () => {
    const store = createRecordStore(table('records'));
    await store.save(recordOf({ connection: 'counted', id: '1' }));
    const status = createStatusStore(table('records'));
    expect(await status.backlog('counted')).toBe(1);
    expect(await status.count('counted', 'commitments', 'queued')).toBe(1);
    for (const other of ['counted-', 'count', 'counted-b']) {
      expect(await status.backlog(other)).toBe(0);
      expect(await status.count(other, 'commitments', 'queued')).toBe(0);
    }
  });
});

test('a session and its batches are read by their own connection alone', async () => {
  const store = createSessionStore<{ connection: string; rev: number; ticket: string }>(table('sessions'));
  const batch = { id: 'b1', kind: 'write', members: [] } as never;
  await store.save({ connection: OWNER, rev: 0, ticket: 'a.1' });
  await store.putBatch(OWNER, batch, '<QBXML/>');
  const look = async (name: string) => [
    await store.get(name),
    await store.batch(name, 'b1'),
    await store.batchText(name, 'b1'),
  ];
  const own = await look(OWNER);
  expect(own).toEqual([expect.anything(), expect.anything(), '<QBXML/>']);
  for (const other of [...NEIGHBOURS, 'a#session', 'a#batch#b1']) {
    expect(await look(other)).toEqual([undefined, undefined, undefined]);
    await store.dropBatch(other, 'b1');
    await store.save({ connection: other, rev: 0, ticket: `${other}.1` });
  }
  expect(await look(OWNER)).toEqual(own);
});

test('the item of a connection is changed under its own name alone', async () => {
  const store = createConnectionStore(table('connections'));
  const given = { settings: US_SETTINGS, fileId: '{1}', webhookTokens: ['hash'] };
  await store.apply(OWNER, given);
  await store.markWork(OWNER, at(0));
  const own = await store.get(OWNER);
  for (const other of NEIGHBOURS) {
    expect(await store.get(other)).toBeUndefined();
    await store.markWork(other, at(9));
    expect(await store.get(other)).toBeUndefined();
    await store.apply(other, { ...given, webhookTokens: [] });
    await store.note(other, { trouble: 'theirs' });
    await store.markWork(other, at(9));
    await store.endWork(other, 1);
    expect(await store.setUser(`user-of-${OWNER}`, OWNER, 'hash')).toBe(true);
    expect(await store.setUser(`user-of-${OWNER}`, other, 'stolen')).toBe(false);
  }
  expect(await store.get(OWNER)).toEqual(own);
  expect(await store.user(`user-of-${OWNER}`)).toEqual({ connection: OWNER, passwordHash: 'hash' });
});

describe('export queues', () => {
  let count = 0;
  const open = () => {
    const randomId = () => {
      count += 1;
      return `id-${count}`;
    };
    return createExportQueue({ client: aws().sqs, prefix: aws().prefix, randomId });
  };
  const exportOf = (connection: string) => ({ connection, key: KEY, target: 'order 1' });

  test('a message goes to the queue of its connection, and its receipt is none to another', async () => {
    const queue = open();
    for (const name of [OWNER, ...NEIGHBOURS]) await createConnectionQueue(aws().sqs, aws().prefix, name);
    await queue.send([exportOf(OWNER)]);
    for (const other of NEIGHBOURS) expect(await queue.receive(other, 10)).toEqual([]);
    const [taken] = await queue.receive(OWNER, 10);
    expect(taken?.key).toEqual(exportOf(OWNER).key);
    const receipts = [taken?.receipt ?? ''];
    for (const other of NEIGHBOURS) await queue.remove(other, receipts).catch(() => undefined);
    await queue.giveBack(OWNER, receipts);
    expect((await queue.receive(OWNER, 10)).map(({ key }) => key)).toEqual([exportOf(OWNER).key]);
  });

  test('a message that names another connection is not taken for one of this', async () => {
    const queueUrl = await createConnectionQueue(aws().sqs, aws().prefix, 'mine');
    const foreign = createExportQueue({
      client: {
        send: (command: { input: Record<string, unknown> }) => {
          if ('QueueName' in command.input) return Promise.resolve({ QueueUrl: queueUrl });
          return aws().sqs.send(command as never);
        },
      } as never,
      prefix: aws().prefix,
      randomId: () => 'foreign',
    });
    await foreign.send([exportOf('theirs')]);
    expect(await open().receive('mine', 10)).toEqual([]);
  });
});
