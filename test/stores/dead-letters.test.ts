import { ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { createDeadLetters } from '../../lib/stores/dead-letters.ts';
import { bodyOf } from '../../lib/stores/messages.ts';
import { createChangesQueue } from '../../local/changes-queue.ts';
import { at, withAws } from './stores.ts';

const aws = withAws();

let count = 0;
const open = async () => {
  count += 1;
  const { sqs: client } = aws();
  const prefix = `dead-${count}-`;
  const queueUrl = await createChangesQueue(client, prefix);
  return { client, queueUrl, deadUrl: `${queueUrl}-dead`, dead: createDeadLetters({ client, queueUrl }) };
};

const change = { do: 'replan', connection: 'acme', key: { flow: 'companies', id: '1' } } as const;

test('a buried message tells when it was sent, how often it was tried and why it failed', async () => {
  const { dead } = await open();
  await dead.bury([{ body: bodyOf(change), sentAt: at(0), receives: 5, error: 'TypeError: ü\u0000 😀' }]);
  const [letter, ...more] = await dead.take(10);
  expect(more).toEqual([]);
  expect(letter).toMatchObject({ change, sentAt: at(0), receives: 5 });
  expect(letter?.error).toMatch(/^TypeError: \\u00fc/);
});

test.each([
  ['', 'no words'],
  ['x'.repeat(5_000), 'x'.repeat(1_000)],
])('an error is told whatever its length', async (error, told) => {
  const { dead } = await open();
  await dead.bury([{ body: 'x', sentAt: at(0), receives: 5, error }]);
  expect((await dead.take(1))[0]).toMatchObject({ error: told, change: undefined });
});

test('a message that SQS put away itself is read too', async () => {
  const { client, queueUrl, dead } = await open();
  await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: bodyOf(change) }));
  for (let receive = 0; receive < 6; receive++)
    await client.send(new ReceiveMessageCommand({ QueueUrl: queueUrl, VisibilityTimeout: 0 }));
  const [letter] = await dead.take(10);
  expect(letter).toMatchObject({ change, error: undefined });
  expect(letter?.receives).toBeGreaterThan(0);
  expect(Math.abs(Date.parse(letter?.sentAt ?? '') - Date.now())).toBeLessThan(600_000);
});

test('what is given back is there for the next one at once, what is removed is not', async () => {
  const { dead } = await open();
  const letters = Array.from({ length: 25 }, (_, n) => String(n));
  await dead.bury(letters.map((body) => ({ body, sentAt: at(0), receives: 5, error: 'e' })));
  const taken = await dead.take(100);
  expect(taken).toHaveLength(25);
  expect(await dead.take(1)).toEqual([]);
  await dead.remove(taken.slice(0, 5));
  await dead.giveBack(taken.slice(5));
  expect(await dead.take(100)).toHaveLength(20);
});
