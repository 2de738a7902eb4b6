import { type LocalAws, startAws } from './aws.ts';
import { type Gateway, startGateway } from './gateway.ts';
import { type Poller, pollQueue } from './poller.ts';

export interface PlumblineOptions {
  /** State on disk; absent: in memory. */
  readonly dataDir?: string;
  /** 0 or absent: any free port. */
  readonly port?: number;
  /** Where Procore finds this process, when that is another address than its own. */
  readonly publicUrl?: string;
  /** Told of what a Lambda threw. */
  readonly onCrash: (error: unknown) => void;
}

/** The deployed functions on one machine: the same handlers, over embedded AWS services. */
export interface LocalPlumbline {
  readonly url: string;
  readonly aws: LocalAws;
  /** Resolves when everything that was to be written into Procore, then every change, has been worked off. */
  idle(): Promise<void>;
  /** Looks after Procore now: webhooks, and what they have lost. The clock does it every ten minutes. */
  watch(): Promise<void>;
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
    PROCORE_WRITES_QUEUE_URL: aws.writesQueueUrl,
    ANSWERS_QUEUE_URL: aws.answersQueueUrl,
    EXPORTS_QUEUE_PREFIX: EXPORTS_PREFIX,
    POWERTOOLS_LOG_LEVEL: process.env.POWERTOOLS_LOG_LEVEL ?? 'SILENT',
    POWERTOOLS_METRICS_DISABLED: 'true',
  });
  // One after another: Jest links modules that two imports share once too often, and then fails.
  const webhook = await import('../lambdas/webhook.ts');
  const normalize = await import('../lambdas/normalize.ts');
  const webConnector = await import('../lambdas/web-connector.ts');
  const settle = await import('../lambdas/settle.ts');
  const procoreWriter = await import('../lambdas/procore-writer.ts');
  const heartbeat = await import('../lambdas/heartbeat.ts');
  const poll = await import('../lambdas/poll.ts');
  const watch = await import('../lambdas/watch.ts');
  const reconcile = await import('../lambdas/reconcile.ts');
  return {
    ...{ webhook: webhook.handler, normalize: normalize.handler, webConnector: webConnector.handler },
    ...{ settle: settle.handler, procoreWriter: procoreWriter.handler },
    ...{ heartbeat: heartbeat.handler, poll: poll.handler },
    ...{ watch: watch.handler, reconcile: reconcile.handler },
  };
};

/** Deployed, it beats every minute; here somebody may be watching. */
const HEARTBEAT_MS = 10_000;

/** Starts DynamoDB, SQS, the HTTP API, the event sources of the queues and the clock; all of it or nothing. */
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
  { port, publicUrl, onCrash }: PlumblineOptions,
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
  const url = gateway.url.replace('127.0.0.1', 'localhost');
  // The functions read it when they are first called.
  process.env.PUBLIC_URL = publicUrl ?? url;
  const sources = { client: aws.sqs, concurrency: 2, onCrash };
  const changes: Poller = pollQueue({
    ...{ ...sources, queueUrl: aws.changesQueueUrl },
    ...{ batchSize: 100, handler: handlers.normalize },
  });
  const writes: Poller = pollQueue({
    ...{ ...sources, queueUrl: aws.writesQueueUrl },
    ...{ batchSize: 10, handler: handlers.procoreWriter },
  });
  const answers: Poller = pollQueue({
    ...{ ...sources, queueUrl: aws.answersQueueUrl },
    ...{ batchSize: 10, handler: handlers.settle },
  });
  const beat = setInterval(() => void handlers.heartbeat().catch(onCrash), HEARTBEAT_MS);
  const hourly = setInterval(() => void handlers.poll().catch(onCrash), HOUR_MS);
  const often = setInterval(() => void handlers.watch().catch(onCrash), HOUR_MS / 6);
  const quarterly = setInterval(() => void handlers.reconcile().catch(onCrash), HOUR_MS / 4);
  return {
    url,
    aws,
    watch: handlers.watch,
    idle: async () => {
      await answers.idle();
      await writes.idle();
      await changes.idle();
    },
    close: async () => {
      clearInterval(beat);
      clearInterval(hourly);
      clearInterval(often);
      clearInterval(quarterly);
      await gateway.close();
      await Promise.all([changes.stop(), writes.stop(), answers.stop()]);
      await aws.close();
    },
  };
};
