import type { Fields } from '../../lib/qbxml/message.ts';
import {
  appliedDifferences,
  keyedDifferences,
  type LineDifference,
  linesOf,
  summedDifferences,
} from '../../lib/reconcile/lines.ts';
import { retOf } from './standing.ts';

const NAMES: Readonly<Record<string, string>> = { i1: '16-100', i2: '04', j1: 'Trust:Quay', b1: 'AE-1' };
const against = { nameOf: (id: string) => NAMES[id], names: [], untouched: false };

const itemLine = (item: string, Amount: string, job = 'j1'): Fields => ({
  ...{ ItemRef: { ListID: item, FullName: NAMES[item] ?? item }, Amount },
  CustomerRef: { ListID: job, FullName: NAMES[job] ?? job },
});
const RETAINAGE: Fields = { ItemRef: { FullName: 'Retainage' }, Amount: '-10.00' };

const billRet = (...ItemLineAdd: readonly Fields[]) =>
  retOf({ message: 'BillAddRq', fields: { BillAdd: { ItemLineAdd } } });

const told = (differences: readonly LineDifference[]) =>
  differences.map((one) =>
    one.is === 'changed' ? `${one.field}: ${one.sent}, ${one.found}` : `${one.is} ${one.field} ${one.amount}`,
  );

const sent = (line: Fields): Fields => ({ ...line, ItemRef: line.ItemRef });

describe('lines of a bill', () => {
  const summed = (lines: readonly Fields[], there: readonly Fields[]) =>
    told(summedDifferences(lines.map(sent), linesOf(billRet(...there)), against));

  test('are one where they share a line of their order', () => {
    expect(
      summed(
        [itemLine('i1', '100.00'), itemLine('i1', '50.00'), RETAINAGE],
        [itemLine('i1', '150.00'), { ...RETAINAGE, Amount: '-10' }],
      ),
    ).toEqual([]);
  });

  test('whose item got another name are still the same', () => {
    const renamed = { ...itemLine('i1', '100.00'), ItemRef: { ListID: 'i1', FullName: '16-100 Wiring' } };
    expect(summed([itemLine('i1', '100.00')], [renamed])).toEqual([]);
  });

  test('are told by item and job: another amount, another job, an item that nobody sent, an expense', () => {
    expect(summed([itemLine('i1', '100.00'), RETAINAGE], [itemLine('i1', '120.00')])).toEqual([
      'lines of 16-100, Trust:Quay: 100.00, 120.00',
      'line-missing lines of Retainage -10.00',
    ]);
    expect(summed([itemLine('i1', '100.00')], [itemLine('i1', '100.00', 'j2')])).toEqual([
      'line-missing lines of 16-100, Trust:Quay 100.00',
      'line-added lines of 16-100, j2 100.00',
    ]);
    expect(summed([itemLine('i1', '100.00')], [itemLine('i1', '100.00'), itemLine('i2', '7.00')])).toEqual([
      'line-added lines of 04, Trust:Quay 7.00',
    ]);
  });

  test('are summed by job where one was sent without an item', () => {
    const whole = { ...itemLine('i1', '150.00'), ItemRef: undefined };
    expect(summed([whole], [itemLine('i1', '100.00'), itemLine('i2', '50.00')])).toEqual([]);
  });
});

test('lines of an order are known by their key, else by their TxnLineID, else missing', () => {
  const line = (key: string, Amount: string): Fields => ({ Amount, Other2: key });
  const ret = retOf({
    message: 'PurchaseOrderAddRq',
    fields: {
      PurchaseOrderAdd: {
        PurchaseOrderLineAdd: [
          { TxnLineID: 'L2', Amount: '3.00' },
          { TxnLineID: 'L1', ...line('pl:1', '2.00') },
        ],
      },
    },
  });
  const known = new Set(linesOf(ret).slice(0, 0));
  const lines = [line('pl:1', '1.00'), line('pl:2', '3.00'), line('pl:3', '4.00')];
  expect(told(keyedDifferences(lines, linesOf(ret), { 2: 'L2' }, against, known))).toEqual([
    'line 1 Amount: 1.00, 2.00',
    'line-missing line 3 4.00',
  ]);
  expect(known.size).toBe(2);
});

test('what a check pays is told bill by bill', () => {
  const document: Fields = {
    AppliedToTxnAdd: [
      { TxnID: 'b1', PaymentAmount: '10.00' },
      { TxnID: 'b2', PaymentAmount: '5.00' },
    ],
  };
  const ret = retOf({
    message: 'BillPaymentCheckAddRq',
    fields: {
      BillPaymentCheckAdd: {
        AppliedToTxnAdd: [
          { TxnID: 'b1', Amount: '9.00' },
          { TxnID: 'b3', RefNumber: 'AE-3', Amount: '6.00' },
        ],
      },
    },
  });
  expect(told(appliedDifferences(document, ret, against))).toEqual([
    'paid of bill AE-1: 10.00, 9.00',
    'line-missing paid of bill b2 5.00',
    'line-added paid of bill AE-3 6.00',
  ]);
});
