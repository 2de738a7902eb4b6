/** How the hooks of a connection stood when they were last looked at. */
export interface HookState {
  /** ISO. */
  readonly at: string;
  /** Where they deliver to. */
  readonly url: string;
  /** The selected projects that have one. */
  readonly projects: readonly string[];
  /** Resource names that hooks can't be told of: what concerns them is polled. */
  readonly lacking: readonly string[];
  /** What keeps hooks from being made, in words; those of single projects, too. */
  readonly trouble?: string;
}
