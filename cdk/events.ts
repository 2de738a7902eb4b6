import { Duration, Stack } from 'aws-cdk-lib';
import { EventBus, EventField, Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction, SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/** The bus of domain events (record synced, failed, blocked …), for rules of the customer; kept for replay. */
export const addEventBus = (scope: Construct): EventBus => {
  const bus = new EventBus(scope, 'Events', {
    eventBusName: 'plumbline',
    description: 'Domain events of Plumbline',
  });
  bus.archive('Archive', {
    description: 'Domain events of Plumbline, for replay',
    eventPattern: { account: [Stack.of(scope).account] },
    retention: Duration.days(90),
  });
  return bus;
};

/** What a person is mailed: what needs one. */
const MAILED = ['Record Failed', 'Approvals Waiting', 'Drift Found', 'Connection Silent'];

/** Tells the topic of the alarms what happened in the books; customers add rules of their own beside it. */
export const addMails = (scope: Construct, bus: EventBus, topic: ITopic): void => {
  const [connection, what] = [
    EventField.fromPath('$.detail.connection'),
    EventField.fromPath('$.detail-type'),
  ];
  const message = RuleTargetInput.fromText(
    `Plumbline, ${connection}: ${what}. ${EventField.fromPath('$.detail')}`,
  );
  new Rule(scope, 'Mails', {
    description: 'What happened in the books and needs a person',
    eventBus: bus,
    eventPattern: { source: ['plumbline'], detailType: MAILED },
    targets: [new SnsTopic(topic, { message, retryAttempts: 10 })],
  });
};

interface Clocked {
  readonly heartbeat: IFunction;
  readonly poll: IFunction;
  readonly reconcile: IFunction;
  readonly watch: IFunction;
}

/** One row per function that runs by the clock. */
export const addSchedules = (scope: Construct, functions: Clocked): void => {
  // A heartbeat that comes late says nothing: the next one is a minute away.
  const once = { retryAttempts: 0, maxEventAge: Duration.minutes(1) };
  functions.heartbeat.configureAsyncInvoke(once);
  new Rule(scope, 'HeartbeatEveryMinute', {
    description: 'Measures backlog and states of every connection',
    schedule: Schedule.rate(Duration.minutes(1)),
    targets: [new LambdaFunction(functions.heartbeat, { ...once, event: RuleTargetInput.fromObject({}) })],
  });
  // Another hour does it again.
  const hourly = { retryAttempts: 0, maxEventAge: Duration.minutes(30) };
  functions.poll.configureAsyncInvoke(hourly);
  new Rule(scope, 'PollEveryHour', {
    description: 'Asks again for the records that wait for what no webhook tells',
    schedule: Schedule.rate(Duration.hours(1)),
    targets: [new LambdaFunction(functions.poll, { ...hourly, event: RuleTargetInput.fromObject({}) })],
  });
  // It goes on where it stopped, so a call that fails is left to the next.
  const often = { retryAttempts: 0, maxEventAge: Duration.minutes(5) };
  functions.watch.configureAsyncInvoke(often);
  new Rule(scope, 'WatchEveryTenMinutes', {
    description: 'Keeps the webhooks in order, and finds what they have lost',
    schedule: Schedule.rate(Duration.minutes(10)),
    targets: [new LambdaFunction(functions.watch, { ...often, event: RuleTargetInput.fromObject({}) })],
  });
  // What is due stays due until it is begun.
  const quarterly = { retryAttempts: 0, maxEventAge: Duration.minutes(10) };
  functions.reconcile.configureAsyncInvoke(quarterly);
  new Rule(scope, 'ReconcileEveryQuarter', {
    description: 'Begins the comparisons whose hour of the night has come',
    schedule: Schedule.rate(Duration.minutes(15)),
    targets: [
      new LambdaFunction(functions.reconcile, { ...quarterly, event: RuleTargetInput.fromObject({}) }),
    ],
  });
};
