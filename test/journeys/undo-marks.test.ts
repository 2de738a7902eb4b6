import { override, retry as retryRecord } from '../../lib/admin/mend.ts';
import { createUndo } from '../../lib/admin/undo.ts';
import type { SyncRecord } from '../../lib/engine/record.ts';
import type { Row } from '../../local/simulators/procore/data.ts';
import { withAws } from '../stores/stores.ts';
import { type Builder, type BuilderOptions, commitment, ORDER, startBuilder } from './builder.ts';
import { visit } from './visit.ts';

const aws = withAws();
const open: Builder[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map(({ procore }) => procore.close()));
});

const MINUTE = 60_000;
const KEY = { flow: 'commitments', id: ORDER };
const BY = { by: 'Mira', why: 'posted to the wrong job', close: false };
const NOTHING = { origin_id: null, origin_data: null, origin_code: null };

/** One order in QuickBooks, and marked in Procore. */
const marked = async (options?: BuilderOptions) => {
  const builder = await startBuilder(aws(), options);
  open.push(builder);
  const { connector, office, company, procore } = builder;
  await connector.tell('commitments', [ORDER], commitment);
  await visit(connector, office);
  await connector.write();
  await connector.tell('commitments', [ORDER], commitment);
  const record = async (key = KEY): Promise<SyncRecord> => {
    const [stored] = (await connector.records.get(connector.name, [key])).values();
    if (!stored) throw new Error(`${key.flow} ${key.id} is not stored`);
    return stored;
  };
  const undo = createUndo(connector.operator);
  const order: Partial<Row> = company.projects[0]?.purchase_order_contracts[0]?.record ?? {};
  const { id } = (await record()).mapping ?? {};
  return {
    ...{ ...builder, record, undo, order, id },
    take: async (how = BY) => expect(await undo.take(await record(), how)).toMatchObject({ is: 'done' }),
    session: () => visit(connector, office),
    retry: async () => {
      expect(await retryRecord(connector.operator, connector.name, KEY)).toMatchObject({ is: 'done' });
    },
    patches: () => procore.requests.filter(({ method }) => method === 'PATCH').length,
    /** The next put of a mark fails: whoever makes it dies over it. `after`: so many succeed before. */
    dying: (after = 0) => {
      const { put } = connector.marks;
      let left = after;
      connector.marks.put = async (...args) => {
        if (left-- > 0) return put(...args);
        connector.marks.put = put;
        throw new Error('out of time');
      };
    },
    minutes: async (count: number) => {
      for (let n = 0; n < count; n++) {
        connector.clock.pass(MINUTE);
        await connector.beat();
        // A sweep hints at what it finds.
        await connector.write();
        await connector.write();
      }
    },
  };
};

const guidOf = ({ office }: Builder) => office.quickbooks.books().purchaseOrders[0]?.fields.ExternalGUID;

test('what was marked is not marked any more once it is undone; retried, it goes under another GUID and is marked anew', async () => {
  const world = await marked();
  const { connector, order, id, take, session, record, retry, minutes } = world;
  const guid = guidOf(world);
  expect(order.origin_id).toBe(id);
  await take();
  await connector.write();
  expect(order.origin_id).toBe(id);
  await session();
  expect(await connector.write()).toMatchObject({ marked: 1, refused: 0, later: 0 });
  expect(order).toMatchObject(NOTHING);
  // Procore tells of it, and nothing comes of that.
  await connector.tell('commitments', [ORDER], commitment);
  expect(await record()).toMatchObject({ state: 'rejected', reason: { code: 'undone' }, generation: 1 });
  await minutes(15);
  await retry();
  await session();
  await connector.write();
  expect(guidOf(world)).not.toBe(guid);
  expect((await record()).mapping?.id).not.toBe(id);
  expect(order).toMatchObject({ origin_id: (await record()).mapping?.id, origin_code: 'PO-001' });
  expect((await record()).flags).toEqual([]);
});

test('posted again before the mark was taken out, the new one takes its place', async () => {
  const { connector, order, take, session, record, retry, minutes } = await marked();
  await take();
  await session();
  connector.writes.take();
  await retry();
  await session();
  await minutes(5);
  expect(order.origin_id).toBe((await record()).mapping?.id);
  expect((await record()).flags).toEqual([]);
  expect(await connector.marks.due(connector.name, '2100', 10)).toEqual([]);
});

describe('the mark goes, too', () => {
  test('when the message about it is lost', async () => {
    const { connector, order, take, session, minutes } = await marked();
    await take();
    await session();
    connector.writes.take();
    await minutes(3);
    expect(order).toMatchObject(NOTHING);
  });

  test.each([
    ['is told by its message set', false],
    ['is forgotten by QuickBooks', true],
  ])('when the answer to the deletion is lost and %s', async (_, forgets) => {
    const { connector, office, order, take } = await marked();
    await take();
    await visit(connector, office, { dies: (qbxml) => qbxml.includes('<TxnDelRq') });
    if (forgets) {
      const { file } = office.quickbooks.snapshot();
      file.messageSets.clear();
      office.quickbooks.restore({ file });
    }
    connector.clock.pass(60 * MINUTE);
    await visit(connector, office);
    await connector.write();
    expect(order).toMatchObject(NOTHING);
  });

  test('when the session dies before it has noted that', async () => {
    const { connector, order, take, session, dying } = await marked();
    await take();
    dying();
    await session().catch(() => undefined);
    connector.clock.pass(10 * MINUTE);
    await session();
    await connector.write();
    expect(order).toMatchObject(NOTHING);
  });

  test('when somebody deleted the order in QuickBooks before, and the session dies', async () => {
    const { connector, office, order, id = '', take, session, dying } = await marked();
    await take();
    office.quickbooks.people.remove(id);
    dying();
    await session().catch(() => undefined);
    expect(await connector.stateOf(`commitments#${ORDER}`)).toBe('rejected: undone');
    connector.clock.pass(10 * MINUTE);
    await session();
    await connector.write();
    expect(order).toMatchObject(NOTHING);
  });

  test('when the record is unlinked, at once', async () => {
    const { connector, order, id, undo, record, retry, session } = await marked();
    expect(await undo.unlink(await record(), 'Mira', 'a mistake')).toMatchObject({ is: 'done' });
    await connector.write();
    expect(order).toMatchObject(NOTHING);
    await retry();
    await session();
    await connector.write();
    expect(order.origin_id).toBe(id);
  });

  test.each([1, 0])('when whoever unlinks it dies over that: %i marks noted', async (after) => {
    const { connector, order, undo, record, dying, minutes, id } = await marked();
    dying(after);
    await expect(undo.unlink(await record(), 'Mira', 'a mistake')).rejects.toThrow('out of time');
    connector.writes.take();
    await minutes(3);
    const isUnlinked = (await record()).reason?.code === 'unlinked';
    expect(isUnlinked).toBe(after > 0);
    expect(order.origin_id).toBe(isUnlinked ? null : id);
  });

  test('when the object stood there before us, and is unlinked instead of deleted', async () => {
    const { connector, company, office, undo } = await marked({
      change: ({ vendors }) => Object.assign(vendors[0] ?? {}, { name: 'Oak & Sons' }),
    });
    const id = office.quickbooks.people.add('Vendor', 'Oak & Sons');
    await connector.tell('companies', ['501']);
    await connector.apply({ companies: 'all' });
    await connector.tell('companies', ['501']);
    await visit(connector, office);
    await connector.write();
    expect(company.vendors[0]?.origin_id).toBe(id);
    const [vendor] = (
      await connector.records.get(connector.name, [{ flow: 'companies', id: '501' }])
    ).values();
    const plan = vendor && (await undo.plan(vendor, false));
    expect(plan).toMatchObject({ is: 'plan', how: 'unlink' });
    await connector.apply({ mode: 'read-only' });
    expect(vendor && (await undo.plan(vendor, false))).toMatchObject({
      steps: expect.arrayContaining([expect.stringContaining('nothing while the connection is read-only')]),
    });
    await connector.apply({ mode: 'live' });
    if (vendor) expect(await undo.take(vendor, BY)).toMatchObject({ is: 'done' });
    await connector.write();
    expect(company.vendors[0]).toMatchObject(NOTHING);
    expect(office.vendors()).toContain('Oak & Sons');
  });
});

describe('the mark stays', () => {
  test('while QuickBooks keeps the order', async () => {
    const { connector, office, order, id, take, session, minutes, patches } = await marked();
    office.quickbooks.people.prefer({ closingDate: '2030-01-01' });
    const before = patches();
    await take();
    await minutes(3);
    await session();
    await minutes(3);
    expect(await connector.stateOf(`commitments#${ORDER}`)).toBe('synced');
    expect(order.origin_id).toBe(id);
    expect(patches()).toBe(before);
  });

  test('where an unlinking is refused at the last moment', async () => {
    const { connector, order, id, undo, record, minutes } = await marked();
    const before = await record();
    await connector.records.save({ ...before, state: 'queued' });
    expect(await undo.unlink(before, 'Mira', 'a mistake')).toMatchObject({ is: 'refused' });
    await minutes(15);
    expect(order.origin_id).toBe(id);
    expect(await connector.marks.due(connector.name, '2100', 10)).toEqual([]);
  });

  test.each([
    [
      'while the connection is read-only',
      { mode: 'read-only' },
      'nothing is done on either side until it is live',
    ],
    ['of a flow that is not marked', { markProcore: { commitments: false } }, 'are not marked (markProcore)'],
  ] as const)('%s; the plan says so, and it counts no more', async (_, settings, words) => {
    const { connector, order, id, undo, record, minutes } = await marked();
    await connector.apply(settings);
    const plan = await undo.plan(await record(), false);
    expect(plan).toMatchObject({
      is: 'plan',
      steps: expect.arrayContaining([expect.stringContaining(words)]),
    });
    await undo.unlink(await record(), 'Mira', 'a mistake');
    await minutes(15);
    expect(order.origin_id).toBe(id);
    await connector.tell('commitments', [ORDER], commitment);
    expect((await record()).content).not.toHaveProperty('origin');
  });
});

test('asked for while the connection is read-only, it is done on both sides once that is live', async () => {
  const { connector, order, orders, take, session, minutes, id } = await marked();
  await connector.apply({ mode: 'read-only' });
  await take();
  await session();
  await minutes(3);
  expect(orders()).toEqual(['PO-001']);
  expect(order.origin_id).toBe(id);
  await connector.apply({ mode: 'live' });
  await session();
  await connector.write();
  expect(orders()).toEqual([]);
  expect(order).toMatchObject(NOTHING);
});

test('an order that is closed gives up its mark, and goes again only under another number', async () => {
  const { connector, office, order, orders, id, take, session, record, retry, undo } = await marked();
  const plan = await undo.plan(await record(), true);
  expect(plan).toMatchObject({
    steps: expect.arrayContaining([
      expect.stringContaining('Procore: its mark'),
      expect.stringContaining('give it another number first'),
    ]),
  });
  await take({ ...BY, close: true });
  await session();
  await connector.write();
  expect(await connector.stateOf(`commitments#${ORDER}`)).toBe('rejected: undone');
  expect(office.quickbooks.books().purchaseOrders[0]?.fields.IsManuallyClosed).toBe('true');
  expect(order).toMatchObject(NOTHING);
  await retry();
  await session();
  expect(await connector.stateOf(`commitments#${ORDER}`)).toBe('failed: number-taken');
  expect(orders()).toEqual(['PO-001']);
  await override(connector.operator, connector.name, KEY, { number: 'PO-001A' });
  await session();
  await connector.write();
  expect(orders().sort()).toEqual(['PO-001', 'PO-001A']);
  expect((await record()).mapping?.id).not.toBe(id);
  expect(order).toMatchObject({ origin_id: (await record()).mapping?.id, origin_code: 'PO-001A' });
});
