import type { SyncRecord } from '../../lib/engine/record.ts';
import type { BookBill, BookOrder } from '../../local/simulators/quickbooks/quickbooks.ts';
import { type Budget, type ChangeOrder, centsOf, type Invoice, netOf, type Payment } from './billing.ts';
import { externalOf } from './bookkeepers.ts';
import { CUSTOMER, type Order, RETAINAGE } from './company.ts';
import type { Version } from './people.ts';
import type { Outcome } from './verdict.ts';

/*
 * What change orders, invoices, payments and budgets should have come to. What keeps one back must be something that
 * somebody did, and its record must say so.
 */

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const total = (all: readonly number[]): number => all.reduce((sum, one) => sum + one, 0);

const takenBack = ({ deeds }: Outcome, number: string): boolean =>
  deeds.withdrawn.has(number) || deeds.removed.has(number);

const did = ({ deeds }: Outcome, what: string): boolean => deeds.ever.has(what);

const bookOf = ({ books }: Outcome, { number }: Pick<Order, 'number'>): BookOrder | undefined =>
  books.purchaseOrders.find(({ refNumber }) => refNumber === number);

const billsOf = ({ books }: Outcome, { number }: Invoice): readonly BookBill[] =>
  books.bills.filter(({ refNumber }) => refNumber === number);

const checksOf = ({ books }: Outcome, external: string) =>
  books.payments.filter(({ fields }) => externalOf(fields) === external);

const jobOf = ({ project }: Budget): string => `${CUSTOMER}:${project}`;

const estimatesOf = ({ books }: Outcome, budget: Budget) =>
  books.estimates.filter(({ fields }) => text(fields.CustomerRef) === jobOf(budget));

const recordOf = ({ records }: Outcome, flow: string, key: number): SyncRecord | undefined =>
  records.find((one) => one.flow === flow && one.id === String(key));

const TOLD = ['changed-in-procore', 'deleted-in-procore', 'total-differs'];

const isTold = (record: SyncRecord | undefined): boolean =>
  record?.flags.some(({ code }) => TOLD.includes(code)) === true;

/** The lines that a change order brought, wherever they stand. */
const broughtBy = ({ books }: Outcome, { number }: ChangeOrder) =>
  books.purchaseOrders.flatMap((order) =>
    order.lines
      .filter(({ fields }) => text(fields.Desc).startsWith(`${number}: `))
      .map((line) => ({ order, line })),
  );

/** Lines of one item become one. */
const asLines = ({
  title,
  lines,
}: Version): ReadonlyMap<string, { readonly item: string; readonly cents: number }> => {
  const byItem = new Map<string, Version['lines']>();
  for (const line of lines) byItem.set(line.item, [...(byItem.get(line.item) ?? []), line]);
  return new Map(
    [...byItem].map(([item, all]) => [
      `${title}: ${all.map(({ description }) => description).join('; ')}`,
      { item, cents: total(all.map(({ amount }) => centsOf(amount))) },
    ]),
  );
};

type Verdict = { readonly losses: readonly string[]; readonly wrong: readonly string[] };

const FINE: Verdict = { losses: [], wrong: [] };

const changeOrderVerdict = (outcome: Outcome, one: ChangeOrder): Verdict => {
  const { number, order } = one;
  const { deeds } = outcome;
  const found = broughtBy(outcome, one);
  const record = recordOf(outcome, 'change-orders', one.id);
  const book = bookOf(outcome, order);
  if (found.some((line) => line.order !== book))
    return { losses: [], wrong: [`${number} is in another order`] };
  const versions = deeds.versions.get(number) ?? [];
  const isTaken = (desc: string): boolean => deeds.taken.has(`${order.number} ${desc}`);
  const says = (version: Version): boolean => {
    const lines = [...asLines(version)].filter(([, { cents }]) => cents !== 0);
    const all = lines.every(
      ([desc]) => isTaken(desc) || found.some(({ line }) => text(line.fields.Desc) === desc),
    );
    return (
      all &&
      found.every(({ line: { fields } }) => {
        const said = lines.find(([desc]) => desc === text(fields.Desc))?.[1];
        return said?.cents === centsOf(fields.Amount) && said.item === text(fields.ItemRef);
      })
    );
  };
  const said = versions.filter(says);
  if (record?.state !== 'synced' && found.length === 0) return FINE;
  if (found.length === 0 && !book) return FINE;
  if (found.length === 0 && said.length === 0)
    return { losses: [`${number} is not in ${order.number}`], wrong: [] };
  if (said.length === 0) return { losses: [], wrong: [`${number} says what Procore never said`] };
  const isOld = said.at(-1) !== versions.at(-1) || takenBack(outcome, number);
  return isOld && !isTold(record)
    ? { losses: [], wrong: [`${number} is out of date and nobody is told`] }
    : FINE;
};

const isMissing = (outcome: Outcome, { order }: ChangeOrder): boolean => bookOf(outcome, order) === undefined;

/** Ends that follow from an end of what it depends on. */
const HELD = ['blocked: blocked-by', 'skipped: deleted'];

const endsWithdrawn = ({ deeds }: Outcome, number: string): readonly string[] => [
  ...(deeds.withdrawn.has(number) ? ['not-ready: not-approved'] : []),
  ...(deeds.removed.has(number) ? ['skipped: deleted', 'failed: not-visible'] : []),
];

const endsOfChangeOrder = (outcome: Outcome, one: ChangeOrder): readonly string[] => {
  const { number, order } = one;
  if (broughtBy(outcome, one).length > 0) return ['synced'];
  const taken = [...outcome.deeds.ever].some((deed) => deed.startsWith(`taken ${order.number} ${number}: `));
  const gone = did(outcome, `deleted ${order.number}`) || taken;
  return [
    ...(takenBack(outcome, number) ? [] : ['synced']),
    ...(gone ? ['failed: gone-from-quickbooks', 'synced'] : []),
    ...(did(outcome, `closed ${order.number}`) ? ['failed: order-closed'] : []),
    ...(isMissing(outcome, one) ? HELD : []),
    ...endsWithdrawn(outcome, number),
  ];
};

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

const invoiceVerdict = (outcome: Outcome, one: Invoice): Verdict => {
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

const endsOfInvoice = (outcome: Outcome, one: Invoice): readonly string[] => {
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

const paymentVerdict = (outcome: Outcome, one: Payment): Verdict => {
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

const endsOfPayment = (outcome: Outcome, one: Payment): readonly string[] => {
  const { external } = one;
  const failed = outcome.deeds.failed.has(external);
  // Of its own order, or of its invoice's.
  const isGone = !isShown(outcome, one) || outcome.deeds.removed.has(one.invoice.number);
  const notShown = isGone ? ['skipped: deleted', 'failed: not-visible'] : [];
  const isPart = carries(outcome, one) ? [] : ['skipped: paid-together'];
  const parts = partsOf(outcome, one);
  const someGone = parts.some((part) => !isShown(outcome, part));
  const isPaid = checksOf(outcome, external).length > 0;
  const ends = [...notShown, ...isPart, ...(failed ? ['not-ready: not-approved'] : [])];
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
    ...(did(outcome, `deleted ${external}`)
      ? ['failed: gone-from-quickbooks', 'failed: posted-already']
      : []),
    ...(unbilled || deletedBill ? [...HELD, 'failed: gone-from-quickbooks'] : []),
    ...(paid ? ['failed: overpaid', 'failed: posted-already'] : []),
  ];
};

const budgetVerdict = (outcome: Outcome, one: Budget): Verdict => {
  const [estimate] = estimatesOf(outcome, one);
  const record = recordOf(outcome, 'budgets', one.projectId);
  if (!estimate) {
    const excused = did(outcome, `deleted ${jobOf(one)}`);
    return excused ? FINE : { losses: [`the estimate of ${one.project} is missing`], wrong: [] };
  }
  const linesOf = (all: readonly (readonly [string, unknown])[]) =>
    all
      .map(([item, amount]) => `${item} ${centsOf(amount)}`)
      .sort()
      .join(', ');
  const found = linesOf(estimate.lines.map(({ fields }) => [text(fields.ItemRef), fields.Amount] as const));
  const versions = outcome.deeds.versions.get(one.project) ?? [];
  const said = versions.map(({ lines }) => linesOf(lines.map(({ item, amount }) => [item, amount] as const)));
  if (!said.includes(found)) return { losses: [], wrong: [`the estimate of ${one.project} says ${found}`] };
  return said.at(-1) === found || isTold(record)
    ? FINE
    : { losses: [], wrong: [`the estimate of ${one.project} is out of date and nobody is told`] };
};

const endsOfBudget = (outcome: Outcome, one: Budget): readonly string[] =>
  did(outcome, `deleted ${jobOf(one)}`) ? ['synced', 'failed: gone-from-quickbooks'] : ['synced'];

/** Where a record of the chain may have ended; undefined: it is none of these. */
export const endsOfChain = (outcome: Outcome, flow: string, id: string): readonly string[] | undefined => {
  const { changeOrders, invoices, payments, budgets } = outcome.contractor;
  const isIt = (one: { readonly id: number }): boolean => String(one.id) === id;
  const changeOrder = flow === 'change-orders' && changeOrders.find(isIt);
  if (changeOrder) return endsOfChangeOrder(outcome, changeOrder);
  const invoice = flow === 'invoices' && invoices.find(isIt);
  if (invoice) return endsOfInvoice(outcome, invoice);
  const payment = flow === 'payments' && payments.find(isIt);
  if (payment) return endsOfPayment(outcome, payment);
  const budget = flow === 'budgets' && budgets.find(({ projectId }) => String(projectId) === id);
  return budget ? endsOfBudget(outcome, budget) : undefined;
};

/** Whether the object that a record is mapped to was deleted by somebody. */
export const isDeletedByHand = (outcome: Outcome, { flow, id, title = '' }: SyncRecord): boolean => {
  const { changeOrders, payments, budgets } = outcome.contractor;
  const changeOrder = flow === 'change-orders' && changeOrders.find((one) => String(one.id) === id);
  const payment = flow === 'payments' && payments.find((one) => String(one.id) === id);
  const budget = flow === 'budgets' && budgets.find(({ projectId }) => String(projectId) === id);
  const name = changeOrder
    ? changeOrder.order.number
    : payment
      ? payment.external
      : budget
        ? jobOf(budget)
        : title;
  return outcome.deeds.deleted.has(name);
};

/** Lines that somebody added and that are gone, and order lines of which more is billed than was ordered. */
const orderLinesOf = (outcome: Outcome): string[] => {
  const { books, deeds } = outcome;
  const standing = new Set(
    books.purchaseOrders.flatMap(({ refNumber, lines }) =>
      lines.map(({ fields }) => `${refNumber} ${text(fields.Desc)}`),
    ),
  );
  const lost = [...deeds.added].filter(
    (line) => !standing.has(line) && !deeds.deleted.has(line.split(' ')[0] ?? ''),
  );
  const drawn = books.purchaseOrders.flatMap(({ refNumber, lines }) =>
    lines.flatMap(({ id, fields }) => {
      const bills = books.bills.flatMap((bill) => bill.lines.filter(({ orderLine }) => orderLine === id));
      const quantity = total(bills.map((line) => Number(line.fields.Quantity)));
      return quantity > Number(fields.Quantity) + 1e-9 ? [`line ${text(fields.Desc)} of ${refNumber}`] : [];
    }),
  );
  return [
    ...lost.map((line) => `somebody's line is gone: ${line}`),
    ...drawn.map((line) => `more is billed than ordered of ${line}`),
  ];
};

/** Records that nobody has heard of, although Procore has had them since the nightly list. */
const unheard = (outcome: Outcome): string[] => {
  const { contractor, deeds } = outcome;
  const all = [
    ...contractor.changeOrders.map(({ id, number }) => ['change-orders', id, number] as const),
    ...contractor.invoices.map(({ id, number }) => ['invoices', id, number] as const),
    ...contractor.payments.map(({ id }) => ['payments', id, ''] as const),
  ];
  return all
    .filter(([flow, id, number]) => !deeds.removed.has(number) && !recordOf(outcome, flow, id))
    .filter(([, id]) =>
      contractor.payments.every((one) => one.id !== id || !deeds.removed.has(one.invoice.order.number)),
    )
    .map(([flow, id]) => `nobody has heard of ${flow} ${id}`);
};

export const chainOf = (outcome: Outcome): Verdict => {
  const { changeOrders, invoices, payments, budgets } = outcome.contractor;
  const all = [
    ...changeOrders.map((one) => changeOrderVerdict(outcome, one)),
    ...invoices.map((one) => invoiceVerdict(outcome, one)),
    ...payments.map((one) => paymentVerdict(outcome, one)),
    ...budgets.map((one) => budgetVerdict(outcome, one)),
  ];
  return {
    losses: [...all.flatMap(({ losses }) => losses), ...unheard(outcome)],
    wrong: [...all.flatMap(({ wrong }) => wrong), ...orderLinesOf(outcome)],
  };
};

/** Bills, checks and estimates that stand twice under other numbers or keys than those that we gave them. */
export const chainedTwice = (outcome: Outcome): readonly string[] => {
  const { invoices, payments, budgets } = outcome.contractor;
  const externals = [...new Set(payments.map(({ external }) => external))];
  const counts = [
    ...invoices.map((one) => [`bill ${one.number}`, billsOf(outcome, one).length] as const),
    ...externals.map((one) => [`check ${one}`, checksOf(outcome, one).length] as const),
    ...budgets.map((one) => [`the estimate of ${one.project}`, estimatesOf(outcome, one).length] as const),
  ];
  return counts.flatMap(([what, count]) => (count > 1 ? [`${what} stands ${count} times`] : []));
};
