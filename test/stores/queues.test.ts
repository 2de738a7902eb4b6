import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import type { Change, Export } from '../../lib/engine/ports.ts';
import { createSqsClient } from '../../lib/stores/clients.ts';
import { changeOf, parseExport } from '../../lib/stores/messages.ts';
import { createChangeQueue, createConnectionQueue, createExportQueue } from '../../lib/stores/queues.ts';
import { withAws } from './stores.ts';

const aws = withAws();

const counter = (): (() => string) => {
  let last = 0;
  return () => {
    last += 1;
    return `id-${last}`;
  };
};

const openExports = () => createExportQueue({ client: aws().sqs, prefix: 'plumbline-', randomId: counter() });

const exportOf = (connection: string, id: number, target = `order ${id}`): Export => ({
  connection,
  key: { flow: 'commitments', id: String(id) },
  target,
});

const takeChanges = async (queueUrl: string): Promise<Change[]> => {
  const taken: Change[] = [];
  for (;;) {
    const { Messages = [] } = await aws().sqs.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) return taken;
    taken.push(...Messages.flatMap((message) => changeOf(message.Body ?? '') ?? []));
  }
};

const newQueue = async (name: string, attributes: Record<string, string> = {}): Promise<string> =>
  (await aws().sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes })))
    .QueueUrl as string;

const fetchOf = (id: string): Change => ({
  do: 'fetch',
  connection: 'acme',
  key: { flow: 'companies', id },
  source: { project: '7' },
});

describe('the queue of changes', () => {
  test('takes more changes than one call, of every kind, unchanged', async () => {
    const queueUrl = await newQueue('changes-many');
    const changes: Change[] = [
      ...Array.from({ length: 23 }, (_, id) => fetchOf(String(id))),
      { do: 'replan', connection: 'acme', key: { flow: 'companies', id: 'ü😀\uffff\u0001' } },
      { do: 'release', connection: 'acme', link: { flow: 'projects', id: '7' }, after: 'budgets#1' },
    ];
    await createChangeQueue({ client: aws().sqs, queueUrl }).send(changes);
    const taken = await takeChanges(queueUrl);
    expect(new Set(taken.map((change) => JSON.stringify(change)))).toEqual(
      new Set(changes.map((change) => JSON.stringify(change))),
    );
    expect(taken).toHaveLength(changes.length);
  });

  test('holds delayed changes back', async () => {
    const queueUrl = await newQueue('changes-delayed');
    await createChangeQueue({ client: aws().sqs, queueUrl }).send([fetchOf('1')], 60);
    expect(await takeChanges(queueUrl)).toEqual([]);
    const { Attributes } = await aws().sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: queueUrl,
        AttributeNames: ['ApproximateNumberOfMessagesDelayed'],
      }),
    );
    expect(Attributes?.ApproximateNumberOfMessagesDelayed).toBe('1');
  });

  test('sends nothing for nothing', async () => {
    const queueUrl = await newQueue('changes-none');
    await createChangeQueue({ client: aws().sqs, queueUrl }).send([]);
    expect(await takeChanges(queueUrl)).toEqual([]);
  });

  test('throws when SQS refuses one, and sends the others', async () => {
    const queueUrl = await newQueue('changes-small', { MaximumMessageSize: '1024' });
    const queue = createChangeQueue({ client: aws().sqs, queueUrl });
    await expect(queue.send([fetchOf('1'), fetchOf('2'.repeat(2_000)), fetchOf('3')])).rejects.toThrow(
      /SQS refused 1 messages/,
    );
    expect((await takeChanges(queueUrl)).map((change) => 'key' in change && change.key.id).sort()).toEqual([
      '1',
      '3',
    ]);
  });

  test('sends again what SQS failed through no fault of ours', async () => {
    const calls: string[][] = [];
    const server = createServer(async (request, response) => {
      const { Entries } = (await new Response(request as never).json()) as {
        Entries: { Id: string; MessageBody: string }[];
      };
      const failed = calls.length === 0 ? Entries.slice(1, 3) : [];
      calls.push(Entries.map((entry) => JSON.parse(entry.MessageBody).key.id));
      const Failed = failed.map(({ Id }) => ({ Id, Code: 'InternalError', SenderFault: false }));
      response.setHeader('content-type', 'application/x-amz-json-1.0');
      response.end(JSON.stringify({ Failed, Successful: [] }));
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const client = createSqsClient({ endpoint, credentials, region: 'us-east-1' });
    await createChangeQueue({ client, queueUrl: `${endpoint}/0/changes` }).send(
      ['1', '2', '3', '4'].map(fetchOf),
    );
    client.destroy();
    server.close();
    expect(calls).toEqual([
      ['1', '2', '3', '4'],
      ['2', '3'],
    ]);
  });
});

describe('the queue of a connection', () => {
  test('is created once, under the name of the connection', async () => {
    const first = await createConnectionQueue(aws().sqs, 'plumbline-', 'once');
    expect(await createConnectionQueue(aws().sqs, 'plumbline-', 'once')).toBe(first);
    expect(first).toMatch(/\/plumbline-exports-once\.fifo$/);
  });

  test('gives out, without waiting, as many as asked for', async () => {
    await createConnectionQueue(aws().sqs, 'plumbline-', 'limit');
    const queue = openExports();
    const sent = Array.from({ length: 45 }, (_, id) => exportOf('limit', id));
    await queue.send(sent);
    const first = await queue.receive('limit', 33);
    const rest = await queue.receive('limit', 33);
    expect([first.length, rest.length, (await queue.receive('limit', 33)).length]).toEqual([33, 12, 0]);
    expect([...first, ...rest].map(({ key }) => Number(key.id)).sort((a, b) => a - b)).toEqual(
      sent.map(({ key }) => Number(key.id)),
    );
  });

  test('is asked once when it is empty', async () => {
    await createConnectionQueue(aws().sqs, 'plumbline-', 'empty');
    let receives = 0;
    const randomId = () => {
      receives += 1;
      return `receive-${receives}`;
    };
    const queue = createExportQueue({ client: aws().sqs, prefix: 'plumbline-', randomId });
    expect(await queue.receive('empty', 500)).toEqual([]);
    expect(receives).toBe(1);
  });

  test('keeps a target together, whatever its name, until its message is removed', async () => {
    await createConnectionQueue(aws().sqs, 'plumbline-', 'group');
    const queue = openExports();
    const target = `PurchaseOrder ${'ü😀 '.repeat(200)}`;
    await queue.send([exportOf('group', 1, target), exportOf('group', 2, target), exportOf('group', 3)]);
    const first = await queue.receive('group', 10);
    expect(first.map(({ key }) => key.id).sort()).toEqual(['1', '3']);
    await queue.remove(
      'group',
      first.map(({ receipt }) => receipt),
    );
    expect((await queue.receive('group', 10)).map(({ key }) => key.id)).toEqual(['2']);
  });

  test('gives a message that was given back out again, and a removed one never', async () => {
    await createConnectionQueue(aws().sqs, 'plumbline-', 'back');
    const queue = openExports();
    await queue.send(Array.from({ length: 25 }, (_, id) => exportOf('back', id)));
    const taken = await queue.receive('back', 25);
    const receipts = taken.map(({ receipt }) => receipt);
    await queue.remove('back', receipts.slice(0, 12));
    await queue.giveBack('back', receipts.slice(12));
    await queue.giveBack('back', receipts.slice(12));
    const again = await queue.receive('back', 25);
    expect(again.map(({ key }) => key.id).sort()).toEqual(
      taken
        .slice(12)
        .map(({ key }) => key.id)
        .sort(),
    );
  });

  test('takes the same export twice, since each send has an id of its own', async () => {
    await createConnectionQueue(aws().sqs, 'plumbline-', 'same');
    const queue = openExports();
    await queue.send([exportOf('same', 1, 'a'), exportOf('same', 1, 'b')]);
    await queue.send([exportOf('same', 1, 'c')]);
    expect(await queue.receive('same', 10)).toHaveLength(3);
  });

  test('is chosen by the connection of each export', async () => {
    for (const connection of ['east', 'west'])
      await createConnectionQueue(aws().sqs, 'plumbline-', connection);
    const queue = openExports();
    await queue.send([exportOf('east', 1), exportOf('west', 2), exportOf('east', 3)]);
    expect((await queue.receive('east', 10)).map(({ key }) => key.id).sort()).toEqual(['1', '3']);
    expect((await queue.receive('west', 10)).map(({ key }) => key.id)).toEqual(['2']);
  });

  test('loses what is no export, instead of giving it out for ever', async () => {
    const QueueUrl = await createConnectionQueue(aws().sqs, 'plumbline-', 'junk');
    const queue = openExports();
    const junk = {
      QueueUrl,
      MessageBody: '{"hello":1}',
      MessageGroupId: 'g',
      MessageDeduplicationId: 'junk',
    };
    await aws().sqs.send(new SendMessageCommand(junk));
    await queue.send([exportOf('junk', 1)]);
    expect((await queue.receive('junk', 10)).map(({ key }) => key.id)).toEqual(['1']);
    const { Attributes } = await aws().sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    );
    expect(Attributes?.ApproximateNumberOfMessagesNotVisible).toBe('1');
  });

  test('that does not exist is an error', async () => {
    await expect(openExports().send([exportOf('nowhere', 1)])).rejects.toThrow();
  });
});

describe('a body', () => {
  test.each([
    ...['', 'null', '[]', '{"do":"fetch","connection":"a"}', '{"do":"other","connection":"a"}', '{'],
    '{"do":"replan-all","connection":""}',
    '{"do":"replan","connection":"a","key":{"flow":"f","id":""}}',
    '{"do":"fetch","connection":"a","key":{"flow":"f","id":"1"},"source":{},"tries":"2"}',
    '{"do":"fetch","connection":"a","key":{"flow":"f","id":"1"},"source":{},"tries":0.5}',
  ])('%p is no change', (body) => {
    expect(changeOf(body)).toBeUndefined();
  });

  test.each([
    ...['', 'null', '{"connection":"a","target":"t","key":{"flow":"f","id":1}}'],
    '{"connection":"a","target":"t","key":{"flow":"","id":"1"}}',
    '{"connection":"a","target":"","key":{"flow":"f","id":"1"}}',
  ])('%p is no export', (body) => {
    expect(parseExport(body)).toBeUndefined();
  });
});
