import { withAws } from '../stores/stores.ts';
import { DAY, HOUR, type ImportOffice, isImport, lineOf, queriesOf, startImports } from './import-office.ts';
import { isWrite } from './office.ts';
import { entries, recordsOf, traders } from './toy-imports.ts';
import { visit } from './visit.ts';

const aws = withAws();

const complete = async ({ connector, office }: ImportOffice): Promise<void> => {
  expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
};

const nextHour = async (office: ImportOffice): Promise<void> => {
  office.connector.clock.pass(HOUR);
  await complete(office);
};

describe('what QuickBooks tells', () => {
  test('is queued to be entered in Procore, part by part, and the writer is told', async () => {
    const here = await startImports(aws());
    const { connector, people } = here;
    const bill = here.addBill('B-1', lineOf('100.00'), lineOf('20.50'), lineOf('7.00', 'Pier 10'));
    expect(await visit(connector, here.office)).toMatchObject({
      words: '0 records in QuickBooks, 0 need a person. 3 read from QuickBooks.',
    });
    expect(await entries(connector, 'traders')).toEqual({ Elm: 'queued', Oak: 'queued' });
    const job = people.find('Customer', 'Harbor Trust:Pier 9');
    expect((await recordsOf(connector, 'outlays'))[`${bill}/${job}`]).toMatchObject({
      ...{ into: 'procore', state: 'queued', source: { resource: 'Bill' } },
      content: { number: 'B-1', job, amount: '120.50' },
    });
    const hinted = connector.writes.take().flatMap((write) => (write.do === 'enter' ? write.keys : []));
    expect(hinted.map(({ flow }) => flow).sort()).toEqual(['outlays', 'outlays', 'traders', 'traders']);
    expect(await visit(connector, here.office)).toMatchObject({ ended: 'none' });
  });

  test('is entered again when it says something else, and left alone when it says the same', async () => {
    const here = await startImports(aws());
    const { connector, people } = here;
    await complete(here);
    connector.writes.take();
    people.rename(people.find('Vendor', 'Oak') ?? '', 'Old Oak');
    people.edit(people.find('Vendor', 'Elm') ?? '', { Notes: 'nothing that Procore is told' });
    await nextHour(here);
    expect(await entries(connector, 'traders')).toEqual({ Elm: 'queued', 'Old Oak': 'queued' });
    expect(connector.writes.take()).toEqual([
      {
        do: 'enter',
        connection: connector.name,
        keys: [{ flow: 'traders', id: people.find('Vendor', 'Old Oak') }],
      },
    ]);
  });

  test('as deleted, or no more as a part, is taken out where it may stand in Procore', async () => {
    const here = await startImports(aws());
    const { connector, people } = here;
    const bill = here.addBill('B-1', lineOf('100.00'));
    here.addBill('B-2', lineOf('5.00'));
    await complete(here);
    for (const record of Object.values(await recordsOf(connector, 'outlays')))
      await connector.records.save({ ...record, state: 'synced', mapping: MAPPING }, record);
    const [oak] = Object.values(await recordsOf(connector, 'traders')).filter(({ title }) => title === 'Oak');
    if (oak) await connector.records.save({ ...oak, state: 'awaiting-approval' }, oak);
    people.remove(bill);
    people.setActive(people.find('Vendor', 'Oak') ?? '', false);
    await nextHour(here);
    expect(await entries(connector, 'outlays')).toEqual({ 'B-1': 'queued, gone', 'B-2': 'synced' });
    expect(await entries(connector, 'traders')).toEqual({ Elm: 'queued', Oak: 'skipped, gone' });
    people.setActive(people.find('Vendor', 'Oak') ?? '', true);
    await nextHour(here);
    expect(await entries(connector, 'traders')).toEqual({ Elm: 'queued', Oak: 'queued' });
  });

  test('of what we posted or linked never comes back', async () => {
    const here = await startImports(aws());
    const { connector, people } = here;
    people.add('Vendor', 'Vendor 2');
    await connector.tell('a', ['1', '2']);
    await complete(here);
    expect(await entries(connector, 'a')).toEqual({ 'Vendor 1': 'synced', 'Vendor 2': 'synced' });
    expect(await entries(connector, 'traders')).toEqual({ Elm: 'queued', Oak: 'queued' });
    await connector.tell('a', ['3']);
    await nextHour(here);
    expect(await entries(connector, 'traders')).toEqual({ Elm: 'queued', Oak: 'queued' });
  });

  test('under one number twice is two', async () => {
    const here = await startImports(aws());
    here.addBill('B-1', lineOf('1.00'));
    here.addBill('B-1', lineOf('2.00'));
    await complete(here);
    expect(Object.values(await recordsOf(here.connector, 'outlays'))).toHaveLength(2);
  });

  test('belongs to the project whose job it is coded to', async () => {
    const here = await startImports(aws());
    const { connector, people } = here;
    const id = people.find('Customer', 'Harbor Trust:Pier 9') ?? '';
    const key = { flow: 'a', id: '4711' };
    const mapping = { type: 'Customer', id, name: 'Pier 9', created: true };
    await connector.records.save({ ...RECORD, ...key, connection: connector.name, mapping });
    await connector.records.putClaims(connector.name, [
      { owner: key, claim: { kind: 'object', value: `Customer:${id}`, shown: 'Pier 9', lost: 'name-taken' } },
    ]);
    here.addBill('B-1', lineOf('1.00'), lineOf('2.00', 'Pier 10'));
    await complete(here);
    const hints = connector.writes.take().flatMap((write) => (write.do === 'enter' ? [write] : []));
    const ofBills = hints.filter(({ keys }) => keys.some(({ flow }) => flow === 'outlays'));
    expect(ofBills.map(({ project }) => project ?? 'unknown').sort()).toEqual(['4711', 'unknown']);
  });

  test('and breaks a flow is named as trouble; all else is stored', async () => {
    const here = await startImports(aws());
    here.people.add('Vendor', 'Breaks');
    await complete(here);
    expect(await entries(here.connector, 'traders')).toEqual({ Elm: 'queued', Oak: 'queued' });
    const { imported } = await here.connector.connection();
    expect(imported?.traders?.trouble).toMatch(/^Vendor .*: bug in read$/);
  });
});

const MAPPING = { type: 'DirectCost', id: '1', name: '1', created: true };
const RECORD = {
  ...{ rev: 0, source: {}, state: 'synced' as const, flags: [], generation: 0, attempts: 0 },
  since: '2026-03-01T00:00:00.000Z',
};

describe('QuickBooks is asked', () => {
  test('in a quiet hour by one message of at most twelve queries, whose answers are empty in the end', async () => {
    const here = await startImports(aws());
    const { connector, office } = here;
    here.addBill('B-1', lineOf('100.00'));
    await complete(here);
    expect(connector.writes.take()).not.toEqual([]);
    let answered = '';
    office.meddle(async (qbxml, process) => {
      const processed = await process(qbxml);
      if (isImport(qbxml)) answered = 'response' in processed ? processed.response : '';
      return processed;
    });
    for (let hour = 0; hour < 4; hour++) {
      const before = office.sent.length;
      await nextHour(here);
      const asked = office.sent.slice(before).filter(isImport);
      expect(asked).toHaveLength(1);
      expect(queriesOf(asked)).toEqual([
        ...['Vendor', 'Bill', 'VendorCredit', 'BillPaymentCheck', 'ListDeleted', 'TxnDeleted'],
      ]);
    }
    expect(answered).toContain('VendorQueryRs');
    expect(answered).not.toContain('Ret>');
    expect(connector.writes.take()).toEqual([]);
  });

  test('for what is due alone, by the schedule of each flow', async () => {
    const imports = { jobs: 'never', vendors: '4h', costs: '1h', payments: 'never' } as const;
    const here = await startImports(aws(), { imports });
    await complete(here);
    expect(queriesOf(here.office.sent)).toEqual([
      ...['Vendor', 'Bill', 'VendorCredit', 'ListDeleted', 'TxnDeleted'],
    ]);
    const before = here.office.sent.length;
    await nextHour(here);
    expect(queriesOf(here.office.sent.slice(before))).toEqual(['Bill', 'VendorCredit', 'TxnDeleted']);
    here.connector.clock.pass(3 * HOUR);
    const later = here.office.sent.length;
    await complete(here);
    expect(queriesOf(here.office.sent.slice(later))).toContain('Vendor');
  });

  test('for nothing that is switched off, or that this edition does not have', async () => {
    const here = await startImports(
      aws(),
      { off: ['outlays'], country: 'CA' },
      { quickbooks: { country: 'CA' } },
    );
    await complete(here);
    expect(queriesOf(here.office.sent)).toEqual(['Vendor', 'ListDeleted']);
  });

  test('once more from the start for a flow that is switched on later', async () => {
    const here = await startImports(aws(), { off: ['outlays'] });
    here.addBill('B-1', lineOf('100.00'));
    await complete(here);
    await nextHour(here);
    await here.connector.apply({ off: [] });
    await nextHour(here);
    expect(await entries(here.connector, 'outlays')).toEqual({ 'B-1': 'queued' });
  });

  test('for nothing by settings that were stored before there were imports', async () => {
    const here = await startImports(aws(), { imports: undefined });
    await complete(here);
    expect(queriesOf(here.office.sent)).toEqual([]);
  });

  test('when an operator wants it, whatever the schedule', async () => {
    const imports = { jobs: 'never', vendors: 'never', costs: 'never', payments: 'never' } as const;
    const here = await startImports(aws(), { imports });
    const { connector } = here;
    await complete(here);
    expect(queriesOf(here.office.sent)).toEqual([]);
    const importWish = { since: connector.clock.now().toISOString(), flows: ['traders'] };
    await connector.connections.note(connector.name, { importWish });
    await complete(here);
    expect(queriesOf(here.office.sent)).toEqual(['Vendor', 'ListDeleted']);
    expect((await connector.connection()).importWish).toBeUndefined();
    expect(await visit(connector, here.office)).toMatchObject({ ended: 'none' });
  });

  test('also while the connection is read-only: nothing is written by it', async () => {
    const here = await startImports(aws(), { mode: 'read-only' });
    await here.connector.tell('a', ['1']);
    await complete(here);
    expect(await entries(here.connector, 'traders')).toEqual({ Elm: 'queued', Oak: 'queued' });
    expect(here.office.sent.filter(isWrite)).toEqual([]);
  });
});

describe('exports go first', () => {
  const full = async () => {
    const here = await startImports(aws());
    for (let n = 1; n <= 120; n++) here.people.add('Vendor', `Old ${n}`);
    return here;
  };
  const kinds = (sent: readonly string[]): string =>
    sent.map((qbxml) => (isImport(qbxml) ? 'i' : isWrite(qbxml) ? 'w' : '')).join('');

  test('before the first page, and what is queued meanwhile before the next one', async () => {
    const here = await full();
    const { connector, office } = here;
    await connector.tell('a', ['1']);
    let told = false;
    office.meddle(async (qbxml) => {
      if (!isImport(qbxml) || told) return undefined;
      told = true;
      await connector.tell('a', ['2']);
      return undefined;
    });
    await complete(here);
    expect(kinds(office.sent)).toMatch(/^wiwi+$/);
    expect(Object.keys(await entries(connector, 'traders'))).toHaveLength(122);
  });

  test('unless QuickBooks gives its iterators up over it: then after the last page', async () => {
    const here = await full();
    const { connector, office } = here;
    const toTell = ['1', '2', '3'];
    office.meddle(async (qbxml, process) => {
      const answer = await process(qbxml);
      if (isWrite(qbxml)) office.quickbooks.endSession();
      const id = isImport(qbxml) && toTell.shift();
      if (id) await connector.tell('a', [id]);
      return answer;
    });
    await complete(here);
    expect(kinds(office.sent)).toMatch(/^iwii+w$/);
    expect(Object.keys(await entries(connector, 'traders'))).toHaveLength(122);
    expect(await entries(connector, 'a')).toEqual({
      ...{ 'Vendor 1': 'synced', 'Vendor 2': 'synced', 'Vendor 3': 'synced' },
    });
  });
});

test('a flow is read again a day after when it is read daily', async () => {
  const imports = { jobs: 'never', vendors: 'daily', costs: 'never', payments: 'never' } as const;
  const here = await startImports(aws(), { imports }, { imports: [traders] });
  await complete(here);
  here.connector.clock.pass(DAY - HOUR);
  const before = here.office.sent.length;
  await complete(here);
  expect(queriesOf(here.office.sent.slice(before))).toEqual([]);
  await nextHour(here);
  expect(queriesOf(here.office.sent.slice(before))).toContain('Vendor');
});

test('what was read and is linked to a record of ours later is decided about once more', async () => {
  const here = await startImports(aws());
  const { connector, people } = here;
  people.add('Vendor', 'Vendor 1');
  await complete(here);
  const [record] = Object.values(await recordsOf(connector, 'traders')).filter(
    ({ title }) => title === 'Vendor 1',
  );
  if (record) await connector.records.save({ ...record, state: 'synced', mapping: MAPPING }, record);
  connector.writes.take();
  await connector.tell('a', ['1', '2']);
  await complete(here);
  expect(await connector.stateOf('a#1')).toBe('synced');
  expect(await entries(connector, 'traders')).toMatchObject({ 'Vendor 1': 'queued' });
  const hinted = connector.writes.take().flatMap((write) => (write.do === 'enter' ? write.keys : []));
  expect(hinted).toEqual([{ flow: 'traders', id: record?.id }]);
});
