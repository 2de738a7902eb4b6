import { guidOf } from '../../lib/engine/hash.ts';
import type { SyncRecord } from '../../lib/engine/record.ts';
import { companies } from '../../lib/flows/companies.ts';
import { projects } from '../../lib/flows/projects.ts';
import type { Answer } from '../../lib/qbxml/message.ts';
import { answer, fetched, mapped } from '../flows/given.ts';
import { withConnections } from './connections.ts';
import { linkedTo, order, recordOf, SINCE } from './records.ts';

const start = withConnections();

const company = async (id: string, name: string, more: Partial<SyncRecord> = {}) =>
  recordOf(companies, id, { ...(await fetched(companies, '502')), id, name }, { waited: true, ...more });

const vendorRet = (id: string, name: string): Answer =>
  answer(
    'EntityQueryRs',
    `<VendorRet><ListID>${id}</ListID><EditSequence>1</EditSequence><Name>${name}</Name></VendorRet>`,
  );

const adoptionOf = ({ offered }: SyncRecord) => ({
  object: `${offered?.type}:${offered?.id}`,
  ...{ accepted: true, by: 'mira', at: SINCE },
});

const told = ({ state, reason }: SyncRecord) => ({ state, ...reason });

describe('names and numbers belong to one record of the connection', () => {
  test('number-taken: the second commitment of a number is told which one has it', async () => {
    const { tell, store } = start();
    for (const record of linkedTo().values()) await store(record);
    expect(await tell(await order())).toMatchObject({ state: 'queued' });
    expect(told(await tell({ ...(await order()), id: '802' }))).toEqual({
      state: 'failed',
      code: 'number-taken',
      detail: { number: 'PO-26-001-1', holder: 'commitments PO-26-001-1' },
    });
  });

  test('number-taken: once the first has another number, the second gets the one it left', async () => {
    const { tell, store } = start();
    for (const record of linkedTo().values()) await store(record);
    const first = await order();
    const second = { ...(await order()), id: '802' };
    await tell(first);
    await tell(second);
    await tell({ ...first, override: { number: 'PO-9' } });
    expect(told(await tell(second))).toEqual({ state: 'queued' });
  });

  test('name-taken: two companies whose names differ only in case', async () => {
    const { tell } = start();
    expect(told(await tell(await company('1', 'Oak Ltd')))).toEqual({ state: 'queued' });
    expect(told(await tell(await company('2', 'OAK LTD')))).toEqual({
      state: 'failed',
      code: 'name-taken',
      detail: { name: 'OAK LTD', holder: 'companies Oak Ltd' },
    });
  });

  test('name-taken: a company and a project that is a customer of its own', async () => {
    const { tell } = start({ projectsAs: 'customer' });
    await tell(await company('1', 'quay house'));
    const project = recordOf(projects, '9001', await fetched(projects, '9001'));
    expect(told(await tell(project))).toMatchObject({ code: 'name-taken' });
  });
});

describe('what a lookup finds', () => {
  const key = { flow: 'companies', id: '1' };

  test('nothing: the record is written', async () => {
    const { tell, looked } = start();
    await tell(await company('1', 'Oak Ltd'));
    const { record, writes } = await looked(key, [answer('EntityQueryRs', '', '1')]);
    expect(told(record)).toEqual({ state: 'queued' });
    expect(writes).toBe(1);
  });

  test('an object of that name: it is linked and nothing is written', async () => {
    const { tell, looked } = start();
    await tell(await company('1', 'Oak Ltd'));
    const { record, writes } = await looked(key, [vendorRet('8-1', 'OAK LTD')]);
    expect(record).toMatchObject({ state: 'synced', mapping: { id: '8-1', created: false } });
    expect(writes).toBe(0);
  });

  test('adoption-offered: with link ask a person says whether it is the one, and that object is linked', async () => {
    const { tell, looked } = start({ link: 'ask' });
    const oak = await company('1', 'Oak Ltd');
    await tell(oak);
    const { record: offered } = await looked(key, [vendorRet('8-1', 'Oak Ltd')]);
    expect(told(offered)).toEqual({
      state: 'awaiting-approval',
      code: 'adoption-offered',
      detail: { object: 'Vendor "Oak Ltd"' },
    });
    expect(offered.offered).toEqual({ type: 'Vendor', id: '8-1', name: 'Oak Ltd' });
    await tell({ ...oak, adoption: adoptionOf(offered) });
    const { record, writes } = await looked(key, [vendorRet('8-1', 'Oak Ltd')]);
    expect(record).toMatchObject({ state: 'synced', mapping: { id: '8-1', created: false } });
    expect(writes).toBe(0);
  });

  test('adoption-offered: the approval of one object links no other of that name', async () => {
    const { tell, looked } = start({ link: 'ask' });
    const oak = await company('1', 'Oak Ltd');
    await tell(oak);
    const { record: first } = await looked(key, [vendorRet('8-1', 'Oak Ltd')]);
    await tell({ ...oak, adoption: adoptionOf(first) });
    const { record: second } = await looked(key, [vendorRet('8-2', 'Oak Ltd')]);
    expect(told(second)).toMatchObject({ state: 'awaiting-approval', code: 'adoption-offered' });
    expect(second.offered).toMatchObject({ id: '8-2' });
    expect(second.mapping).toBeUndefined();
  });

  test('rejected: an object that a person turned down is not linked, and nothing is made beside it', async () => {
    const { tell, looked } = start({ link: 'ask' });
    const oak = await company('1', 'Oak Ltd');
    await tell(oak);
    const { record: offered } = await looked(key, [vendorRet('8-1', 'Oak Ltd')]);
    const adoption = { ...adoptionOf(offered), accepted: false, why: 'another Oak', hash: oak.hash };
    const record = await tell({ ...oak, adoption });
    expect(told(record)).toEqual({
      state: 'rejected',
      code: 'rejected',
      detail: { by: 'mira', why: 'another Oak' },
    });
    const { writes, record: still } = await looked(key, [vendorRet('8-1', 'Oak Ltd')]);
    expect([still.state, writes]).toEqual(['rejected', 0]);
    const edited = { ...(await company('1', 'Oak Ltd')), hash: 'another', adoption };
    expect(await tell(edited)).toMatchObject({ state: 'queued' });
    const { record: again } = await looked(key, [vendorRet('8-1', 'Oak Ltd')]);
    expect(told(again)).toMatchObject({ state: 'awaiting-approval', code: 'adoption-offered' });
  });

  test('total-differs: an order of ours that was written before Procore changed is settled and flagged', async () => {
    const { connection, tell, store, looked } = start();
    for (const record of linkedTo().values()) await store(record);
    const po = await order();
    await tell(po);
    const line =
      '<PurchaseOrderLineRet><TxnLineID>L1</TxnLineID><Amount>990.00</Amount><Other2>pl:8101</Other2></PurchaseOrderLineRet>';
    const head = `<TxnID>1F-1</TxnID><EditSequence>4</EditSequence><RefNumber>PO-26-001-1</RefNumber><ExternalGUID>${guidOf(connection, po, 0)}</ExternalGUID>`;
    const { record, writes } = await looked(po, [
      answer('PurchaseOrderQueryRs', `<PurchaseOrderRet>${head}${line}</PurchaseOrderRet>`),
    ]);
    expect(record).toMatchObject({
      state: 'synced',
      mapping: { id: '1F-1', created: true },
      flags: [
        {
          code: 'total-differs',
          detail: expect.stringMatching(/^line 1: 1000\.00 sent, 990\.00 in QuickBooks/),
        },
      ],
    });
    expect(writes).toBe(0);
  });

  test('name-taken: an object that another record has linked', async () => {
    const { tell, looked } = start();
    await tell(await company('1', 'Oak Ltd'));
    await looked(key, [vendorRet('8-1', 'Oak Ltd')]);
    const other = { flow: 'companies', id: '2' };
    await tell(await company('2', 'Oak Limited'));
    const { record } = await looked(other, [vendorRet('8-1', 'Oak Limited')]);
    expect(told(record)).toEqual({
      state: 'failed',
      code: 'name-taken',
      detail: { name: 'Oak Limited', holder: 'Oak Ltd' },
    });
  });

  test('gone-from-quickbooks: a mapped object that is to be modified is no longer there', async () => {
    const { tell, looked } = start();
    await tell(await company('1', 'Oak Ltd', { mapping: mapped(key), syncedHash: 'older', state: 'synced' }));
    const { record: unmapped, writes } = await looked(key, [answer('VendorQueryRs', '', '500')]);
    expect(unmapped).toMatchObject({ state: 'queued', doubt: { of: 'name' } });
    expect(writes).toBe(0);
    const { record, writes: more } = await looked(key, [answer('EntityQueryRs', '', '500')]);
    expect(told(record)).toMatchObject({ state: 'failed', code: 'gone-from-quickbooks' });
    expect(record.mapping).toBeUndefined();
    expect(more).toBe(0);
  });
});
