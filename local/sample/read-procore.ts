import { type ProcoreCompany, type ProcoreProject, type Row, sameId } from '../simulators/procore/data.ts';
import type { FoundCost, FoundNamed, FoundPayment } from './compare-life.ts';
import { centsOf } from './decimals.ts';

const textOf = (row: Row | undefined, field: string): string => {
  const value = row?.[field];
  return value === undefined || value === null ? '' : String(value);
};

const isOurs = (row: Row): boolean => textOf(row, 'origin_id') !== '';

interface Segment {
  readonly path_code: string;
  readonly segment: { readonly type: string };
}

/** `03-300`, with its cost type where that is not Other. */
const codeOf = ({ wbs_codes }: ProcoreProject, line: Row): string => {
  const { id } = (line.wbs_code ?? { id: line.wbs_code_id }) as { id: unknown };
  const items = (wbs_codes.find((one) => sameId(one.id, id))?.segment_items ?? []) as readonly Segment[];
  const partOf = (type: string): string =>
    items.find(({ segment }) => segment.type === type)?.path_code ?? 'none';
  const type = partOf('line_item_type');
  return type === 'O' ? partOf('cost_code') : `${partOf('cost_code')} (${type})`;
};

const costsOf = (project: ProcoreProject): FoundCost[] =>
  (project.direct_costs ?? [])
    .map(({ record, line_items }) => ({
      ...{ project: String(project.record.id), type: textOf(record, 'direct_cost_type') },
      ...{ vendor: textOf(record, 'vendor_id'), number: textOf(record, 'invoice_number') },
      ...{ description: textOf(record, 'description'), date: textOf(record, 'direct_cost_date') },
      lines: line_items
        .map((line) => [codeOf(project, line), textOf(line, 'amount')] as const)
        .filter(([, amount]) => centsOf(amount) !== 0n),
    }))
    .filter(({ lines }) => lines.length > 0);

/** Direct costs, those left out on which nothing stands any more. */
export const directCostsIn = ({ projects }: ProcoreCompany): FoundCost[] => projects.flatMap(costsOf);

/** Payments issued that came from QuickBooks, with anything on them. */
export const enteredPaymentsIn = ({ projects }: ProcoreCompany): FoundPayment[] =>
  projects
    .flatMap((one) => [...one.purchase_order_contracts, ...one.work_order_contracts])
    .flatMap(({ record, payments = [] }) =>
      payments
        .filter((row) => isOurs(row) && centsOf(textOf(row, 'amount')) !== 0n)
        .map((row) => ({
          ...{ commitment: String(record.id), invoice: textOf(row, 'requisition_id') },
          ...{
            date: textOf(row, 'date'),
            amount: textOf(row, 'amount'),
            number: textOf(row, 'check_number'),
          },
        })),
    );

const namedOf = (row: Row): FoundNamed => ({
  ...{ id: String(row.id), name: textOf(row, 'name'), origin: textOf(row, 'origin_id') },
});

/** Companies and projects with the ids of what they are in QuickBooks. */
export const companiesIn = ({ vendors }: ProcoreCompany): FoundNamed[] => vendors.map(namedOf);
export const projectsIn = ({ projects }: ProcoreCompany): FoundNamed[] =>
  projects.map(({ record }) => namedOf(record));
