import { GetQueueUrlCommand, PurgeQueueCommand } from '@aws-sdk/client-sqs';
import { type Rebuilt, rebuildQueues } from '../../lib/admin/rebuild.ts';
import type { Flow } from '../../lib/flow.ts';
import { createConnectionQueue, createExportQueue, exportsQueueName } from '../../lib/stores/queues.ts';
import { createStatusStore } from '../../lib/stores/status.ts';
import type { LocalAws } from '../../local/aws.ts';
import type { Connector } from './connector.ts';

/** Every message of both queues is lost, those that wait for their time included. */
export const purge = async (
  { sqs, prefix }: LocalAws,
  { name, changes, clock }: Connector,
): Promise<void> => {
  clock.pass(16 * 60_000);
  changes.take();
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: exportsQueueName(prefix, name) }));
  await sqs.send(new PurgeQueueCommand({ QueueUrl }));
};

let sent = 0;

/** What the operator's command does. */
export const rebuild = (
  { sqs, dynamo: client, prefix }: LocalAws,
  { name, records, changes, connections, clock }: Connector,
  flows: readonly Flow<unknown>[],
): Promise<Rebuilt> => {
  const randomId = () => {
    sent += 1;
    return `rebuilt-${sent}`;
  };
  return rebuildQueues(
    {
      ...{ flows, records, changes, connections, now: clock.now },
      status: createStatusStore({ client, table: `${prefix}records` }),
      exports: createExportQueue({ client: sqs, prefix, randomId }),
      createQueue: (connection) => createConnectionQueue(sqs, prefix, connection),
    },
    name,
  );
};
