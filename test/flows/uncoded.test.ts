import { uncoded, uncodedRefs } from '../../lib/flows/uncoded.ts';
import type { Feed, Owned } from '../../lib/import-flow.ts';
import type { Settings } from '../../lib/settings.ts';
import { element } from './given.ts';
import { importing, OURS, owned } from './imports.ts';
import { us } from './settings.ts';
import {
  expenseLine,
  groupLine,
  itemLine,
  JOB,
  journalLine,
  orderLink,
  STRANGER,
  TXN,
  transaction,
} from './transactions.ts';

const ORDER = '1A9-1772712000';

interface Given {
  readonly also?: readonly (readonly [string, Owned])[];
  readonly settings?: Settings;
}

const told = (feed: Feed, ret: string, { also = [], settings = us }: Given = {}) =>
  uncoded(feed, element(ret), importing([...OURS, ...also], { settings }));

const whys = (feed: Feed, ret: string, given: Given = {}) =>
  told(feed, ret, given).map(({ line, why }) => `${line.id} ${line.amount} ${why}`);

test('each line that becomes no cost is told with its first reason; those that do are not', () => {
  const lines =
    itemLine('1', '10.00') +
    itemLine('2', '20.00', { job: '' }) +
    itemLine('3', '30.00', { job: STRANGER }) +
    expenseLine('4', '40.00') +
    itemLine('5', '50.00', { item: STRANGER }) +
    groupLine('6', itemLine('7', '70.00', { job: '' })) +
    itemLine('8', '0.00', { job: '' });
  expect(whys('Bill', transaction('Bill', lines))).toEqual([
    ...['2 20.00 no-job', '3 30.00 job-not-synced', '4 40.00 no-item'],
    ...['5 50.00 item-not-synced', '7 70.00 no-job'],
  ]);
});

test('it says of which transaction, and what the line is coded to', () => {
  const [one] = told('VendorCredit', transaction('VendorCredit', expenseLine('4', '40.00')));
  expect(one).toMatchObject({
    ...{ of: 'VendorCredit', txnId: TXN, number: 'QB 412', date: '2026-05-02', why: 'no-item' },
    payee: { name: 'Ace Hardware' },
    line: { amount: '-40.00', account: 'Job Overhead', job: { id: JOB } },
  });
});

test('what is before the start date, in a foreign currency or with tax is told, too', () => {
  const euro = '<CurrencyRef><FullName>Euro</FullName></CurrencyRef>';
  const line = itemLine('1', '10.00');
  expect(whys('Check', transaction('Check', line, { date: '2025-12-31' }))).toEqual(['1 10.00 before-start']);
  expect(whys('Check', transaction('Check', line, { more: euro }))).toEqual(['1 10.00 foreign-currency']);
  const taxed = transaction('Check', line, { more: '<IsTaxIncluded>true</IsTaxIncluded>' });
  expect(whys('Check', taxed)).toEqual(['1 10.00 tax-included']);
});

test('billed in QuickBooks, not invoiced in Procore: what draws on an order of ours', () => {
  const also = [owned('PurchaseOrder', ORDER, { flow: 'commitments', id: '901' }, { projectId: '9001' })];
  const ret = transaction('Bill', orderLink(ORDER) + itemLine('1', '10.00'));
  expect(whys('Bill', ret, { also })).toEqual(['1 10.00 billed-from-order']);
});

test('nothing is told of what came from Procore', () => {
  const also = [owned('Bill', TXN, { flow: 'invoices', id: '1101' })];
  expect(whys('Bill', transaction('Bill', expenseLine('1', '10.00')), { also })).toEqual([]);
});

test('of journals, lines of our jobs and of the accounts in the settings', () => {
  const lines =
    journalLine('Debit', '1', '10.00') +
    journalLine('Debit', '2', '20.00', { job: '' }) +
    journalLine('Credit', '3', '30.00', { account: 'Accrued Expenses', job: '' }) +
    journalLine('Debit', '4', '40.00', { account: 'Wages' });
  const ret = transaction('JournalEntry', lines);
  const settings = { ...us, journalCodes: { 'Equipment Rental': '01-520' } };
  expect(whys('JournalEntry', ret, { settings })).toEqual(['2 20.00 no-job', '4 40.00 no-item']);
  expect(whys('JournalEntry', ret)).toEqual(['1 10.00 no-item', '4 40.00 no-item']);
});

test('it asks whose the jobs and items of all lines are', () => {
  const ret = element(transaction('Bill', itemLine('1', '1.00', { job: STRANGER })));
  expect(uncodedRefs('Bill', ret, us)).toContainEqual({ type: 'Customer', id: STRANGER });
});
