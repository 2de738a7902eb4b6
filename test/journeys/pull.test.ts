import { createArchive } from '../../lib/stores/archive.ts';
import type { LocalAws } from '../../local/aws.ts';
import { withAws } from '../stores/stores.ts';
import { isWrite } from './office.ts';
import { startToys, vendors } from './toys.ts';
import { visit } from './visit.ts';

const aws = withAws();
const archiveOf = ({ dynamo: client, prefix }: LocalAws) =>
  createArchive({ client, table: `${prefix}sessions` });

const start = async (mode: 'read-only' | 'live', count = 0) => {
  const toys = await startToys(aws(), { a: vendors(1) }, { settings: { mode } });
  const { people } = toys.office.quickbooks;
  for (let n = 1; n <= count; n++) people.add('Vendor', `Old ${n}`);
  people.add('Customer', 'Harbor Trust');
  people.add('Customer', 'Harbor Trust:Pier 9');
  await visit(toys.connector, toys.office);
  return toys;
};

test('a pull is read within one session, page by page, though nothing may be written', async () => {
  const { connector, office } = await start('read-only', 1203);
  office.quickbooks.people.setActive(office.quickbooks.people.find('Vendor', 'Old 7') ?? '', false);
  expect(await visit(connector, office)).toMatchObject({ ended: 'none' });
  await connector.connections.note(connector.name, { pullWanted: connector.clock.now().toISOString() });
  const before = office.sent.length;
  expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
  const { pulled, pullWanted } = await connector.connection();
  expect(pullWanted).toBeUndefined();
  expect(pulled).toMatchObject({ rows: { Vendor: 1203, Customer: 2, ItemService: 0 }, pages: 5 });
  const rows = await archiveOf(aws()).rows(connector.name, pulled?.run ?? '', 'Vendor');
  expect(new Set(rows.map(({ name }) => name)).size).toBe(1203);
  expect(rows.filter(({ active }) => !active).map(({ name }) => name)).toEqual(['Old 7']);
  const jobs = await archiveOf(aws()).rows(connector.name, pulled?.run ?? '', 'Customer');
  expect(jobs.map(({ name, fullName }) => [name, fullName])).toEqual([
    ['Harbor Trust', 'Harbor Trust'],
    ['Pier 9', 'Harbor Trust:Pier 9'],
  ]);
  expect(office.sent.slice(before).filter(isWrite)).toEqual([]);
  expect(await visit(connector, office)).toMatchObject({ ended: 'none' });
});

test('a pull that was cut off begins anew, and work that waits is done after it', async () => {
  const { connector, office } = await start('live', 600);
  await connector.tell('a', ['1']);
  await connector.connections.note(connector.name, { pullWanted: connector.clock.now().toISOString() });
  const dies = (qbxml: string) => qbxml.includes('iterator="Continue"');
  expect(await visit(connector, office, { dies })).toMatchObject({ ended: 'died' });
  expect((await connector.connection()).pulled).toBeUndefined();
  connector.clock.pass(3_600_000);
  office.quickbooks.endSession();
  expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
  expect((await connector.connection()).pulled?.rows.Vendor).toBe(600);
  expect(await connector.stateOf('a#1')).toBe('synced');
});

test('a list that QuickBooks refuses to show ends the pull in its own words', async () => {
  const { connector, office } = await start('read-only');
  office.quickbooks.people.forbid('CustomerQueryRq', '3261');
  await connector.connections.note(connector.name, { pullWanted: connector.clock.now().toISOString() });
  expect(await visit(connector, office)).toMatchObject({ ended: 'stopped' });
  const { trouble, pullWanted, pulled } = await connector.connection();
  expect(trouble).toContain('The Customer list could not be read (3261)');
  expect([pullWanted, pulled]).toEqual([undefined, undefined]);
});

describe('what was sent and answered', () => {
  test('can be read back, batch by batch, newest first', async () => {
    const { connector, office } = await start('live');
    await connector.tell('a', ['1']);
    await visit(connector, office);
    const archive = archiveOf(aws());
    const sets = await archive.sets(connector.name, 10);
    expect(sets.map(({ kind, records }) => [kind, records])).toEqual([
      ['write', 1],
      ['lookup', 1],
    ]);
    const kept = await archive.set(connector.name, sets[0]?.id ?? '');
    expect(kept?.request).toBe(office.sent.findLast(isWrite));
    expect(kept?.answer).toContain('<VendorAddRs');
    expect(await archive.sets(connector.name, 1)).toHaveLength(1);
    expect(await archive.set(connector.name, 'unknown')).toBeUndefined();
  });

  test('a batch whose answer was lost has none, until the next session hears it', async () => {
    const { connector, office } = await start('live');
    await connector.tell('a', ['1']);
    expect(await visit(connector, office, { dies: isWrite })).toMatchObject({ ended: 'died' });
    const archive = archiveOf(aws());
    const [write] = await archive.sets(connector.name, 1);
    expect(await archive.set(connector.name, write?.id ?? '')).not.toHaveProperty('answer');
    connector.clock.pass(3_600_000);
    await visit(connector, office);
    expect((await archive.set(connector.name, write?.id ?? ''))?.answer).toContain('VendorAddRs');
  });

  test('an error of QuickBooks is kept in place of an answer', async () => {
    const { connector, office } = await start('live');
    await connector.tell('a', ['1']);
    office.meddle(async (qbxml) =>
      isWrite(qbxml) ? { hresult: '0x80040414', message: 'A modal dialog' } : undefined,
    );
    await visit(connector, office);
    const archive = archiveOf(aws());
    const [write] = await archive.sets(connector.name, 1);
    expect((await archive.set(connector.name, write?.id ?? ''))?.answer).toBe('0x80040414 A modal dialog');
  });
});
