import { approve, reject } from '../../lib/admin/approve.ts';
import { override, retry } from '../../lib/admin/mend.ts';
import type { SyncRecord } from '../../lib/engine/record.ts';
import { withAws } from '../stores/stores.ts';
import { isWrite } from './office.ts';
import type { Table } from './toy-flow.ts';
import { startToys, type Toys, type ToysOptions } from './toys.ts';
import { visit } from './visit.ts';

const aws = withAws();
const KEY = { flow: 'a', id: '1' };
const mira = { by: 'Mira' };

const start = async (table: Table, options?: ToysOptions) => {
  const toys = await startToys(aws(), { a: table }, options);
  const { connector, office } = toys;
  await connector.tell('a', [...table.keys()]);
  const { operator, name } = connector;
  return {
    ...{ connector, office, stands: () => connector.stateOf('a#1') },
    visit: () => visit(connector, office),
    approve: () => approve(operator, name, KEY, mira),
    reject: () => reject(operator, name, KEY, { ...mira, why: 'another Oak' }),
    retry: () => retry(operator, name, KEY),
    override: (given: Parameters<typeof override>[3]) => override(operator, name, KEY, given),
    record: () => recordOf(toys),
  };
};

const recordOf = async ({ connector }: Toys): Promise<SyncRecord> => {
  const found = (await connector.records.get(connector.name, [KEY])).get('a#1');
  if (!found) throw new Error('it is gone');
  return found;
};

const oak = (): Table => new Map([['1', { name: 'Oak' }]]);

describe('an object of the same name that stands in QuickBooks, with link: ask', () => {
  const offered = async () => {
    const made = await start(oak(), { settings: { link: 'ask' } });
    const id = made.office.quickbooks.people.add('Vendor', 'Oak');
    await made.visit();
    expect(await made.stands()).toBe('awaiting-approval: adoption-offered');
    expect((await made.record()).offered).toEqual({ type: 'Vendor', id, name: 'Oak' });
    return { ...made, id };
  };

  test('is linked once a person approves it, and nothing is written', async () => {
    const { approve, visit, stands, record, office, id } = await offered();
    expect(await approve()).toMatchObject({ is: 'done', record: { state: 'queued' } });
    await visit();
    expect(await stands()).toBe('synced');
    expect(await record()).toMatchObject({ mapping: { id, created: false }, adoption: { accepted: true } });
    expect((await record()).offered).toBeUndefined();
    expect(office.sent.filter(isWrite)).toEqual([]);
  });

  test('is turned down: the record rests until it has another name, or the person agrees after all', async () => {
    const { reject, approve, visit, stands, override, office } = await offered();
    expect(await reject()).toMatchObject({ record: { state: 'rejected' } });
    await visit();
    expect(await stands()).toBe('rejected: rejected');
    expect(await approve()).toMatchObject({ record: { state: 'queued' } });
    await reject();
    expect(await override({ name: 'Oak of Salem' })).toMatchObject({ record: { state: 'queued' } });
    await visit();
    expect([await stands(), office.vendors()]).toEqual(['synced', ['Oak', 'Oak of Salem']]);
  });
});

describe('retry', () => {
  test('sends a record again that was refused for good, at once', async () => {
    const { retry, visit, stands, office, record, connector } = await start(oak());
    office.quickbooks.people.forbid('VendorAddRq', '3260');
    await visit();
    expect(await stands()).toBe('failed: quickbooks-refused');
    office.quickbooks.people.allow('VendorAddRq');
    await visit();
    expect(await stands()).toBe('failed: quickbooks-refused');
    expect(await retry()).toMatchObject({ is: 'done', record: { state: 'queued' } });
    expect((await connector.connection()).workAt).toBeDefined();
    await visit();
    expect([await stands(), office.vendors()]).toEqual(['synced', ['Oak']]);
    expect((await record()).history?.events.map(({ is }) => is)).toEqual([
      'received',
      'planned',
      'answered',
      'planned',
      'retried',
      'planned',
      'answered',
    ]);
  });

  test('says that there is nothing to try again of what is synced, and what is not known', async () => {
    const { retry, visit, connector } = await start(oak());
    await visit();
    expect(await retry()).toEqual({ is: 'refused', why: 'It is synced: there is nothing to try again.' });
    const unknown = await retryOf(connector, '9');
    expect(unknown).toMatchObject({ is: 'refused', why: expect.stringContaining('no record a#9') });
  });

  const retryOf = ({ operator, name }: Toys['connector'], id: string) =>
    retry(operator, name, { flow: 'a', id });

  test('fetches again what Procore did not show', async () => {
    const table = new Map();
    const { retry, connector, stands } = await start(table);
    await connector.tell('a', ['1']);
    expect(await stands()).toBe('failed: not-visible');
    table.set('1', { name: 'Oak' });
    connector.clock.pass(60_000);
    await retry();
    await connector.drain();
    expect(await stands()).toBe('queued');
  });
});

describe('override', () => {
  test('gives a refused record another name, which goes with the next session', async () => {
    const { override, visit, office, record, stands } = await start(oak());
    office.quickbooks.people.forbid('VendorAddRq', '3260');
    await visit();
    office.quickbooks.people.allow('VendorAddRq');
    expect(await override({ name: 'Oak Supply' })).toMatchObject({ record: { state: 'queued' } });
    await visit();
    expect([await stands(), office.vendors()]).toEqual(['synced', ['Oak Supply']]);
    expect(await override({ name: 'Oak' })).toMatchObject({
      is: 'refused',
      why: 'It is in QuickBooks already, as Vendor "Oak Supply": change its name or number there.',
    });
    expect((await record()).history?.events).toContainEqual({
      ...{ at: expect.any(String), is: 'override' },
      says: 'name Oak Supply',
    });
  });

  test('takes only what can be chosen of such a record, and takes it back', async () => {
    const { override, record } = await start(oak());
    expect(await override({ number: '7' })).toEqual({
      is: 'refused',
      why: 'No number can be given to one of the a: only name of it can be chosen.',
    });
    await override({ name: 'Elm' });
    expect((await record()).override).toEqual({ name: 'Elm' });
    await override(undefined);
    expect((await record()).override).toBeUndefined();
  });

  test('between the lookup and the write: the name that was not looked up is looked up first', async () => {
    const { override, visit, office } = await start(oak());
    office.quickbooks.people.add('Vendor', 'Elm');
    let once = false;
    office.meddle(async (xml) => {
      if (once || !xml.includes('<EntityQueryRq')) return undefined;
      once = true;
      await override({ name: 'Elm' });
      return undefined;
    });
    await visit();
    await visit();
    expect(office.vendors()).toEqual(['Elm']);
    expect(office.sent.filter(isWrite)).toEqual([]);
  });

  test('while the answer to its Add is lost: what was added under the old name is found, and not added twice', async () => {
    const { override, visit: _, connector, office, stands, record } = await start(oak());
    await visit(connector, office, { dies: isWrite });
    await override({ name: 'Oak Supply' });
    const { file } = office.quickbooks.snapshot();
    file.messageSets.clear();
    office.quickbooks.restore({ file });
    for (let n = 0; n < 3; n++) {
      connector.clock.pass(3_600_000);
      await visit(connector, office);
    }
    expect(office.vendors()).toEqual(['Oak']);
    expect(await stands()).toBe('synced');
    expect((await record()).mapping).toMatchObject({ name: 'Oak', created: true });
  });
});

describe('the history of a record', () => {
  test('tells the way from Procore to QuickBooks, with the batch, in its own item', async () => {
    const { visit, record, connector } = await start(oak());
    await visit();
    const { history } = await record();
    expect(history).toEqual({
      older: 0,
      events: [
        { at: expect.any(String), is: 'received' },
        { at: expect.any(String), is: 'planned', says: 'queued' },
        { at: expect.any(String), is: 'answered', says: expect.stringMatching(/^batch \S+: Vendor "Oak"$/) },
      ],
    });
    await connector.tell('a', ['1']);
    expect((await record()).history).toEqual(history);
  });
});
