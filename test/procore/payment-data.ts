import type { ProcoreCompany, Row } from '../../local/simulators/procore/data.ts';
import { contractRecord, line, sampleCompany } from './company-data.ts';

/** A payment issued, as Procore Pay makes it; it pays invoice 1280646. */
export const paymentRow = (id: number, more: Record<string, unknown> = {}): Row => ({
  id,
  amount: '19350.0',
  check_number: null,
  contract_id: 901,
  created_at: '2026-03-02T18:00:00Z',
  updated_at: '2026-03-03T18:00:00Z',
  date: '2026-03-04',
  date_payment_settled: null,
  date_payment_initiated: '2026-03-03T02:30:00Z',
  draw_request_number: 1,
  external_payment_id: 'pp-1',
  invoice_number: 'SD-1041',
  notes: null,
  payment_number: 1,
  attachments: [],
  project_id: 9001,
  requisition_id: 1280646,
  origin_id: null,
  origin_code: null,
  origin_data: null,
  status: 'paid',
  ...more,
});

/**
 * The small company with a second subcontract (902) of the same vendor, an unrelated one (903) and one that nobody
 * has invoiced (904); payments by the commitment that they are issued on.
 */
export const companyThatPays = (payments: Readonly<Record<string, Row[]>> = {}): ProcoreCompany => {
  const company = sampleCompany();
  const [project] = company.projects;
  const add = (id: number, number: string, more: Record<string, unknown>) =>
    project?.work_order_contracts.push({
      record: { ...contractRecord(id, number), ...more },
      line_items: [line(id * 10, 1, '1000.0')],
    });
  add(902, 'SC-002', { updated_at: '2026-03-03T18:00:00Z' });
  add(903, 'SC-003', { vendor: { id: 502, company: 'Birch Masonry' } });
  add(904, 'SC-004', { total_payments: '0.0', total_requisitions_amount: '0.0' });
  for (const contract of [project?.purchase_order_contracts, project?.work_order_contracts].flat())
    if (contract) contract.payments = payments[String(contract.record.id)] ?? [];
  return company;
};
