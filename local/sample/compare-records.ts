import { type Difference, unlessSame, unlessSameNames } from './difference.ts';
import type { Expectation, Outcome, RecordState } from './expectation.ts';
import type { Planted } from './planted.ts';

const stand = (record: { state: string; reasonCode?: string } | undefined): string => {
  if (!record) return 'no record';
  return record.reasonCode ? `${record.state}: ${record.reasonCode}` : record.state;
};

const synced = (flow: string, ids: Iterable<string>): Planted[] =>
  [...ids].map((id) => ({ flow, id, state: 'synced', reasonCode: '', why: 'nothing is wrong with it' }));

/** Where every record must stand, by flow and id. */
const standsOf = (expectation: Expectation, outcome: Outcome): Planted[] => {
  const { totals, codeIds } = expectation;
  const vendors = outcome.winners.flatMap((side) => (side.vendor ? [side.vendor.id] : []));
  const planted = expectation.planted.map((one) =>
    one.flow === 'cost-codes' ? { ...one, id: codeIds.get(one.id) ?? one.id } : one,
  );
  const parents = totals.unusedParents.map((id) => ({
    flow: 'cost-codes',
    id,
    state: 'skipped',
    reasonCode: 'not-referenced',
    why: 'a division that no line uses',
  }));
  return [
    ...planted,
    ...outcome.losers.flatMap((side) => side.whenLost),
    ...parents,
    ...synced(
      'commitments',
      [...expectation.postings, ...totals.orders].map((order) => order.id),
    ),
    ...synced(
      'commitments',
      outcome.winners.map((side) => side.posting.id),
    ),
    ...synced(
      'budgets',
      expectation.estimates.map(({ id }) => id),
    ),
    ...synced(
      'change-orders',
      totals.added.map(({ id }) => id),
    ),
    ...synced(
      'invoices',
      totals.bills.map(({ id }) => id),
    ),
    ...synced(
      'payments',
      totals.checks.map(({ id }) => id),
    ),
    ...synced('companies', [...totals.vendors.keys(), ...vendors]),
    ...synced('projects', totals.jobs.keys()),
    ...synced(
      'cost-codes',
      totals.items.map((item) => item.id),
    ),
  ];
};

/** That a field was left out is told of lists, and compared there. */
const compareFlags = (records: readonly RecordState[], { flagged }: Expectation): Difference[] =>
  unlessSameNames(
    'flag on',
    flagged,
    records.flatMap(({ flow, id, flags = [] }) =>
      flags.filter(({ code }) => code !== 'field-left-out').map(({ code }) => `${flow} ${id}: ${code}`),
    ),
  );

/** Records: each in the state and for the reason that was planted, the others synced, and no other. */
export const compareRecords = (
  records: readonly RecordState[],
  expectation: Expectation,
  outcome: Outcome,
): Difference[] => {
  const keyOf = (one: { flow: string; id: string }): string => `${one.flow} ${one.id}`;
  const expected = new Map(standsOf(expectation, outcome).map((one) => [keyOf(one), one]));
  const found = new Map(records.map((record) => [keyOf(record), record]));
  return [
    ...compareFlags(records, expectation),
    ...[...expected]
      .filter(([key, one]) => found.has(key) || !one.unseenToo)
      .flatMap(([key, one]) => unlessSame(`record ${key} (${one.why})`, stand(one), stand(found.get(key)))),
    ...[...found]
      .filter(([key]) => !expected.has(key))
      .flatMap(([key, record]) => unlessSame(`record ${key}`, stand(undefined), stand(record))),
  ];
};
