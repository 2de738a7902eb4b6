import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';

/** Namespace and service of every metric that the functions write; see lib/admin/heartbeat.ts. */
export const NAMESPACE = 'Plumbline';
const SERVICE = 'plumbline';

/** Label of a line: the connection that a search found. */
const CONNECTION = `\${PROP('Dim.connection')}`;

const MINUTE = Duration.minutes(1);

/** What the heartbeat measures over all connections, for alarms: these can't search. */
export const overall = (metricName: string, statistic: string): Metric =>
  new Metric({
    namespace: NAMESPACE,
    metricName,
    statistic,
    period: MINUTE,
    dimensionsMap: { service: SERVICE },
  });

/** One line per connection, also for connections that do not exist yet. */
export const ofEachConnection = (metricName: string): MathExpression =>
  search(`{${NAMESPACE},connection,service} MetricName="${metricName}"`, CONNECTION);

/** One line per connection of one flow. */
export const ofFlow = (metricName: string, flow: string): MathExpression =>
  search(
    `{${NAMESPACE},connection,flow,service} MetricName="${metricName}" flow="${flow}"`,
    `${metricName} ${CONNECTION}`,
  );

const search = (terms: string, label: string): MathExpression =>
  new MathExpression({
    expression: `SEARCH('${terms}', 'Maximum', 60)`,
    label,
    period: MINUTE,
    usingMetrics: {},
  });
