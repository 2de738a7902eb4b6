/** The queries that bring what QuickBooks knows: each has a schedule of its own. */
export type ImportSchedule = 'jobs' | 'vendors' | 'costs' | 'payments';

/** How often QuickBooks is asked. */
export type Every = '1h' | '2h' | '4h' | 'daily' | 'never';

/** The settings of a connection as every flow and the session see them: validated, complete, frozen. */
export interface Settings {
  /** Name of the connection: a–z, 0–9, hyphen; ≤ 32 characters. */
  readonly name: string;
  readonly mode: 'read-only' | 'live';
  readonly country: 'US' | 'CA';
  /** ISO date. */
  readonly startDate: string;
  readonly procore: {
    readonly companyId: string;
    readonly apiUrl: string;
    readonly loginUrl: string;
    readonly clientId: string;
    /** Where the client secret is: `env:NAME`, `file:path` or `secretsmanager:id`. */
    readonly clientSecret: string;
  };
  readonly webConnector: {
    readonly user: string;
    /** Full path of the company file; '' = the file that is open. */
    readonly companyFile: string;
    /** How often the Web Connector asks, in minutes. */
    readonly everyMinutes: number;
    /** The mark that the company file carries from an earlier deployment; absent: a new one is made. */
    readonly fileId?: string;
  };
  readonly projects: 'all' | 'erp' | readonly string[];
  readonly companies: 'referenced' | 'all';
  /** job: a project becomes a job under a customer. customer: it becomes a customer. */
  readonly projectsAs: 'job' | 'customer';
  /** The QuickBooks customer (full name) of a project: by project id, else the default, else nobody. */
  readonly customers: { readonly default?: string; readonly byProject: Readonly<Record<string, string>> };
  /** Id of the standard cost code list; absent: the ERP list, else the only one. */
  readonly costCodeList?: string;
  readonly accounts: {
    readonly income: string;
    readonly expense: string;
    /** A/P account of bills; needed where the company file has several. */
    readonly payable?: string;
    /** Bank account that Procore Pay's payments are drawn on. */
    readonly bank?: string;
    /** By code prefix; the longest that fits wins over income and expense. */
    readonly byPrefix: readonly {
      readonly prefix: string;
      readonly income?: string;
      readonly expense?: string;
    }[];
  };
  readonly taxCodes: {
    /** US: the non-taxable code of new items. CA: the code of every line that no other rule names. */
    readonly default?: string;
    readonly byProcoreTaxCode: Readonly<Record<string, string>>;
    readonly byVendor: Readonly<Record<string, string>>;
    readonly byProject: Readonly<Record<string, string>>;
  };
  readonly link: 'exact-name' | 'ask';
  /** Flows whose documents a person approves before they are posted. */
  readonly approval: Readonly<Record<string, 'auto' | 'manual'>>;
  /** Flows switched off. */
  readonly off: readonly string[];
  readonly orderStatuses: readonly string[];
  /** Template of the order number: {number}, {number:digits}, {number:last8}, {project.number}. */
  readonly orderNumber: string;
  /** Id of the budget view whose rows are exported; absent: the one that has original amounts. */
  readonly budgetView?: string;
  /** Service item (full name) of retainage lines; it is no cost code. */
  readonly retainageItem?: string;
  /** Whether a bill draws down the lines of its purchase order. */
  readonly linkBills: boolean;
  /** What becomes of a negative line in a positive invoice. */
  readonly negativeLines: 'refuse' | 'send';
  /** What becomes of an invoice with a negative net. */
  readonly credits: 'off' | 'vendor-credit';
  /** An order that ends in Procore is closed in QuickBooks: on a person's word, or by itself. */
  readonly closeOrders: 'ask' | 'auto';
  /** Whether bill lines of a job may be billed on to its customer; or for which projects (ids). */
  readonly billable: 'never' | 'always' | readonly string[];
  /** Per flow: whether its records carry QuickBooks' ids in Procore once they are synced. Absent: as the flow says. */
  readonly markProcore: Readonly<Record<string, boolean>>;
  /** How often jobs, vendors, costs and bill payments are read from QuickBooks. */
  readonly imports: Readonly<Record<ImportSchedule, Every>>;
  /** Of journals, lines of a job on these accounts are costs: account (full name) → full code of a standard cost code. */
  readonly journalCodes?: Readonly<Record<string, string>>;
  /** Most calls of Procore's API in an hour for what is not urgent: looking for what webhooks have lost. */
  readonly procoreCallsPerHour: number;
  /** When both sides are compared each night: `02:00` of an IANA time zone. Absent, as it was stored once: never. */
  readonly reconcile?: 'never' | { readonly at: string; readonly timeZone: string };
  readonly defaultClass?: string;
  readonly defaultTerms?: string;
}

/** The accounts of a new item, by its cost code: the longest prefix that fits and names one, else the general ones. */
export const accountsOf = (code: string, { accounts }: Pick<Settings, 'accounts'>) => {
  const longest = accounts.byPrefix
    .filter(({ prefix }) => code.startsWith(prefix))
    .sort((a, b) => b.prefix.length - a.prefix.length);
  return {
    income: longest.find(({ income }) => income)?.income ?? accounts.income,
    expense: longest.find(({ expense }) => expense)?.expense ?? accounts.expense,
  };
};
