import type { SQSEvent } from 'aws-lambda';
import { clients, environment } from '../lambdas/deps.ts';
import { handler } from '../lambdas/settle.ts';
import { createSqsClient } from '../lib/stores/clients.ts';
import { pollQueue } from '../local/poller.ts';
import { createAwsRequests, watchClients } from './aws-requests.ts';
import { createMeter } from './meter.ts';

/** The function that settles beside the session, in a process of its own as it is in AWS; tells its reading when asked, once it has done what there is. */
const clock = () => performance.now();
const requests = createAwsRequests(clock);
watchClients(requests, clients());
const meter = createMeter(requests, clock);

const poller = pollQueue({
  // What Lambda does by itself is not counted.
  client: createSqsClient(),
  ...{ queueUrl: environment().answersQueueUrl ?? '', batchSize: 10, concurrency: 1 },
  handler: (event: SQSEvent, context) => meter.invoke(async () => handler(event, context)),
  onCrash: (error) => process.stderr.write(`${String(error)}\n`),
});
process.on('message', async () => {
  await poller.idle();
  process.send?.(meter.read());
});
process.send?.('ready');
