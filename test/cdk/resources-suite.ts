import { Match } from 'aws-cdk-lib/assertions';
import { answersQueue, changesQueue, writesQueue } from '../../lib/stores/queues.ts';
import { tables } from '../../lib/stores/tables.ts';
import { resources, template, textOf } from './synthesized.ts';

const only = (type: string) => {
  const found = Object.values(resources(type));
  expect(found).toHaveLength(1);
  return found[0]?.Properties as Record<string, unknown>;
};

describe('tables', () => {
  test('every table survives the stack, its deletion and a mistake', () => {
    const made = Object.values(resources('AWS::DynamoDB::GlobalTable'));
    expect(made).toHaveLength(tables.length);
    for (const { Properties, DeletionPolicy } of made) {
      expect(DeletionPolicy).toBe('Retain');
      expect(Properties).toMatchObject({
        BillingMode: 'PAY_PER_REQUEST',
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        Replicas: [
          {
            DeletionProtectionEnabled: true,
            PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          },
        ],
      });
    }
  });

  test('records has the indexes that its store asks', () => {
    template.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      GlobalSecondaryIndexes: [
        Match.objectLike({
          IndexName: 'pending',
          KeySchema: [
            { AttributeName: 'pendingOf', KeyType: 'HASH' },
            { AttributeName: 'pendingAt', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        }),
        Match.objectLike({
          IndexName: 'by-flow',
          KeySchema: [
            { AttributeName: 'flowOf', KeyType: 'HASH' },
            { AttributeName: 'stateAt', KeyType: 'RANGE' },
          ],
        }),
      ],
    });
  });

  test('no index projects more attributes than DynamoDB takes (20)', () => {
    for (const { name, project } of tables.flatMap(({ indexes }) => indexes)) {
      expect({ name, tooMany: project.slice(20) }).toEqual({ name, tooMany: [] });
    }
  });
});

describe('queues', () => {
  const queues = () => resources('AWS::SQS::Queue');

  test('a message that failed five times goes to the dead-letter queue of its queue', () => {
    for (const name of ['Changes', 'ProcoreWrites']) {
      const policy = queues()[name]?.Properties.RedrivePolicy as Record<string, unknown>;
      expect([textOf(policy.deadLetterTargetArn), policy.maxReceiveCount]).toEqual([
        `${name}Dead`,
        changesQueue.maxReceives,
      ]);
    }
  });

  test('what nobody needs twice is forgotten within the hour, as by the embedded queue', () => {
    const { MessageRetentionPeriod, RedrivePolicy } = queues().Answers?.Properties ?? {};
    expect([String(MessageRetentionPeriod), RedrivePolicy]).toEqual([
      answersQueue.attributes.MessageRetentionPeriod,
      undefined,
    ]);
  });

  test('a queue and its dead-letter queue are both FIFO or both not', () => {
    const fifo = Object.entries(queues()).map(([name, { Properties }]) => [
      name,
      Properties.FifoQueue ?? false,
    ]);
    expect(Object.fromEntries(fifo)).toEqual({
      Answers: false,
      Changes: false,
      ChangesDead: false,
      ProcoreWrites: true,
      ProcoreWritesDead: true,
    });
  });

  test('every queue is encrypted and refuses plain HTTP', () => {
    for (const { Properties } of Object.values(queues())) expect(Properties.SqsManagedSseEnabled).toBe(true);
    const policies = Object.values(resources('AWS::SQS::QueuePolicy'));
    expect(policies).toHaveLength(5);
    for (const { Properties } of policies) {
      const { Statement } = Properties.PolicyDocument as { Statement: unknown[] };
      expect(Statement).toEqual([
        expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      ]);
    }
  });

  test('messages stay hidden for six times as long as the function that takes them may run', () => {
    for (const [fn, queue] of [
      ['Normalize', 'Changes'],
      ['ProcoreWriter', 'ProcoreWrites'],
      ['Settle', 'Answers'],
    ] as const) {
      const timeout = resources('AWS::Lambda::Function')[fn]?.Properties.Timeout as number;
      expect(queues()[queue]?.Properties.VisibilityTimeout).toBeGreaterThanOrEqual(6 * timeout);
    }
  });

  test('the queue of writes into Procore orders and deduplicates by group, as the embedded one does', () => {
    expect(queues().ProcoreWrites?.Properties).toMatchObject({
      ...{ ...writesQueue.attributes, FifoQueue: true },
    });
  });

  test('two instances at most fetch from Procore or write into it, and failed messages are named one by one', () => {
    const common = {
      ScalingConfig: { MaximumConcurrency: 2 },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    };
    const mappings = Object.values(resources('AWS::Lambda::EventSourceMapping')).map(({ Properties }) => ({
      ...Properties,
      of: textOf(Properties.EventSourceArn),
    }));
    expect(mappings).toHaveLength(3);
    expect(mappings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          of: 'Changes',
          BatchSize: 100,
          MaximumBatchingWindowInSeconds: 2,
          ...common,
        }),
        expect.objectContaining({ of: 'ProcoreWrites', BatchSize: 10, ...common }),
        expect.objectContaining({ of: 'Answers', BatchSize: 1, ...common }),
      ]),
    );
  });
});

describe('api', () => {
  test('its routes lead to their functions', () => {
    const integrations = resources('AWS::ApiGatewayV2::Integration');
    const routes = Object.values(resources('AWS::ApiGatewayV2::Route')).map(({ Properties }) => {
      const integration = textOf(Properties.Target).replace('integrations/', '');
      return [Properties.RouteKey, textOf(integrations[integration]?.Properties.IntegrationUri)];
    });
    expect(Object.fromEntries(routes)).toEqual({
      'POST /webhooks/{connection}': 'Webhook',
      'GET /qbwc': 'WebConnector',
      'HEAD /qbwc': 'WebConnector',
      'POST /qbwc': 'WebConnector',
      'GET /qbwc/support': 'WebConnector',
      'HEAD /qbwc/support': 'WebConnector',
      'GET /': 'WebConnector',
      'HEAD /': 'WebConnector',
    });
  });

  test('its only stage is throttled and logged', () => {
    const stage = only('AWS::ApiGatewayV2::Stage');
    expect(stage).toMatchObject({
      StageName: '$default',
      DefaultRouteSettings: { ThrottlingRateLimit: 10, ThrottlingBurstLimit: 20 },
      RouteSettings: {
        'POST /webhooks/{connection}': { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 },
        'POST /qbwc': { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 },
      },
    });
    const { DestinationArn } = stage.AccessLogSettings as { DestinationArn: unknown };
    expect(textOf(DestinationArn)).toContain('AccessLogs');
  });
});

test('each throttle is of a route that there is, and comes after it', () => {
  const [stage] = Object.values(template.findResources('AWS::ApiGatewayV2::Stage'));
  const routes = template.findResources('AWS::ApiGatewayV2::Route');
  const named = Object.values(routes).map(({ Properties }) => Properties.RouteKey);
  expect(named).toEqual(expect.arrayContaining(Object.keys(stage?.Properties.RouteSettings)));
  expect(stage?.DependsOn).toEqual(expect.arrayContaining(Object.keys(routes)));
});

describe('functions', () => {
  const functions = () => Object.entries(resources('AWS::Lambda::Function'));

  test('run on Node 24 and ARM, know their tables and queues, and log JSON to groups of their own', () => {
    for (const [name, { Properties }] of functions()) {
      expect(Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
      });
      const { LogFormat, LogGroup } = Properties.LoggingConfig as Record<string, unknown>;
      expect([LogFormat, textOf(LogGroup)]).toEqual(['JSON', `${name}Logs`]);
      const { Variables } = Properties.Environment as { Variables: Record<string, unknown> };
      expect(Object.keys(Variables).sort()).toEqual([
        ...[
          'ANSWERS_QUEUE_URL',
          'CHANGES_QUEUE_URL',
          'CONNECTIONS_TABLE',
          'EVENT_BUS',
          'EXPORTS_QUEUE_PREFIX',
        ],
        ...(['Settle', 'WebConnector'].includes(name) ? ['NODE_OPTIONS'] : []),
        ...['POWERTOOLS_LOG_LEVEL', 'POWERTOOLS_METRICS_NAMESPACE', 'POWERTOOLS_SERVICE_NAME'],
        'PROCORE_WRITES_QUEUE_URL',
        ...(name === 'Watch' ? ['PUBLIC_URL'] : []),
        ...['RECORDS_TABLE', 'SESSIONS_TABLE'],
      ]);
    }
  });

  test('have time and memory for their work, the ones behind the API less than its 30 s', () => {
    const sizes = functions().map(([name, { Properties }]) => [
      name,
      [Properties.MemorySize, Properties.Timeout],
    ]);
    expect(Object.fromEntries(sizes)).toEqual({
      Webhook: [256, 5],
      Normalize: [512, 120],
      WebConnector: [1024, 25],
      Settle: [1024, 120],
      ProcoreWriter: [512, 120],
      Heartbeat: [256, 50],
      Poll: [256, 300],
      Watch: [512, 300],
      Reconcile: [512, 600],
    });
  });

  test('none reserves concurrency: a new account has ten in all, and the throttles bound what is needed', () => {
    for (const [, { Properties }] of functions())
      expect(Properties).not.toHaveProperty('ReservedConcurrentExecutions');
  });

  test('no log is kept for ever', () => {
    const groups = Object.values(resources('AWS::Logs::LogGroup'));
    expect(groups.map(({ Properties }) => Properties.RetentionInDays)).toEqual(Array(10).fill(90));
  });

  test('only functions that send to their own queue may seem to run in circles', () => {
    const loops = functions().map(([name, { Properties }]) => [name, Properties.RecursiveLoop]);
    const allowed = loops.filter(([, loop]) => loop !== undefined);
    expect(Object.fromEntries(allowed)).toEqual({ Normalize: 'Allow', ProcoreWriter: 'Allow' });
  });

  test.each([
    ['HeartbeatEveryMinute', 'Heartbeat', 'rate(1 minute)', 60],
    ['PollEveryHour', 'Poll', 'rate(1 hour)', 1800],
    ['WatchEveryTenMinutes', 'Watch', 'rate(10 minutes)', 300],
    ['ReconcileEveryQuarter', 'Reconcile', 'rate(15 minutes)', 600],
  ])('%s runs by the clock and is never repeated late', (rule, fn, schedule, seconds) => {
    const late = { MaximumEventAgeInSeconds: seconds, MaximumRetryAttempts: 0 };
    const invokes = Object.values(resources('AWS::Lambda::EventInvokeConfig'));
    const own = invokes.filter(({ Properties }) => textOf(Properties.FunctionName) === fn);
    expect(own.map(({ Properties }) => Properties)).toEqual([expect.objectContaining(late)]);
    const { ScheduleExpression, State, Targets } = resources('AWS::Events::Rule')[rule]?.Properties ?? {};
    expect([ScheduleExpression, State]).toEqual([schedule, 'ENABLED']);
    expect(Targets).toEqual([expect.objectContaining({ RetryPolicy: late })]);
  });
});

test('domain events are kept for replay', () => {
  expect(only('AWS::Events::EventBus')).toMatchObject({ Name: 'plumbline' });
  expect(only('AWS::Events::Archive')).toMatchObject({ RetentionDays: 90 });
});
