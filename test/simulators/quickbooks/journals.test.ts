import { isWellFormed, value, values } from './ask.ts';
import { childrenNames, idsOf, JOB, LINES, office, told } from './bookkeeping.ts';

const debit = (amount: string) => ({
  ...{ AccountRef: 'Job Costs', Amount: amount, Memo: 'Crane hours', EntityRef: JOB },
  BillableStatus: 'NotBillable',
});
const credit = (amount: string) => ({ AccountRef: 'Sales', Amount: amount });

const entered = () => {
  const { quickbooks, people } = office();
  const id = people.addJournal({
    ...{ TxnDate: '2026-03-31', RefNumber: 'J-1' },
    JournalDebitLine: [debit('60.00'), debit('40.00')],
    JournalCreditLine: credit('100.00'),
  });
  return { quickbooks, people, id };
};

test('its debits and credits are told in QuickBooks’ order, where lines are asked for', async () => {
  const { quickbooks, id } = entered();
  expect(await told(quickbooks, 'JournalEntryQueryRq')).not.toContain('JournalDebitLine');
  const text = await told(quickbooks, 'JournalEntryQueryRq', LINES);
  expect(isWellFormed(text)).toBe(true);
  expect(value(text, 'TxnID')).toBe(id);
  expect(childrenNames(text, 'JournalEntryRet').slice(5)).toEqual([
    ...['TxnDate', 'RefNumber', 'IsAdjustment'],
    ...['JournalDebitLine', 'JournalDebitLine', 'JournalCreditLine'],
  ]);
  expect(childrenNames(text, 'JournalDebitLine')).toEqual([
    ...['TxnLineID', 'AccountRef', 'Amount', 'Memo', 'EntityRef', 'BillableStatus'],
  ]);
  expect(values(text, 'Amount')).toEqual(['60.00', '40.00', '100.00']);
});

test('it must be in balance', () => {
  const { people } = office();
  const lines = { JournalDebitLine: debit('60.00'), JournalCreditLine: credit('60.01') };
  expect(() => people.addJournal(lines)).toThrow('3210');
});

test('it is found by the job on its lines', async () => {
  const { quickbooks, id } = entered();
  const of = (name: string) =>
    idsOf(quickbooks, 'JournalEntryQueryRq', `<EntityFilter><FullName>${name}</FullName></EntityFilter>`);
  expect(await of(JOB)).toEqual([id]);
  expect(await of('Harbor Trust:Pier 11')).toEqual([]);
});

test('it is changed, lines that are named by id kept', async () => {
  const { quickbooks, people, id } = entered();
  const [first = ''] = values(await told(quickbooks, 'JournalEntryQueryRq', LINES), 'TxnLineID');
  people.edit(id, {
    JournalDebitLine: { TxnLineID: first, Amount: '75.00' },
    JournalCreditLine: credit('75.00'),
  });
  const text = await told(quickbooks, 'JournalEntryQueryRq', LINES);
  expect(values(text, 'Amount')).toEqual(['75.00', '75.00']);
  expect([values(text, 'TxnLineID')[0], value(text, 'Memo')]).toEqual([first, 'Crane hours']);
  expect(() => people.edit(id, { JournalDebitLine: debit('1.00') })).toThrow('3210');
});

test('it is voided on its lines, which alone have memos, and deleted under its name', async () => {
  const { quickbooks, people, id } = entered();
  people.void(id);
  const text = await told(quickbooks, 'JournalEntryQueryRq', LINES);
  expect(values(text, 'Amount')).toEqual(['0.00', '0.00', '0.00']);
  expect(values(text, 'Memo')).toEqual(['VOID: Crane hours', 'VOID: Crane hours', 'VOID:']);
  people.remove(id);
  const deleted = '<TxnDelType>JournalEntry</TxnDelType>';
  expect(await idsOf(quickbooks, 'TxnDeletedQueryRq', deleted)).toEqual([id]);
});
