import { merge } from '../../lib/engine/batch.ts';
import { answersOf } from '../../lib/engine/own-answers.ts';
import type { QbRequest } from '../../lib/qbxml/message.ts';
import { answer } from '../flows/given.ts';
import { bare } from './records.ts';

const query = (message: string, fields: QbRequest['fields']): QbRequest => ({ message, fields });
const byNumber = (number: string) => query('PurchaseOrderQueryRq', { RefNumber: [number] });
const byName = (name: string) => query('EntityQueryRq', { FullName: [name] });
const byId = (id: string) => query('VendorQueryRq', { ListID: [id] });
const since = (day: string) =>
  query('BillPaymentCheckQueryRq', { ModifiedDateRangeFilter: { FromModifiedDate: day } });

/** For each of these records (its queries) the ids of the objects that it gets to see of these answers. */
const seen = (all: readonly (readonly QbRequest[])[], ...rets: readonly string[]) => {
  const wanted = all.map((queries, n) => ({ record: bare({ flow: 'companies', id: String(n) }), queries }));
  const { sent, requests } = merge('lookup', wanted);
  const answers = new Map(
    requests.map(({ requestID, request }, n) => [
      requestID,
      answer(request.message.replace(/Rq$/, 'Rs'), rets[n] ?? ''),
    ]),
  );
  return sent.map((one) =>
    answersOf(one, answers)?.map((of) =>
      of.rets.map(({ children }) => children.find(({ name }) => /^(List|Txn)ID$/.test(name))?.text),
    ),
  );
};

const order = (id: string, number: string): string =>
  `<PurchaseOrderRet><TxnID>${id}</TxnID><RefNumber>${number}</RefNumber></PurchaseOrderRet>`;

test('a record sees of a merged query what its own query names, in whatever case QuickBooks writes it', () => {
  const orders = [order('1-1', 'po-1'), order('2-1', 'PO-2'), order('3-1', 'Po-1')].join('');
  expect(seen([[byNumber('PO-1')], [byNumber('po-2')], [byNumber('PO-3')]], orders)).toEqual([
    [['1-1', '3-1']],
    [['2-1']],
    [[]],
  ]);
});

test('a vendor, which has no full name, is seen by its name', () => {
  const rets =
    '<VendorRet><ListID>8-1</ListID><Name>Acme</Name></VendorRet>' +
    '<CustomerRet><ListID>8-2</ListID><Name>Roof</Name><FullName>Elm:Roof</FullName></CustomerRet>';
  expect(seen([[byName('ACME')], [byName('elm:roof')], [byName('Roof')]], rets)).toEqual([
    [['8-1']],
    [['8-2']],
    [[]],
  ]);
});

test('what says no name is seen by all: nobody can tell whose it is', () => {
  const orders = `${order('1-1', 'PO-1')}<PurchaseOrderRet><TxnID>2-1</TxnID></PurchaseOrderRet>`;
  expect(seen([[byNumber('PO-1')], [byNumber('PO-2')]], orders)).toEqual([[['1-1', '2-1']], [['2-1']]]);
});

test('a query without names is seen whole; each query by its own names', () => {
  const vendors = '<VendorRet><ListID>8-1</ListID></VendorRet><VendorRet><ListID>8-2</ListID></VendorRet>';
  const checks =
    '<BillPaymentCheckRet><TxnID>5-1</TxnID></BillPaymentCheckRet><BillPaymentCheckRet><TxnID>5-2</TxnID></BillPaymentCheckRet>';
  const day = since('2026-03-01');
  expect(
    seen(
      [
        [byId('8-1'), day],
        [byId('8-2'), day],
      ],
      vendors,
      checks,
    ),
  ).toEqual([
    [['8-1'], ['5-1', '5-2']],
    [['8-2'], ['5-1', '5-2']],
  ]);
});

test('nothing is seen before each of its queries is answered', () => {
  const sent = { record: bare({ flow: 'companies', id: '1' }), requestIDs: ['lookup-1', 'lookup-2'] };
  const one = answer('EntityQueryRs', '');
  const two = answer('VendorQueryRs', '');
  expect(answersOf(sent, new Map([['lookup-1', one]]))).toBeUndefined();
  expect(
    answersOf(
      sent,
      new Map([
        ['lookup-1', one],
        ['lookup-2', two],
      ]),
    ),
  ).toEqual([one, two]);
});
