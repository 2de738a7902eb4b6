import type { Contract } from '../../local/simulators/procore/data.ts';
import { changeOrder, changePackage, contractRecord, sampleCompany } from './company-data.ts';
import { closeAll, simulate } from './simulated.ts';

afterEach(closeAll);

const SINCE = '2026-04-01T00:00:00.000Z';
const NEW = '2026-04-02T08:00:00Z';
const OLD = '2026-03-02T08:00:00Z';

const contract = (id: number, updated: string, more: object = {}): Contract => ({
  record: { ...contractRecord(id, `SC-${id}`), id, updated_at: updated, ...more },
  line_items: [],
});

/** A company with one project of two tiers, unless `change` makes another of it. */
const withProject = async (
  change: (project: ReturnType<typeof sampleCompany>['projects'][number]) => void,
) => {
  const company = sampleCompany();
  const [project] = company.projects;
  if (project) change(project);
  return simulate({ companies: [company] });
};

test('what changed since a time, deleted ones with it, by one call for each kind', async () => {
  const { procore, paths } = await withProject((project) => {
    project.purchase_order_contracts.splice(0, 9, contract(801, OLD), contract(802, NEW));
    project.work_order_contracts.splice(0, 9, contract(901, NEW, { deleted_at: NEW }), contract(902, OLD));
  });
  expect(await procore.changed('commitments', '9001', SINCE)).toEqual([
    { id: '802', changedAt: '2026-04-02T08:00:00.000Z', resource: 'Purchase Order Contracts' },
    { id: '901', changedAt: '2026-04-02T08:00:00.000Z', resource: 'Work Order Contracts' },
  ]);
  expect(paths()).toHaveLength(2);
});

test('without a time all that there is, deleted ones left out', async () => {
  const { procore } = await withProject((project) => {
    project.purchase_order_contracts.splice(0, 9, contract(801, OLD));
    project.work_order_contracts.splice(0, 9, contract(901, NEW, { deleted_at: NEW }), contract(902, OLD));
  });
  expect((await procore.changed('commitments', '9001')).map(({ id }) => id)).toEqual(['801', '902']);
});

test('a commitment change order tells of its package; one without stands for itself', async () => {
  const { procore, paths } = await withProject((project) => {
    const packages = [{ ...changePackage(71, '001', '100.0'), updated_at: OLD }];
    const orders = [changeOrder(44, 71, []), changeOrder(45, null, [])];
    for (const { record } of orders) record.updated_at = NEW;
    Object.assign(project, { change_order_packages: packages, commitment_change_orders: orders });
  });
  const changed = await procore.changed('change-orders', '9001', SINCE);
  expect(changed.map(({ id }) => id)).toEqual(['71', 'cco-45']);
  expect(paths()).toHaveLength(2);
});

test('a project of three tiers has packages alone', async () => {
  const { procore } = await withProject((project) => {
    const packages = [{ ...changePackage(71, '001', '100.0'), updated_at: NEW }];
    Object.assign(project, { change_order_packages: packages, commitment_change_orders: undefined });
  });
  expect((await procore.changed('change-orders', '9001', SINCE)).map(({ id }) => id)).toEqual(['71']);
});

test('companies and projects of the company; inactive projects are told of, too', async () => {
  const { procore, simulator } = await simulate();
  const people = simulator.company(77);
  people.update('Company Vendors', 501, { name: 'Alder Electric LLC' });
  people.update('Projects', 9001, { active: false });
  const since = '2026-05-04T09:00:00.000Z';
  expect(await procore.changed('companies', '', since)).toEqual([
    { id: '501', changedAt: '2026-05-04T10:00:00.000Z' },
  ]);
  expect((await procore.changed('projects', '', since)).map(({ id }) => id)).toEqual(['9001']);
});

test('more rows than a page has are read to the end', async () => {
  const { procore, paths } = await withProject((project) => {
    const many = Array.from({ length: 301 }, (_, n) => contract(10_000 + n, NEW));
    project.purchase_order_contracts.splice(0, 9, ...many);
    project.work_order_contracts.splice(0);
  });
  expect(await procore.changed('commitments', '9001', SINCE)).toHaveLength(301);
  expect(paths()).toHaveLength(3);
});
