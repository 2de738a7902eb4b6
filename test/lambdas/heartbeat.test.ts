import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { jest } from '@jest/globals';
import { NAMESPACE, ofEachConnection, ofFlow, overall } from '../../cdk/metrics.ts';
import { importFlows } from '../../lib/flows/imports.ts';
import { flows } from '../../lib/flows/index.ts';
import { createConnectionStore } from '../../lib/stores/connections.ts';
import { createMarkStore } from '../../lib/stores/marks.ts';
import { US_SETTINGS } from '../../local/sample/us/settings.ts';
import { at, withAws } from '../stores/stores.ts';

interface Line {
  readonly _aws: {
    readonly CloudWatchMetrics: readonly [
      {
        readonly Namespace: string;
        readonly Dimensions: readonly [readonly string[]];
        readonly Metrics: readonly { readonly Name: string }[];
      },
    ];
  };
  readonly [field: string]: unknown;
}

const aws = withAws();

/** What the handler writes to its log, one connection being there. */
const logged = async (contactAt = at(0)): Promise<Record<string, unknown>[]> => {
  const { environment, dynamo, changesQueueUrl, writesQueueUrl } = aws();
  Object.assign(process.env, environment, {
    RECORDS_TABLE: 'plumbline-records',
    CONNECTIONS_TABLE: 'plumbline-connections',
    SESSIONS_TABLE: 'plumbline-sessions',
    CHANGES_QUEUE_URL: changesQueueUrl,
    PROCORE_WRITES_QUEUE_URL: writesQueueUrl,
    EXPORTS_QUEUE_PREFIX: 'plumbline-',
  });
  const connections = createConnectionStore({ client: dynamo, table: 'plumbline-connections' });
  await connections.apply('acme', { settings: US_SETTINGS, fileId: '', webhookTokens: [] });
  await connections.note('acme', { contactAt });
  const written: string[] = [];
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  try {
    const { handler } = await import('../../lambdas/heartbeat.ts');
    await handler();
  } finally {
    write.mockRestore();
  }
  return written.map((text) => JSON.parse(text));
};

/** What of it is for CloudWatch. */
const beat = async (): Promise<Line[]> =>
  (await logged()).filter((line) => '_aws' in line) as unknown as Line[];

test('the heartbeat writes what the dashboard searches for and the alarms watch', async () => {
  const searchable = (await beat()).flatMap((line) => {
    const [{ Namespace, Dimensions, Metrics }] = line._aws.CloudWatchMetrics;
    const schema = `{${[Namespace, ...[...Dimensions[0]].sort()].join()}}`;
    const flow = line.flow ? ` flow="${line.flow}"` : '';
    return Metrics.map(({ Name }) => `SEARCH('${schema} MetricName="${Name}"${flow}', 'Maximum', 60)`);
  });
  const states = ['Synced', 'Failed', 'Blocked', 'AwaitingApproval'];
  const searched = [
    ...['Backlog', 'OldestQueuedSeconds', 'SecondsSinceWebConnector'].map(ofEachConnection),
    ...flows.flatMap(({ name }) => states.map((state) => ofFlow(state, name))),
    ...importFlows.flatMap(({ name }) =>
      states.filter((state) => state !== 'Blocked').map((state) => ofFlow(state, name)),
    ),
  ];
  expect(searchable).toEqual(expect.arrayContaining(searched.map(({ expression }) => expression)));

  const watched = overall('OldestQueuedSeconds', 'Maximum');
  expect(searchable).toContain(
    `SEARCH('{${NAMESPACE},service} MetricName="${watched.metricName}"', 'Maximum', 60)`,
  );
  expect(watched.dimensions).toEqual({ service: 'plumbline' });
});

test('the heartbeat hints at what is due to be written into Procore, and at nothing else', async () => {
  const { dynamo, sqs, writesQueueUrl } = aws();
  const marks = createMarkStore({ client: dynamo, table: 'plumbline-records' });
  const sent = async () => {
    await beat();
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: writesQueueUrl }));
    return Messages.map(({ Body }) => JSON.parse(Body ?? ''));
  };
  const mark = { flow: 'companies', id: '1', hash: 'abc', originId: '80-1' };
  await marks.put('acme', [{ ...mark, due: new Date(Date.now() + 60_000).toISOString() }]);
  expect(await sent()).toEqual([]);
  await marks.put('acme', [{ ...mark, due: at(0) }]);
  expect(at(0) < new Date().toISOString()).toBe(true);
  expect(await sent()).toEqual([{ do: 'sweep', connection: 'acme' }]);
});

test('a connection that went silent is told of once', async () => {
  const { dynamo } = aws();
  const connections = createConnectionStore({ client: dynamo, table: 'plumbline-connections' });
  await connections.apply('acme', { settings: US_SETTINGS, fileId: '', webhookTokens: [] });
  await connections.note('acme', { silentSince: undefined });
  const contactAt = new Date(Date.now() - 25 * 3_600_000).toISOString();
  const silences = async () =>
    (await logged(contactAt)).filter(({ message }) => message === 'Connection Silent');
  expect(await silences()).toMatchObject([{ connection: 'acme', contactAt }]);
  expect(await silences()).toEqual([]);
});
