import type { SyncRecord } from '../../lib/engine/record.ts';
import { type ProcoreCompany, type Row, sameId } from '../simulators/procore/data.ts';

/** Where Procore holds the records of each flow that is marked there by default. */
const rowsOf = (company: ProcoreCompany): Readonly<Record<string, readonly Row[]>> => {
  const contracts = company.projects.flatMap(({ purchase_order_contracts, work_order_contracts }) => [
    ...purchase_order_contracts,
    ...work_order_contracts,
  ]);
  return {
    'cost-codes': company.standard_cost_codes,
    companies: company.vendors,
    projects: company.projects.map(({ record }) => record),
    commitments: contracts.map(({ record }) => record),
  };
};

/** How many records of a company carry the id of what they became in QuickBooks, and those that should and do not. */
export const marksIn = (company: ProcoreCompany, records: readonly SyncRecord[]) => {
  const rows = rowsOf(company);
  const mapped = records.filter(({ flow, mapping, deleted }) => flow in rows && mapping && !deleted);
  const missing = mapped.filter(({ flow, id, mapping }) => {
    const row = rows[flow]?.find((one) => sameId(one.id, id));
    return row?.origin_id !== mapping?.id;
  });
  return {
    marked: mapped.length - missing.length,
    missing: missing.map(
      ({ flow, id, mapping }) => `${flow} ${id} is not marked with ${mapping?.id} in Procore`,
    ),
  };
};
