import { Big } from 'big.js';
import type { Company } from './company.ts';
import { type Fields, newTxnId } from './company-file.ts';
import { today } from './local-time.ts';
import { lockProblem } from './order-line-changes.ts';
import { resolveReferences } from './references.ts';
import { fieldsNamed, merged, textField, without } from './request-fields.ts';
import * as status from './status.ts';
import { dateProblem, newTransaction, noteDeletion, touch } from './transaction-entry.ts';
import type { Journal, JournalLine } from './transactions.ts';

export type JournalChange = { readonly journal: Journal } | { readonly refused: status.Status };

const WORDS = 'Journal Entry';
const SIDES = ['JournalDebitLine', 'JournalCreditLine'] as const;

type Lines = { readonly lines: JournalLine[] } | { readonly refused: status.Status };
type Header = { readonly fields: Fields } | { readonly refused: status.Status };

const balance = (lines: readonly JournalLine[]): Big =>
  lines.reduce((sum, { of, fields }) => {
    const amount = textField(fields, 'Amount') ?? '0';
    return of === 'JournalDebitLine' ? sum.plus(amount) : sum.minus(amount);
  }, new Big(0));

/** A line that is given with its TxnLineID is the one that stood there. */
const linesOf = (company: Company, given: Fields, before: readonly JournalLine[] = []): Lines => {
  const lines: JournalLine[] = [];
  for (const of of SIDES)
    for (const { fields } of fieldsNamed(given, [of])) {
      const { TxnLineID, ...own } = fields;
      const old = before.find(({ id }) => id === TxnLineID);
      const resolved = resolveReferences(company, { ...old?.fields, ...own }, WORDS);
      if ('refused' in resolved) return resolved;
      const amount = new Big(textField(resolved.fields, 'Amount') ?? '0').toFixed(2);
      const id = old?.id ?? newTxnId(company.file, company.seconds());
      lines.push({ id, of, fields: { ...resolved.fields, Amount: amount } });
    }
  const off = balance(lines);
  return off.eq(0)
    ? { lines }
    : { refused: status.invalidValue('Amount', off.toFixed(2), 'The transaction is not in balance.') };
};

const header = (company: Company, given: Fields): Header => {
  const resolved = resolveReferences(company, without(given, ...SIDES), WORDS);
  if ('refused' in resolved) return resolved;
  const fields = { ...resolved.fields, TxnDate: textField(resolved.fields, 'TxnDate') ?? today(company) };
  const problem =
    lockProblem(company, fields, 'a journal entry') ?? dateProblem(company, WORDS, fields.TxnDate);
  return problem ? { refused: problem } : { fields };
};

/** Enters a journal, whose debits must equal its credits. */
export const addJournal = (company: Company, given: Fields): JournalChange => {
  const head = header(company, given);
  if ('refused' in head) return head;
  const made = linesOf(company, given);
  if ('refused' in made) return made;
  const journal: Journal = { ...newTransaction(company, head.fields), lines: made.lines };
  company.file.journals.set(journal.id, journal);
  return { journal };
};

/** Changes the fields that are given; its lines as a whole, once any is given. */
export const changeJournal = (company: Company, journal: Journal, given: Fields): JournalChange => {
  const before = dateProblem(company, WORDS, textField(journal.fields, 'TxnDate'));
  if (before) return { refused: before };
  const head = header(company, merged(journal.fields, without(given, ...SIDES)));
  if ('refused' in head) return head;
  const isRelined = SIDES.some((side) => given[side] !== undefined);
  const made = isRelined ? linesOf(company, given, journal.lines) : { lines: journal.lines };
  if ('refused' in made) return made;
  journal.fields = head.fields;
  journal.lines = made.lines;
  touch(company, journal);
  return { journal };
};

/** It stays, with nothing on it; a journal has memos on its lines only. */
export const voidJournal = (company: Company, journal: Journal): status.Status | undefined => {
  const problem = dateProblem(company, WORDS, textField(journal.fields, 'TxnDate'));
  if (problem) return problem;
  journal.lines = journal.lines.map((line) => ({
    ...line,
    fields: {
      ...line.fields,
      Amount: '0.00',
      Memo: `VOID: ${textField(line.fields, 'Memo') ?? ''}`.trimEnd(),
    },
  }));
  touch(company, journal);
  return undefined;
};

export const deleteJournal = (company: Company, journal: Journal): status.Status | undefined => {
  const problem = dateProblem(company, WORDS, textField(journal.fields, 'TxnDate'));
  if (problem) return problem;
  company.file.journals.delete(journal.id);
  noteDeletion(company, 'JournalEntry', journal);
  return undefined;
};
