import type { Row } from '../../local/simulators/procore/data.ts';
import { withAws } from '../stores/stores.ts';
import {
  type Builder,
  type BuilderOptions,
  commitment,
  ORDER,
  PROJECT,
  SUBCONTRACT,
  startBuilder,
} from './builder.ts';
import { isWrite } from './office.ts';
import { visit } from './visit.ts';

const aws = withAws();
const open: Builder[] = [];

const start = async (options?: BuilderOptions): Promise<Builder> => {
  const builder = await startBuilder(aws(), options);
  open.push(builder);
  return builder;
};

afterEach(async () => {
  await Promise.all(open.splice(0).map(({ procore }) => procore.close()));
});

const KEY = `commitments#${SUBCONTRACT}`;

type Project = Parameters<NonNullable<BuilderOptions['change']>>[0]['projects'][number];

const inProject = (change: (project: Project) => void): BuilderOptions => ({
  change: ({ projects: [project] }) => {
    if (project) change(project);
  },
});

/** The only line of the subcontract is coded like this. */
const coded = (line: Partial<Row>, wbs: Row[] = []): BuilderOptions =>
  inProject((project) => {
    project.wbs_codes.push(...wbs);
    const [only] = project.work_order_contracts[0]?.line_items ?? [];
    if (only) Object.assign(only, line);
  });

const wbs = (id: number, types: readonly string[], code = 601): Row => ({
  id,
  flat_code: `16-100.${id}`,
  flat_name: 'Wiring',
  description: 'Wiring',
  status: 'active',
  segment_items: types.map((type, n) => ({
    id: n === 0 ? code : 900 + n,
    code: 'x',
    name: `item ${n}`,
    path_code: 'x',
    segment: { id: 1 + n, name: type, type },
  })),
});

const lineWith = (id: number) => ({ wbs_code: { id, flat_code: `16-100.${id}`, description: 'Wiring' } });

const ownCode = {
  ...lineWith(704),
  cost_code: { id: 603, full_code: '99', name: 'Own', standard_cost_code_id: null },
};

describe('a commitment that is never posted', () => {
  test.each<[string, BuilderOptions]>([
    ['sub-job', coded(lineWith(702), [wbs(702, ['cost_code', 'sub_job'])])],
    ['custom-segment', coded(lineWith(703), [wbs(703, ['cost_code', 'building'])])],
    ['project-specific-cost-code', coded(ownCode, [wbs(704, ['cost_code'], 603)])],
  ])('is skipped as a whole and says why: %s', async (reason, options) => {
    const { connector, office, orders } = await start(options);
    await connector.tell('commitments', [SUBCONTRACT, ORDER], commitment);
    await visit(connector, office);
    expect(await connector.stateOf(KEY)).toBe(`skipped: ${reason}`);
    expect(orders()).toEqual(['PO-001']);
  });
});

describe('a project that does not go', () => {
  const early = inProject(({ record }) => {
    record.created_at = '2025-12-01T09:00:00Z';
  });

  test('gives its children its own reason, and nothing is asked for or posted for them', async () => {
    const { connector, office } = await start(early);
    await connector.tell('commitments', [ORDER, SUBCONTRACT], commitment);
    await visit(connector, office);
    expect(await connector.states('commitments')).toEqual({
      [ORDER]: 'skipped: before-start',
      [SUBCONTRACT]: 'skipped: before-start',
    });
    expect(await connector.states('companies')).toEqual({});
    expect(office.sent.filter(isWrite)).toEqual([]);
  });

  test('takes its children along when other settings let it go', async () => {
    const { connector, office, orders } = await start(early);
    await connector.tell('commitments', [ORDER, SUBCONTRACT], commitment);
    await connector.apply({ startDate: '2025-11-01' });
    await connector.changes.send([
      { do: 'replan', connection: connector.name, key: { flow: 'projects', id: PROJECT } },
    ]);
    await connector.drain();
    await visit(connector, office);
    expect([...orders()].sort()).toEqual(['PO-001', 'SC-001']);
  });

  test('takes its children along when it is made active in Procore', async () => {
    const { connector, office, procore, orders } = await start(
      inProject(({ record }) => {
        record.active = false;
      }),
    );
    await connector.tell('commitments', [ORDER, SUBCONTRACT], commitment);
    expect(await connector.stateOf(KEY)).toBe('skipped: project-not-selected');
    procore.company('77').update('Projects', PROJECT, { active: true });
    await connector.tell('projects', [PROJECT]);
    await visit(connector, office);
    expect([...orders()].sort()).toEqual(['PO-001', 'SC-001']);
  });
});

describe('a vendor', () => {
  test('that is made active later releases what waits for it', async () => {
    const { connector, office, procore, orders } = await start({
      change: ({ vendors }) => {
        for (const vendor of vendors) vendor.is_active = false;
      },
    });
    await connector.tell('commitments', [SUBCONTRACT], commitment);
    await visit(connector, office);
    expect(orders()).toEqual([]);
    expect(await connector.stateOf(KEY)).toBe('blocked: blocked-by');
    procore.company('77').update('Company Vendors', '501', { is_active: true });
    await connector.tell('companies', ['501']);
    await visit(connector, office);
    expect(orders()).toEqual(['SC-001']);
  });

  test('that nobody needs is not exported, and goes with the first order that needs it', async () => {
    const { connector, office } = await start();
    await connector.tell('companies', ['501', '502']);
    await visit(connector, office);
    expect(await connector.states('companies')).toEqual({
      501: 'skipped: not-referenced',
      502: 'skipped: not-referenced',
    });
    await connector.tell('commitments', [SUBCONTRACT], commitment);
    await visit(connector, office);
    expect(office.vendors()).toEqual(['Alder Electrical Inc']);
  });
});

test('an approval that is withdrawn before the next session is not posted', async () => {
  const { connector, office, procore, orders } = await start();
  await connector.tell('commitments', [SUBCONTRACT, ORDER], commitment);
  procore.company('77').update('Work Order Contracts', SUBCONTRACT, { status: 'Draft' });
  await connector.tell('commitments', [SUBCONTRACT], commitment);
  await visit(connector, office);
  expect(orders()).toEqual(['PO-001']);
  expect(await connector.stateOf(KEY)).toBe('not-ready: not-approved');
});

test('an approval withdrawn while QuickBooks is at it is noted: the order stands there and is flagged', async () => {
  const { connector, office, procore, orders } = await start();
  await connector.tell('commitments', [SUBCONTRACT], commitment);
  office.meddle(async (qbxml) => {
    if (!qbxml.includes('<PurchaseOrderAddRq')) return undefined;
    procore.company('77').update('Work Order Contracts', SUBCONTRACT, { status: 'Draft' });
    await connector.tell('commitments', [SUBCONTRACT], commitment);
    return undefined;
  });
  await visit(connector, office);
  expect(orders()).toEqual(['SC-001']);
  const found = await connector.records.get(connector.name, [{ flow: 'commitments', id: SUBCONTRACT }]);
  expect(found.get(KEY)).toMatchObject({ state: 'synced', flags: [{ code: 'changed-in-procore' }] });
});
