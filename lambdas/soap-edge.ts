import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { createPlanner } from '../lib/engine/planner.ts';
import { createWork } from '../lib/engine/work.ts';
import { flows } from '../lib/flows/index.ts';
import { costReading } from '../lib/flows/uncoded.ts';
import { createReadBack } from '../lib/reconcile/read-back.ts';
import { createDriftStore } from '../lib/stores/drift.ts';
import { createLoginStore } from '../lib/stores/logins.ts';
import { createSessionStore } from '../lib/stores/sessions.ts';
import { createCalls } from '../lib/web-connector/calls.ts';
import type { Session } from '../lib/web-connector/session.ts';
import { createSoap } from '../lib/web-connector/soap.ts';
import { clients, environment, log, newBatchId, now, stores } from './deps.ts';
import { importing } from './imports.ts';
import { once } from './once.ts';
import { teller } from './telling.ts';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Constant-time for texts of any length and any characters. */
const sameText = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

const wait = (ms: number, signal: AbortSignal): Promise<unknown> =>
  pause(ms, undefined, { signal }).catch(() => undefined);

/** The Web Connector service over the stores of this deployment. */
export const soapEdge = once(() => {
  const deps = { ...stores(), ...importing(), flows, now };
  const planner = createPlanner(deps);
  const work = createWork({ ...deps, planner, newId: newBatchId, chance: Math.random });
  const on = { client: clients().dynamo, table: environment().sessionsTable };
  const sessions = createSessionStore<Session>(on);
  const reconcile = createReadBack({ ...deps, planner, drift: createDriftStore(on), reading: costReading });
  const logins = createLoginStore({ client: clients().dynamo, table: environment().connectionsTable });
  const newTicket = () => randomBytes(16).toString('hex');
  const { tell } = teller();
  const calls = createCalls({ ...deps, logins, sessions, work, reconcile, newTicket, sameText, log, tell });
  return createSoap(calls, log, wait);
});
