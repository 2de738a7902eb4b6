import type { Intake } from '../engine/intake.ts';
import type { Logins } from '../engine/logins.ts';
import type {
  AnswersQueue,
  ChangeQueue,
  Connections,
  ExportQueue,
  RecordStore,
  Sessions,
} from '../engine/ports.ts';
import type { Work } from '../engine/work.ts';
import type { DomainEvent } from '../events/events.ts';
import type { ImportFlow } from '../import-flow.ts';
import type { ReadBack } from '../reconcile/read-back.ts';
import type { Session } from './session.ts';

export interface CallDeps {
  readonly connections: Connections;
  readonly logins: Logins;
  readonly sessions: Sessions<Session>;
  readonly records: Pick<RecordStore, 'underWay' | 'firstQueued'>;
  readonly exports: Pick<ExportQueue, 'remove' | 'giveBack'>;
  readonly changes: ChangeQueue;
  readonly answers: AnswersQueue;
  readonly work: Work;
  /** Every import flow. */
  readonly imports: readonly ImportFlow<unknown>[];
  readonly intake: Intake;
  readonly reconcile: ReadBack;
  readonly now: () => Date;
  /** 128 random bits as text without a dot. */
  readonly newTicket: () => string;
  /** Constant-time comparison. */
  readonly sameText: (a: string, b: string) => boolean;
  /** For whoever listens to what happens. */
  readonly tell: (event: DomainEvent | undefined) => void;
  /** One wide line per unit of work. */
  readonly log: (event: string, fields: Readonly<Record<string, unknown>>) => void;
}
