import type { SyncRecord } from '../../lib/engine/record.ts';
import type { Session } from '../../lib/web-connector/session.ts';
import type { BookOrder, Books } from '../../local/simulators/quickbooks/quickbooks.ts';
import { BY_HAND } from './bookkeepers.ts';
import { chainedTwice, chainOf, endsOfChain, isDeletedByHand } from './chain-verdict.ts';
import { type Contractor, CUSTOMER, type Order, RETAINAGE, type Refusal } from './company.ts';
import { type Deeds, RESTORED } from './deeds.ts';
import { importEnd, importsOf, isEntered, isImport } from './import-verdict.ts';
import { marksOf } from './mark-verdict.ts';
import { OTHER_CUSTOMER } from './own-entries.ts';
import type { Version } from './people.ts';

/** Everything that is not as it should be, a sentence each. */
export interface Verdict {
  /** Business documents or list objects that stand twice. */
  readonly duplicates: readonly string[];
  /** What should be in the books and is not. */
  readonly losses: readonly string[];
  /** Records, batches and messages that nobody will ever bring to an end. */
  readonly stuck: readonly string[];
  /** Anything else: other contents than Procore had, documents that should not be there, states that are not true. */
  readonly wrong: readonly string[];
}

/** The end of a run. */
export interface Outcome {
  readonly contractor: Contractor;
  readonly deeds: Deeds;
  /** Flows whose records are marked in Procore. */
  readonly marked: readonly string[];
  /** Full names of jobs and vendors that bookkeepers entered themselves. */
  readonly own: { readonly jobs: ReadonlySet<string>; readonly vendors: ReadonlySet<string> };
  readonly books: Books;
  readonly records: readonly SyncRecord[];
  readonly session: Session | undefined;
  readonly deadLetters: number;
}

const twice = (values: readonly string[], what: string): string[] => {
  const seen = new Map<string, number>();
  for (const value of values) seen.set(value.toLowerCase(), (seen.get(value.toLowerCase()) ?? 0) + 1);
  return [...seen].flatMap(([value, count]) => (count > 1 ? [`${what} ${value} stands ${count} times`] : []));
};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const duplicatesIn = ({ purchaseOrders, objects, bills, payments, estimates }: Books): string[] => {
  const all = [...purchaseOrders, ...objects, ...bills, ...payments, ...estimates];
  const guids = all.flatMap(({ fields }) => text(fields.ExternalGUID) || []);
  const keys = [...purchaseOrders, ...estimates].flatMap(({ id, refNumber, lines }) =>
    lines.flatMap(({ fields }) => (fields.Other2 ? [`${text(fields.Other2)} of ${refNumber || id}`] : [])),
  );
  return [
    ...twice(keys, 'the line'),
    ...twice(
      purchaseOrders.map(({ refNumber }) => refNumber),
      'order',
    ),
    ...twice(guids, 'the document'),
    ...twice(
      objects.map(({ kind, fullName }) => `${kind} ${fullName}`),
      'the',
    ),
  ];
};

const goes = ({ refused }: Order): boolean => refused === undefined;

/** Orders that QuickBooks was given, or would have been: their vendors were needed. */
const needsVendor = ({ refused }: Order): boolean => refused === undefined || refused === 'unreadable';

/** Its approval was taken back, or it was deleted in Procore: whether it was posted before is a matter of luck. */
const takenBack = ({ withdrawn, removed }: Deeds, { number }: Order): boolean =>
  withdrawn.has(number) || removed.has(number);

/** Full names that the lists hold because of Procore, when so many of the orders count. */
const namesIn = ({ company, orders }: Contractor, counts: (order: Order) => boolean) => {
  const isHis = ({ id }: { readonly id: unknown }): boolean => !isEntered(id);
  const needed = new Set(orders.filter(counts).map(({ vendorId }) => vendorId));
  return {
    Vendor: company.vendors.filter(({ id }) => needed.has(Number(id))).map(({ name }) => String(name)),
    Customer: company.projects
      .filter(({ record }) => isHis(record))
      .map(({ record }) => `${CUSTOMER}:${record.name}`)
      .concat(CUSTOMER, OTHER_CUSTOMER),
    ItemService: company.standard_cost_codes
      .filter(({ parent_id }) => parent_id !== null)
      .map(({ full_code }) => String(full_code))
      .concat(RETAINAGE),
  };
};

const LISTS = ['Vendor', 'Customer', 'ItemService'] as const;

const listsOf = ({ contractor, deeds, books, own }: Outcome) => {
  const losses: string[] = [];
  const wrong: string[] = [];
  const must = namesIn(contractor, (order) => needsVendor(order) && !takenBack(deeds, order));
  const may = namesIn(contractor, needsVendor);
  // What a backup lacks of them is put in again from Procore, under the customer of the settings.
  const again = deeds.ever.has(RESTORED)
    ? [...own.jobs].map((name) => name.replace(/^.*:/, `${CUSTOMER}:`))
    : [];
  const enteredAs = [...own.jobs, ...own.vendors, ...again];
  for (const kind of LISTS) {
    const found = books.objects.filter((object) => object.kind === kind).map(({ fullName }) => fullName);
    const missing = must[kind].filter((name) => !found.includes(name));
    const unwanted = found.filter((name) => !may[kind].includes(name) && !enteredAs.includes(name));
    losses.push(...missing.map((name) => `${kind} ${name} is missing`));
    wrong.push(...unwanted.map((name) => `nobody wanted ${kind} ${name}`));
  }
  return { losses, wrong };
};

const cents = (amount: string): string => Number(amount).toFixed(2);

/** Lines of the commitment itself: not of its change orders, nor by hand. */
const ownLines = ({ lines }: BookOrder) =>
  lines.filter(
    ({ fields }) => !/^CO-\d+: /.test(text(fields.Desc)) && !text(fields.Desc).startsWith(BY_HAND),
  );

/** Whether an order in QuickBooks says what Procore said in this version, apart from what somebody took out of it. */
const says = (
  book: BookOrder,
  version: Version,
  vendor: string,
  job: string,
  taken: Deeds['taken'],
): boolean =>
  text(book.fields.VendorRef) === vendor &&
  ownLines(book).length ===
    version.lines.filter(({ description }) => !taken.has(`${book.refNumber} ${description}`)).length &&
  ownLines(book).every(({ fields }) => {
    const said = version.lines.find(({ description }) => description === text(fields.Desc));
    if (!said) return false;
    const { description, amount, item } = said;
    return (
      text(fields.Desc) === description &&
      cents(text(fields.Amount)) === cents(amount) &&
      text(fields.ItemRef) === item &&
      text(fields.CustomerRef) === job
    );
  });

const nameOf = ({ company }: Contractor, vendorId: number): string =>
  String(company.vendors.find(({ id }) => id === vendorId)?.name);

const jobOf = ({ company }: Contractor, projectId: number): string =>
  `${CUSTOMER}:${company.projects.find(({ record }) => record.id === projectId)?.record.name}`;

const TOLD: readonly string[] = ['changed-in-procore', 'total-differs', 'deleted-in-procore'];

const isGone = (record: SyncRecord | undefined): boolean => record?.reason?.code === 'gone-from-quickbooks';

const ordersOf = ({ contractor, deeds, books, records }: Outcome) => {
  const losses: string[] = [];
  const wrong: string[] = [];
  for (const order of contractor.orders) {
    const { number } = order;
    const book = books.purchaseOrders.find(({ refNumber }) => refNumber === number);
    const record = records.find(({ flow, id }) => flow === 'commitments' && id === String(order.id));
    // Known to be deleted, it stays so whatever a backup brings back, until a person says otherwise.
    const removed = deeds.deleted.has(number) || (deeds.ever.has(`deleted ${number}`) && isGone(record));
    if (!goes(order) && book) wrong.push(`order ${number} stands although it is ${order.refused}`);
    if (!goes(order)) continue;
    if (book && removed) wrong.push(`order ${number} stands again although it was deleted`);
    if (!book && !removed && !takenBack(deeds, order)) losses.push(`order ${number} is missing`);
    if (!book) continue;
    const versions = deeds.versions.get(number) ?? [];
    const vendor = nameOf(contractor, order.vendorId);
    const job = jobOf(contractor, order.projectId);
    const said = versions.filter((version) => says(book, version, vendor, job, deeds.taken));
    const told = record?.flags.some(({ code }) => TOLD.includes(code));
    if (deeds.removed.has(number) && !record?.flags.some(({ code }) => code === 'deleted-in-procore'))
      wrong.push(`order ${number} was deleted in Procore and nobody is told`);
    if (said.length === 0) wrong.push(`order ${number} says what Procore never said`);
    else if ((said.at(-1) !== versions.at(-1) || deeds.withdrawn.has(number)) && !told)
      wrong.push(`order ${number} is out of date and nobody is told`);
  }
  const known = new Set(contractor.orders.map(({ number }) => number));
  for (const { refNumber } of books.purchaseOrders)
    if (!known.has(refNumber)) wrong.push(`nobody wanted order ${refNumber}`);
  return { losses, wrong };
};

/** Where a record of a refused order ends. */
const ENDS: Readonly<Record<Refusal, string>> = {
  'number-too-long': 'failed: number-too-long',
  'vendor-name-too-long': 'blocked: blocked-by',
  unreadable: 'failed: unreadable',
  'zero-amount': 'skipped: zero-amount',
  'not-approved': 'not-ready: not-approved',
};

const endsOfOrder = ({ deeds, books }: Outcome, order: Order | undefined): readonly string[] => {
  if (order?.refused) return [ENDS[order.refused]];
  if (!order || books.purchaseOrders.some(({ refNumber }) => refNumber === order.number)) return ['synced'];
  const gone = [
    ...(deeds.deleted.has(order.number) ? ['synced'] : []),
    ...(deeds.ever.has(`deleted ${order.number}`) ? ['failed: gone-from-quickbooks'] : []),
  ];
  if (deeds.removed.has(order.number)) return [...gone, 'skipped: deleted', 'failed: not-visible'];
  if (deeds.withdrawn.has(order.number)) return [...gone, 'not-ready: not-approved'];
  return gone.length > 0 ? gone : ['synced'];
};

const endsOf = (outcome: Outcome, { flow, id, title = '' }: SyncRecord): readonly string[] => {
  if (flow === 'commitments')
    return endsOfOrder(
      outcome,
      outcome.contractor.orders.find((order) => String(order.id) === id),
    );
  const ends = endsOfChain(outcome, flow, id);
  if (ends) return ends;
  if (flow === 'budgets' && isEntered(id)) return ['not-ready: budget-not-locked'];
  if (flow === 'payments') return ['skipped: not-procore-pay', 'skipped: deleted', 'failed: not-visible'];
  if (flow === 'companies')
    return title.length > 41 ? ['failed: name-too-long'] : ['synced', 'skipped: not-referenced'];
  if (flow === 'cost-codes') return title.includes('-') ? ['synced'] : ['skipped: not-referenced'];
  return ['synced'];
};

const UNDER_WAY = ['wanted', 'queued'];

const recordsOf = (outcome: Outcome) => {
  const { contractor, records, books, deeds } = outcome;
  const stuck: string[] = [];
  const wrong: string[] = [];
  const { objects, purchaseOrders, bills, payments, estimates } = books;
  const all = [...objects, ...purchaseOrders, ...bills, ...payments, ...estimates];
  const ids = new Set(all.map(({ id }) => id));
  for (const record of records) {
    const name = `${record.flow} ${record.title ?? record.id}`;
    if (isImport(record)) {
      const why = importEnd(outcome, record);
      if (why)
        (why === 'stuck' ? stuck : wrong).push(`${name} is ${record.state} ${JSON.stringify(record.reason)}`);
      continue;
    }
    const end = record.reason ? `${record.state}: ${record.reason.code}` : record.state;
    const ends = endsOf(outcome, record);
    if (UNDER_WAY.includes(record.state)) stuck.push(`${name} is ${end} for ever`);
    else if (!ends.includes(end))
      wrong.push(
        `${name} is ${end}, not ${ends.join(' or ')} (${JSON.stringify(record.reason?.detail ?? {})})`,
      );
    const there = record.mapping && ids.has(record.mapping.id);
    if (record.state === 'synced' && !there && !isDeletedByHand(outcome, record))
      wrong.push(`${name} is synced with something that is not in the books`);
  }
  const known = new Set(records.map(({ flow, id }) => `${flow} ${id}`));
  for (const { id, number } of contractor.orders)
    if (!known.has(`commitments ${id}`) && !deeds.removed.has(number))
      stuck.push(`nobody has heard of order ${id}`);
  return { stuck, wrong };
};

/** What will not go on by itself, whatever Procore says: a list of Procore would hide it. */
export const stuckIn = (records: readonly SyncRecord[]): readonly string[] => {
  const mapped = new Set(records.filter(({ mapping }) => mapping).map(({ flow, id }) => `${flow}#${id}`));
  return records.flatMap(({ flow, id, state, blockedBy = [] }) => {
    if (UNDER_WAY.includes(state)) return [`${flow} ${id} was ${state} and nobody looked at it again`];
    return !isImport({ flow }) && state === 'blocked' && blockedBy.every((link) => mapped.has(link))
      ? [`${flow} ${id} was blocked by what is in QuickBooks`]
      : [];
  });
};

/** Compares the end of a run with what its data and the deeds of its people should have come to. */
export const judge = (outcome: Outcome): Verdict => {
  const { books, session, deadLetters } = outcome;
  const lists = listsOf(outcome);
  const orders = ordersOf(outcome);
  const chain = chainOf(outcome);
  const records = recordsOf(outcome);
  const imports = importsOf(outcome);
  const doubt = session?.doubt ?? (session?.open?.kind === 'write' ? session.open : undefined);
  return {
    duplicates: [...duplicatesIn(books), ...chainedTwice(outcome), ...imports.duplicates],
    losses: [...lists.losses, ...orders.losses, ...chain.losses, ...imports.losses],
    stuck: [
      ...records.stuck,
      ...(doubt ? [`batch ${doubt.id} is in doubt for ever`] : []),
      ...(deadLetters > 0 ? [`${deadLetters} messages are dead letters`] : []),
    ],
    wrong: [
      ...[...lists.wrong, ...orders.wrong, ...chain.wrong, ...records.wrong],
      ...[...imports.wrong, ...marksOf(outcome)],
    ],
  };
};

export const violationsOf = ({ duplicates, losses, stuck, wrong }: Verdict): string[] => [
  ...duplicates,
  ...losses,
  ...stuck,
  ...wrong,
];
