import type { Sample } from '../sample/samples.ts';
import type { ProcoreSimulator } from '../simulators/procore/start.ts';

const KINDS = [
  ['Purchase Order Contracts', 'purchase_order_contracts'],
  ['Work Order Contracts', 'work_order_contracts'],
] as const;

/** The project team at work: every record of the sample is told of once, as if it had just been saved. */
export const tellAll = (procore: ProcoreSimulator, sample: Sample): void => {
  const company = sample.procore();
  const emit = (
    resource: string,
    resourceId: string | number | bigint,
    projectId?: string | number | bigint,
  ) => procore.webhooks.emit(company.id, { resource, resourceId, event: 'create', projectId });
  for (const { record, ...folder } of company.projects)
    for (const [resource, list] of KINDS)
      for (const contract of folder[list]) emit(resource, contract.record.id, record.id);
  for (const { record } of company.projects) emit('Projects', record.id);
  for (const vendor of company.vendors) emit('Company Vendors', vendor.id);
  for (const code of company.standard_cost_codes) emit('Standard Cost Codes', code.id);
};
