import { type Element, type QbRequest, textAt } from '../qbxml/message.ts';
import { sum } from '../qbxml/money.ts';

/** Actual cost of an item on a job, as QuickBooks reckons it. */
export interface ItemActual {
  /** Full name. */
  readonly item: string;
  readonly amount: string;
}

/** What no bill, check or card tells of. */
const PAYROLL = ['Paycheck', 'LiabilityAdjustment', 'YTDAdjustment'];

/** QuickBooks' item estimates against actuals of one job since a day (ISO); `payroll`: of payroll alone. */
export const jobReport = (job: string, startDate: string, payroll: boolean): QbRequest => ({
  message: 'JobReportQueryRq',
  fields: {
    JobReportType: 'ItemEstimatesVsActuals',
    DisplayReport: 'false',
    ReportPeriod: { FromReportDate: startDate },
    ReportEntityFilter: { ListID: [job] },
    ...(payroll && { ReportTxnTypeFilter: { TxnTypeFilter: PAYROLL } }),
  },
});

const named = (element: Element, name: string): readonly Element[] =>
  element.children.filter((child) => child.name === name);

const COLUMN = /^act\.? ?cost$/i;

/** The column of actual cost, by its title; undefined in an answer that has none. */
const columnOf = (report: Element): string | undefined =>
  named(report, 'ColDesc').find((column) =>
    named(column, 'ColTitle').some(({ attributes }) => COLUMN.test(attributes.value ?? '')),
  )?.attributes.colID;

/** Rows of items alone: subtotals and totals say the same once more. Undefined when it is no such report. */
export const actualsOf = (report: Element | undefined): readonly ItemActual[] | undefined => {
  if (!report || textAt(report, 'NumRows') === undefined) return undefined;
  const column = columnOf(report);
  if (column === undefined) return undefined;
  const rows = named(report, 'ReportData').flatMap((data) => named(data, 'DataRow'));
  return rows.flatMap((row): ItemActual[] => {
    const item = named(row, 'RowData').find(({ attributes }) => attributes.rowType === 'item');
    const cell = named(row, 'ColData').find(({ attributes }) => attributes.colID === column);
    const amount = cell?.attributes.value;
    return item && amount ? [{ item: item.attributes.value ?? '', amount: sum([amount]) }] : [];
  });
};
