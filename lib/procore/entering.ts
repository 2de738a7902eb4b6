import { grouped } from '../grouped.ts';
import { type CallDeps, createCall } from './call.ts';
import { enterOfCompany } from './enter-company.ts';
import { createCosts } from './enter-costs.ts';
import { createPayments } from './enter-payments.ts';
import type { Entered, Entering, EntryKey, ProcoreEntry } from './entries.ts';
import { createGet } from './get.ts';
import { inTurn, isTrouble } from './in-turn.ts';
import { createRateLimit } from './rate-limit.ts';
import type { Writing } from './sync-rows.ts';

type Of<K extends ProcoreEntry['of']> = ProcoreEntry & { readonly of: K };

const isOf =
  <K extends ProcoreEntry['of']>(of: K) =>
  (entry: ProcoreEntry): entry is Of<K> =>
    entry.of === of;

const remembered = <T>(make: (key: string) => T): ((key: string) => T) => {
  const made = new Map<string, T>();
  return (key) => {
    const known = made.get(key) ?? make(key);
    made.set(key, known);
    return known;
  };
};

/**
 * Enters into one company of Procore, by as few calls as it offers, one after another: make one per unit of
 * work, for it lists the budget codes of a project once. Never throws ProcoreFailure.
 */
export const createEntering = (deps: CallDeps): Entering => {
  const shared = { ...deps, limit: deps.limit ?? createRateLimit(deps.now) };
  const writing: Writing = { call: createCall(shared), companyId: deps.companyId, now: deps.now };
  const get = createGet(shared);
  const payments = createPayments(writing, get);
  const costsOf = remembered((projectId: string) => createCosts(writing, get, projectId));

  /** Which entries go together, and how. */
  const runsOf = (entries: readonly ProcoreEntry[], known: ReadonlyMap<string, EntryKey>) => [
    ...[entries.filter(isOf('project')), entries.filter(isOf('company'))].map((some) => ({
      some: some as readonly ProcoreEntry[],
      enter: () => enterOfCompany(writing, some),
    })),
    ...[
      ...grouped(
        entries.filter(isOf('contract-payment')),
        (one) => `${one.projectId} ${one.contractId}`,
      ).values(),
    ].map((some) => ({ some, enter: () => payments.enter(some, known) })),
    ...[...grouped(entries.filter(isOf('direct-cost')), ({ projectId }) => projectId).values()].map(
      (some) => ({
        some,
        enter: () => costsOf(some[0]?.projectId ?? '').enter(some),
      }),
    ),
  ];

  const removeOne = async (key: EntryKey, why: string): Promise<Entered> => {
    if (key.of === 'contract-payment') return payments.remove(key, why);
    if (key.of === 'direct-cost') return costsOf(key.projectId ?? '').remove(key, why);
    return { is: 'refused', words: `A ${key.of} is not taken out of Procore.` };
  };

  return {
    enter: async (entries, known) => {
      const answers = new Map<ProcoreEntry, Entered>();
      let stopped: Entered | undefined;
      for (const { some, enter } of runsOf(entries, known)) {
        const told = stopped ? [] : await enter();
        for (const [n, entry] of some.entries()) answers.set(entry, told[n] ?? (stopped as Entered));
        stopped ??= told.find(isTrouble);
      }
      return entries.map((entry) => answers.get(entry) as Entered);
    },
    remove: (keys, why) => inTurn(keys, (key) => removeOne(key, why)),
  };
};
