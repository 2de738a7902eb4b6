import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { Change } from '../../lib/engine/ports.ts';
import { createConnectionStore } from '../../lib/stores/connections.ts';
import { changeOf } from '../../lib/stores/messages.ts';
import { createChangeQueue } from '../../lib/stores/queues.ts';
import { hashToken } from '../../lib/webhook/tokens.ts';
import { createWebhook } from '../../lib/webhook.ts';
import type { LocalAws } from '../../local/aws.ts';
import { type Gateway, startGateway } from '../../local/gateway.ts';
import { US_SETTINGS } from '../../local/sample/us/settings.ts';
import { literalFlow } from '../webhook/literal-flows.ts';

export const TOKEN = 'tok-current';
export const OLD_TOKEN = 'tok-before';
export const OWN_TOKENS = ['tok-of-our-hooks', 'tok-of-our-hooks-before'];

export const FLOWS = [
  literalFlow('orders', ['Purchase Order Contracts', 'Work Order Contracts']),
  literalFlow('vendors', ['Company Vendors']),
  literalFlow('insurances', ['Company Vendors']),
];

/** Stores the connection cedar-summit (company 4418), which takes two tokens, and two of its own hooks. */
export const storeConnection = async (aws: LocalAws): Promise<void> => {
  const store = createConnectionStore({ client: aws.dynamo, table: `${aws.prefix}connections` });
  await store.apply('cedar-summit', {
    settings: US_SETTINGS,
    fileId: '{1b4e28ba-2fa1-4d3b-a3f5-ef19b5a7633b}',
    webhookTokens: [TOKEN, OLD_TOKEN].map(hashToken),
  });
  await store.note('cedar-summit', { hookTokens: OWN_TOKENS.map(hashToken) });
};

export interface Edge {
  readonly gateway: Gateway;
  /** `metric connection`, one for each delivery. */
  readonly counted: string[];
  readonly logged: Readonly<Record<string, unknown>>[];
  /** How many calls the queue of changes took. */
  readonly sends: number[];
}

/** The edge behind an API gateway, over the embedded services. */
export const startEdge = async (aws: LocalAws): Promise<Edge> => {
  const store = createConnectionStore({ client: aws.dynamo, table: `${aws.prefix}connections` });
  const queue = createChangeQueue({ client: aws.sqs, queueUrl: aws.changesQueueUrl });
  const counted: string[] = [];
  const logged: Readonly<Record<string, unknown>>[] = [];
  const sends: number[] = [];
  const webhook = createWebhook({
    connections: store.get,
    changes: {
      send: (changes) => {
        sends.push(changes.length);
        return queue.send(changes);
      },
    },
    flows: FLOWS,
    log: (event, fields) => logged.push({ logged: event, ...fields }),
    count: (metric, connection) => counted.push(connection ? `${metric} ${connection}` : metric),
  });
  const gateway = await startGateway({
    routes: { 'POST /webhooks/{connection}': webhook },
    onCrash: (error) => logged.push({ logged: 'crash', error }),
  });
  return { gateway, counted, logged, sends };
};

/** Takes everything off the queue of changes. */
export const takeChanges = async (aws: LocalAws): Promise<Change[]> => {
  const { Messages = [] } = await aws.sqs.send(
    new ReceiveMessageCommand({ QueueUrl: aws.changesQueueUrl, MaxNumberOfMessages: 10 }),
  );
  return Messages.flatMap(({ Body = '' }) => changeOf(Body) ?? []);
};
