import type { Settings } from '../../lib/settings.ts';
import type { LocalAws } from '../../local/aws.ts';
import { outlays, payouts, traders } from './toy-imports.ts';
import { startToys, type ToysOptions, vendors } from './toys.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
const HOURLY: Settings['imports'] = { jobs: 'never', vendors: '1h', costs: '1h', payments: '1h' };

/** An office with jobs, an item and two vendors, whose QuickBooks is read each hour. */
export const startImports = async (
  aws: LocalAws,
  settings: Partial<Settings> = {},
  more: Omit<ToysOptions, 'settings'> = {},
) => {
  const toys = await startToys(
    aws,
    { a: vendors(3) },
    {
      imports: [traders, outlays, payouts],
      settings: { mode: 'live', startDate: '2026-03-01', imports: HOURLY, ...settings },
      ...more,
    },
  );
  const { people } = toys.office.quickbooks;
  people.add('Account', 'Income', { AccountType: 'Income' });
  people.add('Account', 'Costs', { AccountType: 'CostOfGoodsSold' });
  people.add('Customer', 'Harbor Trust');
  people.add('Customer', 'Harbor Trust:Pier 9');
  people.add('Customer', 'Harbor Trust:Pier 10');
  people.add('ItemService', '03-100', {
    SalesAndPurchase: { IncomeAccountRef: 'Income', ExpenseAccountRef: 'Costs' },
  });
  people.add('Vendor', 'Oak');
  people.add('Vendor', 'Elm');
  const addBill = (number: string, ...lines: ReturnType<typeof lineOf>[]): string =>
    people.addBill({ VendorRef: 'Oak', RefNumber: number, TxnDate: '2026-03-04', ItemLineAdd: lines });
  return { ...toys, people, addBill };
};

export type ImportOffice = Awaited<ReturnType<typeof startImports>>;

/** A line of a bill for a job of Harbor Trust. */
export const lineOf = (amount: string, job = 'Pier 9') => ({
  ...{ ItemRef: '03-100', CustomerRef: `Harbor Trust:${job}`, Amount: amount },
});

export const isImport = (qbxml: string): boolean => qbxml.includes('requestID="import');

/** What the message sets of an import ask, in order. */
export const queriesOf = (sent: readonly string[]): string[] =>
  sent.flatMap((qbxml) =>
    [...qbxml.matchAll(/<(\w+)QueryRq requestID="import/g)].map(([, name = '']) => name),
  );
