import type { InvoiceRow } from '../expand-invoice.ts';
import { LIGHTING } from './change-orders.ts';
import { GST_ONLY } from './posted.ts';

const ELECTRICITY = '562949953490001';
const PLUMBING = '562949953490004';

/** Invoices of the Canadian contractor: due with tax, the amounts of the items before it. */
export const CA_INVOICES: readonly InvoiceRow[] = [
  {
    ...{ id: '562949953503001', commitmentId: ELECTRICITY, number: 1, invoiceNumber: 'É-1041' },
    ...{ billed: '2026-02-28', period: ['2026-02-01', '2026-02-28'] },
    ...{ due: '13452.02', retained: '1300.0', tax: '1752.07' },
    items: [
      { of: { line: 1 }, work: '10000.0', toDate: '10000.0' },
      { of: { line: 3 }, work: '2999.95', toDate: '2999.95' },
    ],
  },
  // Procore's own tax code of an item is another than that of its order line.
  {
    ...{ id: '562949953503002', commitmentId: ELECTRICITY, previous: '562949953503001', number: 2 },
    ...{ invoiceNumber: 'É-1042', billed: '2026-03-31', period: ['2026-03-01', '2026-03-31'] },
    ...{ due: '28350.47', retained: '4300.05', tax: '1350.02' },
    items: [
      { of: { line: 2 }, work: '28500.5', toDate: '28500.5', taxCode: GST_ONLY },
      { of: { changeOrder: LIGHTING, line: 1 }, work: '1500.0', toDate: '1500.0' },
    ],
  },
  {
    ...{ id: '562949953503003', commitmentId: PLUMBING, number: 1, invoiceNumber: 'PC-77' },
    ...{ billed: '2026-03-15', due: '4500.0', retained: '500.0' },
    items: [{ of: { line: 1 }, work: '5000.0', toDate: '5000.0' }],
  },
  // Negative as a whole: a credit here.
  {
    ...{ id: '562949953503004', commitmentId: PLUMBING, previous: '562949953503003', number: 2 },
    ...{ invoiceNumber: 'PC-78', billed: '2026-03-31', due: '-450.0', retained: '450.0' },
    items: [{ of: { line: 1 }, work: '-500.0', toDate: '4500.0' }],
  },
  {
    ...{ id: '562949953503005', commitmentId: '562949953480004', number: 1, invoiceNumber: 'VJ-1' },
    ...{ billed: '2026-03-20', due: '1397.86', retained: '0.0', tax: '160.82' },
    items: [{ of: { line: 1 }, work: '1237.04', toDate: '1237.04' }],
  },
  {
    ...{ id: '562949953503006', commitmentId: '562949953490006', number: 1, invoiceNumber: '請求-7' },
    ...{ billed: '2026-03-20', due: '1000.0', retained: '0.0' },
    items: [{ of: { line: 1 }, work: '1000.0', toDate: '1000.0' }],
  },
  {
    ...{ id: '562949953503007', commitmentId: '562949953490003', number: 1, invoiceNumber: 'TE-1' },
    ...{ billed: '2026-03-20', due: '1000.0', retained: '0.0', currency: 'USD' },
    items: [{ of: { line: 1 }, work: '1000.0', toDate: '1000.0' }],
  },
  {
    ...{ id: '562949953503008', commitmentId: '562949953490003', number: 2, invoiceNumber: 'TE-2' },
    ...{ billed: '2026-03-31', due: '1000.0', retained: '0.0', status: 'draft' },
    items: [{ of: { line: 1 }, work: '1000.0', toDate: '2000.0' }],
  },
];
