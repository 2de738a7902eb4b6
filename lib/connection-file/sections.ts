import type { Settings } from '../settings.ts';
import { account, companyFile, customer, guid, id, minutes, named, taxCode, user, yesOrNo } from './forms.ts';
import { group } from './group.ts';
import {
  checked,
  keyed,
  listOf,
  oneOf,
  optional,
  parsed,
  type Reader,
  required,
  withDefault,
} from './reader.ts';
import type { Given } from './tree.ts';

export const webConnectorSection: Reader<Settings['webConnector']> = group({
  user: required(user),
  companyFile: withDefault(companyFile, ''),
  everyMinutes: withDefault(minutes, 5),
  fileId: optional(guid),
});

const projectId = id('the id of a project in Procore');

/** One of some words, or a list of project ids. */
const projectsOr = <const W extends string>(words: readonly W[]): Reader<W | readonly string[]> => {
  const ids = listOf(projectId, `${words.join(', ')}, or a list of project ids`, 1);
  return {
    must: ids.must,
    read: (given, report) => {
      const text = given.is === 'text' ? given.text.toLowerCase() : '';
      return words.find((word) => word === text) ?? ids.read(given, report);
    },
  };
};

export const projectChoice: Reader<Settings['projects']> = projectsOr(['all', 'erp']);
export const projectsOrNot: Reader<Settings['billable']> = projectsOr(['never', 'always']);

const byProject = <T>(value: Reader<T>, what: string) =>
  keyed(projectId, value, `a group with a line "project id: ${what}" for each project`);

export const customersSection: Reader<Settings['customers']> = group({
  default: optional(customer),
  byProject: withDefault(byProject(customer, 'customer'), {}),
});

const prefix: Reader<string> = parsed('the beginning of a cost code, such as 26-05', (text) =>
  /^[^\s\p{Cc}]{1,31}$/u.test(text) ? text : undefined,
);

type Prefixed = Settings['accounts']['byPrefix'][number];

const prefixed: Reader<Prefixed> = checked(
  group({ prefix: required(prefix), income: optional(account), expense: optional(account) }),
  (row, { path, line }, report) => {
    if (row.income || row.expense) return row;
    report(line, `${path} names no account; give it income, expense or both.`);
    return undefined;
  },
);

const MUST_PREFIXES = 'a list of groups with the keys prefix, income and expense';

const prefixes: Reader<readonly Prefixed[]> = {
  must: MUST_PREFIXES,
  read: (given, report) => {
    const items: readonly Given[] = given.is === 'list' ? given.items : [given];
    const rows = items.map((item) => prefixed.read(item, report));
    for (const [place, row] of rows.entries()) {
      const first = rows.findIndex((other) => other?.prefix === row?.prefix);
      if (!row || first === place) continue;
      const line = items[place]?.line ?? given.line;
      report(
        line,
        `${given.path} names the prefix ${row.prefix} again, first on line ${items[first]?.line}.`,
      );
    }
    const whole = rows.filter((row) => row !== undefined);
    return whole.length === rows.length ? whole : undefined;
  },
};

export const accountsSection: Reader<Settings['accounts']> = group({
  income: required(account),
  expense: required(account),
  payable: optional(account),
  bank: optional(account),
  byPrefix: withDefault(prefixes, []),
});

export const taxCodesSection = group({
  default: optional(taxCode),
  byProcoreTaxCode: withDefault(
    keyed(id('the id of a tax code in Procore'), taxCode, 'a group of lines "Procore tax code id: code"'),
    {},
  ),
  byVendor: withDefault(
    keyed(id('the id of a company in Procore'), taxCode, 'a group of lines "company id: code"'),
    {},
  ),
  byProject: withDefault(byProject(taxCode, 'code'), {}),
});

/** Procore's statuses at which an order may stand in the books: no draft, nothing void. */
const STATUSES = [
  ...['Approved', 'Complete', 'Closed', 'Processing', 'Submitted'],
  ...['Partially Received', 'Received', 'Out For Signature'],
] as const;

const status = oneOf(STATUSES);

export const orderStatuses = listOf(status, `a list of ${status.must}`, 1);

export const className = named('the full name of a class in QuickBooks', 159);
/** A service item may stand under others, each level of 31 characters. */
export const itemName = named('the full name of a service item in QuickBooks, such as Retainage', 159);
export const termsName = named('the name of terms in QuickBooks', 31);

const every = oneOf(['1h', '2h', '4h', 'daily', 'never']);

export const EVERY_HOUR_OR_TWO = { jobs: '1h', vendors: '1h', costs: '2h', payments: '1h' } as const;

export const importsSection: Reader<Settings['imports']> = group({
  jobs: withDefault(every, EVERY_HOUR_OR_TWO.jobs),
  vendors: withDefault(every, EVERY_HOUR_OR_TWO.vendors),
  costs: withDefault(every, EVERY_HOUR_OR_TWO.costs),
  payments: withDefault(every, EVERY_HOUR_OR_TWO.payments),
});

/** A journal has no items: the account says which cost code a line of a job is. */
export const journalCodesSection: Reader<Settings['journalCodes']> = keyed(
  account,
  named('the full code of a standard cost code, such as 01-520', 31),
  'a group of lines "account: cost code"',
);

/** Names of the flows by the side that their records go to. */
export interface FlowNames {
  readonly toQuickBooks: readonly string[];
  readonly toProcore: readonly string[];
}

export const AT_NIGHT = { at: '02:00', timeZone: 'America/New_York' } as const;

const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
};

/** A time of day and where it is so; or never. */
export const night = parsed<NonNullable<Settings['reconcile']>>(
  'never, or a time of day and a time zone, such as 02:00 America/New_York',
  (text) => {
    if (text.toLowerCase() === 'never') return 'never';
    const [, at = '', timeZone = ''] = /^((?:[01]\d|2[0-3]):[0-5]\d) (\S+)$/.exec(text) ?? [];
    return at !== '' && isTimeZone(timeZone) ? { at, timeZone } : undefined;
  },
);

/** Settings that are given per flow; a flow that does not exist is refused. */
export const flowSections = ({ toQuickBooks, toProcore }: FlowNames) => {
  const flow = oneOf([...toQuickBooks, ...toProcore]);
  return {
    approval: keyed(flow, oneOf(['auto', 'manual']), `a group of lines "flow: auto" or "flow: manual"`),
    markProcore: keyed(oneOf(toQuickBooks), yesOrNo, 'a group of lines "flow: true" or "flow: false"'),
    off: listOf(flow, `a list of the flows ${flow.must}`),
  };
};
