import { withAws } from '../stores/stores.ts';
import { isWrite } from './office.ts';
import { startToys, vendors } from './toys.ts';
import { visit } from './visit.ts';

const aws = withAws();

const LEASE_MS = 6 * 60_000;

test('a vendor whose Add was lost and whom somebody deleted before it was looked up is not added again unasked', async () => {
  const table = vendors(2);
  const { connector, office } = await startToys(aws(), { a: table });
  await connector.tell('a', ['1', '2']);
  await visit(connector, office, { dies: isWrite });
  const { people } = office.quickbooks;
  people.remove(people.find('Vendor', 'Vendor 1') ?? '');
  const { file } = office.quickbooks.snapshot();
  file.messageSets.clear();
  office.quickbooks.restore({ file });
  for (let n = 0; n < 4; n++) {
    connector.clock.pass(LEASE_MS);
    await visit(connector, office);
    await connector.changes.send([{ do: 'replan-all', connection: connector.name }]);
    await connector.drain();
  }
  expect(office.vendors()).toEqual(['Vendor 2']);
  expect(await connector.states('a')).toEqual({ 1: 'failed: gone-from-quickbooks', 2: 'synced' });
});

test('a vendor whose Add was lost and who is renamed meanwhile stands once, by the new name', async () => {
  const table = vendors(1);
  const { connector, office } = await startToys(aws(), { a: table });
  await connector.tell('a', ['1']);
  await visit(connector, office, { dies: isWrite });
  const { file } = office.quickbooks.snapshot();
  file.messageSets.clear();
  office.quickbooks.restore({ file });
  table.set('1', { name: 'Vendor 1 & Sons' });
  connector.clock.pass(LEASE_MS);
  await connector.tell('a', ['1']);
  for (let n = 0; n < 4; n++) {
    await visit(connector, office);
    connector.clock.pass(LEASE_MS);
  }
  expect(office.vendors()).toEqual(['Vendor 1 & Sons']);
  expect(await connector.stateOf('a#1')).toBe('synced');
});
