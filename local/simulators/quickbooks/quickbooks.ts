import { type Bookkeeper, createBookkeeper } from './bookkeeper.ts';
import { type Books, booksOf } from './books.ts';
import { type Company, preferencesOf, type QuickBooksOptions } from './company.ts';
import { type CompanyFile, emptyCompanyFile } from './company-file.ts';
import { startCurrencies } from './currencies.ts';
import { type Processed, processSet } from './message-set.ts';

export type { Bookkeeper } from './bookkeeper.ts';
export type {
  BookBill,
  BookLine,
  BookObject,
  BookOrder,
  BookPayment,
  Books,
  PlainFields,
  PlainValue,
} from './books.ts';
export type { QuickBooksOptions } from './company.ts';
export type { ListKind } from './company-file.ts';
export type { GivenFields } from './given-fields.ts';
export type { Processed } from './message-set.ts';

/** A failure of the request processor, e.g. `{ hresult: '0x80040414', message: 'A modal dialog box is …' }`. */
export interface Failure {
  readonly hresult: string;
  readonly message: string;
}

/** A copy of the company file, message set recovery and stamps included. */
export interface Backup {
  readonly file: CompanyFile;
}

/** One QuickBooks Desktop with one company file open. */
export interface QuickBooks {
  /** Full path of the open company file. */
  readonly companyFile: string;
  readonly country: 'US' | 'CA';
  /** Executes one qbXML document. */
  process(qbxml: string): Promise<Processed>;
  /** Opens a session; '' takes the open file. Iterators live as long as a session. */
  beginSession(companyFile?: string): Failure | undefined;
  endSession(): void;
  /** Ends every iterator, as QuickBooks does when nobody comes for the next page. */
  expireIterators(): void;
  /** Lets the next `times` sessions fail to begin. */
  failSessions(failure: Failure, times?: number): void;
  /** Lets the next `times` documents fail; with `after`, they are executed but the answer is lost. */
  failDocuments(failure: Failure, times?: number, when?: 'before' | 'after'): void;
  /** The people who work at this QuickBooks. */
  readonly people: Bookkeeper;
  snapshot(): Backup;
  /** Puts a backup in the place of the company file. */
  restore(backup: Backup): void;
  books(): Books;
}

interface Faults {
  sessions: Failure[];
  documents: { failure: Failure; when: 'before' | 'after' }[];
}

const openCompany = (options: QuickBooksOptions): Company => {
  const now = options.now ?? (() => new Date());
  const file = emptyCompanyFile();
  if (options.fileId) file.stamps.set(options.fileId.ownerId, options.fileId.fileId);
  return {
    file,
    preferences: preferencesOf(options),
    obstacles: { openObjects: new Set(), busyLists: new Set(), forbidden: new Map() },
    iterators: new Map(),
    seconds: () => Math.floor(now().getTime() / 1000),
  };
};

const beginSession = (company: Company, faults: Faults, companyFile: string): Failure | undefined => {
  const fault = faults.sessions.shift();
  if (fault) return fault;
  company.iterators.clear();
  const asked = companyFile.toLowerCase();
  return asked === '' || asked === company.preferences.companyFile.toLowerCase()
    ? undefined
    : {
        hresult: '0x8004040A',
        message: 'A QuickBooks company data file is already open and it is different from the one requested.',
      };
};

const processWithFaults = async (
  company: Company,
  faults: Faults,
  qbxml: string,
  pause: () => Promise<void>,
): Promise<Processed> => {
  const fault = faults.documents.shift();
  if (fault?.when === 'before') return fault.failure;
  const processed = await processSet(company, qbxml, pause);
  return fault?.failure ?? processed;
};

/**
 * A strict QuickBooks Desktop with an empty company file. It refuses what QuickBooks refuses, in its order
 * and words, and shares no code with the connector.
 */
export const createQuickBooks = (options: QuickBooksOptions = {}): QuickBooks => {
  const company = openCompany(options);
  if (company.preferences.multiCurrency) startCurrencies(company);
  const faults: Faults = { sessions: [], documents: [] };
  const pause = async (): Promise<void> => {
    if (options.wait && options.msPerRequest) await options.wait(options.msPerRequest);
  };
  return {
    companyFile: company.preferences.companyFile,
    country: company.preferences.country,
    process: (qbxml) => processWithFaults(company, faults, qbxml, pause),
    beginSession: (companyFile = '') => beginSession(company, faults, companyFile),
    endSession: () => company.iterators.clear(),
    expireIterators: () => company.iterators.clear(),
    failSessions: (failure, times = 1) => {
      for (let n = 0; n < times; n += 1) faults.sessions.push(failure);
    },
    failDocuments: (failure, times = 1, when = 'before') => {
      for (let n = 0; n < times; n += 1) faults.documents.push({ failure, when });
    },
    people: createBookkeeper(company),
    snapshot: () => ({ file: structuredClone(company.file) }),
    restore: (backup) => {
      company.file = structuredClone(backup.file);
      company.iterators.clear();
    },
    books: () => booksOf(company),
  };
};
