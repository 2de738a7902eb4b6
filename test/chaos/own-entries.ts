import type { Books, GivenFields, QuickBooks } from '../../local/simulators/quickbooks/quickbooks.ts';
import { CUSTOMER, RETAINAGE } from './company.ts';
import type { Theatre } from './machines.ts';
import { createTried } from './tried.ts';

/** Customer that no project of Procore is put under: a job of his, put in once more, would stand under another. */
export const OTHER_CUSTOMER = 'Sound Trust';
/** Account that the settings give a cost code, for journals. */
export const WAGES = 'Job Wages';
export const WAGES_CODE = '16-100';
export const CARD = 'Company Card';

/** Number of what a bookkeeper entered on his own account. */
const OWN = /^H-\d+$/;

const KINDS = ['Bill', 'VendorCredit', 'Check', 'CreditCardCharge', 'CreditCardCredit', 'Journal'] as const;
type Kind = (typeof KINDS)[number];

const MOST_JOBS = 2;
const MOST_VENDORS = 3;
const MOST_COSTS = 8;

interface Own {
  readonly kind: Kind;
  readonly id: string;
  readonly refNumber: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly lines: readonly { readonly id: string; readonly fields: Readonly<Record<string, unknown>> }[];
}

/** What bookkeepers entered themselves and that still stands. */
export const ownCosts = ({ bills, purchases, journals }: Books): Own[] =>
  [
    ...bills,
    ...purchases.flatMap(({ kind, ...rest }) => (kind === 'Paycheck' ? [] : [{ kind, ...rest }])),
    ...journals.map((journal) => ({ kind: 'Journal' as const, ...journal })),
  ].filter(({ refNumber }) => OWN.test(refNumber));

const cents = (amount: number): string => (amount / 100).toFixed(2);

/** Documents that a bookkeeper enters beside what comes from Procore, at the screen. */
const createScreen = ({ stage }: Theatre, { people, books }: QuickBooks, next: () => string) => {
  const { chance, perhaps } = stage;

  const named = (kind: string): string[] =>
    books()
      .objects.filter((object) => object.kind === kind && object.active)
      .map(({ fullName }) => fullName);

  const amount = (): string => cents(chance.between(100, 900_000));

  /** Some are coded to a job and a cost code, some to neither. */
  const lineOf = (jobs: readonly string[], items: readonly string[]): GivenFields => ({
    ItemRef: chance.pick(items),
    Quantity: '1',
    Amount: amount(),
    Desc: `Work ${chance.between(1, 99)}`,
    ...(perhaps(6) ? {} : { CustomerRef: chance.pick(jobs) }),
  });

  const linesOf = (): { jobs: string[]; lines: GivenFields[] } | undefined => {
    const jobs = named('Customer').filter((name) => name.includes(':'));
    const items = named('ItemService');
    if (jobs.length === 0 || items.length < 2) return undefined;
    const coded = items.filter((name) => name !== RETAINAGE || perhaps(4));
    const lines = Array.from({ length: chance.between(1, 3) }, () => lineOf(jobs, coded));
    return { jobs, lines };
  };

  const journal = (jobs: readonly string[]): GivenFields => {
    const wages = chance.between(100, 90_000);
    return {
      JournalDebitLine: [
        { AccountRef: WAGES, Amount: cents(wages), Memo: 'Wages', EntityRef: chance.pick(jobs) },
        { AccountRef: 'Costs', Amount: '12.50', EntityRef: chance.pick(jobs) },
      ],
      JournalCreditLine: { AccountRef: 'Checking', Amount: cents(wages + 1_250) },
    };
  };

  const enter = (kind: Kind): (() => void) | undefined => {
    const made = linesOf();
    if (!made) return undefined;
    const RefNumber = next();
    if (kind === 'Journal') return () => void people.addJournal({ RefNumber, ...journal(made.jobs) });
    const lines = {
      ItemLineAdd: made.lines,
      // Coded to a job, but to no cost code.
      ...(perhaps(4) && {
        ExpenseLineAdd: { AccountRef: 'Costs', Amount: '7.77', CustomerRef: chance.pick(made.jobs) },
      }),
    };
    const vendor = chance.pick(named('Vendor'));
    if (kind === 'Bill' || kind === 'VendorCredit')
      return () => void people.addBill({ VendorRef: vendor, RefNumber, ...lines }, kind);
    const AccountRef = kind === 'Check' ? 'Checking' : CARD;
    const payee = perhaps(2) ? { PayeeEntityRef: vendor } : {};
    return () => void people.addPurchase(kind, { AccountRef, RefNumber, ...payee, ...lines });
  };

  /** Every line with another amount, or one less and one more; or a memo alone. */
  const change = ({ kind, id, lines }: Own): (() => void) | undefined => {
    const made = linesOf();
    if (!made) return undefined;
    if (perhaps(4)) return () => people.edit(id, { [kind === 'Journal' ? 'IsAdjustment' : 'Memo']: 'true' });
    if (kind === 'Journal') return () => people.edit(id, journal(made.jobs));
    const kept = lines.filter(({ fields }) => fields.ItemRef).slice(chance.between(0, 1));
    const ItemLineAdd = [
      ...kept.map((line) => ({
        TxnLineID: line.id,
        ...(perhaps(2) && { Amount: amount() }),
        ...(perhaps(3) && { CustomerRef: chance.pick(made.jobs) }),
      })),
      ...(kept.length === 0 || perhaps(2) ? made.lines.slice(0, 1) : []),
    ];
    return () => people.edit(id, { ItemLineAdd });
  };

  return { named, enter, change };
};

/** Bookkeepers keep books of their own beside what comes from Procore: all of it goes there. */
export const createOwnEntries = (
  theatre: Theatre,
  quickbooks: QuickBooks,
  namesInProcore: readonly string[],
) => {
  const { people, books } = quickbooks;
  const { chance, perhaps } = theatre.stage;
  const tried = createTried(theatre);
  const jobs = new Set<string>();
  const vendors = new Set<string>();
  let count = 0;
  const next = (): string => {
    count += 1;
    return `H-${count}`;
  };
  const { named, enter, change } = createScreen(theatre, quickbooks, next);

  const add = (kind: 'Customer' | 'Vendor', fullName: string): boolean =>
    tried(`add ${kind} ${fullName}`, 'quickbooks entry', () => void people.add(kind, fullName));

  const addJob = (): void => {
    if (jobs.size >= MOST_JOBS) return;
    const fullName = `${chance.pick([CUSTOMER, OTHER_CUSTOMER])}:Own Job ${jobs.size + 1}`;
    if (add('Customer', fullName)) jobs.add(fullName);
  };

  /** `same`: one of a name that stands in Procore already may be chosen. */
  const addVendor = (same: boolean): void => {
    if (vendors.size >= MOST_VENDORS) return;
    const name = same && perhaps(3) ? chance.pick(namesInProcore) : `Own Vendor ${vendors.size + 1}`;
    if (add('Vendor', name)) vendors.add(name);
  };

  const some = <T>(all: readonly T[], act: (one: T) => void): void => {
    if (all.length > 0) act(chance.pick(all));
  };

  const retire = (name: string): void => {
    const id = people.find('Vendor', name);
    if (id) tried(`retire ${name}`, 'quickbooks edit', () => people.setActive(id, false));
  };

  const enterCost = (): void => {
    if (count >= MOST_COSTS || named('Vendor').length === 0) return;
    const kind = chance.pick(KINDS);
    const act = enter(kind);
    if (act) tried(`enter ${kind} H-${count}`, 'quickbooks entry', act);
  };

  const changeCost = (own: Own): void => {
    const act = change(own);
    if (act) tried(`change ${own.refNumber}`, 'quickbooks edit', act);
  };

  return {
    ...{ jobs, vendors },
    act: (same: boolean): void => {
      const costs = ownCosts(books());
      const deed = chance.between(1, 20);
      if (deed <= 2) addJob();
      else if (deed <= 4) addVendor(same);
      else if (deed <= 13) enterCost();
      else if (deed <= 17) some(costs, changeCost);
      else if (deed === 18)
        some(costs, ({ id, refNumber }) =>
          tried(`void ${refNumber}`, 'quickbooks void', () => people.void(id)),
        );
      else if (deed === 19)
        some(costs, ({ id, refNumber }) =>
          tried(`delete ${refNumber}`, 'quickbooks delete', () => people.remove(id)),
        );
      else
        some(
          [...vendors].filter((name) => !namesInProcore.includes(name)),
          retire,
        );
    },
  };
};
