import type { SyncRecord } from '../../lib/engine/record.ts';
import type { Row } from '../../local/simulators/procore/data.ts';
import { centsOf } from './billing.ts';
import { text } from './chain-end.ts';
import type { Contractor } from './company.ts';
import { ownCosts, WAGES, WAGES_CODE } from './own-entries.ts';
import { ownPayments } from './own-payments.ts';
import type { Outcome } from './verdict.ts';

/*
 * What bookkeepers entered themselves, as Procore must show it in the end: compared with the books as they stand,
 * without any code of the connector.
 */

/** What is wrong in Procore. */
export interface ImportVerdict {
  readonly duplicates: readonly string[];
  readonly losses: readonly string[];
  readonly wrong: readonly string[];
}

/** A cost on one project: `lines` says of each its cost code and cents, sorted. */
interface Cost {
  readonly number: string;
  readonly project: string;
  readonly date: string;
  readonly lines: string;
}

const leafOf = (fullName: string): string => fullName.slice(fullName.lastIndexOf(':') + 1);

const TAKES_BACK = ['VendorCredit', 'CreditCardCredit'];

type Own = ReturnType<typeof ownCosts>[number];

/** Cost code of a line, and its cents; undefined: it is coded to none, or says nothing. */
const codedLine = ({ kind }: Own, line: Own['lines'][number], codes: readonly string[]) => {
  const { ItemRef, AccountRef, CustomerRef, EntityRef, Amount } = line.fields;
  const job = text(CustomerRef) || text(EntityRef);
  const code = text(ItemRef) || (kind === 'Journal' && text(AccountRef) === WAGES ? WAGES_CODE : '');
  const isCredit = TAKES_BACK.includes(kind) || ('of' in line && line.of === 'JournalCreditLine');
  const cents = centsOf(Amount) * (isCredit ? -1 : 1);
  return job.includes(':') && codes.includes(code) && cents !== 0
    ? { project: leafOf(job), line: `${code} ${cents}` }
    : undefined;
};

const costsIn = ({ books, contractor }: Outcome): Cost[] => {
  const codes = contractor.company.standard_cost_codes.map(({ full_code }) => String(full_code));
  return ownCosts(books).flatMap((own) => {
    const coded = own.lines.flatMap((line) => codedLine(own, line, codes) ?? []);
    const date = text(own.fields.TxnDate);
    return [...new Set(coded.map(({ project }) => project))].map((project) => ({
      ...{ number: own.refNumber, project, date },
      lines: coded
        .filter((one) => one.project === project)
        .map(({ line }) => line)
        .sort()
        .join(', '),
    }));
  });
};

const costsInProcore = ({ company }: Contractor): Cost[] =>
  company.projects.flatMap(({ record: project, direct_costs = [] }) =>
    direct_costs.map(({ record, line_items }) => ({
      ...{ number: text(record.invoice_number), project: String(project.name) },
      date: text(record.direct_cost_date),
      lines: line_items
        .map(
          ({ wbs_code, amount }) => `${text((wbs_code as Row).flat_code).split('.')[0]} ${centsOf(amount)}`,
        )
        .sort()
        .join(', '),
    })),
  );

const named = ({ number, project }: Pick<Cost, 'number' | 'project'>): string => `${number} on ${project}`;

const compared = (
  expected: readonly { readonly name: string; readonly says: string }[],
  found: readonly { readonly name: string; readonly says: string }[],
): ImportVerdict => {
  const names = new Set(expected.map(({ name }) => name));
  const of = (name: string) => found.filter((one) => one.name === name);
  return {
    duplicates: [...new Set(found.map(({ name }) => name))]
      .filter((name) => of(name).length > 1)
      .map((name) => `${name} stands ${of(name).length} times in Procore`),
    losses: expected
      .filter(({ name }) => of(name).length === 0)
      .map(({ name }) => `${name} is not in Procore`),
    wrong: [
      ...expected.flatMap(({ name, says }) => {
        const [one] = of(name);
        return one && one.says !== says ? [`${name} is ${one.says} in Procore, not ${says}`] : [];
      }),
      ...found
        .filter(({ name }) => !names.has(name))
        .map(({ name, says }) => `${name} (${says}) stands in Procore, but not so in QuickBooks`),
    ],
  };
};

const costVerdict = (outcome: Outcome): ImportVerdict => {
  const asSaid = (cost: Cost) => ({ name: named(cost), says: `${cost.date}: ${cost.lines}` });
  return compared(costsIn(outcome).map(asSaid), costsInProcore(outcome.contractor).map(asSaid));
};

/** Procore shows nothing of an order that was deleted, nor takes a payment of an invoice that was. */
const isHidden = ({ deeds }: Outcome, number: string, order: string): boolean =>
  deeds.removed.has(number) || deeds.removed.has(order);

const paymentVerdict = (outcome: Outcome): ImportVerdict => {
  const { books, contractor } = outcome;
  const { invoices } = contractor;
  const numberOf = (id: string) => books.bills.find((bill) => bill.id === id)?.refNumber;
  const expected = ownPayments(books).flatMap(({ refNumber, paid, fields }) =>
    paid.flatMap(({ bill, amount }) => {
      const invoice = invoices.find(({ number }) => number === numberOf(bill));
      if (!invoice || isHidden(outcome, invoice.number, invoice.order.number)) return [];
      const name = `payment ${refNumber} of ${invoice.number}`;
      return [{ name, says: `${text(fields.TxnDate)}: ${centsOf(amount)}` }];
    }),
  );
  const found = contractor.orders.flatMap((order) =>
    (contractor.contractOf(order).payments ?? [])
      .filter(({ external_payment_id: external }) => !external)
      .flatMap(({ requisition_id, check_number, date, amount }) => {
        const invoice = invoices.find(({ id }) => String(id) === String(requisition_id));
        if (invoice && isHidden(outcome, invoice.number, order.number)) return [];
        const name = `payment ${check_number} of ${invoice?.order === order ? invoice.number : order.number}`;
        return [{ name, says: `${date}: ${centsOf(amount)}` }];
      }),
  );
  return compared(expected, found);
};

/** A project, company or payment that was not there at first, by its id: somebody entered it during the run. */
export const isEntered = (id: unknown): boolean => Number(id) > 70_000_000;

const listVerdict = (outcome: Outcome): ImportVerdict => {
  const { books, contractor, own } = outcome;
  const { company } = contractor;
  const lists = [
    ['Customer', 'project', own.jobs, company.projects.map(({ record }) => record)],
    ['Vendor', 'company', own.vendors, company.vendors],
  ] as const;
  const all = lists.map(([kind, called, mine, rows]): ImportVerdict => {
    const active = books.objects.filter((one) => one.kind === kind && one.active);
    const wanted = active
      .filter(({ fullName }) => mine.has(fullName))
      .map(({ fullName }) => leafOf(fullName));
    const names = rows.map(({ name }) => String(name));
    const origins = rows.flatMap(({ origin_id }) => (origin_id ? [String(origin_id)] : []));
    const twice = (some: readonly string[]) =>
      [...new Set(some)].filter(
        (one) => some.filter((other) => other.toLowerCase() === one.toLowerCase()).length > 1,
      );
    return {
      duplicates: [...twice(names), ...twice(origins)].map(
        (name) => `${called} ${name} stands twice in Procore`,
      ),
      losses: wanted
        .filter((name) => !names.includes(name))
        .map((name) => `${called} ${name} is not in Procore`),
      wrong: rows
        .filter((row) => isEntered(row.id) && ![...mine].some((name) => leafOf(name) === row.name))
        .map(({ name }) => `nobody wanted ${called} ${name} in Procore`),
    };
  });
  return joined(all);
};

const joined = (all: readonly ImportVerdict[]): ImportVerdict => ({
  duplicates: all.flatMap(({ duplicates }) => duplicates),
  losses: all.flatMap(({ losses }) => losses),
  wrong: all.flatMap(({ wrong }) => wrong),
});

export const importsOf = (outcome: Outcome): ImportVerdict =>
  joined([listVerdict(outcome), costVerdict(outcome), paymentVerdict(outcome)]);

/** Flows of what QuickBooks tells. */
const FLOWS = ['jobs', 'vendors', 'costs', 'bill-payments'];

export const isImport = ({ flow }: Pick<SyncRecord, 'flow'>): boolean => FLOWS.includes(flow);

/** Where a record of what QuickBooks told may never end. */
const NEVER = ['wanted', 'queued', 'awaiting-approval', 'rejected'];

/** Why the record of something that QuickBooks told says something that is not so; undefined: it does not. */
export const importEnd = (outcome: Outcome, record: SyncRecord): 'stuck' | 'wrong' | undefined => {
  if (NEVER.includes(record.state)) return 'stuck';
  const isHiddenInProcore = record.flow === 'bill-payments' && outcome.deeds.removed.size > 0;
  return record.state === 'failed' && !isHiddenInProcore ? 'wrong' : undefined;
};
