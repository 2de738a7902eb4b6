import { codeUseOf } from './code-use.ts';
import type { About } from './failure.ts';
import { type Fields, fieldsOf } from './fields.ts';
import type { ListRequest } from './paging.ts';
import { ProcoreFailure } from './procore.ts';
import type { ProjectCodes } from './project-codes.ts';
import { currencyOf, originOf, type TextForm } from './record-parts.ts';
import type { Commitment, CommitmentLine, CostCodeUse } from './shapes.ts';

/** The two kinds of commitment, as the v1 API has them. */
export interface CommitmentKind {
  readonly kind: Commitment['kind'];
  /** Webhook resource name. */
  readonly resource: string;
  readonly path: string;
  /** For people: what one of it is called. */
  readonly called: string;
}

const PURCHASE_ORDER: CommitmentKind = {
  kind: 'purchase-order',
  resource: 'Purchase Order Contracts',
  path: 'rest/v1.0/purchase_order_contracts',
  called: 'purchase order',
};

const SUBCONTRACT: CommitmentKind = {
  kind: 'subcontract',
  resource: 'Work Order Contracts',
  path: 'rest/v1.0/work_order_contracts',
  called: 'subcontract',
};

export const COMMITMENT_KINDS: readonly CommitmentKind[] = [PURCHASE_ORDER, SUBCONTRACT];

/** Which kinds a webhook resource can mean, in the order to try. */
export const kindsOf = (resource: string | undefined): readonly [CommitmentKind, ...CommitmentKind[]] => {
  if (resource === PURCHASE_ORDER.resource) return [PURCHASE_ORDER];
  return resource === SUBCONTRACT.resource ? [SUBCONTRACT] : [PURCHASE_ORDER, SUBCONTRACT];
};

export const aboutCommitment = ({ called }: CommitmentKind, id: string, projectId: string): About => ({
  what: `${called} ${id}`,
  tool: 'Commitments',
  projectId,
});

export const commitmentsRequest = (kind: CommitmentKind, projectId: string): ListRequest => ({
  path: kind.path,
  query: { project_id: projectId },
  about: { what: `${kind.called}s of project ${projectId}`, tool: 'Commitments', projectId },
  size: 300,
});

/** The lines of the contract itself; the subcontractor's own breakdown (SSOV) is another view. */
export const linesRequest = (kind: CommitmentKind, id: string, projectId: string): ListRequest => ({
  path: `${kind.path}/${encodeURIComponent(id)}/line_items`,
  query: { project_id: projectId },
  about: { what: `lines of ${kind.called} ${id}`, tool: 'Commitments', projectId },
  size: 500,
});

/** What the show of a commitment says, without its lines. */
export const toHead = (
  body: unknown,
  kind: CommitmentKind,
  projectId: string,
  text: TextForm,
): { deleted: boolean; head: Omit<Commitment, 'lines'>; pricedByUnit: boolean } => {
  const fields = fieldsOf(body, `the ${kind.called}`);
  const id = fields.id('id');
  const project = fields.child('project')?.optionalId('id') ?? projectId;
  if (project !== projectId) {
    throw new ProcoreFailure(
      'malformed',
      `Procore says that ${kind.called} ${id} belongs to project ${project}, not ${projectId}.`,
    );
  }
  const head = {
    id,
    kind: kind.kind,
    number: text.name(fields.text('number')),
    title: text.prose(fields.text('title')),
    status: fields.requiredText('status'),
    projectId,
    vendorId: fields.child('vendor')?.optionalId('id'),
    contractDate: fields.date('contract_date'),
    createdAt: fields.instant('created_at'),
    currency: currencyOf(fields),
    origin: originOf(fields),
  };
  // The accounting method is null on commitments older than it; their lines then say how they are priced.
  return {
    head,
    deleted: fields.text('deleted_at') !== '',
    pricedByUnit: fields.text('accounting_method') !== 'amount',
  };
};

/** Lines in the order of the schedule of values. */
export const toLines = async (
  rows: readonly Fields[],
  pricedByUnit: boolean,
  codes: ProjectCodes,
  text: TextForm,
): Promise<CommitmentLine[]> => {
  const ordered = [...rows].sort((a, b) => place(a) - place(b) || compareIds(a.id('id'), b.id('id')));
  const lines: CommitmentLine[] = [];
  for (const row of ordered) lines.push(toLine(row, pricedByUnit, await codeUseOf(row, codes), text));
  return lines;
};

const place = (row: Fields): number => row.optionalDecimal('position')?.toNumber() ?? Number.MAX_SAFE_INTEGER;

/** By number: Procore counts its ids up. */
export const compareIds = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : 1);

const toLine = (row: Fields, pricedByUnit: boolean, use: CostCodeUse, text: TextForm): CommitmentLine => ({
  id: row.id('id'),
  description: text.prose(row.text('description')),
  // Cents, halves away from zero: Procore computes quantity × unit cost further.
  amount: row.decimal('amount').toFixed(2),
  quantity: row.optionalDecimal('quantity')?.toFixed(),
  unitCost: row.optionalDecimal('unit_cost')?.toFixed(),
  uom: row.text('uom') === '' ? undefined : text.name(row.text('uom')),
  unitPriced: pricedByUnit && row.text('extended_type') === 'calculated',
  taxCodeId: row.optionalId('tax_code_id'),
  costCode: use.is === 'none' ? use : { ...use, fullCode: text.name(use.fullCode) },
});
