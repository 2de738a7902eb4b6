import type { SyncRecord } from '../../lib/engine/record.ts';
import type { ImportFlow } from '../../lib/import-flow.ts';
import { toProcore } from '../../lib/import-flow.ts';
import { childrenOf, type Element, textAt } from '../../lib/qbxml/message.ts';
import { sum } from '../../lib/qbxml/money.ts';
import type { Connector } from './connector.ts';

/** A vendor, by its name. */
interface Trader {
  readonly name: string;
}

/** What one transaction cost one job. */
interface Outlay {
  readonly number: string;
  readonly job: string;
  readonly amount: string;
}

const neverPlanned = (): never => {
  throw new Error('toy imports are entered nowhere');
};

/** Active vendors. */
export const traders: ImportFlow<Trader> = toProcore<Trader>({
  name: 'traders',
  schedule: 'vendors',
  feeds: ['Vendor'],
  title: ({ name }) => name,
  read: (_feed, ret) => {
    const [id, name] = [textAt(ret, 'ListID'), textAt(ret, 'Name')];
    if (name === 'Breaks') throw new Error('bug in read');
    return id && name && textAt(ret, 'IsActive') !== 'false' ? [{ id, content: { name } }] : [];
  },
  refs: () => [],
  plan: neverPlanned,
  removes: false,
});

const linesByJob = (ret: Element): Map<string, string[]> => {
  const byJob = new Map<string, string[]>();
  for (const line of [...childrenOf(ret, 'ExpenseLineRet'), ...childrenOf(ret, 'ItemLineRet')]) {
    const job = textAt(line, 'CustomerRef', 'ListID');
    if (job) byJob.set(job, [...(byJob.get(job) ?? []), textAt(line, 'Amount') ?? '0']);
  }
  return byJob;
};

/** Bills and vendor credits: one part for each job. */
export const outlays: ImportFlow<Outlay> = toProcore<Outlay>({
  name: 'outlays',
  schedule: 'costs',
  feeds: ['Bill', 'VendorCredit'],
  title: ({ number }) => number,
  read: (_feed, ret) =>
    [...linesByJob(ret)].map(([job, amounts]) => ({
      id: `${textAt(ret, 'TxnID')}/${job}`,
      content: { number: textAt(ret, 'RefNumber') ?? '', job, amount: sum(amounts) },
    })),
  refs: ({ job }) => [{ type: 'Customer', id: job }],
  plan: neverPlanned,
  removes: true,
});

/** Checks for bills, in the US alone. */
export const payouts: ImportFlow<{ readonly amount: string }> = toProcore({
  name: 'payouts',
  schedule: 'payments',
  edition: 'US' as const,
  feeds: ['BillPaymentCheck' as const],
  title: ({ amount }) => amount,
  read: (_feed, ret) => {
    const [id, amount] = [textAt(ret, 'TxnID'), textAt(ret, 'Amount')];
    return id && amount ? [{ id, content: { amount } }] : [];
  },
  refs: () => [],
  plan: neverPlanned,
  removes: true,
});

/** What Procore is to be told, by title: state, and what became of it. */
export const entries = async (
  { records, name }: Connector,
  flow: string,
): Promise<Record<string, string>> => {
  const found: [string, string][] = [];
  for await (const { title, state, deleted } of records.list(name, flow))
    found.push([title ?? '', deleted ? `${state}, gone` : state]);
  return Object.fromEntries(found.sort());
};

/** Records of a flow with their content, by id. */
export const recordsOf = async (
  { records, name }: Connector,
  flow: string,
): Promise<Record<string, SyncRecord>> => {
  const keys = [];
  for await (const { id } of records.list(name, flow)) keys.push({ flow, id });
  const found = [...(await records.get(name, keys)).values()];
  return Object.fromEntries(found.map((record) => [record.id, record]));
};
