import { enterHints } from '../../lib/engine/enter-hints.ts';
import { hashOf } from '../../lib/engine/hash.ts';
import { keyText, type SyncRecord } from '../../lib/engine/record.ts';
import { type ImportFlow, type ImportPlan, toProcore } from '../../lib/import-flow.ts';
import { reason } from '../../lib/reasons.ts';
import type { Connector } from './connector.ts';

/** A job, which becomes a project. */
interface ToyJob {
  readonly listId: string;
  readonly name: string;
}

/** What a bill costs one job. */
export interface ToyCost {
  readonly number: string;
  readonly job: string;
  readonly amounts: readonly string[];
  /** It draws on an order that Procore has. */
  readonly ordered?: true;
}

/** What a check pays of an invoice. */
export interface ToyPayment {
  readonly contract: string;
  readonly amount: string;
}

const waits = (): ImportPlan => ({ is: 'held', reason: reason('awaiting-approval') });

export const toyJobs: ImportFlow<ToyJob> = toProcore<ToyJob>({
  name: 'jobs',
  schedule: 'jobs',
  feeds: ['Customer'],
  title: ({ name }) => name,
  read: () => [],
  refs: ({ listId }) => [{ type: 'Customer', id: listId }],
  plan: (id, { name }, { owner, named, taken, approved, settings, mapping }) => {
    const owned = owner({ type: 'Customer', id });
    const standing = owned?.key.id ?? mapping?.id;
    if (standing)
      return {
        ...{ is: 'ours', key: { flow: 'projects', id: standing } },
        mapping: { type: 'Project', id: standing, name, created: false },
      };
    const same = named.find((one) => one.name === name && one.active && !taken.has(one.id));
    const object = { type: 'Customer', id, name, created: false };
    if (same) return { is: 'link', key: { flow: 'projects', id: same.id }, object };
    return approved || settings.approval.jobs === 'auto'
      ? { is: 'write', entry: { of: 'project', originId: id, name } }
      : waits();
  },
  removes: false,
  exported: {
    ...{ flow: 'projects', list: 'projects' },
    object: (id, { name }) => ({ type: 'Customer', id, name: `Harbor Trust:${name}`, created: false }),
  },
});

export const toyCosts: ImportFlow<ToyCost> = toProcore<ToyCost>({
  name: 'costs',
  schedule: 'costs',
  feeds: ['Bill'],
  title: ({ number }) => number,
  read: () => [],
  refs: ({ job }) => [{ type: 'Customer', id: job }],
  plan: (id, { number, job, amounts, ordered }, { owner, settings, approved }) => {
    const project = owner({ type: 'Customer', id: job });
    if (!project) return { is: 'held', reason: reason('blocked-by', { links: `job ${job}` }) };
    if (ordered) return { is: 'held', reason: reason('zero-amount'), gone: true };
    if (settings.approval.costs === 'manual' && !approved) return waits();
    const lines = amounts.map((amount, n) => ({
      ...{ originId: `${id}|${n}`, code: { standardCostCodeId: '51' }, amount },
    }));
    const cost = { of: 'direct-cost', originId: id, projectId: project.key.id, type: 'expense' } as const;
    return { is: 'write', entry: { ...cost, number, date: '2026-03-04', lines } };
  },
  removes: true,
});

export const toyPayments: ImportFlow<ToyPayment> = toProcore<ToyPayment>({
  name: 'bill-payments',
  schedule: 'payments',
  edition: 'US' as const,
  feeds: ['BillPaymentCheck'],
  title: ({ contract }) => `payment on ${contract}`,
  read: () => [],
  refs: () => [],
  plan: (id, { contract, amount }) => ({
    is: 'write',
    entry: {
      ...{ of: 'contract-payment', originId: id, projectId: '9001', contractId: contract },
      ...{ requisitionId: '32', date: '2026-03-20', amount, method: 'check', checkNumber: '10482' },
    },
  }),
  removes: true,
});

const recordIn = async ({ records, name }: Connector, text: string): Promise<SyncRecord | undefined> => {
  const cut = text.indexOf('#');
  const key = { flow: text.slice(0, cut), id: text.slice(cut + 1) };
  return (await records.get(name, [key])).get(keyText(key));
};

/** What QuickBooks tells of a part, as an intake stores it; without content: it is gone. */
const stored = async (connector: Connector, text: string, content: unknown): Promise<SyncRecord> => {
  const { name, clock, records } = connector;
  const before = await recordIn(connector, text);
  const at = clock.now().toISOString();
  const cut = text.indexOf('#');
  const fresh: SyncRecord = {
    ...{ connection: name, flow: text.slice(0, cut), id: text.slice(cut + 1), rev: 0, source: {} },
    ...{ into: 'procore', state: 'queued', since: at, flags: [], generation: 0, attempts: 0 },
  };
  const calm = { reason: undefined, notBefore: undefined, refusedHash: undefined };
  const news =
    content === undefined ? { deleted: true } : { content, hash: hashOf(content), deleted: undefined };
  const title = { title: text };
  const next: SyncRecord = { ...(before ?? fresh), ...title, ...news, ...calm, state: 'queued' };
  return (await records.save(next, before)) ?? stored(connector, text, content);
};

/** Parts that QuickBooks tells of, by `flow#id`, and their hints. Undefined: it has them no more. */
export const told = async (
  connector: Connector,
  parts: Readonly<Record<string, ToyJob | ToyCost | ToyPayment | undefined>>,
): Promise<void> => {
  const all: SyncRecord[] = [];
  for (const [text, content] of Object.entries(parts)) all.push(await stored(connector, text, content));
  await connector.writes.send(enterHints(connector.name, all));
};

/** Writes, and whatever that sends on its way, until nothing is under way. */
export const written = async (connector: Connector): Promise<void> => {
  for (let hints = connector.writes.take(); hints.length > 0; hints = connector.writes.take()) {
    await connector.writes.send(hints);
    await connector.write();
    await connector.drain();
  }
};

export const partOf = recordIn;
