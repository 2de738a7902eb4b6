import { bulkCommitments } from '../bulk.ts';
import { bulkInvoices, bulkPayments } from '../bulk-invoices.ts';
import { ALDER, NORTHGATE, PENA } from './projects.ts';

/** The ordinary commitments of the US contractor. */
export const US_BULK = bulkCommitments({
  seed: 4418,
  count: 14,
  lines: 18,
  firstSubcontractId: '786100',
  firstOrderId: '512100',
  firstNumber: 501,
  prefixes: ['SC-', 'PO-'],
  projectIds: [NORTHGATE, ALDER, NORTHGATE, PENA],
  vendorIds: ['161072', '161073', '161076', '161077', '161092', '161093', '161094', '36028797018963985'],
  codes: [
    ...['01-500', '01-740', '02-410', '03-100', '03-200', '03-300', '03-350', '04-220', '05-120', '05-310'],
    ...['06-100', '07-100', '07-210', '07-620', '08-410', '08-800', '09-250', '09-300', '09-510', '09-900'],
    ...[
      '21-130',
      '22-110',
      '23-310',
      '26-050-33',
      '26-240',
      '27-150',
      '28-310',
      '31-220',
      '32-120',
      '33-100',
    ],
  ],
  works: [
    ...['Supply & install', 'Labor only', 'Material – “as specified”', 'Demolition', 'Patch & repair'],
    ...['Mobilization', 'Shop drawings', 'Cutting/coring', 'Façade access', 'Punch list'],
  ],
  places: ['level 1', 'level 2', 'grid A–D', 'north wing', 'south wing', 'roof', 'site', "owner's area"],
  uoms: ['sf', 'lf', 'cy', 'ea', 'hr'],
});

export const US_BULK_INVOICES = bulkInvoices({
  seed: 1280,
  firstId: '1281001',
  commitments: US_BULK,
  tax: 0n,
});

export const US_BULK_PAYMENTS = bulkPayments(US_BULK_INVOICES, '92001');
