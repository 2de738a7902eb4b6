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
    recoveryWithoutRets: options.recoveryWithoutRets ?? false,
    closingDate: options.closingDate,
    usesPurchaseOrders: options.usesPurchaseOrders ?? true,
    usesEstimates: options.usesEstimates ?? true,
    multiCurrency: options.multiCurrency ?? false,
  };
};

const two = (value: number): string => String(value).padStart(2, '0');

/** QuickBooks' time, local with offset, e.g. `2026-08-05T16:43:30-04:00`. */
export const localTime = (company: Company, seconds: number): string => {
  const { utcOffset } = company.preferences;
  const local = new Date((seconds + utcOffset * 60) * 1000).toISOString().slice(0, 19);
  const minutes = Math.abs(utcOffset);
  return `${local}${utcOffset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
};

/** Today in QuickBooks' time zone, ISO. */
export const today = (company: Company): string => localTime(company, company.seconds()).slice(0, 10);

const DATE_TIME =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:T(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:([+-])(\d{1,2}):(\d{1,2}))?)?)?)?$/;

/**
 * The second that a DATETIMETYPE names; without an offset it is QuickBooks' local time. What is left out is
 * the start of the day, hour or minute, or its end when `end` is given.
 */
export const secondOf = (company: Company, text: string, end = false): number | undefined => {
  const match = DATE_TIME.exec(text);
  if (!match) return undefined;
  const part = (index: number, otherwise: number): number => Number(match[index] ?? otherwise);
  const utc = Date.UTC(
    part(1, 0),
    part(2, 1) - 1,
    part(3, 1),
    part(4, end ? 23 : 0),
    part(5, end ? 59 : 0),
    part(6, end ? 59 : 0),
  );
  const sign = match[7] === '-' ? -1 : 1;
  const offset = match[7] ? sign * (part(8, 0) * 60 + part(9, 0)) : company.preferences.utcOffset;
  return utc / 1000 - offset * 60;
};
