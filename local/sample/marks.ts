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
    'change-orders': company.projects.flatMap(({ change_order_packages = [] }) => change_order_packages),
  };
};

/** Procore locks these wholly once they are marked. */
const lockedBy = (company: ProcoreCompany): readonly Row[] =>
  company.projects.flatMap(({ requisitions = [], purchase_order_contracts, work_order_contracts }) => [
    ...requisitions,
    ...[...purchase_order_contracts, ...work_order_contracts].flatMap(({ payments = [] }) => payments),
  ]);

/** Change orders carry the id of one of their lines: several of them share an order. */
const isMarked = (row: Row | undefined, { mapping, flow }: SyncRecord): boolean => {
  const ids = flow === 'change-orders' ? Object.values(mapping?.lines ?? {}) : [mapping?.id];
  return ids.some((id) => id !== undefined && id === row?.origin_id);
};

/** How many records of a company carry the id of what they became in QuickBooks, and those that should and do not. */
export const marksIn = (company: ProcoreCompany, records: readonly SyncRecord[]) => {
  const rows = rowsOf(company);
  const mapped = records.filter(({ flow, mapping, deleted }) => flow in rows && mapping && !deleted);
  const missing = mapped.filter(
    (record) =>
      !isMarked(
        rows[record.flow]?.find((one) => sameId(one.id, record.id)),
        record,
      ),
  );
  const locked = lockedBy(company).filter(({ origin_id }) => origin_id !== null);
  return {
    marked: mapped.length - missing.length,
    missing: [
      ...missing.map(({ flow, id, mapping }) => `${flow} ${id} is not marked with ${mapping?.id} in Procore`),
      ...locked.map(({ id }) => `invoice or payment ${id} is locked in Procore by a mark`),
    ],
  };
};
