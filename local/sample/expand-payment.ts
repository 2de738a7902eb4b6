import { id } from './ids.ts';

/** What differs from payment to payment. */
export interface PaymentRow {
  readonly id: string;
  readonly commitmentId: string;
  readonly invoiceId?: string;
  readonly amount: string;
  /** Procore Pay's own id; none: somebody only noted the payment. */
  readonly external?: string;
  /** Paid unless said. */
  readonly status?: string;
  readonly check?: string;
  readonly date?: string;
  /** UTC. */
  readonly initiated?: string;
}

/** A payment issued on a commitment; `step`: its number on that commitment, from 1. */
export const expandPayment = (row: PaymentRow, projectId: number | bigint, step: number) => ({
  id: id(row.id),
  amount: row.amount,
  check_number: row.check ?? null,
  contract_id: id(row.commitmentId),
  created_at: '2026-03-05T18:00:00Z',
  updated_at: '2026-03-06T18:00:00Z',
  date: row.date ?? null,
  date_payment_settled: null,
  date_payment_initiated: row.initiated ?? null,
  external_payment_id: row.external ?? null,
  payment_number: step,
  project_id: projectId,
  requisition_id: row.invoiceId === undefined ? null : id(row.invoiceId),
  origin_id: null as string | null,
  origin_code: null as string | null,
  origin_data: null as string | null,
  status: row.status ?? 'paid',
});

export type PaymentJson = ReturnType<typeof expandPayment>;
