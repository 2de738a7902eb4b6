import { setTimeout as pause } from 'node:timers/promises';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import middy from '@middy/core';
import type { SQSEvent } from 'aws-lambda';
import { importFlows as imports } from '../lib/flows/imports.ts';
import { flows } from '../lib/flows/index.ts';
import { createWriter, type Written } from '../lib/procore-writer/writer.ts';
import { log, now, stores } from './deps.ts';
import { once } from './once.ts';
import { enteringOf as entering, markerOf as marker, namesOf as procore } from './procore-writing.ts';
import { telling } from './telling.ts';
import { createWriteOff } from './write-off.ts';

const metrics = new Metrics({ namespace: 'Plumbline', serviceName: 'plumbline' });

/** One line in CloudWatch's embedded metric format for each unit of work. */
const count = (connection: string, written: Written): void => {
  metrics.addDimension('connection', connection);
  const counts = {
    ...{ Marked: written.marked, NotMarked: written.refused, MarkedLater: written.later },
    ...{ Entered: written.entered, Removed: written.removed },
    ...{ NotEntered: written.notEntered, EnteredLater: written.enteredLater },
  };
  for (const [name, value] of Object.entries(counts)) metrics.addMetric(name, MetricUnit.Count, value);
  metrics.publishStoredMetrics();
};

const writeOff = once(() => {
  const write = createWriter({ flows, imports, ...stores(), marker, entering, procore, now, pause });
  return createWriteOff({ write, log, count });
});

/** Writes into Procore what is noted to be written; told of it by the queue `procore-writes.fifo`. */
export const handler = middy(telling((event: SQSEvent) => writeOff()(event)));
