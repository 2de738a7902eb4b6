import { Logger } from '@aws-lambda-powertools/logger';
import { readConfig } from '../lib/config.ts';
import { redactedField } from '../lib/redact.ts';
import { createDynamoClient, createSqsClient } from '../lib/stores/clients.ts';
import { once } from './once.ts';

export const environment = once(() => readConfig());

/** Behind all stores; the benchmark counts their requests. */
export const clients = once(() => ({ dynamo: createDynamoClient(), sqs: createSqsClient() }));

export const logger = once(() => new Logger({ serviceName: 'plumbline', jsonReplacerFn: redactedField }));

/** One wide line per unit of work. */
export const log = (event: string, fields: Readonly<Record<string, unknown>>): void =>
  logger().info(event, { ...fields });

export const now = (): Date => new Date();
