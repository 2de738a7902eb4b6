import { deletedObject, deletedOf, deletedQueries } from '../../lib/engine/deleted.ts';
import type { QbRequest } from '../../lib/qbxml/message.ts';
import { readMessageSet } from '../../lib/qbxml/read.ts';
import { writeMessageSet } from '../../lib/qbxml/write.ts';
import { dump } from '../qbxml-dump.ts';

const SINCE = '2026-03-09T23:30:00.000Z';

const order: QbRequest = {
  message: 'PurchaseOrderAddRq',
  fields: { PurchaseOrderAdd: { RefNumber: 'PO-1' } },
};
const job: QbRequest = { message: 'CustomerAddRq', fields: { CustomerAdd: { Name: 'Quay House' } } };

const check: QbRequest = {
  message: 'BillPaymentCheckAddRq',
  fields: { BillPaymentCheckAdd: { IsToBePrinted: 'false' } },
};

const told = (kind: 'Txn' | 'List', type: string, name: string, created: string) =>
  readMessageSet(
    `<QBXML><QBXMLMsgsRs><${kind}DeletedQueryRs statusCode="0" statusSeverity="Info" statusMessage="OK">
     <${kind}DeletedRet><${kind}DelType>${type}</${kind}DelType><${kind}ID>1-1</${kind}ID>
     <TimeCreated>${created}</TimeCreated><TimeDeleted>2026-03-11T08:00:00-05:00</TimeDeleted>
     <${kind === 'Txn' ? 'RefNumber' : 'FullName'}>${name}</${kind === 'Txn' ? 'RefNumber' : 'FullName'}>
     </${kind}DeletedRet></${kind}DeletedQueryRs></QBXMLMsgsRs></QBXML>`,
  ).answers;

test('lists and transactions are asked for apart, from two days before', () => {
  const requests = deletedQueries(['Vendor', 'PurchaseOrder', 'ItemService'], SINCE);
  const numbered = requests.map((request) => ({ requestID: request.message, request }));
  const qbxml = writeMessageSet(numbered, { onError: 'continueOnError' });
  dump('deleted', qbxml);
  expect(qbxml.match(/<\w+DelType>[^<]*/g)).toEqual([
    '<ListDelType>Vendor',
    '<ListDelType>ItemService',
    '<TxnDelType>PurchaseOrder',
  ]);
  expect(qbxml.match(/<FromDeletedDate>[^<]*/g)).toEqual(Array(2).fill('<FromDeletedDate>2026-03-07'));
});

test('of a request what it adds is asked for, and nothing of one that adds nothing', () => {
  expect(deletedOf(order, SINCE).map(({ message }) => message)).toEqual(['TxnDeletedQueryRq']);
  expect(deletedOf(job, SINCE).map(({ message }) => message)).toEqual(['ListDeletedQueryRq']);
  expect(deletedOf({ message: 'VendorModRq', fields: { VendorMod: { Name: 'x' } } }, SINCE)).toEqual([]);
});

test.each([
  [
    'the order',
    order,
    told('Txn', 'PurchaseOrder', 'po-1', '2026-03-10T08:00:00-05:00'),
    'PurchaseOrder "PO-1"',
  ],
  [
    'the job',
    job,
    told('List', 'Customer', 'Harbor:Quay House', '2026-03-10T08:00:00'),
    'Customer "Quay House"',
  ],
  ['another number', order, told('Txn', 'PurchaseOrder', 'PO-11', '2026-03-10T08:00:00'), undefined],
  ['another type', order, told('Txn', 'Bill', 'PO-1', '2026-03-10T08:00:00'), undefined],
  ['one from before', order, told('Txn', 'PurchaseOrder', 'PO-1', '2026-02-10T08:00:00'), undefined],
  ['a part of the name', job, told('List', 'Customer', 'Old Quay House', '2026-03-10T08:00:00'), undefined],
  ['nothing', order, [], undefined],
  [
    'a check without a number',
    check,
    told('Txn', 'BillPaymentCheck', '', '2026-03-10T08:00:00'),
    'BillPaymentCheck without a number',
  ],
  ['one with a number', check, told('Txn', 'BillPaymentCheck', '7', '2026-03-10T08:00:00'), undefined],
])('among the deleted stands %s', (_, request, answers, object) => {
  expect(deletedObject(request, SINCE, answers)).toBe(object);
});
