import { plan } from '../../lib/engine/plan.ts';
import { keyText } from '../../lib/engine/record.ts';
import { commitments } from '../../lib/flows/commitments.ts';
import { companies } from '../../lib/flows/companies.ts';
import { projects } from '../../lib/flows/projects.ts';
import { reason } from '../../lib/reasons.ts';
import { fetched, linkNames } from '../flows/given.ts';
import { bare, draft, facts, linkedTo, order, recordOf, synced } from './records.ts';

const vendor = { flow: 'companies', id: '502' };
const project = { flow: 'projects', id: '9001' };
const isSkipped = (key: typeof project, code: 'before-start' | 'not-referenced') =>
  bare(key, { state: 'skipped', reason: { code } });

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
    const decided = new Map([[keyText(project), bare(project, { content: {}, state: 'queued' })]]);
    expect(plan(commitments, many, facts(), decided).reason?.detail?.links).toMatch(
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
