import type { InvoiceRow } from '../expand-invoice.ts';

type Draft = Partial<InvoiceRow> & Pick<InvoiceRow, 'id' | 'commitmentId' | 'invoiceNumber'>;

/** An approved first invoice over 1,000.00 of the first line with nothing wrong, but for what the row says. */
const invoice = (row: Draft): InvoiceRow => ({
  ...{ number: 1, billed: '2026-03-31', due: '900.0', retained: '100.0' },
  items: [{ of: { line: 1 }, work: '1000.0', toDate: '1000.0' }],
  ...row,
});

/** Further invoices of the US contractor that must not be posted; US_PLANTED says why. */
export const US_INVOICES_REFUSED: readonly InvoiceRow[] = [
  invoice({ id: '1280711', commitmentId: '786002', invoiceNumber: 'NF-1', due: '900.01' }),
  invoice({ id: '1280712', commitmentId: '786002', invoiceNumber: 'NOWAK-FACADES-2026-42' }),
  invoice({ id: '1280781', commitmentId: '786004', invoiceNumber: 'EE-2201', billed: '2025-12-31' }),
  invoice({ id: '1280782', commitmentId: '786004', invoiceNumber: 'EE-2202', billed: undefined }),
  invoice({ id: '1280783', commitmentId: '786004', invoiceNumber: 'EE-2203', status: 'under_review' }),
  invoice({ id: '1280784', commitmentId: '786004', invoiceNumber: 'EE-2204', retained: undefined }),
  // A bookkeeper has entered it by hand, in capitals.
  invoice({ id: '1280752', commitmentId: '512011', number: 2, invoiceNumber: 'af-310' }),
  invoice({ id: '1280791', commitmentId: '786909', invoiceNumber: 'DS-1' }),
  invoice({ id: '1280792', commitmentId: '786920', invoiceNumber: 'OD-9001' }),
  invoice({ id: '1280793', commitmentId: '786922', invoiceNumber: 'OD-9002' }),
];
