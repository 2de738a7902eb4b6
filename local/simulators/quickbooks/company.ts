import type { CompanyFile, ListKind } from './company-file.ts';

/** What the simulated QuickBooks and its company file are like. */
export interface QuickBooksOptions {
  readonly country?: 'US' | 'CA';
  /** Year − 1990: 32 = 2022, 33 = 2023, 34 = 2024. */
  readonly majorVersion?: number;
  readonly productName?: string;
  /** What HostQuery lists and QuickBooks takes; default 1.0 … 16.0. */
  readonly supportedVersions?: readonly string[];
  readonly companyName?: string;
  /** Full path; a Web Connector that asks for another file is refused. */
  readonly companyFile?: string;
  /** ISO date up to which the books are closed. */
  readonly closingDate?: string;
  /** "Inventory and purchase orders are active"; default true. Off: 3250 for purchase orders. */
  readonly usesPurchaseOrders?: boolean;
  /** "Do you create estimates?"; default true. Off: 3250 for estimates. */
  readonly usesEstimates?: boolean;
  readonly multiCurrency?: boolean;
  /** Clock; default the computer's. */
  readonly now?: () => Date;
  /** Minutes east of UTC of the computer that QuickBooks runs on; default −300. */
  readonly utcOffset?: number;
  /** Its clock goes an hour ahead in summer, as in North America; default false. */
  readonly daylightSaving?: boolean;
  /** How long an iterator waits for its next page; default: as long as the session. */
  readonly iteratorSeconds?: number;
  /** The stamp that the Web Connector once wrote into the file. */
  readonly fileId?: { readonly ownerId: string; readonly fileId: string };
  /** How QuickBooks spends time; with `msPerRequest`, called once per request. */
  readonly wait?: (ms: number) => Promise<void>;
  readonly msPerRequest?: number;
  /** A status check answers statuses and ErrorRecovery only; default false: the Rets too. */
  readonly recoveryWithoutRets?: boolean;
}

export interface Preferences {
  readonly country: 'US' | 'CA';
  readonly majorVersion: number;
  readonly productName: string;
  readonly supportedVersions: readonly string[];
  readonly companyName: string;
  readonly companyFile: string;
  readonly utcOffset: number;
  readonly daylightSaving: boolean;
  readonly iteratorSeconds: number;
  readonly recoveryWithoutRets: boolean;
  closingDate: string | undefined;
  usesPurchaseOrders: boolean;
  usesEstimates: boolean;
  multiCurrency: boolean;
}

/** What operators of the simulator have locked or forbidden. */
export interface Obstacles {
  /** ListIDs and TxnIDs that somebody has open. */
  readonly openObjects: Set<string>;
  /** Lists that somebody is changing. */
  readonly busyLists: Set<ListKind>;
  /** Message → status code. */
  readonly forbidden: Map<string, '3260' | '3261'>;
}

export interface Iterator {
  readonly message: string;
  /** Second of the last page. */
  used: number;
  readonly left: string[];
}

/** One company file open in one QuickBooks. */
export interface Company {
  file: CompanyFile;
  readonly preferences: Preferences;
  readonly obstacles: Obstacles;
  /** Iterators of the current session, by iteratorID. */
  readonly iterators: Map<string, Iterator>;
  /** Seconds since 1970. */
  readonly seconds: () => number;
}

const VERSIONS = [
  ...['1.0', '1.1', '2.0', '2.1', '3.0', '4.0', '4.1', '5.0', '6.0', '7.0', '8.0', '9.0', '10.0'],
  ...['11.0', '12.0', '13.0', '14.0', '15.0', '16.0'],
];

/** The options with their defaults. */
export const preferencesOf = (options: QuickBooksOptions): Preferences => {
  const majorVersion = options.majorVersion ?? 34;
  return {
    country: options.country ?? 'US',
    majorVersion,
    productName: options.productName ?? `QuickBooks Enterprise Solutions: Contractor ${majorVersion - 10}.0`,
    supportedVersions: options.supportedVersions ?? VERSIONS,
    companyName: options.companyName ?? 'Plumb & True Builders',
    companyFile: options.companyFile ?? 'C:\\QuickBooks\\Plumb and True Builders.qbw',
    utcOffset: options.utcOffset ?? -300,
    daylightSaving: options.daylightSaving ?? false,
    iteratorSeconds: options.iteratorSeconds ?? Number.POSITIVE_INFINITY,
    recoveryWithoutRets: options.recoveryWithoutRets ?? false,
    closingDate: options.closingDate,
    usesPurchaseOrders: options.usesPurchaseOrders ?? true,
    usesEstimates: options.usesEstimates ?? true,
    multiCurrency: options.multiCurrency ?? false,
  };
};
