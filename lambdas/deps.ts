import { randomBytes, randomUUID } from 'node:crypto';
import { createConnectionStore } from '../lib/stores/connections.ts';
import { createDeadLetters } from '../lib/stores/dead-letters.ts';
import { createMarkStore } from '../lib/stores/marks.ts';
import { createChangeQueue, createExportQueue, createWriteQueue } from '../lib/stores/queues.ts';
import { createRecordStore } from '../lib/stores/records.ts';
import { clients, environment } from './environment.ts';
import { once } from './once.ts';
import { teller } from './telling.ts';

export { clients, environment, log, logger, now } from './environment.ts';

/** 22 hexadecimal digits: QuickBooks takes message set ids of 23 characters at most. */
export const newBatchId = (): string => randomBytes(11).toString('hex');

export const stores = once(() => {
  const { recordsTable, connectionsTable, changesQueueUrl, ...queues } = environment();
  const { dynamo, sqs } = clients();
  return {
    records: teller().overhearing(createRecordStore({ client: dynamo, table: recordsTable })),
    marks: createMarkStore({ client: dynamo, table: recordsTable }),
    connections: createConnectionStore({ client: dynamo, table: connectionsTable }),
    changes: createChangeQueue({ client: sqs, queueUrl: changesQueueUrl }),
    deadLetters: createDeadLetters({ client: sqs, queueUrl: changesQueueUrl }),
    writes: createWriteQueue({ client: sqs, queueUrl: queues.procoreWritesQueueUrl }, randomUUID),
    exports: createExportQueue({ client: sqs, prefix: queues.exportsQueuePrefix, randomId: randomUUID }),
  };
});
