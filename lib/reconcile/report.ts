import { compare, sum } from '../qbxml/money.ts';
import { withDeletions } from './deleted.ts';
import { datedFindings, type Finding, findingKey } from './findings.ts';
import { type JobCosts, reckon, remainders, uncodedSums } from './job-costs.ts';
import type { DriftReport, NumberedPage, Page, Subject } from './ports.ts';
import type { Cursor } from './stage.ts';

export interface ReportInput {
  readonly connection: string;
  readonly cursor: Cursor;
  readonly pages: readonly NumberedPage[];
  /** The objects that jobs are. */
  readonly jobs: readonly Subject[];
  readonly before?: DriftReport;
  readonly retainageItem?: string;
  /** ISO. */
  readonly now: string;
}

const MOST_LINES = 500;

/** A feed that was begun anew may have left pages behind the last one. */
const isOf = ({ pages = {} }: Cursor, { kind, n }: NumberedPage): boolean =>
  !kind.startsWith('costs-') || n < (pages[kind] ?? 0);

/** Cost that nothing explains: told of the record that the job is. */
const costFindings = (
  costs: readonly JobCosts[],
  jobs: readonly Subject[],
  now: string,
): readonly Finding[] =>
  costs.flatMap((job): Finding[] => {
    const [key = ''] = jobs.find(({ id }) => id === job.id)?.keys ?? [];
    const [flow = '', id = ''] = [key.slice(0, key.indexOf('#')), key.slice(key.indexOf('#') + 1)];
    return remainders(job).map(({ item, actual, remainder }) => ({
      ...{ flow, id, title: job.name, code: 'cost-differs', field: `cost of ${item}` },
      object: { type: 'Customer', id: job.id, name: job.name },
      ...{ procore: sum([actual, `-${remainder}`.replace('--', '')]), quickbooks: actual, since: now },
    }));
  });

/** All that a run found, as one report. */
export const reportOf = (input: ReportInput): DriftReport => {
  const { connection, cursor, jobs, before, retainageItem: retainage, now } = input;
  const pages: readonly Page[] = input.pages.filter((one) => isOf(cursor, one)).map(({ page }) => page);
  const all = <K extends 'findings' | 'posts' | 'actuals' | 'uncoded' | 'trouble'>(kind: K) =>
    pages.flatMap((page) => (page[kind] ?? []) as readonly NonNullable<Page[K]>[number][]);
  const names = new Map(pages.flatMap((page) => Object.entries(page.names ?? {})));
  const deleted = Object.assign({}, ...pages.map((page) => page.deleted ?? {}));
  const uncoded = all('uncoded');
  const costs = reckon({
    ...{ posts: all('posts'), actuals: all('actuals'), uncoded, names },
    ...(retainage !== undefined && { retainage }),
  });
  const found = [...withDeletions(all('findings'), deleted), ...costFindings(costs, jobs, now)];
  const size = (amount: string) => amount.replace('-', '');
  return {
    ...{ connection, run: cursor.run, at: now, subjects: cursor.objects, jobs: costs },
    findings: [...datedFindings(found, before?.findings ?? [])].sort((a, b) =>
      findingKey(a) < findingKey(b) ? -1 : 1,
    ),
    trouble: all('trouble'),
    uncoded: uncodedSums(uncoded),
    uncodedLines: [...uncoded]
      .sort((a, b) => compare(size(b.line.amount), size(a.line.amount)))
      .slice(0, MOST_LINES),
  };
};
