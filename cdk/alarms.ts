import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import type { Api } from './api.ts';
import type { Functions } from './functions.ts';
import { NAMESPACE, overall } from './metrics.ts';
import type { Queues } from './queues.ts';

export interface Watched {
  readonly functions: Functions;
  readonly queues: Queues;
  readonly api: Api;
  /** Who gets a mail; nobody: the topic waits for subscribers. */
  readonly mail?: string;
}

interface Rule {
  readonly name: string;
  readonly metric: IMetric;
  /** The alarm rings when the metric is at least this; `below` turns it round. */
  readonly threshold: number;
  readonly below?: true;
  readonly periods?: number;
  /** What happened and what to do about it: the reader gets this by mail. */
  readonly cure: string;
}

const QUARTER = Duration.minutes(15);

const deadLetters = ({ dead }: Queues): IMetric => {
  const visible = (queue: Queues['changes']) =>
    queue.metricApproximateNumberOfMessagesVisible({ statistic: Stats.MAXIMUM, period: Duration.minutes(5) });
  return new MathExpression({
    expression: 'changes + writes',
    usingMetrics: { changes: visible(dead.changes), writes: visible(dead.procoreWrites) },
    label: 'Dead letters',
    period: Duration.minutes(5),
  });
};

// API Gateway counts 5xx per API; the access log tells the webhook's from the Web Connector's.
const webhookServerErrors = (scope: Construct, { accessLogs }: Api): IMetric =>
  new MetricFilter(scope, 'WebhookServerErrors', {
    logGroup: accessLogs,
    filterPattern: FilterPattern.literal('{ ($.status >= 500) && ($.route = "POST /webhooks/*") }'),
    metricNamespace: NAMESPACE,
    metricName: 'WebhookServerErrors',
    metricValue: '1',
    defaultValue: 0,
  }).metric({ statistic: Stats.SUM, period: Duration.minutes(5) });

// One line of the log for each login that was refused; lib/web-connector/login.ts writes it.
const refusedLogins = (scope: Construct, { webConnector }: Functions): IMetric =>
  new MetricFilter(scope, 'RefusedLogins', {
    logGroup: webConnector.logGroup,
    filterPattern: FilterPattern.stringValue('$.message', '=', 'login.refused'),
    metricNamespace: NAMESPACE,
    metricName: 'RefusedLogins',
    metricValue: '1',
    defaultValue: 0,
  }).metric({ statistic: Stats.SUM, period: QUARTER });

const rules = (scope: Construct, { functions, queues, api }: Watched): Rule[] => [
  {
    name: 'dead-letters',
    metric: deadLetters(queues),
    threshold: 1,
    cure: 'A message failed five times. Those of procore-writes need nothing: what they were about is noted, and tried again; read why in the log of the procore-writer function. Of the others "npm run plumbline -- dead-letters --outputs outputs.json" says which and why; when the cause is mended, "npm run plumbline -- redrive --outputs outputs.json" puts all of them back, which is safe at any time.',
  },
  {
    name: 'web-connector-errors',
    metric: functions.webConnector.metricErrors({ statistic: Stats.SUM, period: QUARTER }),
    threshold: 2,
    cure: 'Calls of the QuickBooks Web Connector crashed or ran into the time limit. Nothing is lost and nothing is posted twice: the next session goes on. Read the errors in the log group of the web-connector function.',
  },
  {
    name: 'refused-logins',
    metric: refusedLogins(scope, functions),
    threshold: 30,
    cure: 'Somebody guesses Web Connector passwords, or many Web Connectors hold an old one. Nobody is locked out for longer than five minutes, and a Web Connector that signed in from its address before not at all by others. The lines login.refused in the log of the web-connector function tell user, address and connection; block the address at a firewall before the API if it goes on.',
  },
  {
    name: 'webhook-errors',
    metric: webhookServerErrors(scope, api),
    threshold: 1,
    periods: 2,
    cure: 'Webhooks from Procore were answered with 5xx. Read the log of the webhook function; Procore sends again for 12 hours; what is older is listed again by npm run apply.',
  },
  {
    name: 'company-file',
    metric: overall('OlderFiles', Stats.MAXIMUM),
    threshold: 1,
    cure: 'A QuickBooks company file lacks what was posted to it, and nobody deleted that: an older copy is open, or a backup was restored. Nothing is posted to it. Open the right file; if it was restored on purpose, run npm run plumbline -- restored CONNECTION, and what is missing is posted again.',
  },
  {
    name: 'oldest-queued',
    metric: overall('OldestQueuedSeconds', Stats.MAXIMUM),
    threshold: 3600,
    periods: 5,
    cure: 'A record waits for QuickBooks for more than an hour. Is the QuickBooks PC on, the company file reachable and the Web Connector running with Auto-Run set? The dashboard shows which connection and when it last called.',
  },
  {
    name: 'heartbeat-missing',
    metric: overall('OldestQueuedSeconds', Stats.SAMPLE_COUNT),
    threshold: 1,
    below: true,
    periods: 5,
    cure: 'No measurement for five minutes: the other alarms are blind. Read the errors of the heartbeat function, and check that its schedule is on.',
  },
];

/** Few alarms, each with its cure, all to one topic. */
export const addAlarms = (scope: Construct, watched: Watched): Topic => {
  const topic = addTopic(scope);
  if (watched.mail) topic.addSubscription(new EmailSubscription(watched.mail));
  for (const rule of rules(scope, watched)) {
    const alarm = new Alarm(scope, `Alarm-${rule.name}`, {
      alarmName: `${Aws.STACK_NAME}-${rule.name}`,
      alarmDescription: rule.cure,
      metric: rule.metric,
      threshold: rule.threshold,
      evaluationPeriods: rule.periods ?? 1,
      comparisonOperator: rule.below
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: rule.below ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(topic));
    alarm.addOkAction(new SnsAction(topic));
  }
  return topic;
};

// CloudWatch publishes for an alarm only where both policies name it: the AWS-managed key of SNS never does,
// and a topic that has a policy of its own (here: TLS only) loses the default one.
const addTopic = (scope: Construct): Topic => {
  const cloudWatch = new ServicePrincipal('cloudwatch.amazonaws.com');
  const ours = { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } };
  const key = new Key(scope, 'AlarmKey', {
    description: 'Alarm mails of Plumbline',
    enableKeyRotation: true,
    // Nothing that lasts is encrypted with it, and a key that is kept costs by the month.
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const use = { actions: ['kms:Decrypt', 'kms:GenerateDataKey*'], resources: ['*'] };
  key.addToResourcePolicy(new PolicyStatement({ ...use, principals: [cloudWatch], conditions: ours }));
  // EventBridge does not say for whom it uses a key; who may publish is the topic's affair.
  const events = new ServicePrincipal('events.amazonaws.com');
  key.addToResourcePolicy(new PolicyStatement({ ...use, principals: [events] }));
  const topic = new Topic(scope, 'Alarms', { displayName: 'Plumbline', masterKey: key, enforceSSL: true });
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: [cloudWatch],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: ours,
    }),
  );
  return topic;
};
