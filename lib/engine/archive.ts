/** A message set that was handed out. */
export interface SentSet {
  /** The batch. */
  readonly id: string;
  /** When it was written down (ISO). */
  readonly at: string;
  readonly kind: 'lookup' | 'write';
  readonly records: number;
}

/** The same with its texts: without secrets, and cut where they are too large to be kept. */
export interface KeptSet extends SentSet {
  readonly request: string;
  /** QuickBooks' answer, or its words where it gave none; absent: none has come. */
  readonly answer?: string;
  readonly answeredAt?: string;
}

/** One object of a QuickBooks list, as it was pulled. */
export interface ListRow {
  readonly id: string;
  readonly name: string;
  readonly fullName: string;
  readonly active: boolean;
}

/** Lists that an operator may have pulled, in the order in which they are asked for. */
export const PULLED_LISTS = ['Vendor', 'Customer', 'ItemService'] as const;
export type PulledList = (typeof PULLED_LISTS)[number];

/** A pull that came to its end. `rows`: how many of each list; `pages`: in how many items. */
export interface Pulled {
  /** Names its items. */
  readonly run: string;
  /** ISO. */
  readonly at: string;
  readonly pages: number;
  readonly rows: Readonly<Record<PulledList, number>>;
}

/** What a connection keeps for 30 days, for people: nothing is decided by it. */
export interface Archive {
  sent(connection: string, set: SentSet, request: string): Promise<void>;
  /** `at`: when the set was written down; `answeredAt`: ISO. */
  answered(
    connection: string,
    set: Pick<SentSet, 'id' | 'at'>,
    answer: string,
    answeredAt: string,
  ): Promise<void>;
  /** Newest first, without texts. */
  sets(connection: string, limit: number): Promise<readonly SentSet[]>;
  set(connection: string, id: string): Promise<KeptSet | undefined>;
  putPage(
    connection: string,
    run: string,
    page: number,
    list: PulledList,
    rows: readonly ListRow[],
  ): Promise<void>;
  rows(connection: string, run: string, list: PulledList): Promise<readonly ListRow[]>;
}
