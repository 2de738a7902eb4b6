import type { SessionReport } from '../local/simulators/web-connector/web-connector.ts';
import type { Holdings } from './made-costs.ts';

/** What the benchmark asks of the process in which QuickBooks and the Web Connector run. */
export type Asked =
  | {
      readonly do: 'install';
      readonly qwc: string;
      readonly password: string;
      readonly msPerRecord: number;
      readonly holdings?: Holdings;
    }
  | { readonly do: 'session' };

/** One session as its Web Connector saw it. */
export interface SessionSeen {
  readonly report: SessionReport;
  /** From the first call to the end of the last, in milliseconds. */
  readonly ms: number;
  /** Purchase orders in the company file afterwards. */
  readonly orders: number;
}

export type Told =
  | { readonly is: 'installed' }
  | { readonly is: 'session'; readonly seen: SessionSeen }
  | { readonly is: 'failed'; readonly why: string };
