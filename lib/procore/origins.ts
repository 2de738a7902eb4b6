import type { About } from './failure.ts';
import { id, type Json } from './json-text.ts';

/** What is written into the origin fields of a Procore record. */
export interface Origins {
  /** ListID or TxnID; Procore takes it for one record of a kind and company only. */
  readonly originId: string;
  /** Shown to Procore's users: QuickBooks' number or name. Not every kind of record has a field for it. */
  readonly originCode: string;
  readonly editSequence?: string;
  /** The fields are emptied. */
  readonly clears?: true;
}

interface OfCompany {
  readonly of: 'company' | 'project';
}
interface OfCostCodeList {
  readonly of: 'standard-cost-code';
  readonly listId: string;
}
interface OfProject {
  readonly of: 'purchase-order' | 'subcontract' | 'change-order-package';
  readonly projectId: string;
}
interface OfCommitment {
  readonly of: 'requisition' | 'contract-payment';
  readonly projectId: string;
  readonly commitmentId: string;
}

/** A Procore record that has origin fields, and what is written into them. */
export type OriginWrite = Origins & { readonly id: string } & (
    | OfCompany
    | OfCostCodeList
    | OfProject
    | OfCommitment
  );

type Kind = OriginWrite['of'];

/** How records of a kind are written: many by one call of their sync endpoint, or one by one. */
interface Way {
  readonly path: (write: OriginWrite) => string;
  readonly tool: string;
  /** One of them, in words for people. */
  readonly called: string;
  readonly hasCode: boolean;
  /** What stands beside the records in the body: calls of other scopes are other calls. */
  readonly scope: (write: OriginWrite, companyId: string) => { readonly [name: string]: Json };
  /** Absent: PATCH of the record itself, whose fields stand under this name. */
  readonly single?: string;
}

const ofCompany: Way['scope'] = (_, companyId) => ({ company_id: id(companyId) });
const ofProject: Way['scope'] = (write) => ({
  ...('projectId' in write && { project_id: id(write.projectId) }),
});
const ofCommitment =
  (name: string): Way['scope'] =>
  (write, companyId) => ({
    ...ofProject(write, companyId),
    ...('commitmentId' in write && { [name]: id(write.commitmentId) }),
  });

const contract = (list: string, called: string): Way => ({
  path: () => `rest/v1.0/${list}/sync`,
  ...{ tool: 'Commitments', called, hasCode: true, scope: ofProject },
});

/** By Procore's reference: which fields and which endpoints each kind has. */
export const WAYS: Readonly<Record<Kind, Way>> = {
  company: {
    path: () => 'rest/v1.0/vendors/sync',
    ...{ tool: 'Directory', called: 'company', hasCode: true, scope: ofCompany },
  },
  project: {
    path: () => 'rest/v1.0/projects/sync',
    ...{ tool: 'Portfolio', called: 'project', hasCode: false, scope: ofCompany },
  },
  'standard-cost-code': {
    path: () => 'rest/v1.0/standard_cost_codes/sync',
    ...{ tool: 'Admin', called: 'standard cost code', hasCode: false },
    scope: (write, companyId) => ({
      company_id: id(companyId),
      ...('listId' in write && { standard_cost_code_list_id: id(write.listId) }),
    }),
  },
  'purchase-order': contract('purchase_order_contracts', 'purchase order'),
  subcontract: contract('work_order_contracts', 'subcontract'),
  'change-order-package': {
    path: (write) => `rest/v1.0/change_order_packages/${encodeURIComponent(write.id)}`,
    ...{ tool: 'Commitments', called: 'change order', hasCode: true, scope: ofProject },
    single: 'change_order',
  },
  requisition: {
    path: (write) => `rest/v1.1/requisitions/${encodeURIComponent(write.id)}`,
    ...{ tool: 'Commitments', called: 'invoice', hasCode: false, scope: ofCommitment('commitment_id') },
    single: 'requisition',
  },
  'contract-payment': {
    path: (write) => `rest/v1.0/contract_payments/${encodeURIComponent(write.id)}`,
    ...{ tool: 'Commitments', called: 'payment', hasCode: false, scope: ofCommitment('contract_id') },
    single: 'contract_payment',
  },
};

/** The fields, as every kind calls them. */
export const fieldsOf = (write: OriginWrite): { readonly [name: string]: Json } =>
  write.clears ? emptied(write) : filled(write);

const emptied = ({ of }: OriginWrite) => ({
  ...{ origin_id: null, origin_data: null },
  ...(WAYS[of].hasCode && { origin_code: null }),
});

const filled = (write: OriginWrite) => ({
  origin_id: write.originId,
  origin_data: JSON.stringify(write.editSequence === undefined ? {} : { edit_sequence: write.editSequence }),
  ...(WAYS[write.of].hasCode && { origin_code: write.originCode }),
});

/** One record of a sync call. */
export const rowOf = (write: OriginWrite) => ({ id: id(write.id), ...fieldsOf(write) });

/** What a call is about, in words for people. */
export const aboutOf = (writes: readonly OriginWrite[]): About => {
  const [first] = writes as readonly [OriginWrite, ...OriginWrite[]];
  const { called, tool } = WAYS[first.of];
  const others = writes.length > 1 ? ` and ${writes.length - 1} more` : '';
  const what = `${called} ${first.id}${others}`;
  return { what, tool, writes: true, ...('projectId' in first && { projectId: first.projectId }) };
};
