import { createAdoption } from '../../lib/admin/adopt.ts';
import { aimOf, link } from '../../lib/admin/link.ts';
import { createUndo } from '../../lib/admin/undo.ts';
import type { SyncRecord } from '../../lib/engine/record.ts';
import { withAws } from '../stores/stores.ts';
import { PROJECT } from './builder.ts';
import { isWrite } from './office.ts';
import { type Paying, type PayingOptions, pay, startPaying } from './paying.ts';
import { visit } from './visit.ts';

const aws = withAws();
const running: Paying[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map(({ procore }) => procore.close()));
});

const SOURCE = { project: PROJECT };

/** Procore Pay paid the first invoice, whose bill stands in QuickBooks; `enter` writes what a bookkeeper did. */
const start = async (row = pay(20), more: PayingOptions = {}) => {
  const paying = await startPaying(aws(), { payments: { 901: [row] }, ...more });
  running.push(paying);
  const { connector, office } = paying;
  await connector.tell('invoices', ['1'], SOURCE);
  await visit(connector, office);
  const bill = office.quickbooks.books().bills[0]?.id ?? '';
  const record = async (flow = 'payments', id = '20'): Promise<SyncRecord> => {
    const [stored] = (await connector.records.get(connector.name, [{ flow, id }])).values();
    if (!stored) throw new Error(`${flow} ${id} is not stored`);
    return stored;
  };
  return {
    ...paying,
    record,
    enter: (amount: string, RefNumber: string, TxnDate = '2026-03-02') =>
      office.quickbooks.people.payBill(bill, amount, { BankAccountRef: 'Checking', TxnDate, RefNumber }),
    session: () => visit(connector, office),
    writes: () => office.sent.filter(isWrite).length,
    to: async (said: string) => link(connector.operator, await record(), { to: aimOf(said, []), by: 'Mira' }),
  };
};

describe('a payment that somebody entered by hand', () => {
  const refused = async () => {
    const world = await start(pay(20, { check_number: '10482' }));
    const id = world.enter('1000.00', '10482');
    await world.tell('20');
    await world.session();
    expect(await world.record()).toMatchObject({ state: 'failed', reason: { code: 'posted-already' } });
    return { ...world, id };
  };

  test.each([
    ['its TxnID', (id: string) => id],
    ['its number', () => '10482'],
  ])('is linked by %s, and nothing is posted', async (_, said) => {
    const { id, to, session, record, writes, checks } = await refused();
    const before = writes();
    expect(await to(said(id))).toMatchObject({ is: 'done', record: { state: 'queued' } });
    await session();
    expect(await record()).toMatchObject({
      state: 'synced',
      mapping: { type: 'BillPaymentCheck', id, name: '10482', created: false },
      flags: [],
    });
    expect(writes()).toBe(before);
    expect(checks()).toHaveLength(1);
  });

  test('over another amount is linked by its TxnID alone, and says in what it differs', async () => {
    const { enter, tell, to, session, record } = await start(pay(20, { check_number: '10482' }));
    const id = enter('900.00', '777');
    await tell('20');
    expect(await record()).toMatchObject({ state: 'queued' });
    expect(await to(id)).toMatchObject({ is: 'refused', why: expect.stringContaining('on its way') });
    await session();
    expect(await record()).toMatchObject({ state: 'failed', reason: { code: 'overpaid' } });
    await to(id);
    await session();
    expect(await record()).toMatchObject({
      state: 'synced',
      mapping: { id, name: '777' },
      flags: [{ code: 'total-differs', detail: '1000.00 sent, 900.00 in QuickBooks' }],
    });
  });

  test('twice, of one day, is named by its TxnID', async () => {
    const { enter, tell, to, session, record } = await start(pay(20, { amount: '400.0' }));
    const [id] = [enter('400.00', ''), enter('400.00', '')];
    await tell('20');
    await session();
    expect(await record()).toMatchObject({ state: 'failed', reason: { code: 'posted-already' } });
    await to(id);
    await session();
    expect((await record()).mapping).toMatchObject({ id, created: false });
  });

  test('belongs to one record only', async () => {
    const world = await start(pay(20, { check_number: '10482' }), {
      payments: {
        901: [
          pay(20, { check_number: '10482' }),
          pay(21, { external_payment_id: 'pp-2', check_number: '10482', payment_number: 2 }),
        ],
      },
    });
    const id = world.enter('1000.00', '10482');
    await world.tell('20', '21');
    await world.session();
    await world.to(id);
    await world.session();
    await link(world.connector.operator, await world.record('payments', '21'), {
      ...{ to: aimOf(id, []), by: 'Mira' },
    });
    await world.session();
    expect(await world.record('payments', '21')).toMatchObject({
      state: 'rejected',
      reason: { code: 'not-adopted', detail: { why: expect.stringContaining('10482') } },
    });
  });

  test('is only unlinked when it is undone', async () => {
    const { id, to, session, record, connector, checks } = await refused();
    await to(id);
    await session();
    const undo = createUndo(connector.operator);
    expect(await undo.plan(await record(), false)).toMatchObject({ is: 'plan', how: 'unlink' });
    await undo.take(await record(), { by: 'Mira', why: 'a mistake', close: false });
    await session();
    expect(checks()).toHaveLength(1);
    expect(await record()).toMatchObject({ state: 'rejected', reason: { code: 'unlinked' } });
  });
});

test('of a project that is adopted, a check is taken over by vendor and number', async () => {
  const world = await start(pay(20, { check_number: '10482' }));
  const { connector, record, session, writes, enter, tell } = world;
  const id = enter('1000.00', '10482');
  await tell('20');
  await session();
  const adoption = createAdoption(connector.operator);
  const before = writes();
  await adoption.adopt(await record('projects', PROJECT), 'Mira');
  await connector.drain();
  await session();
  expect(writes()).toBe(before);
  expect((await record()).mapping).toMatchObject({ id, created: false });
});
