import type { QuickBooks, QuickBooksOptions } from '../../../local/simulators/quickbooks/quickbooks.ts';
import { ask, contractor, values } from './ask.ts';

export const JOB = 'Harbor Trust:Pier 9';

/** A contractor with a bank account, a credit card and a second job. */
export const office = (options: QuickBooksOptions = {}) => {
  const quickbooks = contractor(options);
  const { people } = quickbooks;
  people.add('Account', 'Checking', { AccountType: 'Bank' });
  people.add('Account', 'Visa', { AccountType: 'CreditCard' });
  people.add('Customer', 'Harbor Trust:Pier 11');
  return { quickbooks, people };
};

/** A line of an item for a job. */
export const item = (amount: string, { code = '03-100', job = JOB } = {}) => ({
  ItemRef: code,
  Desc: `work of ${code}`,
  Quantity: '1',
  Amount: amount,
  CustomerRef: job,
  BillableStatus: 'NotBillable',
});

/** A line of an account for a job. */
export const expense = (amount: string, job: string | undefined = JOB) => ({
  AccountRef: 'Job Costs',
  Amount: amount,
  ...(job && { CustomerRef: job }),
});

/** What a query of one message answers, as text. */
export const told = async (quickbooks: QuickBooks, message: string, how = ''): Promise<string> =>
  (await ask(quickbooks, `<${message} requestID="q">${how}</${message}>`)).text;

/** The ids that a query finds. */
export const idsOf = async (quickbooks: QuickBooks, message: string, how = ''): Promise<string[]> =>
  values(await told(quickbooks, message, how), 'TxnID');

export const LINES = '<IncludeLineItems>true</IncludeLineItems>';

/** The names of the children of the first element with a name, in order. */
export const childrenNames = (text: string, name: string): string[] => {
  const inner = new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(text)?.[1] ?? '';
  const names: string[] = [];
  let depth = 0;
  for (const [tag, close, element = ''] of inner.matchAll(/<(\/?)(\w+)[^>]*>/g)) {
    if (close) depth -= 1;
    else {
      if (depth === 0) names.push(element);
      if (!tag.endsWith('/>')) depth += 1;
    }
  }
  return names;
};
