import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import dynalite from 'dynalite';
import { buildApp } from 'fauxqs';
import { createDynamoClient, createSqsClient } from '../lib/stores/clients.ts';
import { createAnswersQueue, createChangesQueue, createWritesQueue } from './changes-queue.ts';
import { createTables } from './create-tables.ts';
import { holdDataDir } from './data-dir.ts';

/** Where the embedded services keep their state and how they name things. */
export interface AwsOptions {
  /** State on disk below this directory; absent: in memory. Queues are in memory in any case. */
  readonly dataDir?: string;
  /** Of every table and queue. */
  readonly prefix?: string;
}

/** DynamoDB and SQS in this process, with tables and the queues that all connections share. */
export interface LocalAws {
  readonly dynamoEndpoint: string;
  readonly sqsEndpoint: string;
  readonly prefix: string;
  readonly dynamo: DynamoDBDocumentClient;
  readonly sqs: SQSClient;
  readonly changesQueueUrl: string;
  /** Of what is to be written into Procore. */
  readonly writesQueueUrl: string;
  /** Of batches whose answers are put down. */
  readonly answersQueueUrl: string;
  /** The variables by which any AWS client of this or another process comes here. */
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

const region = 'us-east-1';
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const host = '127.0.0.1';

/** Turns the AWS SDK's notice about old Node versions off. The SDK reads it as it makes a client. */
const quiet = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };

const startDynamo = async (dataDir: string | undefined) => {
  const path = dataDir && join(dataDir, 'dynamodb');
  const server = dynalite({ path, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, host, resolve);
  });
  // AWS leaves an idle connection open for longer than QuickBooks works on a batch; Node for 5 s.
  server.keepAliveTimeout = 75_000;
  const close = () =>
    new Promise<void>((resolve, reject) => {
      server.close((error) => (error ? reject(error) : resolve()));
      server.closeIdleConnections();
    });
  return { endpoint: `http://${host}:${(server.address() as AddressInfo).port}`, close };
};

/** Not by startFauxqs: that listens on every interface of the machine. */
const startSqs = async () => {
  const app = buildApp({ logger: false, defaultRegion: region });
  const endpoint = await app.listen({ port: 0, host });
  return { endpoint, close: async () => await app.close() };
};

/** Starts both services and creates what is missing. Throws when another process has `dataDir`. */
export const startAws = async ({ dataDir, prefix = 'plumbline-' }: AwsOptions = {}): Promise<LocalAws> => {
  Object.assign(process.env, quiet);
  const releaseDataDir = dataDir === undefined ? undefined : await holdDataDir(dataDir);
  const [database, queues] = await Promise.all([startDynamo(dataDir), startSqs()]);
  const dynamo = createDynamoClient({ endpoint: database.endpoint, region, credentials });
  const sqs = createSqsClient({ endpoint: queues.endpoint, region, credentials });
  const [changesQueueUrl, writesQueueUrl, answersQueueUrl] = await Promise.all([
    createChangesQueue(sqs, prefix),
    createWritesQueue(sqs, prefix),
    createAnswersQueue(sqs, prefix),
    createTables(dynamo, prefix),
  ]);
  return {
    ...{ dynamoEndpoint: database.endpoint, sqsEndpoint: queues.endpoint },
    ...{ prefix, dynamo, sqs, changesQueueUrl, writesQueueUrl, answersQueueUrl },
    environment: {
      ...quiet,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_ENDPOINT_URL_DYNAMODB: database.endpoint,
      AWS_ENDPOINT_URL_SQS: queues.endpoint,
    },
    close: async () => {
      dynamo.destroy();
      sqs.destroy();
      await Promise.all([database.close(), queues.close()]);
      await releaseDataDir?.();
    },
  };
};
