import { type App, CfnOutput, Stack } from 'aws-cdk-lib';
import { addAlarms } from './alarms.ts';
import { addApi } from './api.ts';
import { addDashboard } from './dashboard.ts';
import { addEventBus, addMails, addSchedules } from './events.ts';
import { addFunctions } from './functions.ts';
import { addQueues, QUEUE_PREFIX } from './queues.ts';
import { addTables } from './tables.ts';

export interface StackOptions {
  /** Names of the flows, in the order of the dashboard. */
  readonly flows: readonly string[];
  /** The same of those from QuickBooks to Procore. */
  readonly imports: readonly string[];
  /** Where alarms are mailed to. */
  readonly alarmMail?: string;
}

/** Everything Plumbline needs in one account and region; one deployment serves many connections. */
export const plumblineStack = (app: App, options: StackOptions): Stack => {
  const stack = new Stack(app, 'Plumbline', {
    description: 'Plumbline: approved in Procore, posted in QuickBooks Desktop, once',
  });
  const tables = addTables(stack);
  const queues = addQueues(stack);
  const events = addEventBus(stack);
  const functions = addFunctions(stack, { tables, queues, events });
  const api = addApi(stack, functions);
  functions.watch.addEnvironment('PUBLIC_URL', api.api.apiEndpoint);
  addSchedules(stack, functions);
  addDashboard(stack, { flows: options.flows, imports: options.imports, functions, queues, api });
  const alarms = addAlarms(stack, { functions, queues, api, mail: options.alarmMail });
  addMails(stack, events, alarms);

  const outputs = {
    Url: api.api.apiEndpoint,
    RecordsTable: tables.records.tableName,
    ConnectionsTable: tables.connections.tableName,
    SessionsTable: tables.sessions.tableName,
    ChangesQueue: queues.changes.queueUrl,
    ProcoreWritesQueue: queues.procoreWrites.queueUrl,
    QueuePrefix: QUEUE_PREFIX,
    AlarmTopic: alarms.topicArn,
  };
  for (const [name, value] of Object.entries(outputs))
    new CfnOutput(stack, `${name}Output`, { key: name, value });
  return stack;
};
