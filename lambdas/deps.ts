import { randomBytes, randomUUID } from 'node:crypto';
import { Logger } from '@aws-lambda-powertools/logger';
import { readConfig } from '../lib/config.ts';
import { redactedField } from '../lib/redact.ts';
import { createDynamoClient, createSqsClient } from '../lib/stores/clients.ts';
import { createConnectionStore } from '../lib/stores/connections.ts';
import { createDeadLetters } from '../lib/stores/dead-letters.ts';
import { createMarkStore } from '../lib/stores/marks.ts';
import { createChangeQueue, createExportQueue, createWriteQueue } from '../lib/stores/queues.ts';
import { createRecordStore } from '../lib/stores/records.ts';
import { once } from './once.ts';

export const environment = once(() => readConfig());

/** Behind all stores; the benchmark counts their requests. */
export const clients = once(() => ({ dynamo: createDynamoClient(), sqs: createSqsClient() }));

export const logger = once(() => new Logger({ serviceName: 'plumbline', jsonReplacerFn: redactedField }));

/** One wide line per unit of work. */
export const log = (event: string, fields: Readonly<Record<string, unknown>>): void =>
  logger().info(event, { ...fields });

export const now = (): Date => new Date();

/** 22 hexadecimal digits: QuickBooks takes message set ids of 23 characters at most. */
export const newBatchId = (): string => randomBytes(11).toString('hex');
export const stores = once(() => {
  const { recordsTable, connectionsTable, changesQueueUrl, ...queues } = environment();
  const { dynamo, sqs } = clients();
  return {
    records: createRecordStore({ client: dynamo, table: recordsTable }),
    marks: createMarkStore({ client: dynamo, table: recordsTable }),
    connections: createConnectionStore({ client: dynamo, table: connectionsTable }),
    changes: createChangeQueue({ client: sqs, queueUrl: changesQueueUrl }),
    deadLetters: createDeadLetters({ client: sqs, queueUrl: changesQueueUrl }),
    writes: createWriteQueue({ client: sqs, queueUrl: queues.procoreWritesQueueUrl }, randomUUID),
    exports: createExportQueue({ client: sqs, prefix: queues.exportsQueuePrefix, randomId: randomUUID }),
  };
});
