import type { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { TimeoutError } from 'ky';
import { createSettleOff } from '../../lambdas/settle-off.ts';
import { createWorkOff } from '../../lambdas/work-off.ts';
import { createWriteOff } from '../../lambdas/write-off.ts';
import { poll } from '../../lib/admin/poll.ts';
import { createIntake } from '../../lib/engine/intake.ts';
import { nearby } from '../../lib/engine/near.ts';
import { createNormalize } from '../../lib/engine/normalize.ts';
import { createPlanner } from '../../lib/engine/planner.ts';
import type { ExportQueue } from '../../lib/engine/ports.ts';
import { createWork } from '../../lib/engine/work.ts';
import { importFlows as imports } from '../../lib/flows/imports.ts';
import { flows } from '../../lib/flows/index.ts';
import { costReading } from '../../lib/flows/uncoded.ts';
import { createProcore } from '../../lib/procore/client.ts';
import { createEntering } from '../../lib/procore/entering.ts';
import { createMarker } from '../../lib/procore/mark.ts';
import { createTokenSource } from '../../lib/procore/oauth.ts';
import { createRateLimit } from '../../lib/procore/rate-limit.ts';
import { hintDue } from '../../lib/procore-writer/due.ts';
import { createWriter } from '../../lib/procore-writer/writer.ts';
import * as text from '../../lib/qbxml/latin.ts';
import { createReadBack } from '../../lib/reconcile/read-back.ts';
import type { Settings } from '../../lib/settings.ts';
import { createConnectionStore } from '../../lib/stores/connections.ts';
import { createDeadLetters } from '../../lib/stores/dead-letters.ts';
import { createDriftStore } from '../../lib/stores/drift.ts';
import { createObjectStore } from '../../lib/stores/imported-objects.ts';
import { createLoginStore } from '../../lib/stores/logins.ts';
import { createMarkStore } from '../../lib/stores/marks.ts';
import {
  createAnswersQueue,
  createChangeQueue,
  createExportQueue,
  createWriteQueue,
} from '../../lib/stores/queues.ts';
import { createRecordStore } from '../../lib/stores/records.ts';
import { createSessionStore } from '../../lib/stores/sessions.ts';
import { pendingIndex } from '../../lib/stores/tables.ts';
import { createCalls } from '../../lib/web-connector/calls.ts';
import type { Session } from '../../lib/web-connector/session.ts';
import { createSettling } from '../../lib/web-connector/settling.ts';
import { createSoap, type SoapAnswer, type SoapRequest } from '../../lib/web-connector/soap.ts';
import { createConnectionCache } from '../../lib/webhook/connection-cache.ts';
import { createWebhook } from '../../lib/webhook.ts';
import { toJson } from '../../local/simulators/procore/data.ts';
import type { Answer, Asked } from '../../local/simulators/procore/endpoint.ts';
import { createFunction, type Machine, type Theatre } from './machines.ts';
import type { Queues } from './queues.ts';

export const CHANGES = 'changes';
export const WRITES = 'procore-writes.fifo';
export const ANSWERS = 'answers';
export const CLIENT = { clientId: 'app-1', clientSecret: 'secret-of-app-1' };
const API = 'https://procore.test';

/** What the functions of a run stand on. */
export interface Ground {
  readonly dynamo: DynamoDBDocumentClient;
  /** Of the run's own tables. */
  readonly prefix: string;
  readonly queues: Queues;
  readonly procore: (asked: Asked) => Answer;
}

type Command = { readonly input: Record<string, unknown>; readonly constructor: { readonly name: string } };

/** What a command touches, in a word: its index, table or queue, and keys. */
const touched = ({ input, constructor: { name } }: Command): string => {
  const { TableName, IndexName, QueueUrl, Key, Item, RequestItems } = input;
  const key = (Key ?? Item) as { pk?: string; sk?: string } | undefined;
  const table = String(TableName ?? QueueUrl ?? Object.keys(RequestItems ?? {})[0] ?? '').replace(
    /^run-\d+-/,
    '',
  );
  const what = [name.replace(/Command$/, ''), table, IndexName, key?.pk, key?.sk];
  return what.filter((part) => part !== undefined).join(' ');
};

/** How far an index may be behind its table. */
const LAG_MS = 2_000;

interface Answered {
  readonly Items?: readonly { readonly pendingAt?: string }[];
  readonly Responses?: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
}

/** An index that does not show yet what was written a moment ago. */
const behind = (answer: Answered, now: number): Answered => ({
  ...answer,
  Items: answer.Items?.filter(
    ({ pendingAt = '' }) => !(Date.parse(pendingAt.split('#')[1] ?? '') > now - LAG_MS),
  ),
});

const keyText = ({ pk, sk }: Readonly<Record<string, unknown>>): string => `${pk} ${sk}`;

/** DynamoDB gives what was asked for at once in no sure order: here always in the same, so that a run repeats itself. */
const inOrder = ({ Responses, ...answer }: Answered): Answered => ({
  ...answer,
  ...(Responses && {
    Responses: Object.fromEntries(
      Object.entries(Responses).map(([table, items]) => [
        table,
        items.toSorted((a, b) => (keyText(a) < keyText(b) ? -1 : 1)),
      ]),
    ),
  }),
});

/** The clients of a machine: each command is one step. */
const clientsOf = ({ io, lags }: Machine, { dynamo, queues }: Ground) => ({
  dynamo: {
    send: (command: Command) =>
      io('dynamodb', touched(command), async () => {
        const answer = inOrder((await dynamo.send(command as never)) as Answered);
        const since = command.input.IndexName === pendingIndex.name ? lags() : undefined;
        return since === undefined ? answer : behind(answer, since);
      }),
  } as unknown as DynamoDBDocumentClient,
  sqs: {
    send: (command: Command) => io('sqs', touched(command), () => queues.send(command)),
  } as unknown as SQSClient,
});

/** The stores as a function on a machine has them. */
export const storesOf = (machine: Machine, ground: Ground, randomId: () => string) => {
  const { dynamo, sqs } = clientsOf(machine, ground);
  const table = (name: string) => ({ client: dynamo, table: `${ground.prefix}${name}` });
  return {
    records: createRecordStore(table('records')),
    connections: createConnectionStore(table('connections')),
    marks: createMarkStore(table('records')),
    objects: createObjectStore(table('records')),
    logins: createLoginStore(table('connections')),
    sessions: createSessionStore<Session>(table('sessions')),
    drift: createDriftStore(table('sessions')),
    changes: createChangeQueue({ client: sqs, queueUrl: CHANGES }),
    writes: createWriteQueue({ client: sqs, queueUrl: WRITES }, randomId),
    answers: createAnswersQueue({ client: sqs, queueUrl: ANSWERS }),
    deadLetters: createDeadLetters({ client: sqs, queueUrl: CHANGES }),
    exports: createExportQueue({ client: sqs, prefix: '', randomId }),
  };
};

const askedOf = async (request: Request): Promise<Asked> => {
  const { pathname, searchParams } = new URL(request.url);
  return {
    ...{ method: request.method, path: pathname, query: searchParams },
    ...{ headers: Object.fromEntries(request.headers), body: await request.text() },
  };
};

/** What Procore answers instead: it is overloaded, or at another write, or has enough of us. */
const TROUBLES = [
  { status: 503, headers: { 'retry-after': '90' }, body: { errors: 'Service Unavailable' } },
  { status: 429, headers: { 'retry-after': '20' }, body: { errors: 'Too many requests' } },
  { status: 409, headers: {}, body: { errors: 'Conflict: it is being updated by another request' } },
] as const;

/** An answer in the place of the one that was due. */
class Instead extends Error {
  readonly response: Response;
  constructor(response: Response) {
    super(`${response.status}`);
    this.response = response;
  }
}

const instead = ({ chance }: Theatre['stage'], request: Request): Error => {
  const trouble = chance.between(0, 3);
  const found = TROUBLES[trouble];
  // Not a broken line: after that ky would wait by a clock of its own.
  const isWrite = request.method !== 'GET' && !request.url.includes('/oauth/');
  if (!found || (found.status === 409 && !isWrite)) return new TimeoutError(request);
  const { status, headers, body } = found;
  return new Instead(new Response(toJson(body), { status, headers }));
};

const fetchOf =
  ({ io, stage }: Machine, { procore }: Ground): typeof fetch =>
  async (input, init) => {
    const request = new Request(input, init);
    const asked = await askedOf(request);
    const answer = async (): Promise<Response> => {
      const { status, headers, body } = procore(asked);
      return new Response(typeof body === 'string' ? body : toJson(body), { status, headers });
    };
    try {
      return await io('procore', `${asked.method} ${asked.path}`, answer, () => instead(stage, request));
    } catch (error) {
      if (error instanceof Instead) return error.response;
      throw error;
    }
  };

const callsOf = (machine: Machine, ground: Ground) => {
  const { now } = machine;
  const fetch = fetchOf(machine, ground);
  const token = createTokenSource(
    { loginUrl: API, clientId: CLIENT.clientId, clientSecret: async () => CLIENT.clientSecret },
    { fetch, now },
  );
  const limit = createRateLimit(now);
  return ({ settings }: { settings: Settings }) => ({
    ...{ fetch, now, token, limit },
    ...{ apiUrl: API, companyId: settings.procore.companyId },
  });
};

const procoreOf = (machine: Machine, ground: Ground) => {
  const calls = callsOf(machine, ground);
  return async (facts: { settings: Settings }) => createProcore({ ...calls(facts), text });
};

const markerOf = (machine: Machine, ground: Ground) => {
  const calls = callsOf(machine, ground);
  return async (facts: { settings: Settings }) => createMarker(calls(facts));
};

const enteringOf = (machine: Machine, ground: Ground) => {
  const calls = callsOf(machine, ground);
  return async (facts: { settings: Settings }) => createEntering(calls(facts));
};

export type Plumbline = ReturnType<typeof createPlumbline>;

const silent = (): void => undefined;

/** No call takes long enough to be given up. */
const patient = () => new Promise(() => undefined);

/** The deployed functions, each on machines of its own, over one ground. */
export const createPlumbline = (theatre: Theatre, ground: Ground) => {
  const { chance } = theatre.stage;
  let unique = 0;
  const randomId = (): string => {
    unique += 1;
    return `id-${unique}`;
  };
  const pause = theatre.stage.sleep;
  const log = (event: string, fields: Readonly<Record<string, unknown>>): void => {
    if (fields.error) theatre.stage.note(`  ${event}: ${fields.error}`);
  };

  const webhook = createFunction(theatre, 'webhook', (machine) => {
    const { connections, changes } = storesOf(machine, ground, randomId);
    const cache = { now: machine.now, maxAgeMs: 60_000, maxNames: 200 };
    return createWebhook({
      ...{ changes, flows, log, count: silent },
      connections: createConnectionCache(connections.get, cache),
    });
  });

  const normalize = createFunction<SQSEvent, SQSBatchResponse>(theatre, 'normalize', (machine) => {
    const { now } = machine;
    const deps = {
      ...storesOf(machine, ground, randomId),
      now,
      flows,
      imports,
      procore: procoreOf(machine, ground),
    };
    return createWorkOff({ ...deps, normalize: createNormalize(deps), log });
  });

  const writer = createFunction<SQSEvent, SQSBatchResponse>(theatre, 'procore-writer', (machine) => {
    const stores = storesOf(machine, ground, randomId);
    const into = { marker: markerOf(machine, ground), entering: enteringOf(machine, ground) };
    const deps = { ...stores, ...into, procore: procoreOf(machine, ground), flows, imports, pause };
    return createWriteOff({ write: createWriter({ ...deps, now: machine.now }), log, count: silent });
  });

  /** By the clock: marks that are due, and what no webhook tells of. */
  const clock = createFunction<string, void>(theatre, 'clock', (machine) => {
    const { marks, writes, records, changes } = storesOf(machine, ground, randomId);
    return async (name) => {
      await hintDue({ connections: async () => [{ name }], marks, records, writes }, machine.now());
      await poll({ flows, imports, records, changes, writes }, name);
    };
  });

  const workingOf = (machine: Machine, see = (queue: ExportQueue): ExportQueue => queue) => {
    const stores = storesOf(machine, ground, randomId);
    const deps = { ...stores, exports: see(stores.exports), flows, now: machine.now, log };
    const planner = createPlanner(deps);
    const intake = createIntake(deps);
    const work = createWork({
      ...{ ...deps, planner, intake, newId: randomId },
      chance: () => chance.between(0, 999) / 1000,
    });
    return { ...deps, planner, intake, work };
  };

  const webConnector = createFunction<SoapRequest, SoapAnswer>(theatre, 'web-connector', (machine) => {
    const deps = workingOf(machine, nearby);
    const sameText = (a: string, b: string) => a === b;
    const reconcile = createReadBack({ ...deps, reading: costReading });
    const calls = createCalls({ ...deps, imports, reconcile, newTicket: randomId, sameText, tell: silent });
    return createSoap(calls, log, patient);
  });

  const settle = createFunction<SQSEvent, SQSBatchResponse>(theatre, 'settle', (machine) =>
    createSettleOff({ ...createSettling(workingOf(machine)), log }),
  );

  /** What an operator does, or a schedule: on a machine where nothing goes wrong. */
  const operator = () => {
    const machine: Machine = {
      io: (_service, what, perform) =>
        theatre.stage.step(`operator ${what}`, async () => ({ value: await perform() })),
      now: theatre.stage.clock.now,
      lags: () => undefined,
      stage: theatre.stage,
    };
    return { ...storesOf(machine, ground, randomId), procore: procoreOf(machine, ground) };
  };

  return { webhook, normalize, webConnector, settle, writer, clock, operator };
};
