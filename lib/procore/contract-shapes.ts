import type { CommitmentLine, CostCodeUse, Origin } from './shapes.ts';

/** A change order package of a commitment, or a commitment change order where no package exists. */
export interface ChangeOrder {
  /** Of its package; of one without a package `cco-` and its own id. */
  readonly id: string;
  readonly projectId: string;
  readonly commitmentId: string;
  /** A prime contract's goes nowhere. */
  readonly of: 'commitment' | 'prime';
  readonly number: string;
  readonly title: string;
  readonly status: string;
  /** With markups. */
  readonly grandTotal: string;
  readonly currency?: string;
  readonly lines: readonly ChangeOrderLine[];
  readonly origin?: Origin;
}

/** `amount` is without markups. An id that only the v2 API knows has `cco-` before it. */
export type ChangeOrderLine = CommitmentLine & {
  /** Markups on this line together, two decimals. */
  readonly markup: string;
  /** The line of the commitment that it changes, where Procore names one. */
  readonly commitmentLineId?: string;
};

/** A subcontractor invoice (requisition). Amounts are decimal strings with two decimals, before tax. */
export interface Invoice {
  readonly id: string;
  readonly projectId: string;
  readonly commitmentId: string;
  readonly vendorId?: string;
  /** Of the requisition: 1, 2, 3 within its commitment. */
  readonly number: string;
  /** The subcontractor's own number; '' when it gave none. */
  readonly invoiceNumber: string;
  /** What a person calls its commitment, e.g. `SC-001 - Drywall`. */
  readonly contract: string;
  readonly status: string;
  /** ISO dates. */
  readonly billingDate?: string;
  readonly periodStart?: string;
  readonly periodEnd?: string;
  /** The last one of its commitment. */
  readonly final: boolean;
  readonly currency?: string;
  /** Absent fields are those that Procore did not show: never taken as zero. */
  readonly summary: {
    readonly currentPaymentDue?: string;
    readonly totalRetainage?: string;
    /** Part of the current payment due; absent where the company has no taxes. */
    readonly tax?: string;
  };
  /** Total retainage of the invoice before it; absent: there is none before it. */
  readonly previous?: { readonly id: string; readonly totalRetainage?: string };
  /** In the order of the invoice. */
  readonly items: readonly InvoiceItem[];
  readonly origin?: Origin;
}

export interface InvoiceItem {
  readonly id: string;
  readonly kind: 'contract_item' | 'contract_detail_item' | 'change_order_item' | 'whole_change_order_item';
  /** The line that it bills: of the commitment, or of a change order. Absent for a whole change order. */
  readonly lineId?: string;
  /** For change order items: the change order package. */
  readonly changeOrderId?: string;
  readonly description: string;
  readonly costCode: CostCodeUse;
  readonly taxCodeId?: string;
  readonly scheduledValue: string;
  /** Of a line billed by units. */
  readonly scheduledQuantity?: string;
  readonly workThisPeriod: string;
  /** Stored before, used in this period. */
  readonly materialsMoved: string;
  readonly storedNow: string;
  /** Stored on the invoice before. */
  readonly storedBefore: string;
  /** Work and stored materials of all invoices up to this one. */
  readonly billedToDate: string;
}

/** A payment issued on a commitment (contract payment). */
export interface Payment {
  readonly id: string;
  readonly projectId: string;
  readonly commitmentId: string;
  /** Of the commitment. */
  readonly vendorId?: string;
  /** What a person calls it: its commitment and its number, e.g. `SC-001 payment 2`. */
  readonly name: string;
  /** The invoice that it pays. */
  readonly invoiceId?: string;
  /** Procore Pay's own id; absent for payments that somebody only noted. */
  readonly externalPaymentId?: string;
  readonly amount: string;
  /** In small letters: `paid`, `processing`, `failed`, …; '' when Procore tells none. */
  readonly status: string;
  /** ISO date. */
  readonly date?: string;
  /** When Procore Pay began to pay it, as Procore gives it (UTC). */
  readonly initiatedAt?: string;
  /** UTC, as Procore gives it. */
  readonly createdAt: string;
  readonly checkNumber: string;
  readonly currency?: string;
  readonly origin?: Origin;
  /** Every payment of the project with the same external payment id and vendor, by id, this one among them. */
  readonly together: readonly Pick<
    Payment,
    'id' | 'commitmentId' | 'name' | 'invoiceId' | 'amount' | 'status'
  >[];
}
