/** Ids of hooks by project; that of the company by `company`. */
export type HookIds = Readonly<Record<string, string>>;

/** How the hooks of a connection stood when they were last looked at. */
export interface HookState {
  /** ISO. */
  readonly at: string;
  /** Where they deliver to. */
  readonly url: string;
  /** The projects that were selected. */
  readonly projects: readonly string[];
  /** Their ids, by project, and that of the company. */
  readonly ids: HookIds;
  /** Resource names that hooks can't be told of: what concerns them is polled. */
  readonly lacking: readonly string[];
  /** What they were made from; something else makes other hooks. */
  readonly from: string;
  /** What keeps hooks from being made, in words. */
  readonly trouble?: readonly string[];
  /** An operator took them away: none are made before another word. */
  readonly removed?: true;
}

/**
 * What is done again and again: `hooks` are brought in order; `polled`: lists of what no hook tells of; `gaps`:
 * deliveries that Procore gave up on, and what lists say changed; `night`: whole lists, for what is new or gone.
 */
export type RoundKind = 'hooks' | 'polled' | 'gaps' | 'night';

/** One that is under way. */
export interface Round {
  /** ISO. */
  readonly startedAt: string;
  /** The selected projects as it began. */
  readonly projects: readonly string[];
  /** How many of its steps are done. */
  readonly next: number;
  /** Looked for: what changed since then (ISO). */
  readonly since: string;
  /** Hooks that were brought in order. */
  readonly ids?: HookIds;
  /** What Procore refused on the way, in words. */
  readonly trouble?: readonly string[];
}

/** Where the looking after Procore stands for a connection. */
export interface WatchState {
  readonly hooks?: HookState;
  readonly rounds?: Readonly<Partial<Record<RoundKind, Round>>>;
  /** When the last complete one of each kind began (ISO). */
  readonly last?: Readonly<Partial<Record<RoundKind, string>>>;
  /** Calls of Procore in an hour (`2026-03-05T12`), those that fetches will cost with them. */
  readonly calls?: { readonly hour: string; readonly used: number };
}

export interface WatchStore {
  /** Empty where nothing was noted yet. */
  get(connection: string): Promise<WatchState>;
  note(connection: string, news: Partial<WatchState>): Promise<void>;
}
