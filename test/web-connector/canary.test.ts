import type { Canary } from '../../lib/engine/ports.ts';
import { readMessageSet } from '../../lib/qbxml/read.ts';
import { writeMessageSet } from '../../lib/qbxml/write.ts';
import { canaryRequests, deletedRequests, sight, unexplained } from '../../lib/web-connector/canary.ts';
import { byRequest } from '../../lib/web-connector/settling.ts';
import { dump } from '../qbxml-dump.ts';

const canary = (type: string, id: string, day: number): Canary => ({
  ...{ type, id, name: `${type} ${id}` },
  at: `2026-03-${String(day).padStart(2, '0')}T23:30:00.000Z`,
});

const order = canary('PurchaseOrder', '2-1', 9);
const vendor = canary('Vendor', '8-2', 7);
const older = canary('Vendor', '8-1', 5);
const newestFirst = [order, vendor, older];

const answers = (...responses: readonly string[]) =>
  byRequest(readMessageSet(`<QBXML><QBXMLMsgsRs>${responses.join('')}</QBXMLMsgsRs></QBXML>`).answers);

const OK = 'statusCode="0" statusSeverity="Info" statusMessage="Status OK"';
const NONE = 'statusCode="1" statusSeverity="Info" statusMessage="did not find"';
const SOME = 'statusCode="500" statusSeverity="Warn" statusMessage="could not be found"';
const REFUSED = 'statusCode="3250" statusSeverity="Error" statusMessage="not enabled"';

const vendors = (status: string, ...ids: readonly string[]) =>
  `<VendorQueryRs requestID="canary-Vendor" ${status}>${ids.map((id) => `<VendorRet><ListID>${id}</ListID></VendorRet>`).join('')}</VendorQueryRs>`;
const orders = (status: string, ...ids: readonly string[]) =>
  `<PurchaseOrderQueryRs requestID="canary-PurchaseOrder" ${status}>${ids.map((id) => `<PurchaseOrderRet><TxnID>${id}</TxnID></PurchaseOrderRet>`).join('')}</PurchaseOrderQueryRs>`;

test('the newest objects are asked for by id, a query for each type', () => {
  const qbxml = writeMessageSet(canaryRequests(newestFirst), { onError: 'continueOnError' });
  dump('canary', qbxml);
  expect(qbxml.match(/<\w+ID>[^<]*/g)).toEqual(['<TxnID>2-1', '<ListID>8-2', '<ListID>8-1']);
  expect(qbxml.match(/QueryRq /g)).toHaveLength(2);
});

test.each([
  ['all are there', [orders(OK, '2-1'), vendors(OK, '8-1', '8-2')], [], order],
  ['the newest is missing', [orders(NONE), vendors(OK, '8-1', '8-2')], [order], vendor],
  ['two are missing', [orders(NONE), vendors(SOME, '8-1')], [order, vendor], older],
  ['all are missing', [orders(NONE), vendors(NONE)], newestFirst, undefined],
  ['a query is refused, which tells nothing', [orders(REFUSED), vendors(OK, '8-1', '8-2')], [], vendor],
  ['a query is unanswered, which tells nothing', [vendors(SOME, '8-1')], [vendor], older],
])('what is missing is known up to the newest that is there: %s', (_, responses, missing, alive) => {
  expect(sight(newestFirst, answers(...responses))).toEqual({ missing, ...(alive && { alive }) });
});

test('deletions are asked for from two days before the oldest that is missing', () => {
  const qbxml = writeMessageSet(deletedRequests([order, vendor]), { onError: 'continueOnError' });
  dump('canary-deleted', qbxml);
  expect(qbxml).toContain('<ListDelType>Vendor</ListDelType>');
  expect(qbxml).toContain('<TxnDelType>PurchaseOrder</TxnDelType>');
  expect(qbxml.match(/<FromDeletedDate>[^<]*/g)).toEqual(Array(2).fill('<FromDeletedDate>2026-03-05'));
  expect(writeMessageSet(deletedRequests([vendor]), { onError: 'continueOnError' })).not.toContain(
    'TxnDeleted',
  );
});

test('what nobody deleted stays unexplained, also where the question was refused', () => {
  const deleted = `<ListDeletedQueryRs requestID="deleted-List" ${OK}><ListDeletedRet><ListDelType>Vendor</ListDelType><ListID>8-2</ListID></ListDeletedRet></ListDeletedQueryRs>`;
  expect(unexplained([order, vendor], answers(deleted))).toEqual([order]);
  expect(unexplained([order], answers(`<TxnDeletedQueryRs requestID="deleted-Txn" ${REFUSED}/>`))).toEqual([
    order,
  ]);
});
