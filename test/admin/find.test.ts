import { findRecord } from '../../lib/admin/find.ts';
import type { SyncRecord } from '../../lib/engine/record.ts';
import { createRecordStore } from '../../lib/stores/records.ts';
import { recordOf, withAws } from '../stores/stores.ts';

const aws = withAws();
const mapping = { type: 'PurchaseOrder', id: '1-1', name: 'PO-9', created: true };

const given = async (connection: string, ...all: readonly Partial<SyncRecord>[]) => {
  const records = createRecordStore({ client: aws().dynamo, table: `${aws().prefix}records` });
  for (const one of all) await records.save(recordOf({ ...one, connection, content: { of: one.id } }));
  return (said: string) => findRecord(records, connection, 'commitments', said);
};

test('a record is found by its Procore id, its title in any case, or its name in QuickBooks; with its content', async () => {
  const find = await given('a', { id: '801', title: 'SC-1' }, { id: '802', title: 'SC-2', mapping });
  for (const said of ['801', 'id:801', 'SC-1', ' sc-1 '])
    expect(await find(said)).toMatchObject({ is: 'found', record: { id: '801', content: { of: '801' } } });
  expect(await find('po-9')).toMatchObject({ is: 'found', record: { id: '802' } });
});

test('several that fit are listed; an id names one of them', async () => {
  const find = await given(
    'b',
    { id: '12', title: 'SC-1' },
    { id: '13', title: '12' },
    { id: '14', title: '12' },
  );
  const found = await find('12');
  expect(found).toMatchObject({ is: 'several' });
  expect('records' in found && found.records.map(({ id }) => id).sort()).toEqual(['12', '13', '14']);
  expect(await find('id:13')).toMatchObject({ is: 'found', record: { id: '13' } });
});

test('what is not there is told as such; nothing is found of another connection', async () => {
  const find = await given('c', { id: '801', title: 'SC-1' });
  expect(await find('SC-9')).toEqual({ is: 'none' });
  expect(await find('id:SC-1')).toEqual({ is: 'none' });
  expect(await (await given('d'))('801')).toEqual({ is: 'none' });
});

test('the first words name a record where none is called just so', async () => {
  const find = await given(
    'e',
    { id: '1/8', title: 'CRM-501 on Alder Gym' },
    { id: '1/9', title: 'CRM-501 on Pier 9' },
    { id: '2/8', title: 'CRM-502 on Alder Gym' },
    { id: '3/8', title: 'CRM-50' },
  );
  expect(await find('crm-502')).toMatchObject({ is: 'found', record: { id: '2/8' } });
  expect(await find('CRM-50')).toMatchObject({ is: 'found', record: { id: '3/8' } });
  const found = await find('CRM-501');
  expect('records' in found && found.records.map(({ id }) => id).sort()).toEqual(['1/8', '1/9']);
  expect(await find('')).toEqual({ is: 'none' });
});
