import type { Mapping } from '../../lib/flow.ts';
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

/** What a record may be marked with: the object that it is mapped to, or one of the lines that it added to another's. */
const marksFor = ({ id, lines = {}, ofTarget }: Mapping): readonly string[] =>
  ofTarget ? Object.values(lines) : [id];

const isDeed = (deed: string): boolean => /^(deleted|taken|restored) /.test(deed);

const wordsOf = (outcome: Outcome, flow: string, row: Row): string | undefined => {
  const { books, records, deeds } = outcome;
  const { objects, purchaseOrders } = books;
  const all = [...objects, ...purchaseOrders, ...purchaseOrders.flatMap(({ lines }) => lines)];
  const record = records.find((one) => one.flow === flow && one.id === String(row.id));
  const name = `${flow} ${record?.title ?? row.id}`;
  const mark = typeof row.origin_id === 'string' ? row.origin_id : '';
  const isThere = mark === '' || all.some(({ id }) => id === mark);
  // Nobody takes a mark away again: it stays where its object is gone and is not posted again.
  if (!isThere && ![...deeds.ever].some(isDeed)) return `${name} is marked with ${mark}, which is not there`;
  if (!outcome.marked.includes(flow) || record?.state !== 'synced' || !record.mapping || row.deleted_at)
    return undefined;
  const wanted = marksFor(record.mapping);
  const isTold = record.flags.some(({ code }) => code === 'not-marked');
  return isTold || wanted.length === 0 || wanted.includes(mark)
    ? undefined
    : `${name} is in QuickBooks as ${wanted.join(', ')} and marked with ${mark || 'nothing'}`;
};

/** Marks in Procore that name nothing in the books, or something else than what their record became there. */
export const marksOf = (outcome: Outcome): string[] =>
  rowsOf(outcome.contractor).flatMap(([flow, row]) => wordsOf(outcome, flow, row) ?? []);
