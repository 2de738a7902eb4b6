import type { NotWritten } from './write-failure.ts';

/** An address as Procore keeps it: one text of lines, and the rest apart. */
export interface Place {
  readonly address?: string;
  readonly city?: string;
  /** Two letters. */
  readonly stateCode?: string;
  readonly zip?: string;
  /** Two letters. */
  readonly countryCode?: string;
}

/** A line of a direct cost. `amount` is a decimal string; negative for credits. */
export interface DirectCostLine {
  readonly originId: string;
  /** The standard cost code that the line's item stands for; of a journal's line, the one that the settings name. */
  readonly code: { readonly standardCostCodeId: string } | { readonly fullCode: string };
  readonly amount: string;
  readonly description?: string;
}

/** What is created, or brought up to date, in Procore; found again by its origin_id. Dates are ISO dates. */
export type ProcoreEntry =
  | ({ readonly of: 'project'; readonly originId: string; readonly name: string } & Place)
  | ({
      readonly of: 'company';
      readonly originId: string;
      readonly originCode: string;
      readonly name: string;
      readonly phone?: string;
      readonly fax?: string;
      readonly email?: string;
    } & Place)
  | {
      readonly of: 'contract-payment';
      readonly originId: string;
      readonly projectId: string;
      readonly contractId: string;
      readonly requisitionId: string;
      readonly date: string;
      readonly amount: string;
      readonly method: 'check' | 'credit_card';
      readonly checkNumber?: string;
      readonly invoiceNumber?: string;
      readonly notes?: string;
    }
  | {
      readonly of: 'direct-cost';
      readonly originId: string;
      readonly projectId: string;
      readonly type: 'invoice' | 'expense';
      readonly vendorId?: string;
      readonly number: string;
      readonly date: string;
      readonly description?: string;
      readonly lines: readonly DirectCostLine[];
    };

/** Where an entry stands in Procore. */
export interface EntryKey {
  readonly of: ProcoreEntry['of'];
  /** Absent: whether it is there at all is not known. */
  readonly id?: string;
  readonly originId: string;
  readonly projectId?: string;
  readonly contractId?: string;
}

/** What Procore made of one entry. */
export type Entered = { readonly is: 'done'; readonly id: string } | NotWritten;

/** Procore as the writer enters what QuickBooks tells. Safe to repeat: an entry is found by its origin_id first. */
export interface Entering {
  /** One answer for each entry, in order. Entries of one kind and project go together. */
  enter(entries: readonly ProcoreEntry[], known: ReadonlyMap<string, EntryKey>): Promise<Entered[]>;
  /** Takes entries away; where Procore does not let it, sets them to zero with a note. */
  remove(keys: readonly EntryKey[], why: string): Promise<Entered[]>;
}
