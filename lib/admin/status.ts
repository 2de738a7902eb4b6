import pMap from 'p-map';
import type { Connection, Connections } from '../engine/ports.ts';
import type { ImportFlow } from '../import-flow.ts';
import type { State } from '../reasons.ts';
import type { StatusStore } from '../stores/status.ts';
import type { HookState, WatchStore } from '../watch/state.ts';
import { type ImportStatus, importStatus } from './import.ts';

export interface StatusDeps {
  readonly connections: Pick<Connections, 'get'>;
  readonly status: Pick<StatusStore, 'count' | 'oldest'>;
  /** Names of all flows, in their order. */
  readonly flows: readonly string[];
  readonly imports: readonly ImportFlow<unknown>[];
  readonly watch: Pick<WatchStore, 'get'>;
}

/** Every state, in the order in which a person cares. */
export const STATES: readonly State[] = [
  'synced',
  'queued',
  'blocked',
  'not-ready',
  'skipped',
  'awaiting-approval',
  'rejected',
  'failed',
  'wanted',
];

/** In these somebody or something is waited for. */
const WAITING: readonly State[] = ['awaiting-approval', 'blocked', 'queued', 'failed'];

/** A record that waits, and since when (ISO). */
export interface Waiting {
  readonly state: State;
  readonly id: string;
  readonly title?: string;
  readonly since: string;
}

export interface FlowStatus {
  readonly flow: string;
  /** How many records stand in each state. */
  readonly counts: Readonly<Record<State, number>>;
  /** The one that waits for longest. */
  readonly waiting?: Waiting;
}

/** How a connection stands. Times are ISO. */
export interface Status
  extends Pick<
    Connection,
    'contactAt' | 'identifiedAt' | 'workAt' | 'file' | 'trouble' | 'procoreTrouble' | 'alarm' | 'closingDate'
  > {
  readonly connection: string;
  readonly mode: 'read-only' | 'live';
  readonly flows: readonly FlowStatus[];
  readonly imports: readonly ImportStatus[];
  /** The webhooks, as they were last looked at. */
  readonly hooks?: HookState;
}

const CONCURRENCY = 8;

const statusOf = async ({ status }: StatusDeps, connection: string, flow: string): Promise<FlowStatus> => {
  const numbers = await pMap(STATES, (state) => status.count(connection, flow, state), {
    concurrency: CONCURRENCY,
  });
  const counts = Object.fromEntries(STATES.map((state, n) => [state, numbers[n] ?? 0]));
  const found = await pMap(
    WAITING.filter((state) => (counts[state] ?? 0) > 0),
    async (state): Promise<Waiting | []> => {
      const oldest = await status.oldest(connection, flow, state);
      return oldest ? { state, ...oldest } : [];
    },
    { concurrency: CONCURRENCY },
  );
  const [waiting] = found.flat().sort((a, b) => (a.since < b.since ? -1 : 1));
  return { flow, counts: counts as Record<State, number>, waiting };
};

/** How a connection and its records stand, from the indexes: no record is read. Undefined: there is none of that name. */
export const readStatus = async (deps: StatusDeps, name: string): Promise<Status | undefined> => {
  const connection = await deps.connections.get(name);
  if (!connection) return undefined;
  const { hooks } = await deps.watch.get(name);
  const { contactAt, identifiedAt, workAt, file, trouble, procoreTrouble, alarm, closingDate } = connection;
  return {
    connection: name,
    mode: connection.settings.mode,
    ...{ contactAt, identifiedAt, workAt, file, trouble, procoreTrouble, alarm, closingDate },
    imports: importStatus(deps.imports, connection),
    ...(hooks && { hooks }),
    flows: await pMap(deps.flows, (flow) => statusOf(deps, name, flow), { concurrency: 2 }),
  };
};
