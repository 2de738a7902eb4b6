import Table from 'cli-table3';
import { dense } from '../../cli/table.ts';
import { sum } from '../../lib/qbxml/money.ts';
import type { BookBill, BookBillLine, Books } from '../sample/books.ts';
import type { SampleProcore } from '../sample/company.ts';
import type { Sample } from '../sample/samples.ts';

const WIDTHS = [14, 52, 52];

type Invoice = SampleProcore['projects'][number]['requisitions'][number];
type Item = Invoice['items'][number];

const isSome = (amount: string): boolean => Number(amount) !== 0;

/** What a text says, however its quotes and dashes are written. */
const letters = (text: string): string => text.replace(/[^\p{L}\d]/gu, '');

/** The more of what makes invoices awkward, the more there is to see. */
const worth = ({ items }: Invoice): number =>
  new Set(items.map(({ item_type }) => item_type)).size +
  items.filter((item) => isSome(item.materials_moved)).length;

const posted = (sample: Sample, { bills }: Books): { invoice: Invoice; bill: BookBill } | undefined => {
  const byNumber = new Map(bills.map((bill) => [bill.number, bill]));
  const all = sample
    .procore()
    .projects.flatMap(({ requisitions }) => requisitions)
    .flatMap((invoice) => {
      const bill = byNumber.get(invoice.invoice_number ?? '');
      return bill ? [{ invoice, bill }] : [];
    });
  return all.sort((a, b) => worth(b.invoice) - worth(a.invoice))[0];
};

const itemWords = (item: Item): string => {
  const {
    work_completed_this_period: work,
    materials_moved: moved,
    materials_presently_stored: stored,
  } = item;
  const parts = [
    `work ${work}`,
    ...(isSome(moved) ? [`from store ${moved}`] : []),
    ...(isSome(stored) ? [`stored ${stored}`] : []),
  ];
  return `${item.description_of_work}\n${parts.join(', ')} of ${item.scheduled_value}`;
};

const lineWords = ({ item, text, quantity, amount, order, draws }: BookBillLine): string =>
  [`${item} ${text}`, order && `${quantity} of ${order}, ${draws}`, amount]
    .filter((part) => part !== '')
    .join('\n');

/** One subcontractor's invoice in Procore beside its bill as QuickBooks holds it. */
export const billBeside = (sample: Sample, books: Books): string => {
  const found = posted(sample, books);
  if (!found) return '';
  const { invoice, bill } = found;
  const table = new Table({
    head: ['', `Procore: invoice ${invoice.invoice_number}`, `QuickBooks: bill ${bill.number}`],
    ...dense,
    colWidths: WIDTHS,
    wordWrap: true,
  });
  const { summary } = invoice;
  table.push(
    ['vendor', invoice.vendor_name, bill.vendor],
    ['commitment', invoice.contract_name, bill.memo],
    ['date', invoice.billing_date ?? '', bill.date],
  );
  bill.lines.forEach((line, n) => {
    const items = invoice.items.filter(
      ({ description_of_work: text }) => text !== '' && letters(line.text).includes(letters(text)),
    );
    const held = `total retainage now ${summary.total_retainage}`;
    const words = items.length === 0 ? held : items.map(itemWords).join('\n');
    table.push([`line ${n + 1}`, words, lineWords(line)]);
  });
  table.push(['due', summary.current_payment_due, sum(bill.lines.map(({ amount }) => amount))]);
  return table.toString();
};
