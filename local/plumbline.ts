import { type LocalAws, startAws } from './aws.ts';
import { type Gateway, startGateway } from './gateway.ts';
import { type Poller, pollQueue } from './poller.ts';

export interface PlumblineOptions {
  /** State on disk; absent: in memory. */
  readonly dataDir?: string;
  /** 0 or absent: any free port. */
  readonly port?: number;
  /** Told of what a Lambda threw. */
  readonly onCrash: (error: unknown) => void;
}

/** The deployed functions on one machine: the same handlers, over embedded AWS services. */
export interface LocalPlumbline {
  readonly url: string;
  readonly aws: LocalAws;
  /** Resolves when every change that was sent has been worked off. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

const HOUR_MS = 3_600_000;

/** Begins the names of the connections' queues. */
export const EXPORTS_PREFIX = 'plumbline-';

/** The handlers read their environment as they do in AWS, so it is set before they are loaded. */
const loadHandlers = async (aws: LocalAws) => {
  Object.assign(process.env, aws.environment, {
    RECORDS_TABLE: `${aws.prefix}records`,
    CONNECTIONS_TABLE: `${aws.prefix}connections`,
    SESSIONS_TABLE: `${aws.prefix}sessions`,
    CHANGES_QUEUE_URL: aws.changesQueueUrl,
    EXPORTS_QUEUE_PREFIX: EXPORTS_PREFIX,
    POWERTOOLS_LOG_LEVEL: process.env.POWERTOOLS_LOG_LEVEL ?? 'SILENT',
    POWERTOOLS_METRICS_DISABLED: 'true',
  });
  // One after another: Jest links modules that two imports share once too often, and then fails.
  const webhook = await import('../lambdas/webhook.ts');
  const normalize = await import('../lambdas/normalize.ts');
  const webConnector = await import('../lambdas/web-connector.ts');
  const poll = await import('../lambdas/poll.ts');
  return {
    ...{ webhook: webhook.handler, normalize: normalize.handler },
    ...{ webConnector: webConnector.handler, poll: poll.handler },
  };
};

/** Starts DynamoDB, SQS, the HTTP API and the event source of the queue `changes`; all of it or nothing. */
export const startPlumbline = async (options: PlumblineOptions): Promise<LocalPlumbline> => {
  const aws = await startAws({ dataDir: options.dataDir });
  try {
    return await startFunctions(aws, options);
  } catch (error) {
    await aws.close();
    if ((error as { code?: string }).code !== 'EADDRINUSE') throw error;
    throw new Error(`Port ${options.port} is taken; choose another one with --port.`, { cause: error });
  }
};

const startFunctions = async (
  aws: LocalAws,
  { port, onCrash }: PlumblineOptions,
): Promise<LocalPlumbline> => {
  const handlers = await loadHandlers(aws);
  const gateway: Gateway = await startGateway({
    port,
    routes: {
      'POST /webhooks/{connection}': handlers.webhook,
      'ANY /qbwc': handlers.webConnector,
      'ANY /qbwc/support': handlers.webConnector,
      'GET /': handlers.webConnector,
    },
    onCrash,
  });
  const poller: Poller = pollQueue({
    client: aws.sqs,
    queueUrl: aws.changesQueueUrl,
    batchSize: 100,
    concurrency: 2,
    handler: handlers.normalize,
    onCrash,
  });
  const hourly = setInterval(() => void handlers.poll().catch(onCrash), HOUR_MS);
  return {
    url: gateway.url.replace('127.0.0.1', 'localhost'),
    aws,
    idle: () => poller.idle(),
    close: async () => {
      clearInterval(hourly);
      await gateway.close();
      await poller.stop();
      await aws.close();
    },
  };
};
