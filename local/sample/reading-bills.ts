import type { contractsOf, SampleProcore, SampleProject } from './company.ts';
import { amountOf, centsOf, sumOf } from './decimals.ts';
import type { InvoiceJson } from './expand-invoice.ts';
import { latin } from './latin.ts';
import type { QuickBooksBefore } from './quickbooks-before.ts';
import type { Reading } from './reading.ts';

/** What an accountant would write into a bill for a subcontractor's invoice. */
export interface ReadBill {
  readonly id: string;
  readonly kind: 'Bill' | 'VendorCredit';
  readonly number: string;
  readonly vendor: string;
  /** Number of its purchase order. */
  readonly order: string;
  readonly job: string;
  /** ISO date. */
  readonly date: string;
  /** Before tax; of a credit with its sign turned. */
  readonly total: string;
  /** The billed items with the quantity of their order line that they take; the retainage line is not among them. */
  readonly lines: readonly { readonly item: string; readonly amount: string; readonly quantity: string }[];
  /** Cents of the retainage line. */
  readonly retainage: bigint;
}

/** What of the settings decides about bills. */
export interface BillChoices {
  readonly credits: 'off' | 'vendor-credit';
}

type Item = InvoiceJson['items'][number];
type Held = ReturnType<typeof contractsOf>[number];

const inCents = (amount: string | undefined): bigint => centsOf(amount ?? '0');

const grossOf = (item: Item, before: InvoiceJson | undefined): bigint => {
  const same = before?.items.find((one) => one.id === item.previous_progress_id);
  const stored = inCents(item.materials_presently_stored) - inCents(same?.materials_presently_stored);
  return inCents(item.work_completed_this_period) + inCents(item.materials_moved) + stored;
};

const DIGITS = 100_000n;

/** A decimal of at most five digits behind the point, times 100,000. */
const scaled = (decimal: string): bigint => {
  const [whole = '', fraction = ''] = decimal.split('.');
  return BigInt(whole) * DIGITS + BigInt(fraction.padEnd(5, '0'));
};

/** gross ÷ amount × quantity in five decimals, half away from zero. Nothing of it is negative. */
const shareOf = (gross: bigint, amount: bigint, quantity: string): string => {
  const share = (2n * gross * scaled(quantity) + amount) / (2n * amount);
  return `${share / DIGITS}.${String(share % DIGITS).padStart(5, '0')}`;
};

const lineOf = (item: Item, gross: bigint, contract: Held, { items }: Reading): ReadBill['lines'][number] => {
  const line = contract.lines.find(({ id }) => id === item.line_item_id);
  const quantity = line?.extended_type === 'calculated' ? line.quantity : '1.0';
  return {
    item: items.get(String(line?.cost_code?.standard_cost_code_id)) ?? '',
    amount: amountOf(gross),
    quantity: line && gross > 0n ? shareOf(gross, centsOf(line.amount), quantity) : '',
  };
};

const isFree = (number: string, vendor: string, before: QuickBooksBefore): boolean =>
  latin(number) !== undefined &&
  number.length <= 20 &&
  !before.bills.some((one) => one.vendor === vendor && one.number.toLowerCase() === number.toLowerCase());

/** The bill or credit of an invoice; nothing where something is wrong with it. */
const billOf = (
  invoice: InvoiceJson,
  { requisitions }: SampleProject,
  contract: Held,
  reading: Reading,
  settings: BillChoices,
  before: QuickBooksBefore,
): ReadBill | undefined => {
  const { summary } = invoice;
  const previous = requisitions.find(({ id }) => id === invoice.previous_requisition_id);
  const items = invoice.items.map((item) => ({ item, gross: grossOf(item, previous) }));
  const gross = items.reduce((sum, one) => sum + one.gross, 0n);
  if (summary.total_retainage === undefined) return undefined;
  const retainage = inCents(previous?.summary.total_retainage) - centsOf(summary.total_retainage);
  const net = gross + retainage;
  const isNegative = net < 0n || items.some((one) => one.gross < 0n);
  const isCredit = net < 0n && settings.credits === 'vendor-credit';
  const number = invoice.invoice_number ?? `${contract.contract.number}-${invoice.number}`;
  const date = invoice.billing_date ?? invoice.requisition_end ?? '';
  const vendor = reading.vendors.get(String(contract.contract.vendor?.id)) ?? '';
  const home = before.country === 'US' ? 'USD' : 'CAD';
  if (
    !['approved', 'approved_as_noted'].includes(invoice.status) ||
    invoice.currency_configuration.currency_iso_code !== home ||
    net !== centsOf(summary.current_payment_due) - centsOf(summary.tax_applicable_to_this_payment) ||
    (isNegative && !isCredit) ||
    (net === 0n && items.every((one) => one.gross === 0n)) ||
    date <= (before.closingDate ?? '') ||
    !isFree(number, vendor, before)
  )
    return undefined;
  const lines = items.flatMap((one) =>
    one.gross === 0n ? [] : [lineOf(one.item, one.gross, contract, reading)],
  );
  return {
    ...{ id: String(invoice.id), kind: isCredit ? 'VendorCredit' : 'Bill', number: latin(number) ?? '' },
    ...{ vendor, order: contract.contract.number, job: reading.jobs.get(String(contract.project.id)) ?? '' },
    ...{ date, total: amountOf(isCredit ? -net : net), lines, retainage },
  };
};

/** Every bill and credit of the commitments that go. */
export const readBills = (
  company: SampleProcore,
  reading: Reading,
  settings: BillChoices,
  before: QuickBooksBefore,
): readonly ReadBill[] =>
  company.projects.flatMap((project) =>
    project.requisitions.flatMap((invoice) => {
      const contract = reading.going.find((one) => one.contract.id === invoice.commitment_id);
      return contract ? (billOf(invoice, project, contract, reading, settings, before) ?? []) : [];
    }),
  );

/** What approved change orders add to the orders that go: total by package and the number of its order. */
export const readAdded = (
  company: SampleProcore,
  { going, items }: Reading,
): readonly { readonly id: string; readonly order: string; readonly total: string }[] =>
  company.projects.flatMap((project) =>
    project.change_order_packages.flatMap((one) => {
      const held = going.find(({ contract }) => contract.id === one.contract_id);
      const amounts = one.line_items.flatMap((line) => [
        line.total_amount,
        ...line.markup_line_items.map(({ amount }) => amount),
      ]);
      const coded = one.line_items.every(
        ({ cost_code: code }) =>
          code?.biller_type === 'Project' && items.has(String(code.standard_cost_code_id)),
      );
      const agrees = centsOf(sumOf(amounts)) === centsOf(one.grand_total);
      const goes = held && coded && agrees && one.status === 'approved';
      return goes ? [{ id: String(one.id), order: held.contract.number, total: sumOf(amounts) }] : [];
    }),
  );

/** A check that Procore Pay's payments of one id become; without date where the day depends on the time zone. */
export interface ReadCheck {
  readonly id: string;
  readonly memo: string;
  readonly number: string;
  readonly vendor: string;
  readonly date?: string;
  readonly total: string;
  readonly bills: readonly (readonly [number: string, amount: string])[];
}

/** Every check in the US; nobody pays more of a bill than it comes to. */
export const readChecks = (company: SampleProcore, bills: readonly ReadBill[]): readonly ReadCheck[] => {
  const byInvoice = new Map(bills.map((bill) => [bill.id, bill]));
  const paid = company.projects
    .flatMap((project) => [...project.purchase_order_contracts, ...project.work_order_contracts])
    .flatMap(({ payments }) => payments)
    .filter((one) => one.external_payment_id !== null && one.status === 'paid')
    .filter((one) => (one.check_number ?? '').length <= 11 && byInvoice.has(String(one.requisition_id)));
  const ids = [...new Set(paid.map((one) => one.external_payment_id))];
  return ids.flatMap((external): ReadCheck[] => {
    const own = paid.filter((one) => one.external_payment_id === external);
    const [first] = own;
    const parts = own.map((one) => ({
      bill: byInvoice.get(String(one.requisition_id))!,
      amount: one.amount,
    }));
    if (!first || parts.some(({ bill, amount }) => centsOf(amount) > centsOf(bill.total))) return [];
    return [
      {
        ...{ id: String(first.id), memo: `Procore Pay ${external}`, number: first.check_number ?? '' },
        ...{ vendor: parts[0]!.bill.vendor, total: sumOf(own.map(({ amount }) => amount)) },
        ...(first.date_payment_initiated === null && { date: first.date ?? '' }),
        bills: parts.map(({ bill, amount }) => [bill.number, amountOf(centsOf(amount))] as const),
      },
    ];
  });
};
