import { Match } from 'aws-cdk-lib/assertions';
import { resources, template, textOf } from './synthesized.ts';

interface Widget {
  readonly properties: { readonly title: string; readonly metrics: unknown[] };
}

const dashboard = (): Widget[] => {
  const [found] = Object.values(resources('AWS::CloudWatch::Dashboard'));
  return (JSON.parse(textOf(found?.Properties.DashboardBody)) as { widgets: Widget[] }).widgets;
};

/** What a widget draws, as text; the quotes inside search terms unescaped. */
const drawnBy = (title: string): string => {
  const widget = dashboard().find(({ properties }) => properties.title.startsWith(title));
  return JSON.stringify(widget?.properties.metrics).replaceAll('\\"', '"');
};

describe('dashboard', () => {
  test('searches for connections, so that a new one appears by itself', () => {
    expect(drawnBy('Queued for QuickBooks')).toContain('{Plumbline,connection,service} MetricName="Backlog');
    expect(drawnBy('Oldest queued')).toContain('OldestQueuedSeconds');
    expect(drawnBy('Since the Web Connector')).toContain('SecondsSinceWebConnector');
  });

  test('has a widget per import flow, without what is blocked: that is not measured', () => {
    for (const state of ['Synced', 'Failed', 'AwaitingApproval'])
      expect(drawnBy('costs:')).toContain(`MetricName="${state}" flow="costs`);
    expect(drawnBy('costs:')).not.toContain('Blocked');
  });

  test('has a widget per flow with the states that people ask for', () => {
    for (const flow of ['companies', 'commitments']) {
      for (const state of ['Synced', 'Failed', 'Blocked', 'AwaitingApproval']) {
        expect(drawnBy(`${flow}:`)).toContain(
          `{Plumbline,connection,flow,service} MetricName="${state}" flow="${flow}`,
        );
      }
    }
  });

  test('shows what the machinery does', () => {
    const titles = dashboard().map(({ properties }) => properties.title);
    expect(titles.slice(-5)).toEqual([
      ...['Dead letters', 'Function errors', 'Function duration p99 (ms)', 'API errors', 'Messages waiting'],
    ]);
  });
});

describe('alarms', () => {
  const alarms = () => Object.values(resources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties);

  test('are few, and each says what to do', () => {
    expect(alarms().map(({ AlarmName }) => textOf(AlarmName).replace('AWS::StackName-', ''))).toEqual([
      ...['dead-letters', 'web-connector-errors', 'refused-logins', 'webhook-errors', 'company-file'],
      ...['oldest-queued', 'heartbeat-missing'],
    ]);
    for (const { AlarmDescription } of alarms()) expect(String(AlarmDescription).length).toBeGreaterThan(80);
  });

  test('the one for dead letters names the commands that show them and put them back', () => {
    const [dead] = alarms();
    expect(dead?.AlarmDescription).toContain('npm run plumbline -- dead-letters');
    expect(dead?.AlarmDescription).toContain('npm run plumbline -- redrive');
  });

  test('ring and clear at the topic that mails', () => {
    for (const { AlarmActions, OKActions } of alarms()) {
      expect([AlarmActions, OKActions].map((on) => (on as unknown[]).map(textOf))).toEqual([
        ['Alarms'],
        ['Alarms'],
      ]);
    }
    template.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'it@example.com',
    });
  });

  test('silence of the heartbeat rings, silence of everything else does not', () => {
    const rings = alarms().filter(({ TreatMissingData }) => TreatMissingData === 'breaching');
    expect(rings.map(({ MetricName, Statistic }) => [MetricName, Statistic])).toEqual([
      ['OldestQueuedSeconds', 'SampleCount'],
    ]);
  });

  test('the webhook alarm counts server errors of the webhook route alone', () => {
    template.hasResourceProperties('AWS::Logs::MetricFilter', {
      FilterPattern: '{ ($.status >= 500) && ($.route = "POST /webhooks/*") }',
      MetricTransformations: [
        {
          MetricNamespace: 'Plumbline',
          MetricName: 'WebhookServerErrors',
          MetricValue: '1',
          DefaultValue: 0,
        },
      ],
    });
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      AccessLogSettings: { Format: Match.stringLikeRegexp('"status":\\$context.status,') },
    });
  });

  test('the alarm about logins counts the lines that the web-connector function writes of them', () => {
    template.hasResourceProperties('AWS::Logs::MetricFilter', {
      FilterPattern: '{ $.message = "login.refused" }',
      MetricTransformations: [
        { MetricNamespace: 'Plumbline', MetricName: 'RefusedLogins', MetricValue: '1', DefaultValue: 0 },
      ],
    });
    expect(textOf(resources('AWS::Logs::MetricFilter').RefusedLogins?.Properties.LogGroupName)).toBe(
      'WebConnectorLogs',
    );
  });

  test('CloudWatch may publish to the topic, over TLS, with the key of the topic', () => {
    const service = { Service: 'cloudwatch.amazonaws.com' };
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          Match.objectLike({ Effect: 'Allow', Action: 'sns:Publish', Principal: service }),
        ]),
      },
    });
    template.hasResourceProperties('AWS::KMS::Key', {
      EnableKeyRotation: true,
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({ Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Principal: service }),
        ]),
      },
    });
    expect(textOf(resources('AWS::SNS::Topic').Alarms?.Properties.KmsMasterKeyId)).toBe('AlarmKey');
  });

  test('what needs a person is mailed by the topic of the alarms, and no other event', () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['plumbline'],
        'detail-type': ['Record Failed', 'Approvals Waiting', 'Drift Found', 'Connection Silent'],
      },
      Targets: [
        Match.objectLike({ InputTransformer: Match.objectLike({ InputTemplate: Match.anyValue() }) }),
      ],
    });
    const events = { Service: 'events.amazonaws.com' };
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([Match.objectLike({ Action: 'sns:Publish', Principal: events })]),
      },
    });
    template.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({ Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Principal: events }),
        ]),
      },
    });
  });
});
