import {
  aggregate,
  atMostOneOf,
  bool,
  date,
  id,
  type Message,
  may,
  must,
  oneOf,
  oneOfValues,
  some,
  text,
} from './notation.ts';

const entityFilter = aggregate(
  oneOf(
    [some('ListID', id)],
    [some('FullName', text())],
    [must('ListIDWithChildren', id)],
    [must('FullNameWithChildren', text())],
  ),
);

// Of everything that a report tells apart, what may bear the cost of a job.
const costTypes = oneOfValues(
  ...['Bill', 'VendorCredit', 'Check', 'CreditCardCharge', 'CreditCardCredit', 'JournalEntry', 'ItemReceipt'],
  ...['Paycheck', 'LiabilityAdjustment', 'YTDAdjustment'],
);

/**
 * Estimated and actual cost item by item; of one job when the entity filter names it. A report has no iterator, and
 * its answer no count: its cells are told by colID, and empty ones are left out.
 */
export const jobReportMessages: Message[] = [
  {
    name: 'JobReportQueryRq',
    attributes: [],
    content: aggregate(
      must('JobReportType', oneOfValues('ItemEstimatesVsActuals')),
      may('DisplayReport', bool),
      atMostOneOf(
        [must('ReportPeriod', aggregate(may('FromReportDate', date), may('ToReportDate', date)))],
        [must('ReportDateMacro', oneOfValues('All', 'Today'))],
      ),
      may('ReportEntityFilter', entityFilter),
      may('ReportTxnTypeFilter', aggregate(some('TxnTypeFilter', costTypes))),
    ),
  },
];
