import { Duration } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, type IMetric, type IWidget, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Api } from './api.ts';
import type { Functions } from './functions.ts';
import { ofEachConnection, ofFlow } from './metrics.ts';
import type { Queues } from './queues.ts';

export interface Shown {
  readonly flows: readonly string[];
  /** Those from QuickBooks to Procore. */
  readonly imports: readonly string[];
  readonly functions: Functions;
  readonly queues: Queues;
  readonly api: Api;
}

const graph = (title: string, left: IMetric[], width = 8): GraphWidget =>
  new GraphWidget({ title, left, width, height: 6, leftYAxis: { min: 0, showUnits: false }, liveData: true });

/** What the procore-writer counts. */
const MARKS = ['Marked', 'NotMarked', 'MarkedLater'];
const ENTRIES = ['Entered', 'Removed', 'NotEntered', 'EnteredLater'];

/** The state of the work: what waits, how long, and when QuickBooks last asked. */
const work = (): IWidget[] => [
  graph('Queued for QuickBooks', [ofEachConnection('Backlog')]),
  graph('Oldest queued (seconds)', [ofEachConnection('OldestQueuedSeconds')]),
  graph('Since the Web Connector last called (seconds)', [ofEachConnection('SecondsSinceWebConnector')]),
  graph('Marked in Procore, refused, to be tried again', MARKS.map(ofEachConnection)),
  graph('Entered in Procore, taken out, refused, to be tried again', ENTRIES.map(ofEachConnection)),
];

const STATES = ['Synced', 'Failed', 'Blocked', 'AwaitingApproval'];

/** Of imports what is blocked is not measured. */
const ofOneImport = (flow: string): IWidget =>
  graph(
    `${flow}: synced in 24 h, failed, awaiting approval`,
    STATES.filter((state) => state !== 'Blocked').map((state) => ofFlow(state, flow)),
    12,
  );

const ofOneFlow = (flow: string): IWidget =>
  graph(
    `${flow}: synced in 24 h, failed, blocked, awaiting approval`,
    STATES.map((state) => ofFlow(state, flow)),
    12,
  );

/** The state of the machinery. */
const machinery = ({ functions, queues, api }: Shown): IWidget[] => {
  const all = Object.entries(functions);
  const period = Duration.minutes(5);
  const waiting = (label: string, queue: Queues['changes']) =>
    queue.metricApproximateNumberOfMessagesVisible({ label, statistic: Stats.MAXIMUM, period });
  return [
    graph('Dead letters', [
      waiting('changes', queues.dead.changes),
      waiting('procore-writes', queues.dead.procoreWrites),
    ]),
    graph(
      'Function errors',
      all.map(([label, fn]) => fn.metricErrors({ label, period })),
    ),
    graph(
      'Function duration p99 (ms)',
      all.map(([label, fn]) => fn.metricDuration({ label, period, statistic: 'p99' })),
    ),
    graph(
      'API errors',
      [
        api.api.metricClientError({ label: '4xx', period }),
        api.api.metricServerError({ label: '5xx', period }),
      ],
      12,
    ),
    graph(
      'Messages waiting',
      [
        waiting('changes', queues.changes),
        waiting('procore-writes', queues.procoreWrites),
        waiting('answers', queues.answers),
      ],
      12,
    ),
  ];
};

/** Searches find the connections, so a new one appears by itself; a new flow adds its widget. */
export const addDashboard = (scope: Construct, shown: Shown): Dashboard =>
  new Dashboard(scope, 'Dashboard', {
    dashboardName: 'plumbline',
    defaultInterval: Duration.days(1),
    widgets: [work(), shown.flows.map(ofOneFlow), shown.imports.map(ofOneImport), machinery(shown)],
  });
