import type { Company } from './company.ts';
import { type Fields, isObjectId, newEditSequence, newTxnId } from './company-file.ts';
import { today } from './local-time.ts';
import { changedLines, clearProblem, type LinesOf, lockProblem, newLine } from './order-line-changes.ts';
import {
  type GivenOrder,
  header,
  nextRefNumber,
  type OrderChange,
  orderFrom,
  orderIn,
} from './purchase-orders.ts';
import { merged, referenceId, textField, without } from './request-fields.ts';
import * as status from './status.ts';
import { dateProblem } from './transaction-entry.ts';
import type { Estimate, OrderLine } from './transactions.ts';
import type { Node } from './xml.ts';

const OF: LinesOf = { kind: 'Estimate', called: 'an estimate' };

/** An estimate as a request has it. */
export const estimateIn = (node: Node): GivenOrder => orderIn(node, OF);

/** An estimate as somebody enters it at the screen. */
export const estimateFrom = (fields: Fields): GivenOrder => orderFrom(fields, OF);

const enabled = (company: Company): status.Status | undefined =>
  company.preferences.usesEstimates ? undefined : status.notEnabled;

/** A line that is told no description has its item's. */
const described = (company: Company, line: OrderLine): OrderLine => {
  const item = company.file.objects.get(referenceId(line.fields, 'ItemRef') ?? '');
  const sold = item?.fields.SalesAndPurchase;
  const text = typeof sold === 'object' && !Array.isArray(sold) ? textField(sold, 'SalesDesc') : undefined;
  return text === undefined ? line : { ...line, fields: { Desc: text, ...line.fields } };
};

/** EstimateAdd. QuickBooks takes two estimates of one number. */
export const addEstimate = (company: Company, given: GivenOrder): OrderChange => {
  const problem = enabled(company);
  if (problem) return { refused: problem };
  const checked = header(company, OF, without(given.fields));
  if ('refused' in checked) return checked;
  const RefNumber = textField(checked.fields, 'RefNumber') ?? nextRefNumber(company.file.estimates);
  const fields = { TxnDate: today(company), ...checked.fields, RefNumber };
  const obstacle =
    lockProblem(company, fields, OF.called) ?? dateProblem(company, 'Estimate', textField(fields, 'TxnDate'));
  if (obstacle) return { refused: obstacle };
  const seconds = company.seconds();
  const id = newTxnId(company.file, seconds);
  const lines: OrderLine[] = [];
  for (const each of given.lines) {
    const added = newLine(company, OF, each);
    if ('refused' in added) return added;
    lines.push(described(company, added.line));
  }
  const estimate: Estimate = {
    id,
    txnNumber: company.file.nextTxnNumber,
    created: seconds,
    modified: seconds,
    editSequence: newEditSequence(company.file, seconds),
    fields,
    lines,
  };
  company.file.nextTxnNumber += 1;
  company.file.estimates.set(id, estimate);
  return { order: estimate };
};

/** Changes an estimate as an EstimateMod would, without looking at its EditSequence. */
export const changeEstimate = (company: Company, estimate: Estimate, given: GivenOrder): OrderChange => {
  const cleared = clearProblem(given.fields);
  if (cleared) return { refused: cleared };
  const checked = header(company, OF, given.fields);
  if ('refused' in checked) return checked;
  const fields = merged(estimate.fields, checked.fields);
  const obstacle =
    lockProblem(company, checked.fields, OF.called) ??
    dateProblem(company, 'Estimate', textField(estimate.fields, 'TxnDate')) ??
    dateProblem(company, 'Estimate', textField(fields, 'TxnDate'));
  if (obstacle) return { refused: obstacle };
  const changed =
    given.lines.length > 0
      ? changedLines(company, OF, estimate.lines, given.lines)
      : { lines: estimate.lines };
  if ('refused' in changed) return changed;
  estimate.fields = fields;
  estimate.lines = changed.lines.map((line) => described(company, line));
  estimate.modified = company.seconds();
  estimate.editSequence = newEditSequence(company.file, estimate.modified);
  return { order: estimate };
};

/** EstimateMod: the estimate must be there, not open elsewhere, and its EditSequence must fit. */
export const modEstimate = (company: Company, given: GivenOrder): OrderChange => {
  const problem = enabled(company);
  if (problem) return { refused: problem };
  const id = textField(given.fields, 'TxnID') ?? '';
  if (!isObjectId(id)) return { refused: status.invalidId(id, 'txn id') };
  const estimate = company.file.estimates.get(id);
  if (!estimate) return { refused: status.objectNotFound(id) };
  if (company.obstacles.openObjects.has(id)) return { refused: status.transactionLocked(OF.called) };
  const editSequence = textField(given.fields, 'EditSequence') ?? '';
  if (editSequence !== estimate.editSequence)
    return { refused: status.staleEditSequence(editSequence), stale: estimate };
  return changeEstimate(company, estimate, given);
};
