import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { applyConnection } from '../lib/admin/apply.ts';
import type { Settings } from '../lib/settings.ts';
import { createConnectionQueue } from '../lib/stores/queues.ts';
import { type HttpHandler, startGateway } from '../local/gateway.ts';
import { createAwsRequests, watchClients } from './aws-requests.ts';
import { createMeter, type Meter } from './meter.ts';
import type { AwsProcess } from './processes.ts';

const EXPORTS_PREFIX = 'plumbline-';

const variables = (aws: AwsProcess): Record<string, string> => ({
  ...aws.environment,
  RECORDS_TABLE: `${aws.prefix}records`,
  CONNECTIONS_TABLE: `${aws.prefix}connections`,
  SESSIONS_TABLE: `${aws.prefix}sessions`,
  CHANGES_QUEUE_URL: aws.changesQueueUrl,
  PROCORE_WRITES_QUEUE_URL: aws.writesQueueUrl,
  ANSWERS_QUEUE_URL: aws.answersQueueUrl,
  EXPORTS_QUEUE_PREFIX: EXPORTS_PREFIX,
  // Of the lines that a deployment writes, the Web Connector's handler writes one or two per call.
  POWERTOOLS_LOG_LEVEL: process.env.POWERTOOLS_LOG_LEVEL ?? 'SILENT',
  POWERTOOLS_METRICS_DISABLED: 'true',
});

/** The deployed functions in this process, each call of the Web Connector's measured. */
export interface Deployment {
  readonly meter: Meter;
  readonly url: string;
  /** Creates the connection; gives its .qwc file and password. */
  apply(settings: Settings): Promise<{ qwc: string; password: string }>;
  close(): Promise<void>;
}

/**
 * Loads the very handlers that are deployed, over services in another process. `soapMs`: how long a call is
 * on the wire; it passes outside the handler.
 */
export const startDeployment = async (aws: AwsProcess, soapMs: number): Promise<Deployment> => {
  Object.assign(process.env, variables(aws));
  const [{ clients, stores }, { handler }] = await Promise.all([
    import('../lambdas/deps.ts'),
    import('../lambdas/web-connector.ts'),
  ]);
  const clock = () => performance.now();
  const requests = createAwsRequests(clock);
  watchClients(requests, clients());
  const meter = createMeter(requests, clock);
  const webConnector: HttpHandler = async (event, context) => {
    if (soapMs > 0 && event.requestContext.http.method === 'POST') await pause(soapMs);
    return meter.invoke(async () => handler(event, context));
  };
  const gateway = await startGateway({
    routes: { 'ANY /qbwc': webConnector, 'ANY /qbwc/support': webConnector },
    onCrash: (error) => process.stderr.write(`${String(error)}\n`),
  });
  const url = gateway.url.replace('127.0.0.1', 'localhost');
  return {
    meter,
    url,
    apply: async (settings) => {
      const createQueue = (name: string) => createConnectionQueue(clients().sqs, EXPORTS_PREFIX, name);
      const now = () => new Date();
      const applied = await applyConnection({ ...stores(), createQueue, randomBytes, now }, settings);
      if (applied.is === 'refused') throw new Error(applied.why);
      return { qwc: applied.qwc(url), password: applied.newPassword ?? '' };
    },
    close: () => gateway.close(),
  };
};
