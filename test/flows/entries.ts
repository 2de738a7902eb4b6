import { billPayments } from '../../lib/flows/bill-payments.ts';
import { costs } from '../../lib/flows/costs.ts';
import { jobs } from '../../lib/flows/jobs.ts';
import { vendors } from '../../lib/flows/vendors.ts';
import type { Feed, ImportContext, ImportFlow } from '../../lib/import-flow.ts';
import type { ProcoreEntry } from '../../lib/procore/entries.ts';
import { entryOf, importing, OURS, owned, partsOf } from './imports.ts';
import { us } from './settings.ts';
import { itemLine, journalLine, STRANGER, TXN, transaction } from './transactions.ts';

const ADDRESS =
  '<Addr1>900 Dock St</Addr1><City>Seattle</City><State>WA</State><PostalCode>98101</PostalCode><Country>USA</Country>';

const JOB =
  '<CustomerRet><ListID>80000021-1</ListID><Name>Pier 9</Name><FullName>Harbor Trust:Pier 9</FullName>' +
  '<IsActive>true</IsActive><ParentRef><ListID>8-1</ListID><FullName>Harbor Trust</FullName></ParentRef>' +
  `<ShipAddress>${ADDRESS}</ShipAddress></CustomerRet>`;

const COMPANY =
  '<VendorRet><ListID>80000035-1</ListID><Name>Cedar</Name><IsActive>true</IsActive>' +
  `<VendorAddress>${ADDRESS}</VendorAddress><Phone>1</Phone><Fax>2</Fax><Email>a@b.example</Email></VendorRet>`;

const CHECK =
  `<BillPaymentCheckRet><TxnID>${TXN}</TxnID><TxnDate>2026-03-05</TxnDate><RefNumber>10482</RefNumber>` +
  '<AppliedToTxnRet><TxnID>1A1-1</TxnID><TxnType>Bill</TxnType><Amount>10.00</Amount></AppliedToTxnRet></BillPaymentCheckRet>';

const BILL = owned(
  'Bill',
  '1A1-1',
  { flow: 'invoices', id: '1101' },
  { projectId: '9001', commitmentId: '901', invoiceNumber: 'INV-7' },
);

const journals = { ...us, journalCodes: { 'Equipment Rental': '01-520' } };

const enteredBy = <C>(
  flow: ImportFlow<C>,
  feed: Feed,
  ret: string,
  more: Partial<ImportContext> = {},
): ProcoreEntry[] =>
  partsOf(flow, feed, ret, more.settings).map(({ id, content }) =>
    entryOf(flow.plan(id, content, importing([...OURS, BILL], { approved: true, ...more }))),
  );

/** By flow: entries that between them have every field that the flow can give. */
export const ENTRIES: Readonly<Record<string, () => readonly ProcoreEntry[]>> = {
  jobs: () => enteredBy(jobs, 'Customer', JOB),
  vendors: () => enteredBy(vendors, 'Vendor', COMPANY),
  costs: () => [
    ...enteredBy(costs, 'Bill', transaction('Bill', itemLine('1', '1.00', { memo: 'Mix' }))),
    ...enteredBy(costs, 'Check', transaction('Check', itemLine('1', '1.00'), { payee: STRANGER })),
    ...enteredBy(costs, 'JournalEntry', transaction('JournalEntry', journalLine('Debit', '1', '1.00')), {
      settings: journals,
    }),
  ],
  'bill-payments': () => enteredBy(billPayments, 'BillPaymentCheck', CHECK),
};
