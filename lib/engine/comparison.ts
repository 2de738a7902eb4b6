/** A comparison of both sides that was asked for and is not at its end. */
export interface Run {
  /** When it was begun (ISO): names its items. */
  readonly run: string;
  /** How many objects there are to be read back. */
  readonly subjects: number;
}

/** A comparison that is over. */
export interface Reconciled extends Pick<Run, 'run'> {
  /** When it ended (ISO). */
  readonly at: string;
  /** How many differences it found; absent: it did not come to its end. */
  readonly findings?: number;
  /** Why it did not, in words. */
  readonly why?: string;
}
