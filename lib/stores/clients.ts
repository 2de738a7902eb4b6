import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

import { withQuickUpdates } from './updates.ts';

/** Where a client goes; by default where the environment says (AWS_REGION, AWS_ENDPOINT_URL_…, keys). */
export interface ClientOptions {
  readonly endpoint?: string;
  readonly region?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

type Logger = NonNullable<DynamoDBClientConfig['logger']>;

const silent = (): void => {};

/** Without `info`: for one, even an empty one, the SDK describes every request and answer it makes. */
const logger = { trace: silent, debug: silent, warn: silent, error: silent } as Partial<Logger> as Logger;

/** By itself the SDK waits for ever: a line that went silent would hold a SOAP call until its function ends. */
const requestHandler = { requestTimeout: 5_000, throwOnRequestTimeout: true };

/** Puts a header together, for each request anew, that nobody reads: a twentieth of the time that a request takes. */
const USER_AGENT = 'getUserAgentMiddleware';

/** A client of DynamoDB that leaves out what is undefined. */
export const createDynamoClient = (options: ClientOptions = {}): DynamoDBDocumentClient => {
  const client = new DynamoDBClient({ ...options, logger, requestHandler });
  client.middlewareStack.remove(USER_AGENT);
  return withQuickUpdates(
    DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
  );
};

/**
 * A client of SQS. Queue addresses are names to it, not endpoints: the embedded SQS gives out addresses
 * whose host no resolver knows, and AWS serves every queue of a region from the region's endpoint.
 */
export const createSqsClient = (options: ClientOptions = {}): SQSClient => {
  const client = new SQSClient({
    ...{ ...options, logger, useQueueUrlAsEndpoint: false },
    // Of each kind of request the chain of middleware is made once; what is added after the first is not run.
    cacheMiddleware: true,
  });
  client.middlewareStack.remove(USER_AGENT);
  return client;
};
