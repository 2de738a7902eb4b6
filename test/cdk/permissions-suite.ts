import { QUEUE_PREFIX } from '../../cdk/queues.ts';
import { exportsQueueName } from '../../lib/stores/queues.ts';
import { findings, resources, textOf } from './synthesized.ts';

interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

const listed = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

/** ` of the partition`, where a statement is about one partition of a table. */
const partitionOf = (condition: unknown): string => {
  if (condition === undefined) return '';
  const { 'ForAllValues:StringEquals': all } = condition as Record<string, Record<string, string[]>>;
  const [partition] = listed(all?.['dynamodb:LeadingKeys'] ?? []);
  expect(condition).toEqual({
    'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [partition] },
    Null: { 'dynamodb:LeadingKeys': 'false' },
  });
  return ` of ${partition}`;
};

/** Every `action resource` that a function's role allows, sorted. */
const allowed = (fn: string): string[] => {
  const role = `${fn}Role`;
  const policies = Object.values(resources('AWS::IAM::Policy')).filter(({ Properties }) =>
    listed(Properties.Roles).flat().map(textOf).includes(role),
  );
  return policies
    .flatMap(({ Properties }) => (Properties.PolicyDocument as { Statement: Statement[] }).Statement)
    .flatMap(({ Action, Resource, Condition }) =>
      listed(Action).flatMap((action) =>
        listed(Resource).map((on) => `${action} ${textOf(on)}${partitionOf(Condition)}`),
      ),
    )
    .sort();
};

const each = (actions: string, resource: string): string[] =>
  actions.split(' ').map((action) => `${action} ${resource}`);
const dynamo = (actions: string, resource: string): string[] =>
  each(actions.replace(/(\w+)/g, 'dynamodb:$1'), resource);
const sqs = (actions: string, resource: string): string[] =>
  each(actions.replace(/(\w+)/g, 'sqs:$1'), resource);
const logs = (fn: string): string[] => each('logs:CreateLogStream logs:PutLogEvents', `${fn}Logs`);

const ARN = (service: string, rest: string) =>
  `arn:AWS::Partition:${service}:AWS::Region:AWS::AccountId:${rest}`;
const EXPORTS = ARN('sqs', 'plumbline-exports-*');
const RECORDS = dynamo('GetItem BatchGetItem Query PutItem UpdateItem DeleteItem BatchWriteItem', 'Records');

const EVENTS = 'events:PutEvents Events';

const EXPECTED: Record<string, string[]> = {
  Webhook: [...dynamo('GetItem', 'Connections of connection'), ...sqs('SendMessage', 'Changes')],
  Normalize: [
    ...RECORDS,
    ...dynamo('Query', 'Records/index/by-flow'),
    ...dynamo('GetItem UpdateItem', 'Connections of connection'),
    ...dynamo('GetItem UpdateItem', 'Connections of procore-limit'),
    ...sqs('ReceiveMessage DeleteMessage GetQueueAttributes SendMessage', 'Changes'),
    ...sqs('GetQueueUrl SendMessage', 'ChangesDead'),
    ...sqs('GetQueueUrl SendMessage', EXPORTS),
    ...sqs('SendMessage', 'ProcoreWrites'),
    `secretsmanager:GetSecretValue ${ARN('secretsmanager', 'secret:plumbline/*')}`,
    EVENTS,
  ],
  WebConnector: [
    ...RECORDS,
    ...dynamo('Query', 'Records/index/pending'),
    ...dynamo('GetItem BatchGetItem UpdateItem', 'Connections'),
    ...dynamo('GetItem BatchGetItem Query PutItem BatchWriteItem', 'Sessions'),
    ...sqs('SendMessage', 'Changes'),
    ...sqs('SendMessage', 'ProcoreWrites'),
    ...sqs('SendMessage', 'Answers'),
    ...sqs('GetQueueUrl ReceiveMessage DeleteMessage ChangeMessageVisibility SendMessage', EXPORTS),
    EVENTS,
  ],
  Settle: [
    ...RECORDS,
    ...dynamo('GetItem UpdateItem', 'Connections of connection'),
    ...dynamo('GetItem BatchGetItem PutItem', 'Sessions'),
    ...sqs('ReceiveMessage DeleteMessage GetQueueAttributes', 'Answers'),
    ...sqs('SendMessage', 'Changes'),
    ...sqs('SendMessage', 'ProcoreWrites'),
    ...sqs('GetQueueUrl SendMessage', EXPORTS),
    EVENTS,
  ],
  ProcoreWriter: [
    ...dynamo('BatchGetItem Query PutItem UpdateItem BatchWriteItem', 'Records'),
    ...dynamo('Query', 'Records/index/pending'),
    ...dynamo('Query', 'Records/index/by-flow'),
    ...sqs('SendMessage', 'Changes'),
    ...dynamo('GetItem UpdateItem', 'Connections of connection'),
    ...dynamo('GetItem UpdateItem', 'Connections of procore-limit'),
    ...sqs('ReceiveMessage DeleteMessage GetQueueAttributes SendMessage', 'ProcoreWrites'),
    `secretsmanager:GetSecretValue ${ARN('secretsmanager', 'secret:plumbline/*')}`,
    EVENTS,
  ],
  Heartbeat: [
    ...sqs('SendMessage', 'ProcoreWrites'),
    ...dynamo('Query UpdateItem', 'Connections of connection'),
    EVENTS,
    ...dynamo('Query', 'Records/index/pending'),
    ...dynamo('Query', 'Records/index/by-flow'),
  ],
  Poll: [
    ...dynamo('Query', 'Connections of connection'),
    ...dynamo('Query', 'Records/index/by-flow'),
    ...sqs('SendMessage', 'Changes'),
    ...sqs('SendMessage', 'ProcoreWrites'),
  ],
  Watch: [
    ...dynamo('Query UpdateItem', 'Connections of connection'),
    ...dynamo('GetItem UpdateItem', 'Connections of watch'),
    ...dynamo('GetItem UpdateItem', 'Connections of procore-limit'),
    ...dynamo('BatchGetItem', 'Records'),
    ...dynamo('Query', 'Records/index/by-flow'),
    ...sqs('SendMessage', 'Changes'),
    `secretsmanager:GetSecretValue ${ARN('secretsmanager', 'secret:plumbline/*')}`,
  ],
  Reconcile: [
    EVENTS,
    ...dynamo('Query GetItem UpdateItem', 'Connections of connection'),
    ...dynamo('GetItem UpdateItem', 'Connections of procore-limit'),
    `secretsmanager:GetSecretValue ${ARN('secretsmanager', 'secret:plumbline/*')}`,
    ...dynamo('Query', 'Records/index/by-flow'),
    ...dynamo('BatchGetItem', 'Records'),
    ...dynamo('BatchWriteItem PutItem', 'Sessions'),
  ],
};

describe('permissions', () => {
  test.each(Object.keys(EXPECTED))('%s may do what it needs and nothing else', (fn) => {
    expect(allowed(fn)).toEqual([...(EXPECTED[fn] as string[]), ...logs(fn)].sort());
  });

  test('every function has a role of its own, without managed or inline policies', () => {
    const roles = resources('AWS::IAM::Role');
    expect(Object.keys(roles).sort()).toEqual(
      Object.keys(EXPECTED)
        .map((fn) => `${fn}Role`)
        .sort(),
    );
    for (const { Properties } of Object.values(roles)) {
      expect(Properties.ManagedPolicyArns).toBeUndefined();
      expect(Properties.Policies).toBeUndefined();
    }
    for (const [fn, { Properties }] of Object.entries(resources('AWS::Lambda::Function'))) {
      expect(textOf(Properties.Role)).toBe(`${fn}Role`);
    }
  });

  test('the only patterns are the export queues and the secrets under their prefix', () => {
    const patterns = Object.keys(EXPECTED).flatMap((fn) =>
      allowed(fn).flatMap((line) => (line.includes('*') ? [`${fn}: ${line.split(' ')[1]}`] : [])),
    );
    expect([...new Set(patterns)].sort()).toEqual([
      `Normalize: ${ARN('secretsmanager', 'secret:plumbline/*')}`,
      `Normalize: ${EXPORTS}`,
      `ProcoreWriter: ${ARN('secretsmanager', 'secret:plumbline/*')}`,
      `Reconcile: ${ARN('secretsmanager', 'secret:plumbline/*')}`,
      `Settle: ${EXPORTS}`,
      `Watch: ${ARN('secretsmanager', 'secret:plumbline/*')}`,
      `WebConnector: ${EXPORTS}`,
    ]);
    for (const line of Object.keys(EXPECTED).flatMap(allowed)) expect(line).not.toMatch(/^\S*\*/);
  });

  test('nobody may do what no function does: change the bus, use keys, scan, delete', () => {
    const lines = Object.keys(EXPECTED).flatMap(allowed);
    expect(lines.filter((line) => /events:(?!PutEvents )|kms:|iam:|sts:|lambda:/.test(line))).toEqual([]);
    expect(
      lines.filter((line) => /:(Scan|Delete(Table|Queue)|CreateQueue|PurgeQueue|Put.*Policy)/.test(line)),
    ).toEqual([]);
  });

  test('only functions that talk to Procore read secrets, only those that hear what QuickBooks says read sessions', () => {
    const may = (what: RegExp) =>
      Object.keys(EXPECTED).filter((fn) => allowed(fn).some((line) => what.test(line)));
    expect(may(/^secretsmanager:/)).toEqual(['Normalize', 'ProcoreWriter', 'Watch', 'Reconcile']);
    // Users with the hashes of their passwords.
    expect(may(/Connections$/)).toEqual(['WebConnector']);
    expect(may(/(Get|Query)\w* Sessions/)).toEqual(['WebConnector', 'Settle']);
    expect(may(/ReceiveMessage arn/)).toEqual(['WebConnector']);
  });

  test('each log group is written by its own function alone', () => {
    for (const fn of Object.keys(EXPECTED))
      expect(allowed(fn).filter((line) => line.startsWith('logs:'))).toEqual(logs(fn));
  });

  test('functions are invoked by this API and by these schedules, and by nobody else', () => {
    const invokers = Object.values(resources('AWS::Lambda::Permission')).map(({ Properties }) => ({
      fn: textOf(Properties.FunctionName),
      by: Properties.Principal,
      from: textOf(Properties.SourceArn).replace(
        /^arn:AWS::Partition:execute-api:AWS::Region:AWS::AccountId:/,
        '',
      ),
    }));
    expect([...new Set(invokers.map((one) => Object.values(one).join(' ')))].sort()).toEqual([
      'Heartbeat events.amazonaws.com HeartbeatEveryMinute',
      'Poll events.amazonaws.com PollEveryHour',
      'Reconcile events.amazonaws.com ReconcileEveryQuarter',
      'Watch events.amazonaws.com WatchEveryTenMinutes',
      'WebConnector apigateway.amazonaws.com Api/*/*/',
      'WebConnector apigateway.amazonaws.com Api/*/*/qbwc',
      'WebConnector apigateway.amazonaws.com Api/*/*/qbwc/support',
      'Webhook apigateway.amazonaws.com Api/*/*/webhooks/{connection}',
    ]);
    for (const type of [
      'AWS::Lambda::Url',
      'AWS::Events::EventBusPolicy',
      'AWS::SecretsManager::ResourcePolicy',
    ])
      expect([type, resources(type)]).toEqual([type, {}]);
  });

  test('the pattern of the policies covers the export queue of any connection', () => {
    const pattern = EXPORTS.slice(EXPORTS.lastIndexOf(':') + 1, -1);
    expect(exportsQueueName(QUEUE_PREFIX, 'acme-builders').startsWith(pattern)).toBe(true);
    expect(`${QUEUE_PREFIX}changes`.startsWith(pattern)).toBe(false);
  });

  test('the AWS Solutions rules find nothing that is not acknowledged with its reason', () => {
    expect(findings).toEqual([]);
  });
});
