import { type Company, today } from './company.ts';
import {
  type Estimate,
  type Fields,
  isObjectId,
  newEditSequence,
  newTxnId,
  type OrderLine,
} from './company-file.ts';
import { changedLines, clearProblem, type LinesOf, lockProblem, newLine } from './order-line-changes.ts';
import { dateProblem, header, linesOf, nextRefNumber, type OrderChange } from './purchase-orders.ts';
import { merged, referenceId, textField, without } from './request-fields.ts';
import * as status from './status.ts';

const OF: LinesOf = { kind: 'Estimate', called: 'an estimate' };

// Group lines need the group's own items; what asks for them is told so rather than answered half.
const enabled = (company: Company, given: Fields): status.Status | undefined => {
  if (!company.preferences.usesEstimates) return status.notEnabled;
  const hasGroup = given.EstimateLineGroupAdd ?? given.EstimateLineGroupMod;
  return hasGroup ? status.unsupported : undefined;
};

/** A line that is told no description has its item's. */
const described = (company: Company, line: Fields): Fields => {
  const item = company.file.objects.get(referenceId(line, 'ItemRef') ?? '');
  const sold = item?.fields.SalesAndPurchase;
  const text = typeof sold === 'object' && !Array.isArray(sold) ? textField(sold, 'SalesDesc') : undefined;
  return text === undefined ? line : { Desc: text, ...line };
};

/** EstimateAdd. QuickBooks takes two estimates of one number. */
export const addEstimate = (company: Company, given: Fields): OrderChange => {
  const problem = enabled(company, given);
  if (problem) return { refused: problem };
  const checked = header(company, OF.kind, without(given));
  if ('refused' in checked) return checked;
  const RefNumber = textField(checked.fields, 'RefNumber') ?? nextRefNumber(company.file.estimates);
  const fields = { TxnDate: today(company), ...checked.fields, RefNumber };
  const obstacle =
    lockProblem(company, fields, OF.called) ?? dateProblem(company, 'Estimate', textField(fields, 'TxnDate'));
  if (obstacle) return { refused: obstacle };
  const seconds = company.seconds();
  const id = newTxnId(company.file, seconds);
  const lines: OrderLine[] = [];
  for (const each of linesOf(given, 'EstimateLineAdd')) {
    const added = newLine(company, OF, each);
    if ('refused' in added) return added;
    lines.push({ ...added.line, fields: described(company, added.line.fields) });
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
export const changeEstimate = (company: Company, estimate: Estimate, given: Fields): OrderChange => {
  const cleared = clearProblem(given);
  if (cleared) return { refused: cleared };
  const checked = header(company, OF.kind, given);
  if ('refused' in checked) return checked;
  const fields = merged(estimate.fields, checked.fields);
  const obstacle =
    lockProblem(company, checked.fields, OF.called) ??
    dateProblem(company, 'Estimate', textField(estimate.fields, 'TxnDate')) ??
    dateProblem(company, 'Estimate', textField(fields, 'TxnDate'));
  if (obstacle) return { refused: obstacle };
  const named = linesOf(given, 'EstimateLineMod');
  const changed = named.length > 0 ? changedLines(company, OF, estimate, named) : { lines: estimate.lines };
  if ('refused' in changed) return changed;
  estimate.fields = fields;
  estimate.lines = changed.lines.map((line) => ({ ...line, fields: described(company, line.fields) }));
  estimate.modified = company.seconds();
  estimate.editSequence = newEditSequence(company.file, estimate.modified);
  return { order: estimate };
};

/** EstimateMod: the estimate must be there, not open elsewhere, and its EditSequence must fit. */
export const modEstimate = (company: Company, given: Fields): OrderChange => {
  const problem = enabled(company, given);
  if (problem) return { refused: problem };
  const id = textField(given, 'TxnID') ?? '';
  if (!isObjectId(id)) return { refused: status.invalidId(id, 'txn id') };
  const estimate = company.file.estimates.get(id);
  if (!estimate) return { refused: status.objectNotFound(id) };
  if (company.obstacles.openObjects.has(id)) return { refused: status.transactionLocked(OF.called) };
  const editSequence = textField(given, 'EditSequence') ?? '';
  if (editSequence !== estimate.editSequence)
    return { refused: status.staleEditSequence(editSequence), stale: estimate };
  return changeEstimate(company, estimate, given);
};
