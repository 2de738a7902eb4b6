import type { UndoDeps } from '../../lib/admin/undo.ts';
import { createIntake } from '../../lib/engine/intake.ts';
import { nearby } from '../../lib/engine/near.ts';
import { createNormalize, type Received } from '../../lib/engine/normalize.ts';
import { createPlanner } from '../../lib/engine/planner.ts';
import type { AnsweredBatch, Connection, ExportQueue, RecordStore } from '../../lib/engine/ports.ts';
import type { MarkStore } from '../../lib/engine/procore-writes.ts';
import { keyText } from '../../lib/engine/record.ts';
import { createWork } from '../../lib/engine/work.ts';
import type { DomainEvent } from '../../lib/events/events.ts';
import type { Flow, Source } from '../../lib/flow.ts';
import { importFlows } from '../../lib/flows/imports.ts';
import { costReading } from '../../lib/flows/uncoded.ts';
import type { ImportFlow } from '../../lib/import-flow.ts';
import type { Entering } from '../../lib/procore/entries.ts';
import type { Marker } from '../../lib/procore/mark.ts';
import type { Procore } from '../../lib/procore/procore.ts';
import { hintDue } from '../../lib/procore-writer/due.ts';
import { createWriter, type Written } from '../../lib/procore-writer/writer.ts';
import { beginReconcile } from '../../lib/reconcile/begin.ts';
import type { DriftStore } from '../../lib/reconcile/ports.ts';
import { createReadBack } from '../../lib/reconcile/read-back.ts';
import type { ReadStanding } from '../../lib/reconcile/standing-entries.ts';
import type { Settings } from '../../lib/settings.ts';
import { type ConnectionStore, createConnectionStore } from '../../lib/stores/connections.ts';
import { createDriftStore } from '../../lib/stores/drift.ts';
import { createObjectStore } from '../../lib/stores/imported-objects.ts';
import { createLoginStore } from '../../lib/stores/logins.ts';
import { createMarkStore } from '../../lib/stores/marks.ts';
import { createConnectionQueue, createExportQueue } from '../../lib/stores/queues.ts';
import { createRecordStore } from '../../lib/stores/records.ts';
import { createSessionStore } from '../../lib/stores/sessions.ts';
import { type Calls, createCalls } from '../../lib/web-connector/calls.ts';
import { hashPassword } from '../../lib/web-connector/password.ts';
import type { Session } from '../../lib/web-connector/session.ts';
import { createSettling } from '../../lib/web-connector/settling.ts';
import type { LocalAws } from '../../local/aws.ts';
import { US_SETTINGS } from '../../local/sample/us/settings.ts';
import type { Clock } from './clock.ts';
import { createHeldAnswers, type HeldAnswers } from './held-answers.ts';
import { createHeldChanges, type HeldChanges } from './held-changes.ts';
import { createHeldWrites, type HeldWrites } from './held-writes.ts';

export interface ConnectorOptions {
  readonly flows: readonly Flow<unknown>[];
  readonly imports?: readonly ImportFlow<unknown>[];
  readonly clock: Clock;
  readonly settings?: Partial<Settings>;
  /** Direct costs as Procore has them; absent: none. */
  readonly standing?: ReadStanding;
  /** For flows that ask Procore; toy flows do not. */
  readonly procore?: (settings: Settings) => Promise<Procore>;
  readonly marker?: (settings: Settings) => Promise<Marker>;
  readonly entering?: (settings: Settings) => Promise<Entering>;
  /** Faults: what stands between the engine and its stores. */
  readonly wrap?: {
    readonly records?: (inside: RecordStore) => RecordStore;
    readonly exports?: (inside: ExportQueue) => ExportQueue;
    readonly changes?: (inside: HeldChanges) => HeldChanges;
  };
}

/** One connection: the engine and the eight calls over embedded services, everything else given by the test. */
export interface Connector {
  readonly name: string;
  readonly clock: Clock;
  readonly records: RecordStore;
  readonly connections: ConnectionStore;
  readonly changes: HeldChanges;
  readonly exports: ExportQueue;
  readonly writes: HeldWrites;
  readonly answers: HeldAnswers;
  readonly marks: MarkStore;
  readonly calls: Calls;
  readonly drift: DriftStore;
  /** Domain events of its sessions. */
  readonly events: readonly DomainEvent[];
  /** For what an operator chooses. */
  readonly operator: UndoDeps;
  connection(): Promise<Connection>;
  session(): Promise<Session | undefined>;
  apply(change: Partial<Settings>): Promise<void>;
  /** Webhooks about records of a flow, worked off. */
  tell(flow: string, ids: readonly string[], source?: Source): Promise<void>;
  /** One call of normalize. */
  normalize(items: readonly Received[]): Promise<void>;
  /** Normalize, until no message is due. */
  drain(): Promise<void>;
  /** What the function that writes into Procore does with the messages that there are. */
  write(): Promise<Written>;
  /** What the function beside the session does with these batches. */
  settle(answered: readonly AnsweredBatch[]): Promise<void>;
  /** What the clock does each minute for writes that are due. */
  beat(): Promise<void>;
  /** `state` or `state: reason` of a record, `flow#id`. */
  stateOf(key: string): Promise<string>;
  states(flow: string): Promise<Record<string, string>>;
  /** Has the next session compare both sides; gives how many objects there are. */
  reconcile(): Promise<number>;
  login(): Promise<string[]>;
}

export const PASSWORD = 'correct horse';
/** Where the Web Connector calls from. */
export const ADDRESS = '192.0.2.7';
/** Hashed at the least cost: journeys sign in thousands of times. */
const HASH = hashPassword(PASSWORD, Buffer.alloc(16, 1), 2);

const noMarker = async (): Promise<Marker> => {
  throw new Error('toy flows write nothing into Procore');
};

const noEntering = async (): Promise<Entering> => {
  throw new Error('nothing is entered into Procore');
};

const noProcore = async (): Promise<Procore> => {
  const asked = (): never => {
    throw new Error('toy flows ask nothing of Procore');
  };
  const names = ['standardCostCodeLists', 'standardCostCodes', 'company', 'companies', 'project', 'projects'];
  return Object.fromEntries(
    [...names, 'commitment', 'commitments', 'changeOrder', 'changeOrders', 'invoice', 'invoices'].map(
      (name) => [name, asked],
    ),
  ) as never;
};

let count = 0;

const NOTHING_STANDS: ReadStanding = { costs: async () => [], payments: async () => [] };

export const startConnector = async (aws: LocalAws, options: ConnectorOptions): Promise<Connector> => {
  const { flows, imports = [], clock, procore = noProcore, marker = noMarker, wrap = {} } = options;
  const { standing = NOTHING_STANDS } = options;
  const { entering = noEntering } = options;
  count += 1;
  const name = `office-${count}`;
  const { dynamo: client, prefix } = aws;
  const same = <T>(inside: T): T => inside;
  const settings: Settings = {
    ...{ ...US_SETTINGS, ...options.settings, name },
    webConnector: { user: name, companyFile: '', everyMinutes: 5 },
  };
  const connections = createConnectionStore({ client, table: `${prefix}connections` });
  const records = (wrap.records ?? same)(createRecordStore({ client, table: `${prefix}records` }));
  let unique = 0;
  const randomId = () => {
    unique += 1;
    return `id-${count}-${unique}`;
  };
  const exports = (wrap.exports ?? same)(createExportQueue({ client: aws.sqs, prefix, randomId }));
  const changes = (wrap.changes ?? same)(createHeldChanges(clock));
  const writes = createHeldWrites();
  const answers = createHeldAnswers();
  const marks = createMarkStore({ client, table: `${prefix}records` });
  const logins = createLoginStore({ client, table: `${prefix}connections` });
  const sessions = createSessionStore<Session>({ client, table: `${prefix}sessions` });
  const drift = createDriftStore({ client, table: `${prefix}sessions` });
  await createConnectionQueue(aws.sqs, prefix, name);
  const fileId = '{1b4e28ba-2fa1-4d3b-a3f5-ef19b5a7633b}';
  await connections.apply(name, { settings, fileId, webhookTokens: [] });
  await connections.setUser(name, name, HASH);

  const deps = { flows, imports, records, changes, exports, connections, marks, writes, now: clock.now };
  const planner = createPlanner(deps);
  const objects = createObjectStore({ client, table: `${prefix}records` });
  const intake = createIntake({ ...deps, objects });
  const inSession = { ...deps, exports: nearby(exports) };
  const workOf = (on: typeof deps) =>
    createWork({ ...on, planner, intake, newId: randomId, chance: () => 0.5 });
  const events: DomainEvent[] = [];
  const readBack = createReadBack({ ...deps, planner, drift, reading: costReading });
  const calls = createCalls({
    ...{ ...inSession, imports, intake, reconcile: readBack, work: workOf(inSession) },
    ...{ answers, logins, sessions, newTicket: randomId },
    sameText: (a, b) => a === b,
    log: () => undefined,
    tell: (event) => void (event && events.push(event)),
  });
  const settling = createSettling({ ...deps, sessions, work: workOf(deps), log: () => undefined });
  const writer = createWriter({
    ...{ ...deps, imports, pause: async (milliseconds: number) => clock.pass(milliseconds) },
    marker: (facts) => marker(facts.settings),
    entering: (facts) => entering(facts.settings),
    procore: (facts) => procore(facts.settings),
  });
  const normalize = createNormalize({ ...deps, imports, procore: (facts) => procore(facts.settings) });

  const connection = async (): Promise<Connection> => {
    const found = await connections.get(name);
    if (!found) throw new Error(`${name} is gone`);
    return found;
  };
  const drain = async (): Promise<void> => {
    for (let items = changes.take(); items.length > 0; items = changes.take()) await normalize(name, items);
  };
  const states = async (flow: string): Promise<Record<string, string>> => {
    const found: [string, string][] = [];
    for await (const { id, state, reason } of records.list(name, flow))
      found.push([id, reason ? `${state}: ${reason.code}` : state]);
    return Object.fromEntries(found);
  };
  return {
    ...{
      name,
      clock,
      records,
      connections,
      changes,
      exports,
      writes,
      answers,
      marks,
      calls,
      drift,
      events,
      connection,
      drain,
      states,
    },
    write: () => writer(name, writes.take()),
    beat: async () => {
      const only = async () => [{ name }];
      await hintDue({ connections: only, marks, records, writes }, clock.now());
    },
    operator: deps,
    settle: async (answered) => {
      for (const { connection: of, batch } of answered) await settling.settlePutDown(of, batch);
    },
    session: () => sessions.get(name),
    apply: async (change) => {
      const { settings: before, webhookTokens } = await connection();
      await connections.apply(name, { settings: { ...before, ...change }, fileId, webhookTokens });
    },
    tell: async (flow, ids, source = {}) => {
      await changes.send(ids.map((id) => ({ do: 'fetch', connection: name, key: { flow, id }, source })));
      await drain();
    },
    normalize: (items) => normalize(name, items),
    stateOf: async (text) => {
      const [flow = '', id = ''] = text.split('#');
      const record = (await records.get(name, [{ flow, id }])).get(keyText({ flow, id }));
      if (!record) return 'unknown';
      return record.reason ? `${record.state}: ${record.reason.code}` : record.state;
    },
    reconcile: () => beginReconcile({ ...deps, imports: importFlows, drift, standing: () => standing }, name),
    login: () => calls.authenticate(name, PASSWORD, ADDRESS),
  };
};
