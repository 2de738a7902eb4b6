import { amountOf, centsOf } from './decimals.ts';
import type { CommitmentRow } from './expand-commitment.ts';
import type { InvoiceRow, ItemRow } from './expand-invoice.ts';
import type { PaymentRow } from './expand-payment.ts';
import { type Chance, seeded } from './seeded.ts';

/** What the ordinary invoices of a company are drawn from. */
export interface BulkInvoices {
  readonly seed: number;
  readonly firstId: string;
  readonly commitments: readonly CommitmentRow[];
  /** In hundredths of a percent of the work. */
  readonly tax: bigint;
}

const PERIODS = [
  ['2026-05-01', '2026-05-31'],
  ['2026-06-01', '2026-06-30'],
] as const;

/** Cents of each line; what is not positive is never billed. */
const worksOf = (chance: Chance, { lines }: CommitmentRow, isOnly: boolean): bigint[] =>
  lines.map(({ amount }) => {
    const cents = centsOf(amount);
    if (cents <= 0n || chance.between(1, 10) <= 4) return 0n;
    return isOnly && chance.between(1, 4) === 1 ? cents : (cents * BigInt(chance.between(5, 45))) / 100n;
  });

const sum = (cents: readonly bigint[]): bigint => cents.reduce((total, one) => total + one, 0n);

/** One or two invoices of a commitment; a tenth of all work is held. */
const invoicesOf = (chance: Chance, bulk: BulkInvoices, row: CommitmentRow, index: number): InvoiceRow[] => {
  const periods = index % 3 === 2 ? PERIODS.slice(0, 1) : PERIODS;
  const idOf = (step: number): string => String(BigInt(bulk.firstId) + BigInt(2 * index + step));
  let before = row.lines.map(() => 0n);
  return periods.map((period, step) => {
    const works = worksOf(chance, row, periods.length === 1);
    const held = sum(before) / 10n;
    const toDate = before.map((cents, line) => cents + works[line]!);
    before = toDate;
    const retained = sum(toDate) / 10n;
    const tax = (sum(works) * bulk.tax) / 100_000n;
    const items = works.map(
      (work, line): ItemRow => ({
        ...{ of: { line: line + 1 }, work: amountOf(work), toDate: amountOf(toDate[line]!) },
      }),
    );
    return {
      ...{
        id: idOf(step),
        commitmentId: row.id,
        number: step + 1,
        invoiceNumber: `${row.number}/${step + 1}`,
      },
      ...(step > 0 && { previous: idOf(step - 1) }),
      ...{ billed: period[1], period, items, retained: amountOf(retained), tax: amountOf(tax) },
      due: amountOf(sum(works) - (retained - held) + tax),
    };
  });
};

/** The ordinary invoices of a company; the same seed gives the same ones. */
export const bulkInvoices = (bulk: BulkInvoices): readonly InvoiceRow[] => {
  const chance = seeded(bulk.seed);
  return bulk.commitments.flatMap((row, index) => invoicesOf(chance, bulk, row, index));
};

/** Every other one of them is paid by Procore Pay, all that is due. */
export const bulkPayments = (invoices: readonly InvoiceRow[], firstId: string): readonly PaymentRow[] =>
  invoices
    .filter((_, index) => index % 2 === 0)
    .map(({ id, commitmentId, due }, index) => ({
      ...{ id: String(BigInt(firstId) + BigInt(index)), commitmentId, invoiceId: id, amount: due },
      ...{ external: `pp-8${String(index).padStart(3, '0')}`, date: '2026-07-10' },
    }));
