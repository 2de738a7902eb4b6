import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { heartbeat, type Pulse } from '../lib/admin/heartbeat.ts';
import { importFlows } from '../lib/flows/imports.ts';
import { flows } from '../lib/flows/index.ts';
import { hintDue } from '../lib/procore-writer/due.ts';
import { createStatusStore } from '../lib/stores/status.ts';
import { clients, environment, now, stores } from './deps.ts';
import { tellOfSilence } from './silence.ts';
import { telling } from './telling.ts';

const metrics = new Metrics({ namespace: 'Plumbline', serviceName: 'plumbline' });

const namesOf = (some: readonly { readonly name: string }[]): string[] => some.map(({ name }) => name);

const MEASURED = { toQuickBooks: namesOf(flows), toProcore: namesOf(importFlows) };

/** One line in CloudWatch's embedded metric format: metrics without a call to CloudWatch. */
const publish = ({ dimensions, counts, seconds }: Pulse): void => {
  metrics.addDimensions({ ...dimensions });
  for (const [name, value] of Object.entries(counts)) metrics.addMetric(name, MetricUnit.Count, value);
  for (const [name, value] of Object.entries(seconds)) metrics.addMetric(name, MetricUnit.Seconds, value);
  metrics.publishStoredMetrics();
};

/** Every minute, by the clock. A failure is left to the next minute, and to the alarm on missing ones. */
export const handler = telling(async (): Promise<void> => {
  const { connections, records, marks, writes } = stores();
  const ports = {
    ...createStatusStore({ client: clients().dynamo, table: environment().recordsTable }),
    firstQueued: records.firstQueued,
    connections: connections.list,
  };
  for (const pulse of await heartbeat(ports, MEASURED, now())) publish(pulse);
  await hintDue({ connections: connections.list, marks, records, writes }, now());
  await tellOfSilence();
});
