import type { Method, QbwcError } from './qbwc-error.ts';
import type { Carry } from './soap-call.ts';

/** What a Web Connector needs of the QuickBooks on its computer. */
export interface LocalQuickBooks {
  readonly companyFile: string;
  readonly country: string;
  process(
    qbxml: string,
  ): Promise<{ readonly response: string } | { readonly hresult: string; readonly message: string }>;
  beginSession(companyFile: string): { readonly hresult: string; readonly message: string } | undefined;
  endSession(): void;
}

/**
 * What happens to a call: it goes through; `lose-answer`: the server gets it, its answer never arrives;
 * `die`: the computer is switched off before it is sent.
 */
export type Fate = 'go' | 'lose-answer' | 'die';

/** One application of one Web Connector. */
export interface SessionOptions {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly quickbooks: LocalQuickBooks;
  /** Named in the report. */
  readonly appName: string;
  readonly ownerId: string;
  /** The user has chosen Auto-Run; only then seconds to postpone and the minimum interval count. */
  readonly autoRun?: boolean;
  /** Version of the Web Connector; default 2.3.0.215. */
  readonly version?: string;
  /** Milliseconds until a SOAP call is given up; default 100,000 as .NET's. */
  readonly soapMs?: number;
  /** How the 5 s of a NoOp pause pass; default real time. */
  readonly pause?: (ms: number) => Promise<void>;
  /** Milliseconds, for the report; default performance.now. */
  readonly clock?: () => number;
  /** Carries the calls in place of HTTP: within one process. */
  readonly carry?: Carry;
  /** Called before each call; decides its fate. */
  readonly onCall?: (method: Method, number: number) => Fate | undefined;
}

/** How a session ended. */
export type Ending =
  | 'complete'
  | 'no-data'
  | 'invalid-user'
  | 'busy'
  | 'postponed'
  | 'refused-by-server'
  | 'connection-failed'
  | 'stopped-by-server'
  | 'failed'
  | 'died';

/** One run, as the Web Connector's window and log would show it. */
export interface SessionReport {
  readonly appName: string;
  readonly calls: readonly { readonly method: Method; readonly ms: number }[];
  readonly ending: Ending;
  /** The Status column. */
  readonly status: string;
  readonly error?: QbwcError;
  /** Time that QuickBooks spent on documents. */
  readonly quickbooksMs: number;
  /** Documents given to QuickBooks, without the one that asks who it is. */
  readonly documents: number;
  /** Requests within them. */
  readonly requests: number;
  /** What receiveResponseXML answered, one after another. */
  readonly lastProgress: readonly number[];
  /** NoOp pauses taken. */
  readonly pauses: number;
  /** The texts of getLastError other than NoOp. */
  readonly lastErrors: readonly string[];
  readonly warnings: readonly string[];
  /** Seconds until the next run, when the server postponed this one. */
  readonly postponeSeconds?: number;
  /** Lower limit of the interval that the server asked for. */
  readonly minimumSeconds?: number;
}
