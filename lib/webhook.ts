import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { ChangeQueue, Connection } from './engine/ports.ts';
import type { Flow } from './flow.ts';
import { parseWebhook, type WebhookEvent } from './procore/webhook.ts';
import { tokenFits } from './webhook/tokens.ts';
import { createTrigger, type Triggered } from './webhook/triggers.ts';

/** Counted once per delivery. */
export type WebhookMetric =
  | 'WebhookQueued'
  | 'WebhookOutOfScope'
  | 'WebhookLineWithoutRecord'
  | 'WebhookMalformed'
  | 'WebhookOfOtherCompany'
  | 'WebhookUnauthorized';

export interface WebhookDeps {
  readonly connections: (name: string) => Promise<Connection | undefined>;
  readonly changes: ChangeQueue;
  readonly flows: readonly Flow<unknown>[];
  readonly log: (event: string, fields: Readonly<Record<string, unknown>>) => void;
  /** `connection` is absent for a caller who is not authorized: the name may be made up. */
  readonly count: (metric: WebhookMetric, connection?: string) => void;
}

/** How a delivery is answered, before anything is done about it. */
interface Verdict {
  readonly status: 200 | 400 | 401 | 413;
  readonly message: string;
  readonly metric: WebhookMetric;
  readonly event?: WebhookEvent;
  readonly triggered?: Triggered;
}

/** Procore's own are some 500 bytes. */
const MAX_BYTES = 256 * 1024;

const NAME = /^[a-z0-9-]{1,32}$/;

const UNAUTHORIZED: Verdict = { status: 401, message: 'Not authorized.', metric: 'WebhookUnauthorized' };

const malformed = (why: string): Verdict => ({
  status: 400,
  message: `The webhook is malformed: ${why}`,
  metric: 'WebhookMalformed',
});

const ACCEPTED = {
  changes: { status: 200, message: 'Queued.', metric: 'WebhookQueued' },
  'out-of-scope': { status: 200, message: 'Not in scope.', metric: 'WebhookOutOfScope' },
  'line-without-record': {
    status: 200,
    message: 'The record of this line is not named.',
    metric: 'WebhookLineWithoutRecord',
  },
} as const;

/** The text of a body; undefined when it is no UTF-8. */
const textOf = (bytes: Buffer): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

type Trigger = ReturnType<typeof createTrigger>;

/** What to do about a delivery of an authorized caller. */
const judge = (bytes: Buffer, connection: Connection, trigger: Trigger): Verdict => {
  if (bytes.length > MAX_BYTES)
    return { status: 413, message: 'The body is longer than 256 KB.', metric: 'WebhookMalformed' };
  const text = textOf(bytes);
  if (text === undefined) return malformed('the body is no UTF-8.');
  const event = parseWebhook(text);
  if (event.is === 'malformed') return malformed(event.why);
  if (event.companyId !== connection.settings.procore.companyId) {
    const message = `Connection ${connection.name} is for another Procore company than ${event.companyId}.`;
    return { status: 400, message, metric: 'WebhookOfOtherCompany', event };
  }
  const triggered = trigger(event, connection.name);
  return { ...ACCEPTED[triggered.is], event, triggered };
};

const answer = ({ status, message }: Verdict): APIGatewayProxyStructuredResultV2 => ({
  statusCode: status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ message }),
});

/**
 * Takes one webhook delivery for `POST /webhooks/{connection}`. What it throws (the store or the queue failed)
 * must become a 5xx: Procore then delivers again.
 */
export const createWebhook = ({ connections, changes, flows, log, count }: WebhookDeps) => {
  const trigger = createTrigger(flows);
  return async (request: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const name = request.pathParameters?.connection ?? '';
    const connection = NAME.test(name) ? await connections(name) : undefined;
    const accepted = [...(connection?.webhookTokens ?? []), ...(connection?.hookTokens ?? [])];
    const authorized = tokenFits(request.headers.authorization, accepted);
    const bytes = Buffer.from(request.body ?? '', request.isBase64Encoded ? 'base64' : 'utf8');
    const verdict = connection && authorized ? judge(bytes, connection, trigger) : UNAUTHORIZED;
    if (verdict.triggered?.is === 'changes') await changes.send(verdict.triggered.changes);
    const { status, message, metric, event } = verdict;
    log('webhook.answered', {
      connection: NAME.test(name) ? name : undefined,
      ...{ status, metric, message, bytes: bytes.length, event: event?.event, eventId: event?.id },
      ...{ resource: event?.resource, resourceId: event?.resourceId, project: event?.projectId },
    });
    count(metric, authorized ? name : undefined);
    return answer(verdict);
  };
};
