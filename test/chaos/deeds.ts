import type { Version } from './people.ts';

/** What people did in both systems, for whoever compares the books with it. */
export interface Deeds extends Hands {
  /** Everything that Procore ever said of an approved order, oldest first; by number. */
  readonly versions: ReadonlyMap<string, readonly Version[]>;
  /** Numbers of orders, change orders and invoices whose approval was taken back, and of those deleted in Procore. */
  readonly withdrawn: ReadonlySet<string>;
  readonly removed: ReadonlySet<string>;
  /** External ids of payments of which a part failed after it was paid. */
  readonly failed: ReadonlySet<string>;
}

/** What was done in QuickBooks by hand; a backup that is put back takes it back. */
export interface Hands {
  /** Numbers of orders and bills, external ids of checks and jobs of estimates that somebody deleted in QuickBooks. */
  readonly deleted: ReadonlySet<string>;
  /** Lines that somebody took out of an order: its number and the line's text. */
  readonly taken: ReadonlySet<string>;
  /** Lines that somebody added to one. */
  readonly added: ReadonlySet<string>;
  /** Numbers of orders that somebody closed. */
  readonly closed: ReadonlySet<string>;
  /** Numbers of bills that somebody paid by a check of his own. */
  readonly paid: ReadonlySet<string>;
  /** Everything of these that was ever done, whatever a backup took back since, e.g. `closed PO-100`. */
  readonly ever: ReadonlySet<string>;
}

/** Among everything that was ever done: a backup was put back. */
export const RESTORED = 'restored the company file';

type Kind = Exclude<keyof Hands, 'ever'>;

const KINDS: readonly Kind[] = ['deleted', 'taken', 'added', 'closed', 'paid'];

export const createHands = () => {
  const now = {
    ...{ deleted: new Set<string>(), taken: new Set<string>(), added: new Set<string>() },
    ...{ closed: new Set<string>(), paid: new Set<string>() },
  } satisfies Record<Kind, Set<string>>;
  const ever = new Set<string>();
  return {
    hands: { ...now, ever } satisfies Hands,
    did: (kind: Kind, what: string): void => {
      now[kind].add(what);
      ever.add(`${kind} ${what}`);
    },
    /** Something was posted once more: what was done to it before is over. */
    postedAgain: (number: string): void => {
      for (const kind of KINDS)
        for (const one of [...now[kind]]) if (one.includes(number)) now[kind].delete(one);
    },
    /** Notes how it stands; what is given takes it back to that. */
    keep: (): (() => void) => {
      const kept = KINDS.map((kind) => [kind, [...now[kind]]] as const);
      return () => {
        ever.add(RESTORED);
        for (const [kind, all] of kept) {
          now[kind].clear();
          for (const one of all) now[kind].add(one);
        }
      };
    },
  };
};

export type HandsOn = ReturnType<typeof createHands>;
