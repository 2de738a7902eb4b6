import { changedLines, LINE_ELEMENTS, newLines, voidedLines } from './bill-lines.ts';
import { draw, overdrawn } from './bill-links.ts';
import { amountProblem, relined } from './bills.ts';
import type { Company } from './company.ts';
import type { Fields } from './company-file.ts';
import { today } from './local-time.ts';
import { lockProblem } from './order-line-changes.ts';
import { resolveReferences } from './references.ts';
import { merged, referenceId, textField, without } from './request-fields.ts';
import * as status from './status.ts';
import { dateProblem, newTransaction, noteDeletion, touch, voidedMemo } from './transaction-entry.ts';
import type { Purchase, PurchaseKind } from './transactions.ts';

export type PurchaseChange = { readonly purchase: Purchase } | { readonly refused: status.Status };

/** What QuickBooks calls them in messages, and the type of account that pays. */
const OF: Readonly<Record<PurchaseKind, { readonly words: string; readonly account: string }>> = {
  Check: { words: 'Check', account: 'Bank' },
  CreditCardCharge: { words: 'Credit Card Charge', account: 'CreditCard' },
  CreditCardCredit: { words: 'Credit Card Credit', account: 'CreditCard' },
  Paycheck: { words: 'Paycheck', account: 'Bank' },
};

type Header = { readonly fields: Fields } | { readonly refused: status.Status };

const accountProblem = (company: Company, kind: PurchaseKind, fields: Fields): status.Status | undefined => {
  const account = company.file.objects.get(referenceId(fields, 'AccountRef') ?? '');
  const { account: type } = OF[kind];
  return account && textField(account.fields, 'AccountType') === type
    ? undefined
    : status.invalidValue('AccountRef', account?.name ?? '', `It takes an account of the type ${type}.`);
};

const header = (company: Company, kind: PurchaseKind, given: Fields): Header => {
  const { words } = OF[kind];
  const resolved = resolveReferences(company, without(given, ...LINE_ELEMENTS), words);
  if ('refused' in resolved) return resolved;
  const fields = { ...resolved.fields, TxnDate: textField(resolved.fields, 'TxnDate') ?? today(company) };
  const problem =
    lockProblem(company, fields, `a ${words.toLowerCase()}`) ??
    dateProblem(company, words, fields.TxnDate) ??
    accountProblem(company, kind, fields);
  return problem ? { refused: problem } : { fields };
};

/** Enters a check, a charge or credit of a card, or a paycheck, as a person does at the screen. */
export const addPurchase = (company: Company, kind: PurchaseKind, given: Fields): PurchaseChange => {
  const head = header(company, kind, given);
  if ('refused' in head) return head;
  const made = newLines(company, given, referenceId(head.fields, 'PayeeEntityRef'));
  if ('refused' in made) return made;
  const problem = amountProblem(company, made.lines) ?? overdrawn(company, made.lines);
  if (problem) return { refused: problem };
  const purchase: Purchase = { ...newTransaction(company, head.fields), kind, lines: made.lines };
  company.file.purchases.set(purchase.id, purchase);
  draw(company, purchase.lines);
  return { purchase };
};

export const changePurchase = (company: Company, purchase: Purchase, given: Fields): PurchaseChange => {
  const { kind } = purchase;
  const before = dateProblem(company, OF[kind].words, textField(purchase.fields, 'TxnDate'));
  if (before) return { refused: before };
  const head = header(company, kind, merged(purchase.fields, without(given, ...LINE_ELEMENTS)));
  if ('refused' in head) return head;
  const made = changedLines(company, purchase.lines, given, referenceId(head.fields, 'PayeeEntityRef'));
  if ('refused' in made) return made;
  const problem = amountProblem(company, made.lines) ?? relined(company, purchase, made.lines);
  if (problem) return { refused: problem };
  purchase.fields = head.fields;
  touch(company, purchase);
  return { purchase };
};

/** It stays, with nothing on it. */
export const voidPurchase = (company: Company, purchase: Purchase): status.Status | undefined => {
  const problem =
    dateProblem(company, OF[purchase.kind].words, textField(purchase.fields, 'TxnDate')) ??
    relined(company, purchase, voidedLines(purchase.lines));
  if (problem) return problem;
  purchase.fields = voidedMemo(purchase.fields);
  touch(company, purchase);
  return undefined;
};

export const deletePurchase = (company: Company, purchase: Purchase): status.Status | undefined => {
  const problem = dateProblem(company, OF[purchase.kind].words, textField(purchase.fields, 'TxnDate'));
  if (problem) return problem;
  company.file.purchases.delete(purchase.id);
  draw(company, purchase.lines, true);
  noteDeletion(company, purchase.kind, purchase);
  return undefined;
};
