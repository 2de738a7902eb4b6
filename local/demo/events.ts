import type { SampleProcore } from '../sample/company.ts';
import type { Sample } from '../sample/samples.ts';
import type { ProcoreSimulator } from '../simulators/procore/start.ts';

const KINDS = [
  ['Purchase Order Contracts', 'purchase_order_contracts'],
  ['Work Order Contracts', 'work_order_contracts'],
] as const;

type Project = SampleProcore['projects'][number];

const contractsIn = (project: Project) =>
  KINDS.flatMap(([resource, list]) => project[list].map((contract) => ({ resource, contract })));

/** What is told of a project's dealings: what depends on something comes before it. */
const dealingsIn = (project: Project) => [
  ...contractsIn(project).flatMap(({ contract }) =>
    contract.payments.map(({ id }) => ({ resource: 'Contract Payments', id })),
  ),
  ...project.requisitions.map(({ id }) => ({ resource: 'Draw Requests', id })),
  ...project.change_order_packages.map(({ id }) => ({ resource: 'Change Order Packages', id })),
  ...contractsIn(project).map(({ resource, contract }) => ({ resource, id: contract.record.id })),
];

/** The project team at work: every record of the sample is told of once, as if it had just been saved. */
export const tellAll = (procore: ProcoreSimulator, sample: Sample): void => {
  const company = sample.procore();
  const emit = (
    resource: string,
    resourceId: string | number | bigint,
    projectId?: string | number | bigint,
  ) => procore.webhooks.emit(company.id, { resource, resourceId, event: 'create', projectId });
  for (const project of company.projects)
    for (const { resource, id } of dealingsIn(project)) emit(resource, id, project.record.id);
  for (const { record, budget } of company.projects)
    if (budget?.rows[0]) emit('Budget Line Items', budget.rows[0].id, record.id);
  for (const { record } of company.projects) emit('Projects', record.id);
  for (const vendor of company.vendors) emit('Company Vendors', vendor.id);
  for (const code of company.standard_cost_codes) emit('Standard Cost Codes', code.id);
};
