import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { nearby } from '../lib/engine/near.ts';
import { costReading } from '../lib/flows/uncoded.ts';
import { createReadBack } from '../lib/reconcile/read-back.ts';
import { createDriftStore } from '../lib/stores/drift.ts';
import { createLoginStore } from '../lib/stores/logins.ts';
import { createAnswersQueue } from '../lib/stores/queues.ts';
import { createCalls } from '../lib/web-connector/calls.ts';
import { createSoap } from '../lib/web-connector/soap.ts';
import { clients, environment, log } from './deps.ts';
import { once } from './once.ts';
import { teller } from './telling.ts';
import { createWorking } from './working.ts';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Constant-time for texts of any length and any characters. */
const sameText = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

const wait = (ms: number, signal: AbortSignal): Promise<unknown> =>
  pause(ms, undefined, { signal }).catch(() => undefined);

/** The Web Connector service over the stores of this deployment. */
export const soapEdge = once(() => {
  const deps = createWorking(nearby);
  const { dynamo: client, sqs } = clients();
  const { sessionsTable, connectionsTable, answersQueueUrl } = environment();
  if (!answersQueueUrl) throw new Error('The environment lacks ANSWERS_QUEUE_URL.');
  const drift = createDriftStore({ client, table: sessionsTable });
  const reconcile = createReadBack({ ...deps, drift, reading: costReading });
  const logins = createLoginStore({ client, table: connectionsTable });
  const answers = createAnswersQueue({ client: sqs, queueUrl: answersQueueUrl });
  const newTicket = () => randomBytes(16).toString('hex');
  const { tell } = teller();
  const calls = createCalls({ ...deps, answers, logins, reconcile, newTicket, sameText, log, tell });
  return createSoap(calls, log, wait);
});
