import { withAws } from '../stores/stores.ts';
import { type Builder, commitment, ORDER, SUBCONTRACT, startBuilder } from './builder.ts';
import type { Connector } from './connector.ts';
import { saying } from './sayings.ts';
import { startToys, vendors } from './toys.ts';
import { visit } from './visit.ts';

const aws = withAws();

const HOUR_MS = 3_600_000;

const LOCKS: [string, string][] = [
  ['3175', 'There was an error adding it because it is already in use.'],
  ['3176', 'The application failed to acquire the lock.'],
  ['3170', 'This list has been modified by another user.'],
  ['3180', 'This list has been modified by another user.'],
  ['3185', 'QuickBooks internals could not be locked.'],
];

const recordOf = async (connector: Connector, flow: string, id: string) => {
  const found = await connector.records.get(connector.name, [{ flow, id }]);
  const record = found.get(`${flow}#${id}`);
  if (!record) throw new Error(`${flow}#${id} is gone`);
  return record;
};

describe('a lock in QuickBooks', () => {
  const start = async () => {
    const toys = await startToys(aws(), { a: vendors(1) });
    await toys.connector.tell('a', ['1']);
    return toys;
  };

  test.each(LOCKS)('(%s) keeps the record for a later session, which posts it', async (code, words) => {
    const { connector, office } = await start();
    office.meddle(saying(code, words));
    expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
    expect(await recordOf(connector, 'a', '1')).toMatchObject({
      state: 'queued',
      reason: { code: 'in-use', detail: { words } },
    });
    office.meddle(undefined);
    await visit(connector, office);
    expect(office.vendors()).toEqual([]);
    connector.clock.pass(HOUR_MS);
    await visit(connector, office);
    expect(office.vendors()).toEqual(['Vendor 1']);
    const { state, reason, held } = await recordOf(connector, 'a', '1');
    expect({ state, reason, held }).toEqual({ state: 'synced', reason: undefined, held: undefined });
  });

  test('that lasts all afternoon never becomes a failure', async () => {
    const { connector, office } = await start();
    office.quickbooks.people.holdList('Vendor');
    for (let n = 0; n < 10; n++) {
      await visit(connector, office);
      const { state, held } = await recordOf(connector, 'a', '1');
      expect({ state, times: held?.times }).toEqual({ state: 'queued', times: n + 1 });
      connector.clock.pass(HOUR_MS);
    }
    office.quickbooks.people.releaseList('Vendor');
    await visit(connector, office);
    expect(office.vendors()).toEqual(['Vendor 1']);
  });

  test('that lasts three days becomes a failure that says how often and why', async () => {
    const { connector, office } = await start();
    office.meddle(saying('3175', 'It is in use by another user.'));
    for (let n = 0; n < 25; n++) {
      expect(await connector.stateOf('a#1')).toBe(n === 0 ? 'queued' : 'queued: in-use');
      await visit(connector, office);
      connector.clock.pass(3 * HOUR_MS);
    }
    expect(await recordOf(connector, 'a', '1')).toMatchObject({
      state: 'failed',
      reason: { code: 'gave-up', detail: { attempts: '25', words: 'It is in use by another user.' } },
    });
  });

  test('is said of the record as long as it lasts, whoever plans it again meanwhile', async () => {
    const { connector, office } = await start();
    office.quickbooks.people.holdList('Vendor');
    await visit(connector, office);
    await connector.tell('a', ['1']);
    expect(await connector.stateOf('a#1')).toBe('queued: in-use');
  });

  test('of a vendor of ours holds its change, not the vendor', async () => {
    const table = vendors(1);
    const { connector, office } = await startToys(aws(), { a: table });
    await connector.tell('a', ['1']);
    await visit(connector, office);
    const { people } = office.quickbooks;
    const id = people.find('Vendor', 'Vendor 1') ?? '';
    people.open(id);
    table.set('1', { name: 'Vendor One' });
    await connector.tell('a', ['1']);
    await visit(connector, office);
    expect(await connector.stateOf('a#1')).toBe('queued: in-use');
    expect((await recordOf(connector, 'a', '1')).mapping?.id).toBe(id);
    people.close(id);
    connector.clock.pass(HOUR_MS);
    await visit(connector, office);
    expect(office.vendors()).toEqual(['Vendor One']);
  });
});

describe('an order whose job somebody has open in QuickBooks', () => {
  let builder: Builder;
  afterEach(() => builder.procore.close());

  test('waits; its session ends, and the next one begins when it is due', async () => {
    builder = await startBuilder(aws());
    const { connector, office, orders } = builder;
    await connector.tell('commitments', [SUBCONTRACT], commitment);
    await visit(connector, office);
    expect(orders()).toEqual(['SC-001']);
    const { people } = office.quickbooks;
    const job = (await recordOf(connector, 'projects', '9001')).mapping?.id ?? '';
    people.open(job);
    await connector.tell('commitments', [ORDER], commitment);
    expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
    expect(await connector.stateOf(`commitments#${ORDER}`)).toBe('queued: in-use');
    // The index may lag behind a mark of work by some seconds: until then the connection keeps its mark.
    connector.clock.pass(6_000);
    await visit(connector, office);
    const { notBefore } = await recordOf(connector, 'commitments', ORDER);
    expect((await connector.connection()).workAt).toBe(notBefore);
    people.close(job);
    connector.clock.pass(HOUR_MS);
    expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
    expect(orders()).toEqual(['SC-001', 'PO-001']);
  });
});
