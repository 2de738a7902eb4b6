import {
  agrees,
  type Both,
  type JobCosts,
  namedSums,
  remainders,
  retainageOf,
  type UncodedSum,
} from '../lib/reconcile/job-costs.ts';
import { WHY } from '../lib/reconcile/uncoded-lines.ts';
import { tableOf } from './table.ts';

/** Once where both sides agree. */
const shown = (both: Both): string =>
  agrees(both) ? both.procore : `Procore ${both.procore}\nQuickBooks ${both.quickbooks}`;

const named = (sums: readonly UncodedSum[]): string =>
  sums.map(({ why, amount }) => `${amount} ${WHY[why] ?? why}`).join('\n');

/** Lines without an item are in no report by item. */
const beside = ({ uncoded }: JobCosts): string =>
  uncoded.length === 0 ? '' : `beside it:\n${named(uncoded)}`;

const HEAD = ['job', 'budget', 'committed', 'invoiced', 'retainage', 'paid', 'cost', 'of it', 'left over'];

const rowOf = (job: JobCosts): readonly string[] => {
  const { costs, actual, payroll, waiting, uncoded } = namedSums(job);
  const parts = [
    [job.invoiced.procore, 'invoiced'],
    [costs, 'direct costs'],
    [waiting, 'not entered yet'],
    [payroll, 'payroll'],
  ] as const;
  const told = parts.filter(([amount]) => amount !== '0.00').map((part) => part.join(' '));
  return [
    ...[job.name, shown(job.budget), shown(job.committed), shown(job.invoiced)],
    ...[shown(retainageOf(job)), shown(job.paid), job.checked ? actual : 'not reported'],
    ...[[...told, named(uncoded), beside(job)].filter((text) => text !== '').join('\n'), job.remainder],
  ];
};

const left = (jobs: readonly JobCosts[]): string => {
  const rows = jobs.flatMap((job) =>
    remainders(job).map(({ item, actual, remainder }) => [job.name, item, actual, remainder]),
  );
  return rows.length > 0 ? tableOf(['job', 'item', 'cost', 'left over'], rows, ['cost', 'left over']) : '';
};

/** Every job in a line, then the items of which something is left over. '' when there is no job. */
export const jobsTable = (jobs: readonly JobCosts[]): string =>
  jobs.length === 0
    ? ''
    : [tableOf(HEAD, jobs.map(rowOf), ['cost', 'left over']), left(jobs)]
        .filter((text) => text !== '')
        .join('\n');

/** What of the books no job shows. */
export const uncodedWords = (sums: readonly UncodedSum[]): string =>
  sums.length === 0
    ? ''
    : `In QuickBooks and no cost in Procore: ${sums
        .map(
          ({ why, amount, lines }) =>
            `${amount} in ${lines === 1 ? 'a line' : `${lines} lines`} (${WHY[why] ?? why})`,
        )
        .join(', ')}.`;
