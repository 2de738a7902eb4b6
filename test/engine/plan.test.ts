import { contentHash } from '../../lib/engine/hash.ts';
import { contextOf, objectClaim, plan } from '../../lib/engine/plan.ts';
import { keyText } from '../../lib/engine/record.ts';
import { commitments } from '../../lib/flows/commitments.ts';
import { companies } from '../../lib/flows/companies.ts';
import { projects } from '../../lib/flows/projects.ts';
import { reason } from '../../lib/reasons.ts';
import { fetched, linkNames, mapped } from '../flows/given.ts';
import { bare, draft, facts, linkedTo, order, recordOf, synced } from './records.ts';

const vendor = { flow: 'companies', id: '502' };
const project = { flow: 'projects', id: '9001' };
const isSkipped = (key: typeof project, code: 'before-start' | 'not-referenced') =>
  bare(key, { state: 'skipped', reason: reason(code) });

describe('a record that QuickBooks does not hold yet', () => {
  test('is queued when no rule refuses it and all its links are mapped', async () => {
    const planned = plan(commitments, await order(), facts(), linkedTo());
    expect(planned).toMatchObject({ state: 'queued', reason: undefined, waitsFor: [] });
    expect(planned.claims).toEqual([expect.objectContaining({ kind: 'order-number', value: 'po-26-001-1' })]);
  });

  test('takes the state of the reason that its flow gives', async () => {
    expect(plan(commitments, await order({}, draft), facts(), linkedTo())).toMatchObject({
      state: 'not-ready',
      reason: { code: 'not-approved', detail: { status: 'Draft' } },
      claims: [],
    });
    expect(
      plan(commitments, await order(), { ...facts(), closingDate: '2026-12-31' }, linkedTo()),
    ).toMatchObject({
      state: 'failed',
      reason: { code: 'closed-period' },
    });
  });

  test('blocked-by: it waits for the links that are missing and names them', async () => {
    const linked = linkedTo(
      bare(vendor, { title: 'Birch Masonry' }),
      bare({ flow: 'cost-codes', id: '102' }),
    );
    const planned = plan(commitments, await order(), facts(), linked);
    expect(planned).toMatchObject({
      state: 'blocked',
      reason: { code: 'blocked-by', detail: { links: 'companies Birch Masonry, cost-codes 102' } },
    });
    expect(linkNames(planned.waitsFor)).toEqual(['companies 502', 'cost-codes 102']);
  });

  test('blocked-by: of many missing links five are named and the others counted', async () => {
    const many = await order({}, (tables) => {
      const lines = tables.purchase_order_contracts[0]?.line_items as Record<string, unknown>[];
      for (let id = 201; id <= 206; id++) {
        tables.standard_cost_codes.push({
          id,
          standard_cost_code_list_id: 12,
          full_code: `X${id}`,
          name: 'x',
        });
        lines.push({
          ...lines[0],
          id,
          cost_code: { id, full_code: `X${id}`, standard_cost_code_id: id },
          wbs_code: null,
        });
      }
    });
    expect(plan(commitments, many, facts(), new Map()).reason?.detail?.links).toMatch(
      /(.*, ){4}.* and 5 more$/,
    );
  });

  test('a link that was never needed before blocks; it is not taken for skipped', async () => {
    const planned = plan(commitments, await order(), facts(), linkedTo(isSkipped(vendor, 'not-referenced')));
    expect(planned).toMatchObject({ state: 'blocked', reason: { code: 'blocked-by' } });
  });

  test("a child of a skipped parent has the parent's reason and waits for that parent alone", async () => {
    const linked = linkedTo(isSkipped(project, 'before-start'), bare(vendor));
    const planned = plan(commitments, await order(), facts(), linked);
    expect(planned).toMatchObject({ state: 'skipped', reason: { code: 'before-start' } });
    expect(linkNames(planned.waitsFor)).toEqual(['projects 9001']);
  });

  test("the parent's reason comes before what is wrong with the child itself", async () => {
    const linked = linkedTo(isSkipped(project, 'before-start'));
    expect(plan(commitments, await order({}, draft), facts(), linked).reason?.code).toBe('before-start');
  });

  test('a parent that was mapped and then deselected keeps no child back', async () => {
    const kept = { ...synced(project), state: 'skipped', reason: reason('project-not-selected') } as const;
    expect(plan(commitments, await order(), facts(), linkedTo(kept)).state).toBe('queued');
  });

  test('does-not-fit: QuickBooks would refuse an element of it', async () => {
    const defaultClass = 'x'.repeat(160);
    expect(plan(commitments, await order(), facts({ defaultClass }), linkedTo())).toMatchObject({
      state: 'failed',
      reason: { code: 'does-not-fit', detail: { element: expect.stringContaining('ClassRef') } },
    });
  });

  test('choose-customer: a project without customer is blocked by no link', async () => {
    const record = recordOf(projects, '9001', await fetched(projects, '9001'));
    expect(plan(projects, record, facts({ customers: { byProject: {} } }), new Map())).toMatchObject({
      state: 'blocked',
      reason: { code: 'choose-customer' },
      waitsFor: [],
    });
  });

  test('is referenced once another record waited for it', async () => {
    const content = await fetched(companies, '502');
    const state = (waited: boolean) =>
      plan(companies, recordOf(companies, '502', content, { waited }), facts(), new Map()).state;
    expect(state(false)).toBe('skipped');
    expect(state(true)).toBe('queued');
  });

  test('deleted: skipped, whatever its content', async () => {
    expect(plan(commitments, await order({ deleted: true }), facts(), linkedTo())).toMatchObject({
      state: 'skipped',
      reason: { code: 'deleted' },
    });
  });

  test('flow-off: the settings switch its flow off', async () => {
    const off = facts({ off: ['commitments'] });
    expect(plan(commitments, await order(), off, linkedTo()).reason).toEqual({
      code: 'flow-off',
      detail: { flow: 'commitments' },
    });
    expect(plan(commitments, await order(), facts({ off: ['companies'] }), linkedTo()).state).toBe('queued');
  });

  test('without content stays where it is', () => {
    const gone = bare(vendor, { state: 'failed', reason: reason('not-visible') });
    expect(plan(companies, gone, facts(), new Map())).toMatchObject({
      state: 'failed',
      reason: { code: 'not-visible' },
    });
    expect(plan(companies, bare(vendor), facts(), new Map()).state).toBe('wanted');
  });
});

describe('what QuickBooks refused for good', () => {
  const refused = { state: 'failed', reason: reason('missing-reference', { words: 'no account' }) } as const;

  test('stays failed as long as its content is the same, however often it is planned', async () => {
    const { hash } = await order();
    const record = await order({ ...refused, refusedHash: hash });
    expect(plan(commitments, record, facts(), linkedTo())).toMatchObject(refused);
  });

  test('is planned anew with other content, or when a person lets it be retried', async () => {
    expect(
      plan(commitments, await order({ ...refused, refusedHash: 'older' }), facts(), linkedTo()).state,
    ).toBe('queued');
    expect(plan(commitments, await order(refused), facts(), linkedTo()).state).toBe('queued');
  });
});

describe('approval by accounting', () => {
  const manual = facts({ approval: { commitments: 'manual' } });

  test('awaiting-approval: with the hash of the document that would be posted', async () => {
    const planned = plan(commitments, await order(), manual, linkedTo());
    expect(planned).toMatchObject({ state: 'awaiting-approval', reason: { code: 'awaiting-approval' } });
    expect(planned.document).toMatch(/^[0-9a-f]{64}$/);
    expect(planned.claims).toHaveLength(1);
  });

  test('holds for that document alone', async () => {
    const { document = '' } = plan(commitments, await order(), manual, linkedTo());
    const approval = { document, by: 'mira', at: '2026-03-05T12:00:00.000Z' };
    expect(plan(commitments, await order({ approval }), manual, linkedTo())).toMatchObject({
      state: 'queued',
      document,
    });
    const retitled = await order({ approval }, (tables) => {
      Object.assign(tables.purchase_order_contracts[0] ?? {}, { title: 'Another title' });
    });
    const again = plan(commitments, retitled, manual, linkedTo());
    expect(again.state).toBe('awaiting-approval');
    expect(again.document).not.toBe(document);
  });

  test('is asked for when the record is complete: blocked comes first', async () => {
    const planned = plan(commitments, await order(), manual, linkedTo(bare(vendor)));
    expect(planned.state).toBe('blocked');
    expect(planned.document).toBeUndefined();
  });

  test('of one flow is not asked for in another', async () => {
    expect(
      plan(commitments, await order(), facts({ approval: { companies: 'manual' } }), linkedTo()).state,
    ).toBe('queued');
  });
});

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
