import type { Company } from './company.ts';
import { currencyFields } from './currencies.ts';
import { localTime } from './local-time.ts';
import { subtotal, transactionTotal } from './order-lines.ts';
import { referenceId } from './request-fields.ts';
import { estimateLineRetOrder, estimateRetOrder, orderGroupRetOrder } from './ret-order.ts';
import { inOrder } from './rets.ts';
import type { Estimate, OrderLine } from './transactions.ts';
import { branch, type Node } from './xml.ts';

const lineRet = (company: Company, line: OrderLine): Node => {
  const { members } = line;
  if (!members)
    return branch(
      'EstimateLineRet',
      inOrder(company.file, estimateLineRetOrder, { ...line.fields, TxnLineID: line.id }),
    );
  return branch('EstimateLineGroupRet', [
    ...inOrder(company.file, orderGroupRetOrder, {
      ...line.fields,
      TxnLineID: line.id,
      IsPrintItemsInGroup: 'false',
      TotalAmount: transactionTotal(company, { lines: members }),
    }),
    ...members.map((one) => lineRet(company, one)),
  ]);
};

/** An estimate as QuickBooks answers it; Adds and Mods always show the lines. */
export const estimateRet = (company: Company, estimate: Estimate, withLines: boolean): Node => {
  const { fields } = estimate;
  const TotalAmount = transactionTotal(company, estimate);
  const head = inOrder(company.file, estimateRetOrder, {
    IsActive: 'true',
    ...fields,
    TxnID: estimate.id,
    TimeCreated: localTime(company, estimate.created),
    TimeModified: localTime(company, estimate.modified),
    EditSequence: estimate.editSequence,
    TxnNumber: String(estimate.txnNumber),
    Subtotal: subtotal(estimate),
    TotalAmount,
    ...currencyFields(company, fields, referenceId(fields, 'CustomerRef'), { TotalAmount }),
  });
  return branch('EstimateRet', [
    ...head,
    ...(withLines ? estimate.lines.map((line) => lineRet(company, line)) : []),
  ]);
};
