import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { createArchive } from '../../lib/stores/archive.ts';
import { at, noise, withAws } from './stores.ts';

const aws = withAws();
const table = () => ({ client: aws().dynamo, table: `${aws().prefix}sessions` });
const set = (id: string, milliseconds: number) => ({
  id,
  at: at(milliseconds),
  kind: 'write' as const,
  records: 2,
});

test('a request and its answer, without secrets, for 30 days', async () => {
  const archive = createArchive(table());
  const first = set('b1', 0);
  await archive.sent('keeps', first, '<BankNumber>0123456</BankNumber><Name>Acme</Name>');
  await archive.answered('keeps', first, '<CreditCardNumber>4111111</CreditCardNumber>', at(5));
  expect(await archive.set('keeps', 'b1')).toEqual({
    ...first,
    request: '<BankNumber>…</BankNumber><Name>Acme</Name>',
    answer: '<CreditCardNumber>…</CreditCardNumber>',
    answeredAt: at(5),
  });
  const { Items = [] } = await aws().dynamo.send(
    new QueryCommand({
      TableName: table().table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': 'keeps' },
    }),
  );
  const month = Date.parse(at(0)) / 1000 + 30 * 86_400;
  expect(Items.map(({ expiresAt }) => expiresAt)).toEqual([month, month]);
});

test('sets come newest first, those of other connections aside', async () => {
  const archive = createArchive(table());
  for (const [n, id] of ['a', 'b', 'c'].entries()) {
    await archive.sent('lists', set(id, n), 'x');
    await archive.answered('lists', set(id, n), 'y', at(n));
  }
  await archive.sent('lists-2', set('other', 9), 'x');
  expect((await archive.sets('lists', 2)).map(({ id }) => id)).toEqual(['c', 'b']);
  expect(await archive.sets('nobody', 2)).toEqual([]);
});

test('what is too large for an item is cut, and says so', async () => {
  const archive = createArchive(table());
  const text = noise(3_000_000);
  await archive.sent('large', set('b1', 0), text);
  const kept = await archive.set('large', 'b1');
  expect(kept?.request.startsWith(text.slice(0, 100_000))).toBe(true);
  expect(kept?.request).toMatch(/\n… and \d+ more characters$/);
  const { Item } = await aws().dynamo.send(
    new GetCommand({ TableName: table().table, Key: { pk: 'large', sk: `kept#${at(0)}#b1#request` } }),
  );
  expect((Item as { text: Uint8Array }).text.length).toBeLessThan(400_000);
});

test('rows of a pull come page by page, of its own run and list', async () => {
  const archive = createArchive(table());
  const row = (id: string) => ({ id, name: id, fullName: id, active: true });
  await archive.putPage('pulls', at(1), 0, 'Vendor', [row('1')]);
  await archive.putPage('pulls', at(1), 10, 'Vendor', [row('3')]);
  await archive.putPage('pulls', at(1), 2, 'Vendor', [row('2')]);
  await archive.putPage('pulls', at(1), 3, 'Customer', [row('4')]);
  await archive.putPage('pulls', at(2), 0, 'Vendor', [row('5')]);
  expect((await archive.rows('pulls', at(1), 'Vendor')).map(({ id }) => id)).toEqual(['1', '2', '3']);
  expect((await archive.rows('pulls', at(1), 'Customer')).map(({ id }) => id)).toEqual(['4']);
});
