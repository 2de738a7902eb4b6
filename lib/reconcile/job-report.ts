import type { Element, QbRequest } from '../qbxml/message.ts';
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

/** The column of actual cost: by its title, which speaks QuickBooks' language, else the second of the amounts. */
const columnOf = (parts: readonly Element[]): string | undefined => {
  const columns = parts.filter(({ name }) => name === 'ColDesc');
  const titled = columns.find((one) =>
    named(one, 'ColTitle').some(({ attributes }) => COLUMN.test(attributes.value ?? '')),
  );
  const amounts = columns.filter(({ attributes }) => attributes.dataType === 'AMTTYPE');
  return (titled ?? amounts[1])?.attributes.colID;
};

/**
 * Rows of items alone: subtotals and totals say the same once more. `parts`: the columns and rows of a report, as an
 * answer is read. Undefined when they are no such report.
 */
export const actualsOf = (parts: readonly Element[]): readonly ItemActual[] | undefined => {
  const column = columnOf(parts);
  if (column === undefined) return undefined;
  return parts.flatMap((row): ItemActual[] => {
    if (row.name !== 'DataRow') return [];
    const item = named(row, 'RowData').find(({ attributes }) => attributes.rowType === 'item');
    const cell = named(row, 'ColData').find(({ attributes }) => attributes.colID === column);
    const amount = cell?.attributes.value;
    return item && amount ? [{ item: item.attributes.value ?? '', amount: sum([amount]) }] : [];
  });
};
