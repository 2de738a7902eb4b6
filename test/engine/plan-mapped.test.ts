import { contentHash } from '../../lib/engine/hash.ts';
import { contextOf, objectClaim, plan } from '../../lib/engine/plan.ts';
import { keyText } from '../../lib/engine/record.ts';
import { commitments } from '../../lib/flows/commitments.ts';
import { companies } from '../../lib/flows/companies.ts';
import { fetched, mapped } from '../flows/given.ts';
import { facts, linkedTo, order, recordOf } from './records.ts';

const vendor = { flow: 'companies', id: '502' };

describe('a record that QuickBooks holds', () => {
  const company = async (more: Parameters<typeof recordOf>[3]) => {
    const content = await fetched(companies, '502');
    const base = { state: 'synced', waited: true, mapping: mapped(vendor) } as const;
    return recordOf(companies, '502', content, { ...base, syncedHash: contentHash(content), ...more });
  };
  const planned = async (more: Parameters<typeof recordOf>[3], settings = facts()) =>
    plan(companies, await company(more), settings, new Map());

  test('stays synced while nothing changes', async () => {
    expect(await planned({})).toMatchObject({ state: 'synced', flags: [] });
  });

  test('is queued for a change that its flow sends', async () => {
    expect(await planned({ syncedHash: 'older' })).toMatchObject({
      state: 'queued',
      flags: [],
      claims: [expect.objectContaining({ kind: 'entity' })],
    });
  });

  test('changed-in-procore: is flagged where it stood in QuickBooks before us', async () => {
    const mapping = mapped(vendor, { created: false });
    expect(await planned({ syncedHash: 'older', mapping })).toMatchObject({
      state: 'synced',
      flags: [{ code: 'changed-in-procore' }],
    });
  });

  test('changed-in-procore: is flagged where the change may not go, with the reason', async () => {
    const inEuro = { ...(await fetched(companies, '502')), currency: 'EUR' };
    const record = await company({ content: inEuro, hash: contentHash(inEuro) });
    expect(plan(companies, record, facts(), new Map())).toMatchObject({
      state: 'synced',
      flags: [{ code: 'changed-in-procore', detail: 'not sent: currency' }],
    });
  });

  test('changed-in-procore: is flagged where it wrote to the object of another', async () => {
    const mapping = mapped(vendor, { ofTarget: true });
    expect(await planned({ syncedHash: 'older', mapping })).toMatchObject({
      state: 'synced',
      flags: [{ code: 'changed-in-procore' }],
    });
  });

  test('changed-in-procore: says what a person is asked to do about it', async () => {
    const mapping = mapped({ flow: 'commitments', id: '801' });
    const ended = await order({ state: 'synced', mapping, syncedHash: 'x' }, (tables) => {
      Object.assign(tables.purchase_order_contracts[0] ?? {}, { status: 'Closed' });
    });
    expect(plan(commitments, ended, facts(), linkedTo()).flags).toEqual([
      { code: 'changed-in-procore', detail: 'close order: the commitment is Closed in Procore' },
    ]);
    expect(plan(commitments, ended, facts({ closeOrders: 'auto' }), linkedTo()).state).toBe('queued');
  });

  test('changed-in-procore: is flagged where its flow sends no changes', async () => {
    const changed = await order({
      state: 'synced',
      mapping: mapped({ flow: 'commitments', id: '801' }),
      syncedHash: 'x',
    });
    expect(plan(commitments, changed, facts(), linkedTo())).toMatchObject({
      state: 'synced',
      flags: [{ code: 'changed-in-procore' }],
      claims: [],
    });
  });

  test('loses the flag once Procore says again what QuickBooks holds', async () => {
    const flags = [{ code: 'changed-in-procore' }, { code: 'total-differs' }] as const;
    expect((await planned({ flags })).flags).toEqual([{ code: 'total-differs' }]);
  });

  test('deleted-in-procore: is flagged once and stays synced; the flag goes when the record is back', async () => {
    const flags = [{ code: 'deleted-in-procore' }] as const;
    expect(await planned({ deleted: true, flags })).toMatchObject({ state: 'synced', flags });
    expect((await planned({ flags })).flags).toEqual([]);
  });

  test('stays synced when its flow is switched off', async () => {
    expect((await planned({}, facts({ off: ['companies'] }))).state).toBe('synced');
  });

  test('changed-in-procore: is flagged, not sent, while its flow is switched off', async () => {
    const flags = [{ code: 'changed-in-procore' }] as const;
    for (const state of ['synced', 'queued'] as const)
      expect(await planned({ state, syncedHash: 'older' }, facts({ off: ['companies'] }))).toMatchObject({
        state: 'synced',
        flags,
        claims: [],
      });
    expect(await planned({ syncedHash: 'older', flags }, facts({ off: ['projects'] }))).toMatchObject({
      state: 'queued',
      flags: [],
    });
  });
});

describe('what a flow may know', () => {
  test('of its links the mappings; asking for one that is not mapped is a bug', async () => {
    const context = contextOf(await order(), facts(), linkedTo());
    expect(context.resolve(vendor)).toEqual(mapped(vendor));
    expect(() => context.resolve({ flow: 'companies', id: '7' })).toThrow('companies#7 is not mapped');
  });

  test('of itself a GUID that stays the same through all attempts of one generation', async () => {
    const guid = async (generation: number) =>
      contextOf(await order({ generation }), facts(), linkedTo()).guid;
    expect(await guid(0)).toBe(await guid(0));
    expect(await guid(0)).not.toBe(await guid(1));
  });
});

test('a QuickBooks object is claimed by its kind and id', () => {
  expect(objectClaim(mapped(vendor))).toMatchObject({ kind: 'object', value: `Vendor:${mapped(vendor).id}` });
  expect(keyText(vendor)).toBe('companies#502');
});
