import { hashOf } from '../../lib/engine/hash.ts';
import { createPlanner } from '../../lib/engine/planner.ts';
import type { Change } from '../../lib/engine/ports.ts';
import { keyText, type SyncRecord } from '../../lib/engine/record.ts';
import { createWork } from '../../lib/engine/work.ts';
import { companies } from '../../lib/flows/companies.ts';
import { flows } from '../../lib/flows/index.ts';
import { projects } from '../../lib/flows/projects.ts';
import type { Answer } from '../../lib/qbxml/message.ts';
import type { Settings } from '../../lib/settings.ts';
import { createRecordStore } from '../../lib/stores/records.ts';
import { answer, fetched, listIdOf, mapped } from '../flows/given.ts';
import { withAws } from '../stores/stores.ts';
import { facts, linkedTo, order, recordOf } from './records.ts';

const aws = withAws();
const now = () => new Date('2026-03-05T12:00:00.000Z');
let count = 0;

/** One connection of its own over the embedded tables; hints go to a list. */
const start = (more: Partial<Settings> = {}) => {
  const connection = `claims-${++count}`;
  const records = createRecordStore({ client: aws().dynamo, table: 'plumbline-records' });
  const hints: Change[] = [];
  const changes = { send: async (sent: readonly Change[]) => void hints.push(...sent) };
  const planner = createPlanner({ flows, records, changes, now });
  const exports = {
    send: async () => undefined,
    receive: async () => [],
    remove: async () => undefined,
    giveBack: async () => undefined,
  };
  const connections = { markWork: async () => undefined };
  const deps = { planner, records, changes, exports, connections, now, chance: () => 0, newId: () => 'b1' };
  const work = createWork(deps);
  const at = facts({ name: connection, ...more });

  const stored = async (key: { flow: string; id: string }): Promise<SyncRecord> => {
    const record = (await records.get(connection, [key])).get(keyText(key));
    if (!record) throw new Error(`${keyText(key)} is not stored`);
    return record;
  };
  return {
    planner,
    /** Plans a record as if it had been fetched so just now. */
    tell: async (record: SyncRecord): Promise<SyncRecord> => {
      const make = (known: SyncRecord | undefined): SyncRecord => ({
        ...record,
        connection,
        rev: known?.rev ?? 0,
        state: known?.state ?? record.state,
      });
      await planner.planAll(connection, at, [{ key: record, make }]);
      return stored(record);
    },
    store: async (record: SyncRecord) => records.save({ ...record, connection, rev: 0 }),
    /** What comes of a queued record by what QuickBooks answers to its lookup. */
    looked: async (key: { flow: string; id: string }, answers: readonly Answer[]) => {
      const record = await stored(key);
      const ids = answers.map((_, n) => `lookup-${n + 1}`);
      const sent = [{ record, requestIDs: ids }];
      const byId = new Map(answers.map((one, n) => [ids[n] ?? '', one]));
      const batch = { id: 'a1', kind: 'lookup', sent, requests: [] } as const;
      const next = await work.afterLookup(connection, at, batch, byId);
      return { record: await stored(key), writes: next.batch?.requests.length ?? 0 };
    },
  };
};

const company = async (id: string, name: string, more: Partial<SyncRecord> = {}) =>
  recordOf(companies, id, { ...(await fetched(companies, '502')), id, name }, { waited: true, ...more });

const vendorRet = (id: string, name: string): Answer =>
  answer(
    'EntityQueryRs',
    `<VendorRet><ListID>${id}</ListID><EditSequence>1</EditSequence><Name>${name}</Name></VendorRet>`,
  );

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

  test('adoption-offered: with link ask a person says whether it is the one', async () => {
    const { tell, looked } = start({ link: 'ask' });
    const oak = await company('1', 'Oak Ltd');
    await tell(oak);
    expect(told((await looked(key, [vendorRet('8-1', 'Oak Ltd')])).record)).toEqual({
      state: 'awaiting-approval',
      code: 'adoption-offered',
      detail: { object: 'Vendor "Oak Ltd"' },
    });
    const approval = { document: hashOf('8-1'), by: 'mira', at: now().toISOString() };
    await tell({ ...oak, approval });
    expect((await looked(key, [vendorRet('8-1', 'Oak Ltd')])).record.state).toBe('synced');
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
    const { record } = await looked(key, [answer('VendorQueryRs', '', '500')]);
    expect(told(record)).toMatchObject({ state: 'failed', code: 'gone-from-quickbooks' });
    expect(record.mapping?.id).toBe(listIdOf('1'));
  });
});
