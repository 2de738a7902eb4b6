import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { flows } from '../lib/flows/index.ts';
import { createConnectionCache } from '../lib/webhook/connection-cache.ts';
import { createWebhook, type WebhookMetric } from '../lib/webhook.ts';
import { log, now, stores } from './deps.ts';
import { once } from './once.ts';

const metrics = new Metrics({ namespace: 'Plumbline', serviceName: 'plumbline' });

const count = (metric: WebhookMetric, connection?: string): void => {
  const one = metrics.singleMetric();
  if (connection) one.addDimension('connection', connection);
  one.addMetric(metric, MetricUnit.Count, 1);
};

/** A new token or company of a connection is known after a minute at most. */
const CACHE = { now, maxAgeMs: 60_000, maxNames: 200 };

const webhook = once(() => {
  const { connections, changes } = stores();
  return createWebhook({
    ...{ changes, flows, log, count },
    connections: createConnectionCache(connections.get, CACHE),
  });
});

/** Takes what Procore announces, answers at once, and leaves the work to the queue of changes. */
export const handler = middy((event: APIGatewayProxyEventV2) => webhook()(event));
