import { createAwsRequests } from '../../bench/aws-requests.ts';

/** A clock that stands until it is set. */
const standing = () => {
  const at = { ms: 0 };
  return { at, requests: createAwsRequests(() => at.ms) };
};

describe('waiting for AWS', () => {
  test('is counted once while several requests are under way', () => {
    const { at, requests } = standing();
    const first = requests.begin('DynamoDB PutItem');
    at.ms = 10;
    const second = requests.begin('DynamoDB PutItem');
    at.ms = 15;
    first();
    at.ms = 30;
    second();
    expect(requests.awaitedMs()).toBe(30);
  });

  test('leaves out the time between requests', () => {
    const { at, requests } = standing();
    for (const [from, to] of [
      [0, 5],
      [100, 107],
    ]) {
      at.ms = from ?? 0;
      const end = requests.begin('SQS ReceiveMessage');
      at.ms = to ?? 0;
      end();
    }
    expect(requests.awaitedMs()).toBe(12);
  });

  test('includes a request that is still under way', () => {
    const { at, requests } = standing();
    requests.begin('DynamoDB Query');
    at.ms = 4;
    expect(requests.awaitedMs()).toBe(4);
  });

  test('ends once, though an answer ends and is closed', () => {
    const { at, requests } = standing();
    const end = requests.begin('DynamoDB Query');
    const other = requests.begin('DynamoDB Query');
    at.ms = 3;
    end();
    end();
    at.ms = 9;
    other();
    expect(requests.awaitedMs()).toBe(9);
  });
});

test('requests are counted by kind', () => {
  const { requests } = standing();
  for (const kind of ['DynamoDB PutItem', 'SQS ReceiveMessage', 'DynamoDB PutItem']) requests.begin(kind)();
  expect(requests.counts()).toEqual({ 'DynamoDB PutItem': 2, 'SQS ReceiveMessage': 1 });
});
