import Table from 'cli-table3';
import { dense } from '../../cli/table.ts';
import { sum } from '../../lib/qbxml/money.ts';
import type { Books } from '../sample/books.ts';
import { contractsOf } from '../sample/company.ts';
import type { Sample } from '../sample/samples.ts';

const WIDTHS = [14, 52, 52];
const MOST_LINES = 6;

const compact = (text: string): string => text.replace(/\s+/g, ' ').trim();

type Commitment = ReturnType<typeof contractsOf>[number];

/** An order with several lines whose texts show what happens to letters and numbers on the way. */
const telling = (
  sample: Sample,
  books: Books,
): { commitment: Commitment; order: Books['orders'][number] } | undefined => {
  const numbers = new Map(books.orders.map((order) => [order.number, order]));
  const posted = contractsOf(sample.procore()).flatMap((commitment) => {
    const order = numbers.get(String(commitment.contract.number));
    return order && commitment.lines.length >= 3 ? [{ commitment, order }] : [];
  });
  const isTelling = ({ commitment }: (typeof posted)[number]) =>
    commitment.lines.some(({ extended_type }) => extended_type === 'calculated') &&
    /[^\x20-\x7e]/.test(JSON.stringify(commitment.lines.map(({ description }) => description)));
  return posted.find(isTelling) ?? posted[0];
};

/** One commitment in Procore beside its purchase order as QuickBooks holds it. */
export const sideBySide = (sample: Sample, books: Books): string => {
  const found = telling(sample, books);
  if (!found) return '';
  const { commitment, order } = found;
  const { contract, lines, project } = commitment;
  const table = new Table({
    head: ['', `Procore: commitment ${contract.number}`, `QuickBooks: purchase order ${order.number}`],
    ...dense,
    colWidths: WIDTHS,
    wordWrap: true,
  });
  table.push(
    ['vendor', contract.vendor?.company ?? '', order.vendor],
    ['project, job', project.name, order.lines[0]?.job ?? ''],
    ['date', contract.contract_date ?? contract.created_at, order.date],
    ['title, memo', compact(contract.title ?? ''), compact(order.memo)],
  );
  lines.slice(0, MOST_LINES).forEach((line, n) => {
    const posted =
      order.lines.find((one) => compact(one.text) === compact(String(line.description))) ?? order.lines[n];
    const units = line.extended_type === 'calculated' ? `${line.quantity} × ${line.unit_cost} = ` : '';
    const quantity = posted && posted.quantity !== '1' ? `${posted.quantity} × ${posted.rate} = ` : '';
    table.push([
      `line ${n + 1}`,
      `${line.cost_code?.full_code} ${compact(String(line.description))}\n${units}${line.amount}`,
      posted
        ? `${posted.item} ${compact(posted.text)}\n${quantity}${posted.amount}`
        : '(a zero line is left out)',
    ]);
  });
  if (lines.length > MOST_LINES) table.push(['', `and ${lines.length - MOST_LINES} more lines`, '']);
  table.push(['total', String(contract.grand_total ?? ''), sum(order.lines.map(({ amount }) => amount))]);
  return table.toString();
};
