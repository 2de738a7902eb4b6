import type { Row } from '../../local/simulators/procore/data.ts';
import type { Contractor } from './company.ts';
import type { Outcome } from './verdict.ts';

/** Records of Procore that carry marks, by the flow that marks them. */
const rowsOf = ({ company }: Contractor): readonly (readonly [string, Row])[] => [
  ...company.vendors.map((row) => ['companies', row] as const),
  ...company.standard_cost_codes.map((row) => ['cost-codes', row] as const),
  ...company.projects.flatMap((project) => [
    ['projects', project.record] as const,
    ...[...project.purchase_order_contracts, ...project.work_order_contracts].map(
      ({ record }) => ['commitments', record] as const,
    ),
    ...(project.change_order_packages ?? []).map((row) => ['change-orders', row] as const),
  ]),
];

/**
 * Marks in Procore that name nothing in the books though nobody deleted it, and records of which the books have
 * something that no mark names.
 */
export const marksOf = ({ contractor, books, records, deeds }: Outcome): string[] => {
  const { objects, purchaseOrders } = books;
  const ids = new Set(
    [...objects, ...purchaseOrders, ...purchaseOrders.flatMap(({ lines }) => lines)].map(({ id }) => id),
  );
  return rowsOf(contractor).flatMap(([flow, row]) => {
    const record = records.find((one) => one.flow === flow && one.id === String(row.id));
    const name = `${flow} ${record?.title ?? row.id}`;
    const mark = typeof row.origin_id === 'string' ? row.origin_id : '';
    const isGone = [...deeds.ever].some((deed) => /^(deleted|taken) /.test(deed));
    if (mark !== '' && !ids.has(mark))
      return isGone ? [] : [`${name} is marked with ${mark}, which is not there`];
    const { mapping } = record ?? {};
    if (record?.state !== 'synced' || !mapping || row.deleted_at || mark !== '') return [];
    const isTold = record.flags.some(({ code }) => code === 'not-marked');
    return isTold || (flow === 'change-orders' && Object.keys(mapping.lines ?? {}).length === 0)
      ? []
      : [`${name} is in QuickBooks and not marked`];
  });
};
