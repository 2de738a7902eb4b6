import { withAws } from '../stores/stores.ts';
import { isWrite } from './office.ts';
import { saying } from './sayings.ts';
import { startToys, vendors } from './toys.ts';
import { visit } from './visit.ts';

const aws = withAws();

const HOUR_MS = 3_600_000;

const start = async () => {
  const table = vendors(1);
  const toys = await startToys(aws(), { a: table });
  await toys.connector.tell('a', ['1']);
  return { table, ...toys };
};

describe('a refusal by QuickBooks', () => {
  test.each([
    ['3140', 'There is an invalid reference to QuickBooks Vendor.', 'missing-reference'],
    ['3250', 'This feature is not enabled.', 'quickbooks-refused'],
    ['3261', 'The application does not have permission.', 'quickbooks-refused'],
    ['3040', 'There was an error when converting the amount.', 'unreadable'],
    ['3999', 'Nobody knows this status.', 'quickbooks-refused'],
  ])('(%s) fails the record in its words and is not tried again', async (code, words, reason) => {
    const { connector, office } = await start();
    office.meddle(saying(code, words));
    await visit(connector, office);
    const found = await connector.records.get(connector.name, [{ flow: 'a', id: '1' }]);
    const record = found.get('a#1');
    expect(record).toMatchObject({ state: 'failed', reason: { code: reason } });
    expect(JSON.stringify(record?.reason)).toContain(words);
    const before = office.sent.length;
    await connector.tell('a', ['1']);
    connector.clock.pass(HOUR_MS);
    await visit(connector, office);
    expect(office.sent.slice(before).filter(isWrite)).toEqual([]);
  });

  test('is tried anew when the record changed in Procore', async () => {
    const { table, connector, office } = await start();
    office.meddle(saying('3140', 'There is an invalid reference.'));
    await visit(connector, office);
    office.meddle(undefined);
    table.set('1', { name: 'Vendor One' });
    await connector.tell('a', ['1']);
    await visit(connector, office);
    expect(office.vendors()).toEqual(['Vendor One']);
  });
});

describe('a change of our own vendor', () => {
  test('that meets a change in QuickBooks is read again and sent again', async () => {
    const { table, connector, office } = await start();
    await visit(connector, office);
    const id = office.quickbooks.people.find('Vendor', 'Vendor 1') ?? '';
    table.set('1', { name: 'Vendor One' });
    await connector.tell('a', ['1']);
    let edits = 0;
    office.meddle(async (qbxml) => {
      if (!isWrite(qbxml) || edits > 0) return undefined;
      edits += 1;
      office.quickbooks.people.edit(id, { Phone: '206-555-0100' });
      return undefined;
    });
    await visit(connector, office);
    expect(edits).toBe(1);
    expect(office.vendors()).toEqual(['Vendor One']);
    const [vendor] = office.quickbooks.books().objects;
    expect(vendor?.fields.Phone).toBe('206-555-0100');
    expect(await connector.stateOf('a#1')).toBe('synced');
  });

  test('that lost its answer is sent once more and changes nothing else', async () => {
    const { table, connector, office } = await start();
    await visit(connector, office);
    table.set('1', { name: 'Vendor One' });
    await connector.tell('a', ['1']);
    expect(await visit(connector, office, { dies: isWrite })).toMatchObject({ ended: 'died' });
    connector.clock.pass(HOUR_MS);
    await visit(connector, office);
    expect(office.vendors()).toEqual(['Vendor One']);
    expect(await connector.stateOf('a#1')).toBe('synced');
  });
});

test('an object that QuickBooks saved without one field is synced and flagged', async () => {
  const { connector, office } = await start();
  office.meddle(async (qbxml, process) => {
    const processed = await process(qbxml);
    if (!isWrite(qbxml) || !('response' in processed)) return processed;
    const status = 'statusCode="530" statusSeverity="Warn" statusMessage="The field is not supported."';
    return {
      response: processed.response.replace(
        /statusCode="0" statusSeverity="Info" statusMessage="Status OK"/,
        status,
      ),
    };
  });
  await visit(connector, office);
  const found = await connector.records.get(connector.name, [{ flow: 'a', id: '1' }]);
  expect(found.get('a#1')).toMatchObject({
    state: 'synced',
    flags: [{ code: 'field-left-out', detail: 'The field is not supported.' }],
  });
});
