import { Stack, Validations } from 'aws-cdk-lib';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { flowIndex, pendingIndex } from '../lib/stores/tables.ts';
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
}

const READ = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'];
const WRITE = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem'];
const CONSUME = [
  'sqs:ReceiveMessage',
  'sqs:DeleteMessage',
  'sqs:ChangeMessageVisibility',
  'sqs:GetQueueAttributes',
];

const on = (resource: string, ...actions: string[]): Grant => ({ actions, resources: [resource] });
const indexes = (table: TableV2): Grant => ({
  actions: ['dynamodb:Query'],
  resources: [pendingIndex, flowIndex].map(({ name }) => `${table.tableArn}/index/${name}`),
});
const exportsOf = (role: Role, ...actions: string[]): Grant => ({
  actions: ['sqs:GetQueueUrl', ...actions],
  resources: [Stack.of(role).formatArn({ service: 'sqs', resource: EXPORT_QUEUES })],
  because: 'An export queue is made when its connection is applied; the pattern covers these queues only.',
});

/** Knows its caller by the connection item and hands on ids: nothing else. */
export const webhookGrants = ({ tables, queues }: Resources): Grant[] => [
  on(tables.connections.tableArn, 'dynamodb:GetItem'),
  on(queues.changes.queueArn, 'sqs:SendMessage'),
];

/** Fetches from Procore, decides, stores, queues. */
export const normalizeGrants = (role: Role, { tables, queues, events }: Resources): Grant[] => [
  on(tables.records.tableArn, ...READ, ...WRITE),
  indexes(tables.records),
  on(tables.connections.tableArn, ...READ, 'dynamodb:UpdateItem'),
  on(queues.changes.queueArn, ...CONSUME, 'sqs:SendMessage'),
  exportsOf(role, 'sqs:SendMessage'),
  on(events.eventBusArn, 'events:PutEvents'),
  {
    actions: ['secretsmanager:GetSecretValue'],
    resources: [Stack.of(role).formatArn({ service: 'secretsmanager', resource: 'secret:plumbline/*' })],
    because: 'The secrets of a connection are made when it is applied, under this prefix.',
  },
];

/** Serves sessions of the Web Connector; never talks to Procore, so it reads no secret. */
export const webConnectorGrants = (role: Role, { tables, queues, events }: Resources): Grant[] => [
  on(tables.records.tableArn, ...READ, ...WRITE),
  indexes(tables.records),
  on(tables.connections.tableArn, ...READ, ...WRITE),
  on(tables.sessions.tableArn, ...READ, ...WRITE),
  on(queues.changes.queueArn, 'sqs:SendMessage'),
  exportsOf(
    role,
    'sqs:ReceiveMessage',
    'sqs:DeleteMessage',
    'sqs:ChangeMessageVisibility',
    'sqs:SendMessage',
  ),
  on(events.eventBusArn, 'events:PutEvents'),
];

/** Counts; changes nothing. */
export const heartbeatGrants = ({ tables }: Resources): Grant[] => [
  on(tables.connections.tableArn, 'dynamodb:Scan', 'dynamodb:Query', 'dynamodb:GetItem'),
  indexes(tables.records),
];

/** Every function writes to its own log group, and to no other. */
export const logGrant = (logs: LogGroup): Grant => ({
  actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  resources: [logs.logGroupArn],
  because: 'The ARN of a log group ends in :*, for its streams.',
});

/** Puts grants on a role, and says of each pattern in them why it is one. */
export const allow = (role: Role, grants: readonly Grant[]): void => {
  for (const { actions, resources, because } of grants) {
    role.addToPolicy(new PolicyStatement({ actions: [...actions], resources: [...resources] }));
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
