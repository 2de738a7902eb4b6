import { readFile } from 'node:fs/promises';

/** Where a deployment is: its address, and the variables by which its functions find their state. */
export interface Deployment {
  readonly url: string;
  readonly environment: Readonly<Record<string, string>>;
}

const NEEDED = [
  'Url',
  'RecordsTable',
  'ConnectionsTable',
  'SessionsTable',
  'ChangesQueue',
  'ProcoreWritesQueue',
  'QueuePrefix',
] as const;

/**
 * Where a process on this machine serves DynamoDB and SQS, and how an SDK that is sent there signs: with
 * anything. What `npm start` writes holds both; a deployment's outputs hold neither.
 */
const localServices = ({ DynamoDbEndpoint, SqsEndpoint }: Readonly<Record<string, string>>) =>
  DynamoDbEndpoint && SqsEndpoint
    ? {
        AWS_ENDPOINT_URL_DYNAMODB: DynamoDbEndpoint,
        AWS_ENDPOINT_URL_SQS: SqsEndpoint,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'local',
        AWS_SECRET_ACCESS_KEY: 'local',
      }
    : undefined;

/** The region of `https://sqs.us-east-1.amazonaws.com/…`. */
const regionOf = (queueUrl: string): string | undefined =>
  /^https:\/\/sqs\.([a-z0-9-]+)\./.exec(queueUrl)?.[1];

const stacksIn = (file: string, text: string): Record<string, Record<string, string>> => {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${file} holds no JSON. Write it anew with: npx cdk deploy --outputs-file ${file}`);
  }
};

/** Reads the outputs of the stack. Throws with what is missing and how to get it. */
export const readOutputs = async (file: string): Promise<Deployment> => {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined)
    throw new Error(`${file} can't be read. Write it with: npx cdk deploy --outputs-file ${file}`);
  const stacks = Object.values(stacksIn(file, text));
  const outputs = stacks.find((stack) => NEEDED.every((name) => stack[name]));
  if (!outputs)
    throw new Error(
      `${file} holds no stack with the outputs ${NEEDED.join(', ')}. Deploy this version first.`,
    );
  const of = (name: (typeof NEEDED)[number]): string => outputs[name] ?? '';
  const region = regionOf(of('ChangesQueue'));
  return {
    url: of('Url'),
    environment: {
      RECORDS_TABLE: of('RecordsTable'),
      CONNECTIONS_TABLE: of('ConnectionsTable'),
      SESSIONS_TABLE: of('SessionsTable'),
      CHANGES_QUEUE_URL: of('ChangesQueue'),
      PROCORE_WRITES_QUEUE_URL: of('ProcoreWritesQueue'),
      EXPORTS_QUEUE_PREFIX: of('QueuePrefix'),
      PUBLIC_URL: of('Url'),
      POWERTOOLS_LOG_LEVEL: 'SILENT',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      ...(region && { AWS_REGION: region }),
      ...localServices(outputs),
    },
  };
};
