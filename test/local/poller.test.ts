import {
  ChangeMessageVisibilityBatchCommand,
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { type Poller, type PollOptions, pollQueue } from '../../local/poller.ts';
import { withAws } from '../stores/stores.ts';

const aws = withAws();
const pollers: Poller[] = [];
afterEach(async () => {
  await Promise.all(pollers.splice(0).map((poller) => poller.stop()));
});

const newQueue = async (QueueName: string, Attributes: Record<string, string> = {}): Promise<string> =>
  (await aws().sqs.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl as string;

const send = async (QueueUrl: string, bodies: readonly string[]): Promise<void> => {
  for (let from = 0; from < bodies.length; from += 10) {
    const Entries = bodies
      .slice(from, from + 10)
      .map((MessageBody, place) => ({ Id: String(place), MessageBody }));
    await aws().sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  }
};

const poll = (queueUrl: string, options: Partial<PollOptions> & Pick<PollOptions, 'handler'>): Poller => {
  const onCrash = (error: unknown): void => {
    throw error;
  };
  const poller = pollQueue({
    ...{ client: aws().sqs, queueUrl, batchSize: 100, concurrency: 2, onCrash },
    ...options,
  });
  pollers.push(poller);
  return poller;
};

const numbers = (count: number): string[] => Array.from({ length: count }, (_, number) => String(number));

const bodiesOf = (event: SQSEvent): string[] => event.Records.map(({ body }) => body);

test('a handler gets what several receives bring, up to the size of a batch, and each message once', async () => {
  const queueUrl = await newQueue('sizes');
  await send(queueUrl, numbers(130));
  const batches: string[][] = [];
  const poller = poll(queueUrl, { handler: async (event) => void batches.push(bodiesOf(event)) });
  await poller.idle();
  expect(batches.map((batch) => batch.length).sort((a, b) => a - b)).toEqual([30, 100]);
  expect(new Set(batches.flat()).size).toBe(130);
});

test("an event has the fields of Lambda's", async () => {
  const queueUrl = await newQueue('fields');
  const MessageAttributes = { kind: { DataType: 'String', StringValue: 'ü' } };
  await aws().sqs.send(
    new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: 'hello', MessageAttributes }),
  );
  const events: SQSEvent[] = [];
  const poller = poll(queueUrl, { handler: async (event) => void events.push(event) });
  await poller.idle();
  expect(events).toHaveLength(1);
  expect(events[0]?.Records).toEqual([
    {
      messageId: expect.any(String),
      receiptHandle: expect.any(String),
      body: 'hello',
      attributes: expect.objectContaining({
        ApproximateReceiveCount: '1',
        SentTimestamp: expect.any(String),
      }),
      messageAttributes: { kind: { stringValue: 'ü', binaryValue: undefined, dataType: 'String' } },
      md5OfBody: '5d41402abc4b2a76b9719d911017c592',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:fields',
      awsRegion: 'us-east-1',
    },
  ]);
});

test('failed messages stay, hidden, and come again; the others are deleted', async () => {
  const queueUrl = await newQueue('failures');
  await send(queueUrl, numbers(25));
  const seen: string[] = [];
  const receipts: string[] = [];
  const poller = poll(queueUrl, {
    handler: async (event) => {
      seen.push(...bodiesOf(event));
      const failed = event.Records.filter(
        ({ body, attributes }) => Number(body) < 3 && attributes.ApproximateReceiveCount === '1',
      );
      receipts.push(...failed.map(({ receiptHandle }) => receiptHandle));
      return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
    },
  });
  const counts = async () => {
    const { Attributes = {} } = await aws().sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['All'] }),
    );
    return [Attributes.ApproximateNumberOfMessages, Attributes.ApproximateNumberOfMessagesNotVisible];
  };
  while ((await counts()).join() !== '0,3') await new Promise(setImmediate);
  expect(seen).toHaveLength(25);
  const Entries = receipts.map((ReceiptHandle, place) => ({
    ...{ Id: String(place), ReceiptHandle, VisibilityTimeout: 0 },
  }));
  await aws().sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries }));
  await poller.idle();
  expect(seen.slice(25).sort()).toEqual(['0', '1', '2']);
});

test.each([
  ['throws', () => Promise.reject(new Error('down'))],
  ['names a message that it was not given', async () => ({ batchItemFailures: [{ itemIdentifier: '' }] })],
])('of a handler that %s every message comes again', async (name, first) => {
  const queueUrl = await newQueue(`crash-${name.length}`, { VisibilityTimeout: '0' });
  await send(queueUrl, numbers(5));
  const crashes: unknown[] = [];
  const done: string[] = [];
  let calls = 0;
  const poller = poll(queueUrl, {
    batchSize: 5,
    concurrency: 1,
    onCrash: (error) => crashes.push(error),
    handler: async (event) => {
      calls += 1;
      if (calls === 1) return first();
      done.push(...bodiesOf(event));
    },
  });
  await poller.idle();
  expect([...new Set(done)].sort()).toEqual(numbers(5));
  expect(crashes.map(String)).toEqual(name === 'throws' ? ['Error: down'] : []);
});

test('no more calls run at once than are allowed', async () => {
  const queueUrl = await newQueue('limit');
  await send(queueUrl, numbers(60));
  let running = 0;
  let most = 0;
  const poller = poll(queueUrl, {
    batchSize: 10,
    concurrency: 3,
    handler: async () => {
      running += 1;
      most = Math.max(most, running);
      for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
      running -= 1;
    },
  });
  await poller.idle();
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(3);
});

test('idle waits for what handlers send on, delayed messages included', async () => {
  const queueUrl = await newQueue('chain');
  await send(queueUrl, ['3']);
  const seen: string[] = [];
  const poller = poll(queueUrl, {
    handler: async (event) => {
      for (const body of bodiesOf(event)) {
        seen.push(body);
        if (body === '0') continue;
        const next = { MessageBody: String(Number(body) - 1), DelaySeconds: body === '1' ? 1 : 0 };
        await aws().sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, ...next }));
      }
    },
  });
  await poller.idle();
  expect(seen).toEqual(['3', '2', '1', '0']);
});

test('stop waits for the calls under way, which delete their messages, and takes no more', async () => {
  const queueUrl = await newQueue('stop');
  await send(queueUrl, numbers(1));
  let release: () => void = () => undefined;
  const seen: string[] = [];
  const begun = new Promise<void>((resolve) => {
    poll(queueUrl, {
      handler: async (event) => {
        seen.push(...bodiesOf(event));
        resolve();
        await new Promise<void>((go) => {
          release = go;
        });
      },
    });
  });
  await begun;
  const stopping = pollers[0]?.stop();
  release();
  await stopping;
  await send(queueUrl, ['after']);
  const { Attributes } = await aws().sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['All'] }),
  );
  expect(seen).toEqual(['0']);
  expect(Attributes).toMatchObject({
    ApproximateNumberOfMessages: '1',
    ApproximateNumberOfMessagesNotVisible: '0',
  });
  await expect(pollers[0]?.idle()).rejects.toThrow(/stopped/);
});
