import type { BookBill } from '../../local/simulators/quickbooks/quickbooks.ts';
import { centsOf, type Invoice, netOf, type Payment } from './billing.ts';
import {
  billsOf,
  bookOf,
  type ChainVerdict,
  checksOf,
  did,
  endsWithdrawn,
  FINE,
  HELD,
  isTold,
  recordOf,
  takenBack,
  text,
  total,
} from './chain-end.ts';
import { RETAINAGE } from './company.ts';
import type { Outcome } from './verdict.ts';

/** Every text of work once, at its amount, whatever became one line or was spread; and the retainage line. */
const billSays = ({ work, retainage }: Invoice, { lines, fields }: BookBill, vendor: string): boolean => {
  const held = lines.filter(({ fields: line }) => text(line.ItemRef) === RETAINAGE);
  const told = new Map<string, number>();
  for (const { fields: line } of lines)
    if (text(line.ItemRef) !== RETAINAGE)
      told.set(text(line.Desc), (told.get(text(line.Desc)) ?? 0) + centsOf(line.Amount));
  const sums = [...told].map(
    ([desc, cents]) => cents - total(desc.split('; ').map((one) => work.get(one) ?? Number.NaN)),
  );
  const texts = [...told.keys()].flatMap((desc) => desc.split('; '));
  return (
    text(fields.VendorRef) === vendor &&
    total(held.map((line) => centsOf(line.fields.Amount))) === retainage &&
    held.length === (retainage === 0 ? 0 : 1) &&
    sums.every((rest) => rest === 0) &&
    texts.length === work.size &&
    new Set(texts).size === work.size
  );
};

export const invoiceVerdict = (outcome: Outcome, one: Invoice): ChainVerdict => {
  const { number, order } = one;
  const [bill] = billsOf(outcome, one);
  const record = recordOf(outcome, 'invoices', one.id);
  if (!bill) {
    const excused = record?.state !== 'synced' || did(outcome, `deleted ${number}`);
    return excused ? FINE : { losses: [`bill ${number} is missing`], wrong: [] };
  }
  const vendor = outcome.contractor.company.vendors.find(({ id }) => id === order.vendorId);
  const wrong: string[] = [];
  if (!billSays(one, bill, String(vendor?.name))) wrong.push(`bill ${number} says what Procore never said`);
  if (centsOf(bill.total) !== netOf(one))
    wrong.push(`bill ${number} is over ${bill.total}, not ${netOf(one) / 100}`);
  if (takenBack(outcome, number) && !isTold(record))
    wrong.push(`bill ${number} was taken back and nobody is told`);
  const book = bookOf(outcome, order);
  if (bill.lines.some((line) => line.order !== undefined && book && line.order !== book.id))
    wrong.push(`bill ${number} draws down another order`);
  return { losses: [], wrong };
};

export const endsOfInvoice = (outcome: Outcome, one: Invoice): readonly string[] => {
  const { number, order, changeOrders } = one;
  if (billsOf(outcome, one).length > 0) return ['synced'];
  const needs = [order.number, ...changeOrders.map((other) => other.number)];
  const heldBack =
    !bookOf(outcome, order) ||
    did(outcome, `deleted ${order.number}`) ||
    changeOrders.some((other) => recordOf(outcome, 'change-orders', other.id)?.state !== 'synced') ||
    needs.some((other) => takenBack(outcome, other));
  const gone = did(outcome, `deleted ${number}`) ? ['synced', 'failed: gone-from-quickbooks'] : [];
  return [
    ...(takenBack(outcome, number) ? [] : ['synced']),
    ...(heldBack ? HELD : []),
    ...gone,
    ...endsWithdrawn(outcome, number),
  ];
};

const partsOf = ({ contractor }: Outcome, { external }: Payment): readonly Payment[] =>
  contractor.payments.filter((one) => one.external === external);

/** Procore shows no payments of an order that was deleted. */
const isShown = ({ deeds }: Outcome, { invoice }: Payment): boolean =>
  !deeds.removed.has(invoice.order.number);

/** The first part that Procore shows stands for all of them; who that was before an order was deleted is luck. */
const carries = (outcome: Outcome, one: Payment): boolean => {
  const parts = partsOf(outcome, one);
  return parts.slice(0, parts.indexOf(one)).every((before) => !isShown(outcome, before));
};

export const paymentVerdict = (outcome: Outcome, one: Payment): ChainVerdict => {
  const { external } = one;
  const parts = partsOf(outcome, one);
  const shown = parts.filter((part) => isShown(outcome, part));
  if (one !== (shown[0] ?? parts[0])) return FINE;
  const [check] = checksOf(outcome, external);
  const records = parts.flatMap(({ id }) => recordOf(outcome, 'payments', id) ?? []);
  if (!check) {
    const excused = records.every(({ state }) => state !== 'synced') || did(outcome, `deleted ${external}`);
    return excused ? FINE : { losses: [`check ${external} is missing`], wrong: [] };
  }
  const wordsOf = ({ invoice }: Payment) => `${invoice.number} ${netOf(invoice)}`;
  const numberOf = (id: string) => outcome.books.bills.find((bill) => bill.id === id)?.refNumber;
  const found = check.paid.map(({ bill, amount }) => `${numberOf(bill)} ${centsOf(amount)}`);
  const failed = outcome.deeds.failed.has(external);
  const same =
    found.every((part) => parts.map(wordsOf).includes(part)) &&
    (failed || shown.map(wordsOf).every((part) => found.includes(part)));
  const wrong = same
    ? []
    : [`check ${external} pays ${found.join(', ')}, not ${shown.map(wordsOf).join(', ')}`];
  if (failed && found.length === parts.length && !records.some(isTold))
    wrong.push(`check ${external} failed in Procore and nobody is told`);
  return { losses: [], wrong };
};

export const endsOfPayment = (outcome: Outcome, one: Payment): readonly string[] => {
  const { external } = one;
  const failed = outcome.deeds.failed.has(external);
  // Of its own order, or of its invoice's.
  const isGone = !isShown(outcome, one) || outcome.deeds.removed.has(one.invoice.number);
  const notShown = isGone ? ['skipped: deleted', 'failed: not-visible'] : [];
  const isPart = carries(outcome, one) ? [] : ['skipped: paid-together'];
  const parts = partsOf(outcome, one);
  const someGone = parts.some((part) => !isShown(outcome, part));
  const isPaid = checksOf(outcome, external).length > 0;
  const deleted = did(outcome, `deleted ${external}`)
    ? ['synced', 'failed: gone-from-quickbooks', 'failed: posted-already']
    : [];
  const ends = [...notShown, ...isPart, ...deleted, ...(failed ? ['not-ready: not-approved'] : [])];
  // Whoever carried it before an order was deleted has posted it.
  if (isPaid && someGone) return [...ends, 'synced', 'failed: posted-already'];
  if (isPart.length > 0) return ends;
  if (isPaid) return ['synced'];
  const bills = parts.map((part) => part.invoice);
  const unbilled = bills.some(
    (bill) => billsOf(outcome, bill).length === 0 || takenBack(outcome, bill.number),
  );
  const deletedBill = bills.some(({ number }) => did(outcome, `deleted ${number}`));
  const paid = bills.some(({ number }) => did(outcome, `paid ${number}`));
  return [
    ...ends,
    ...(failed || notShown.length > 0 ? [] : ['synced']),
    ...(unbilled || deletedBill ? [...HELD, 'failed: gone-from-quickbooks'] : []),
    // Between a look at the bill and the payment, too.
    ...(paid ? ['failed: overpaid', 'failed: posted-already', 'failed: quickbooks-refused'] : []),
  ];
};
