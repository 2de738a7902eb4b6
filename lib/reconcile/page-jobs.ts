import { agrees, type Both, type ItemCosts, type JobCosts, namedSums, type UncodedSum } from './job-costs.ts';
import { plain, tableHtml } from './page-table.ts';
import { type UncodedLine, WHY } from './uncoded-lines.ts';

/** Once where both sides agree, else Procore's above QuickBooks'. */
const both = (amounts: Both): string =>
  agrees(amounts)
    ? plain(amounts.procore)
    : `<span class="drift">${plain(amounts.procore)}<br>${plain(amounts.quickbooks)}</span>`;

const amount = (text: string): string => (text === '0.00' ? '·' : plain(text));

const left = (text: string): string => (text === '0.00' ? '·' : `<span class="drift">${plain(text)}</span>`);

const words = (sums: readonly UncodedSum[]): string =>
  sums.map((one) => `${plain(one.amount)} ${plain(WHY[one.why] ?? one.why)}`).join('<br>');

const ITEM_HEAD = [
  ...['Item', 'Budget', 'Committed', 'Invoiced', 'Direct costs', 'Cost in QuickBooks', 'Payroll'],
  ...['Not entered yet', 'Not in Procore', 'Left over'],
];

const itemRow = (row: ItemCosts): readonly string[] => [
  ...[plain(row.item), both(row.budget), both(row.committed), both(row.invoiced)],
  ...[amount(row.costs), amount(row.actual), amount(row.payroll), amount(row.waiting)],
  ...[words(row.uncoded), left(row.remainder)],
];

const totalRow = (job: JobCosts): readonly string[] => {
  const { costs, actual, payroll, waiting, uncoded } = namedSums(job);
  return [
    ...['Total', both(job.budget), both(job.committed), both(job.invoiced)],
    ...[amount(costs), amount(actual), amount(payroll), amount(waiting)],
    ...[words(uncoded), left(job.remainder)],
  ];
};

const jobHtml = (job: JobCosts): string => {
  const held = job.retainage.map((one) => `${plain(one.vendor)} ${both(one)}`);
  const retainage = held.length > 0 ? `Retainage payable: ${held.join('; ')}. ` : '';
  const beside = job.uncoded.length > 0 ? ` Beside it, without an item: ${words(job.uncoded)}.` : '';
  const unchecked = job.checked ? '' : 'QuickBooks gave no report of this job: its cost is not checked. ';
  return `<h3>${plain(job.name)}</h3>
<p>${retainage}Paid: ${both(job.paid)}.${beside} ${unchecked}</p>
${tableHtml(ITEM_HEAD, [...job.items.map(itemRow), totalRow(job)], { figuresFrom: 1, total: true })}`;
};

const lineRow = ({ of, number, date, payee, why, line }: UncodedLine): readonly string[] => [
  ...[plain(of), plain(number), plain(date), plain(payee?.name ?? '')],
  ...[plain(line.job?.name ?? ''), plain(line.item?.name ?? line.account ?? '')],
  ...[plain(WHY[why] ?? why), plain(line.amount)],
];

const LINE_HEAD = ['Transaction', 'Number', 'Date', 'Payee', 'Job', 'Item or account', 'Why', 'Amount'];

/** Jobs with their items on both sides, and lines of the books that are no costs in Procore. */
export const jobsHtml = (
  jobs: readonly JobCosts[],
  sums: readonly UncodedSum[],
  lines: readonly UncodedLine[],
): string => {
  const count = sums.reduce((so, one) => so + one.lines, 0);
  const listed = count > lines.length ? ` The ${lines.length} largest:` : '';
  const uncoded =
    lines.length === 0
      ? ''
      : `<h2>In QuickBooks and no cost in Procore <small>(${count} lines)</small></h2>
<p>${words(sums)}</p><p>${listed}</p>
${tableHtml(LINE_HEAD, lines.map(lineRow), { figuresFrom: LINE_HEAD.length - 1 })}`;
  if (jobs.length === 0) return uncoded;
  return `<h2>Jobs</h2>
<p class="cure">Where two figures stand, Procore's is above QuickBooks'. What is left over is QuickBooks' cost without invoices,
direct costs, payroll and what is named as not in Procore.</p>
${jobs.map(jobHtml).join('\n')}
${uncoded}`;
};
