import type { Feed, ImportContext, Ref } from '../import-flow.ts';
import type { Element } from '../qbxml/message.ts';
import type { Settings } from '../settings.ts';

/** An object as a line names it. */
interface Name {
  readonly id: string;
  readonly name: string;
}

/** A line of the books that Procore does not see, with the reason. Amounts are decimal. */
export interface UncodedLine {
  readonly of: Feed;
  readonly txnId: string;
  readonly number: string;
  readonly date: string;
  readonly payee?: Name;
  readonly why: string;
  readonly line: {
    readonly amount: string;
    readonly job?: Name;
    readonly item?: Name;
    readonly account?: string;
  };
}

/** Which transactions hold costs, and what of them becomes none in Procore. */
export interface CostReading {
  readonly feeds: readonly Feed[];
  refs(feed: Feed, ret: Element, settings: Settings): readonly Ref[];
  lines(feed: Feed, ret: Element, known: Pick<ImportContext, 'settings' | 'owner'>): readonly UncodedLine[];
}

/** In words. */
export const WHY: Readonly<Record<string, string>> = {
  'before-start': 'before the start date',
  'no-job': 'no job',
  'job-not-synced': 'its job is not in Procore',
  'no-item': 'an account, no item',
  'item-not-synced': 'its item is not in Procore',
  'billed-from-order': 'billed in QuickBooks, not invoiced in Procore',
  'foreign-currency': 'in another currency',
  'tax-included': 'with sales tax',
};
