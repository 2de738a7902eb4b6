import { Stack, Validations } from 'aws-cdk-lib';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import {
  CONNECTIONS,
  flowIndex,
  type IndexDefinition,
  LIMITS,
  pendingIndex,
  WATCHES,
} from '../lib/stores/tables.ts';
import { EXPORT_QUEUES, type Queues } from './queues.ts';
import type { Tables } from './tables.ts';

/** What the functions may reach. */
export interface Resources {
  readonly tables: Tables;
  readonly queues: Queues;
  readonly events: EventBus;
}

/** Which actions on which resources; `because` is given where a resource has to be a pattern. */
export interface Grant {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly because?: string;
  /** Partitions of the tables; absent: all. */
  readonly partitions?: readonly string[];
}

const dynamo = (...actions: string[]): string[] => actions.map((action) => `dynamodb:${action}`);
const sqs = (...actions: string[]): string[] => actions.map((action) => `sqs:${action}`);

const RECORDS = dynamo(
  'GetItem',
  'BatchGetItem',
  'Query',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'BatchWriteItem',
);
const DOCUMENTS = dynamo('GetItem', 'BatchGetItem', 'Query', 'PutItem', 'BatchWriteItem');
const CONSUME = sqs('ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes');

const on = (resource: string, actions: readonly string[]): Grant => ({ actions, resources: [resource] });
const index = ({ tables }: Resources, { name }: IndexDefinition): Grant =>
  on(`${tables.records.tableArn}/index/${name}`, dynamo('Query'));
/** The connections without users, passwords and failed logins, which stand in partitions of their own. */
const connectionsOf = ({ tables }: Resources, ...actions: string[]): Grant => ({
  ...on(tables.connections.tableArn, dynamo(...actions)),
  partitions: [CONNECTIONS],
});
/** Until when Procore takes no call of a credential. */
const limitsOf = ({ tables }: Resources): Grant => ({
  ...on(tables.connections.tableArn, dynamo('GetItem', 'UpdateItem')),
  partitions: [LIMITS],
});
/** Tells what happened. */
const eventsOf = ({ events }: Resources): Grant => on(events.eventBusArn, ['events:PutEvents']);
const secretsOf = (role: Role): Grant => ({
  actions: ['secretsmanager:GetSecretValue'],
  resources: [Stack.of(role).formatArn({ service: 'secretsmanager', resource: 'secret:plumbline/*' })],
  because: 'The secrets of a connection are made when it is applied, under this prefix.',
});
const exportsOf = (role: Role, ...actions: string[]): Grant => ({
  actions: sqs('GetQueueUrl', ...actions),
  resources: [Stack.of(role).formatArn({ service: 'sqs', resource: EXPORT_QUEUES })],
  because: 'An export queue is made when its connection is applied; the pattern covers these queues only.',
});

/** Knows its caller by the connection item and hands on ids: nothing else. */
export const webhookGrants = (to: Resources): Grant[] => [
  connectionsOf(to, 'GetItem'),
  on(to.queues.changes.queueArn, sqs('SendMessage')),
];

/** Fetches from Procore, decides, stores, queues. */
export const normalizeGrants = (role: Role, to: Resources): Grant[] => [
  on(to.tables.records.tableArn, RECORDS),
  index(to, flowIndex),
  connectionsOf(to, 'GetItem', 'UpdateItem'),
  on(to.queues.changes.queueArn, [...CONSUME, ...sqs('SendMessage')]),
  // What it gives up on it puts there itself, with the error.
  on(to.queues.dead.changes.queueArn, sqs('GetQueueUrl', 'SendMessage')),
  exportsOf(role, 'SendMessage'),
  // Other settings may let go on what comes from QuickBooks.
  on(to.queues.procoreWrites.queueArn, sqs('SendMessage')),
  limitsOf(to),
  secretsOf(role),
  eventsOf(to),
];

/** Writes into Procore, notes on the record what becomes of it, and tells of those that Procore has of it. */
export const procoreWriterGrants = (role: Role, to: Resources): Grant[] => [
  on(to.tables.records.tableArn, dynamo('BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'BatchWriteItem')),
  index(to, pendingIndex),
  index(to, flowIndex),
  on(to.queues.changes.queueArn, sqs('SendMessage')),
  connectionsOf(to, 'GetItem', 'UpdateItem'),
  limitsOf(to),
  on(to.queues.procoreWrites.queueArn, [...CONSUME, ...sqs('SendMessage')]),
  secretsOf(role),
  eventsOf(to),
];

/**
 * Serves sessions of the Web Connector and queues what their answers set free. It never talks to Procore, so
 * it reads no secret.
 */
export const webConnectorGrants = (role: Role, to: Resources): Grant[] => [
  on(to.tables.records.tableArn, RECORDS),
  index(to, pendingIndex),
  on(to.tables.connections.tableArn, dynamo('GetItem', 'BatchGetItem', 'UpdateItem')),
  on(to.tables.sessions.tableArn, DOCUMENTS),
  on(to.queues.changes.queueArn, sqs('SendMessage')),
  on(to.queues.procoreWrites.queueArn, sqs('SendMessage')),
  on(to.queues.answers.queueArn, sqs('SendMessage')),
  exportsOf(role, 'ReceiveMessage', 'DeleteMessage', 'ChangeMessageVisibility', 'SendMessage'),
  eventsOf(to),
];

/** Settles batches whose answers are put down: of the sessions it reads those, and notes what came of them. */
export const settleGrants = (role: Role, to: Resources): Grant[] => [
  on(to.tables.records.tableArn, RECORDS),
  connectionsOf(to, 'GetItem', 'UpdateItem'),
  on(to.tables.sessions.tableArn, dynamo('GetItem', 'BatchGetItem', 'PutItem')),
  on(to.queues.answers.queueArn, CONSUME),
  on(to.queues.changes.queueArn, sqs('SendMessage')),
  on(to.queues.procoreWrites.queueArn, sqs('SendMessage')),
  exportsOf(role, 'SendMessage'),
  eventsOf(to),
];

/** Counts, and tells of writes that are due and of silence, which it notes; it reads no record. */
export const heartbeatGrants = (to: Resources): Grant[] => [
  connectionsOf(to, 'Query', 'UpdateItem'),
  eventsOf(to),
  index(to, pendingIndex),
  index(to, flowIndex),
  on(to.queues.procoreWrites.queueArn, sqs('SendMessage')),
];

/** Finds the records that wait for what no webhook tells, and asks for them; it reads them by the index alone. */
export const pollGrants = (to: Resources): Grant[] => [
  connectionsOf(to, 'Query'),
  index(to, flowIndex),
  on(to.queues.changes.queueArn, sqs('SendMessage')),
  on(to.queues.procoreWrites.queueArn, sqs('SendMessage')),
];

/** Keeps hooks in order and reads Procore's lists; of records it learns when they were fetched, and hands on ids. */
export const watchGrants = (role: Role, to: Resources): Grant[] => [
  connectionsOf(to, 'Query', 'UpdateItem'),
  { ...on(to.tables.connections.tableArn, dynamo('GetItem', 'UpdateItem')), partitions: [WATCHES] },
  limitsOf(to),
  on(to.tables.records.tableArn, dynamo('BatchGetItem')),
  index(to, flowIndex),
  on(to.queues.changes.queueArn, sqs('SendMessage')),
  secretsOf(role),
];

/** Lists what is to be compared, looks what became of costs in Procore, and writes both down for the sessions. */
export const reconcileGrants = (role: Role, to: Resources): Grant[] => [
  connectionsOf(to, 'Query', 'GetItem', 'UpdateItem'),
  limitsOf(to),
  secretsOf(role),
  eventsOf(to),
  index(to, flowIndex),
  on(to.tables.records.tableArn, dynamo('BatchGetItem')),
  on(to.tables.sessions.tableArn, dynamo('BatchWriteItem', 'PutItem')),
];

/** Every function writes to its own log group, and to no other. */
export const logGrant = (logs: LogGroup): Grant => ({
  actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  resources: [logs.logGroupArn],
  because: 'The ARN of a log group ends in :*, for its streams.',
});

/** Puts grants on a role, and says of each pattern in them why it is one. */
export const allow = (role: Role, grants: readonly Grant[]): void => {
  for (const { actions, resources, because, partitions } of grants) {
    const conditions = partitions && {
      'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [...partitions] },
      // ForAllValues alone holds for a request without keys, too.
      Null: { 'dynamodb:LeadingKeys': 'false' },
    };
    role.addToPolicy(new PolicyStatement({ actions: [...actions], resources: [...resources], conditions }));
    if (because) {
      for (const resource of resources)
        Validations.of(role).acknowledge({ id: wildcard(role, resource), reason: because });
    }
  }
};

// cdk-nag names a finding by the ARN with every reference written as <LogicalId.Attribute>.
const wildcard = (role: Role, arn: string): string =>
  `AwsSolutions-IAM5[Resource::${asText(Stack.of(role).resolve(arn))}]`;

const asText = (part: unknown): string => {
  if (typeof part === 'string') return part;
  const value = part as { Ref?: string; 'Fn::GetAtt'?: string[]; 'Fn::Join'?: [string, unknown[]] };
  if (value['Fn::Join']) return value['Fn::Join'][1].map(asText).join(value['Fn::Join'][0]);
  return `<${value.Ref ?? value['Fn::GetAtt']?.join('.')}>`;
};
