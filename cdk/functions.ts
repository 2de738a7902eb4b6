import { fileURLToPath } from 'node:url';
import { Duration } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, LoggingFormat, RecursiveLoop, Runtime } from 'aws-cdk-lib/aws-lambda';
import { type BundlingOptions, NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { BUNDLING, WITHOUT_SOAP_CLIENT } from './bundling.ts';
import {
  allow,
  type Grant,
  heartbeatGrants,
  logGrant,
  normalizeGrants,
  pollGrants,
  procoreWriterGrants,
  type Resources,
  reconcileGrants,
  settleGrants,
  watchGrants,
  webConnectorGrants,
  webhookGrants,
} from './permissions.ts';
import { DRAIN_TIMEOUT, QUEUE_PREFIX } from './queues.ts';

export interface Functions {
  readonly webhook: NodejsFunction;
  readonly normalize: NodejsFunction;
  readonly webConnector: NodejsFunction;
  readonly settle: NodejsFunction;
  readonly procoreWriter: NodejsFunction;
  readonly heartbeat: NodejsFunction;
  readonly poll: NodejsFunction;
  readonly watch: NodejsFunction;
  readonly reconcile: NodejsFunction;
}

interface Spec {
  readonly id: string;
  readonly does: string;
  /** File in lambdas/, without its ending. */
  readonly file: string;
  readonly memory: number;
  readonly timeout: Duration;
  readonly grants: (role: Role) => readonly Grant[];
  readonly bundling?: BundlingOptions;
  readonly recursiveLoop?: RecursiveLoop;
}

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

const aliases = Object.fromEntries(
  Object.entries(WITHOUT_SOAP_CLIENT).map(([name, file]) => [`--alias:${name}`, file]),
);

const specs = (resources: Resources): Record<keyof Functions, Spec> => ({
  webhook: {
    id: 'Webhook',
    does: 'Takes a Procore webhook and queues what it names',
    file: 'webhook',
    memory: 256,
    timeout: Duration.seconds(5),
    grants: () => webhookGrants(resources),
  },
  normalize: {
    id: 'Normalize',
    does: 'Fetches changed records from Procore and plans their export',
    file: 'normalize',
    memory: 512,
    timeout: DRAIN_TIMEOUT,
    grants: (role) => normalizeGrants(role, resources),
    // It sends hints to the queue that it drains: page after page of a release, and again later when Procore
    // asks to wait. After sixteen in a row AWS would take it for a runaway and put the message away.
    recursiveLoop: RecursiveLoop.ALLOW,
  },
  webConnector: {
    id: 'WebConnector',
    does: 'Speaks SOAP with the QuickBooks Web Connector',
    file: 'web-connector',
    memory: 1024,
    // It answers within 20 s; API Gateway gives up at 30, the time to load the function included.
    timeout: Duration.seconds(25),
    grants: (role) => webConnectorGrants(role, resources),
    bundling: { esbuildArgs: aliases },
  },
  settle: {
    id: 'Settle',
    does: 'Settles what QuickBooks has answered while it is at the next batch',
    file: 'settle',
    memory: 1024,
    timeout: DRAIN_TIMEOUT,
    grants: (role) => settleGrants(role, resources),
  },
  procoreWriter: {
    id: 'ProcoreWriter',
    does: 'Writes into Procore what its records became in QuickBooks',
    file: 'procore-writer',
    memory: 512,
    timeout: DRAIN_TIMEOUT,
    grants: (role) => procoreWriterGrants(role, resources),
    // It sends hints to the queue that it drains, for what is due.
    recursiveLoop: RecursiveLoop.ALLOW,
  },
  heartbeat: {
    id: 'Heartbeat',
    does: 'Measures backlog and states of every connection, and tells of writes that are due',
    file: 'heartbeat',
    memory: 256,
    timeout: Duration.seconds(50),
    grants: () => heartbeatGrants(resources),
  },
  poll: {
    id: 'Poll',
    does: 'Asks again for the records that wait for what no webhook tells',
    file: 'poll',
    memory: 256,
    timeout: Duration.minutes(5),
    grants: () => pollGrants(resources),
  },
  watch: {
    id: 'Watch',
    does: 'Keeps the webhooks in order, and finds what they have lost',
    file: 'watch',
    memory: 512,
    timeout: Duration.minutes(5),
    grants: (role) => watchGrants(role, resources),
  },
  reconcile: {
    id: 'Reconcile',
    does: 'Has sessions compare both sides of each connection at its hour of the night',
    file: 'reconcile',
    memory: 512,
    timeout: Duration.minutes(10),
    grants: (role) => reconcileGrants(role, resources),
  },
});

const environment = ({ tables, queues, events }: Resources): Record<string, string> => ({
  RECORDS_TABLE: tables.records.tableName,
  CONNECTIONS_TABLE: tables.connections.tableName,
  SESSIONS_TABLE: tables.sessions.tableName,
  CHANGES_QUEUE_URL: queues.changes.queueUrl,
  PROCORE_WRITES_QUEUE_URL: queues.procoreWrites.queueUrl,
  ANSWERS_QUEUE_URL: queues.answers.queueUrl,
  EXPORTS_QUEUE_PREFIX: QUEUE_PREFIX,
  EVENT_BUS: events.eventBusName,
  POWERTOOLS_SERVICE_NAME: 'plumbline',
  POWERTOOLS_METRICS_NAMESPACE: 'Plumbline',
  POWERTOOLS_LOG_LEVEL: 'INFO',
});

const addFunction = (scope: Construct, spec: Spec, variables: Record<string, string>): NodejsFunction => {
  const logGroup = new LogGroup(scope, `${spec.id}Logs`, { retention: RetentionDays.THREE_MONTHS });
  const role = new Role(scope, `${spec.id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  allow(role, [logGrant(logGroup), ...spec.grants(role)]);
  return new NodejsFunction(scope, spec.id, {
    description: spec.does,
    entry: path(`../lambdas/${spec.file}.ts`),
    projectRoot: path('..'),
    depsLockFilePath: path('../package-lock.json'),
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    memorySize: spec.memory,
    timeout: spec.timeout,
    environment: variables,
    awsSdkConnectionReuse: false,
    bundling: { ...BUNDLING, ...spec.bundling },
    recursiveLoop: spec.recursiveLoop,
    role,
    logGroup,
    loggingFormat: LoggingFormat.JSON,
  });
};

/** Answers come to megabytes, and all of what they are read into dies young: in the 16 MB that Node gives it, too often. */
const ROOM_FOR_ANSWERS = '--max-semi-space-size=64';

/** The functions with their roles and log groups, and the queues that drive three of them. */
export const addFunctions = (scope: Construct, resources: Resources): Functions => {
  const variables = environment(resources);
  const { webhook, normalize, webConnector, settle, procoreWriter, heartbeat, poll, watch, reconcile } =
    specs(resources);
  const functions = {
    webhook: addFunction(scope, webhook, variables),
    normalize: addFunction(scope, normalize, variables),
    webConnector: addFunction(scope, webConnector, variables),
    settle: addFunction(scope, settle, variables),
    procoreWriter: addFunction(scope, procoreWriter, variables),
    heartbeat: addFunction(scope, heartbeat, variables),
    poll: addFunction(scope, poll, variables),
    watch: addFunction(scope, watch, variables),
    reconcile: addFunction(scope, reconcile, variables),
  };
  functions.normalize.addEventSourceMapping('Changes', {
    eventSourceArn: resources.queues.changes.queueArn,
    // Hints about one record or one project that come together cost one fetch, and lists one call for all of them.
    batchSize: 100,
    maxBatchingWindow: Duration.seconds(2),
    reportBatchItemFailures: true,
    // Procore counts requests per app and company, whoever makes them: two at a time stay within its limits.
    maxConcurrency: 2,
  });
  for (const fn of [functions.webConnector, functions.settle])
    fn.addEnvironment('NODE_OPTIONS', ROOM_FOR_ANSWERS);
  functions.settle.addEventSourceMapping('Answers', {
    eventSourceArn: resources.queues.answers.queueArn,
    batchSize: 1,
    reportBatchItemFailures: true,
    maxConcurrency: 2,
  });
  functions.procoreWriter.addEventSourceMapping('ProcoreWrites', {
    eventSourceArn: resources.queues.procoreWrites.queueArn,
    // The most that Lambda takes from a FIFO queue; a message names up to fifty records.
    batchSize: 10,
    reportBatchItemFailures: true,
    maxConcurrency: 2,
  });
  return functions;
};
