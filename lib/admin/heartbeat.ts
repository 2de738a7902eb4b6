import pMap from 'p-map';
import type { State } from '../reasons.ts';

/** What the heartbeat asks. Times are ISO with milliseconds, UTC. */
export interface HeartbeatPorts {
  /** Every connection; when its Web Connector last called; what is alarming about its company file. */
  connections(): Promise<
    readonly { readonly name: string; readonly contactAt?: string; readonly alarm?: object }[]
  >;
  /** How many records wait for QuickBooks. */
  backlog(connection: string): Promise<number>;
  /** Since when the first of them may be sent; undefined when none waits. */
  firstQueued(connection: string): Promise<string | undefined>;
  /** How many records of a flow are in a state; with `since`: came into it then or later. */
  count(connection: string, flow: string, state: State, since?: string): Promise<number>;
}

/** Metrics that share their dimensions: none (all connections), a connection, or a flow of a connection. */
export interface Pulse {
  readonly dimensions: { readonly connection?: string; readonly flow?: string };
  readonly counts: Readonly<Record<string, number>>;
  readonly seconds: Readonly<Record<string, number>>;
}

/** Names of the flows that are measured, by the side that their records go to. */
export interface Measured {
  readonly toQuickBooks: readonly string[];
  readonly toProcore: readonly string[];
}

const DAY_MS = 24 * 3600_000;
const CONCURRENCY = 5;

/** Whole seconds since a time; 0 for a time to come. */
const secondsSince = (time: string, now: Date): number =>
  Math.max(0, Math.floor((now.getTime() - Date.parse(time)) / 1000));

/**
 * Synced counts a day only: all that was ever synced grows for ever, and so would the cost of counting it
 * every minute.
 */
const ofImport = async (
  ports: HeartbeatPorts,
  connection: string,
  flow: string,
  now: Date,
): Promise<Pulse> => {
  const dayAgo = new Date(now.getTime() - DAY_MS).toISOString();
  const [Synced, Failed, AwaitingApproval] = await Promise.all([
    ports.count(connection, flow, 'synced', dayAgo),
    ports.count(connection, flow, 'failed'),
    ports.count(connection, flow, 'awaiting-approval'),
  ]);
  return { dimensions: { connection, flow }, counts: { Synced, Failed, AwaitingApproval }, seconds: {} };
};

/** The same with what is blocked. Imports may be so by tens of thousands: all costs of jobs that Procore does not have. */
const ofFlow = async (ports: HeartbeatPorts, connection: string, flow: string, now: Date): Promise<Pulse> => {
  const [pulse, Blocked] = await Promise.all([
    ofImport(ports, connection, flow, now),
    ports.count(connection, flow, 'blocked'),
  ]);
  return { ...pulse, counts: { ...pulse.counts, Blocked } };
};

const ofConnection = async (
  ports: HeartbeatPorts,
  { toQuickBooks, toProcore }: Measured,
  { name, contactAt }: { readonly name: string; readonly contactAt?: string },
  now: Date,
): Promise<Pulse[]> => {
  const [Backlog, oldest, ...perFlow] = await Promise.all([
    ports.backlog(name),
    ports.firstQueued(name),
    ...toQuickBooks.map((flow) => ofFlow(ports, name, flow, now)),
    ...toProcore.map((flow) => ofImport(ports, name, flow, now)),
  ]);
  const seconds = {
    OldestQueuedSeconds: oldest ? secondsSince(oldest, now) : 0,
    ...(contactAt && { SecondsSinceWebConnector: secondsSince(contactAt, now) }),
  };
  return [{ dimensions: { connection: name }, counts: { Backlog }, seconds }, ...perFlow];
};

/**
 * Measures every connection. The first pulse is over all of them, for alarms, and is there even when there is
 * no connection yet: its absence means that nobody measures.
 */
export const heartbeat = async (ports: HeartbeatPorts, flows: Measured, now: Date): Promise<Pulse[]> => {
  const connections = await ports.connections();
  const each = await pMap(connections, (one) => ofConnection(ports, flows, one, now), {
    concurrency: CONCURRENCY,
  });
  const oldest = each.flat().map(({ seconds }) => seconds.OldestQueuedSeconds ?? 0);
  const OlderFiles = connections.filter(({ alarm }) => alarm).length;
  const all = {
    dimensions: {},
    counts: { OlderFiles },
    seconds: { OldestQueuedSeconds: Math.max(0, ...oldest) },
  };
  return [all, ...each.flat()];
};
