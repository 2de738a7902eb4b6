import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import middy from '@middy/core';
import type { SQSEvent } from 'aws-lambda';
import { flows } from '../lib/flows/index.ts';
import { createWriter, type Written } from '../lib/procore-writer/writer.ts';
import { log, now, stores } from './deps.ts';
import { once } from './once.ts';
import { markerOf } from './procore.ts';
import { telling } from './telling.ts';
import { createWriteOff } from './write-off.ts';

const metrics = new Metrics({ namespace: 'Plumbline', serviceName: 'plumbline' });

/** One line in CloudWatch's embedded metric format for each unit of work. */
const count = (connection: string, { marked, refused, later }: Written): void => {
  metrics.addDimension('connection', connection);
  metrics.addMetric('Marked', MetricUnit.Count, marked);
  metrics.addMetric('NotMarked', MetricUnit.Count, refused);
  metrics.addMetric('MarkedLater', MetricUnit.Count, later);
  metrics.publishStoredMetrics();
};

const writeOff = once(() => {
  const write = createWriter({ flows, ...stores(), marker: markerOf, now });
  return createWriteOff({ write, log, count });
});

/** Writes into Procore what is noted to be written; told of it by the queue `procore-writes.fifo`. */
export const handler = middy(telling((event: SQSEvent) => writeOff()(event)));
