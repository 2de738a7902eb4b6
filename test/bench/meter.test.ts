import { createAwsRequests } from '../../bench/aws-requests.ts';
import { createMeter } from '../../bench/meter.ts';

const metered = () => {
  const at = { ms: 0 };
  const requests = createAwsRequests(() => at.ms);
  return { at, requests, meter: createMeter(requests, () => at.ms) };
};

test('a handler that waits for AWS is measured with its wait beside it', async () => {
  const { at, requests, meter } = metered();
  await meter.invoke(async () => {
    at.ms += 7;
    const end = requests.begin('DynamoDB GetItem');
    at.ms += 20;
    end();
  });
  const { invocations, handlerMs, awsMs } = meter.read();
  expect({ invocations, handlerMs, awsMs }).toEqual({ invocations: 1, handlerMs: 27, awsMs: 20 });
});

test('what waits outside of handlers is no time of theirs, though its requests count', async () => {
  const { at, requests, meter } = metered();
  const end = requests.begin('DynamoDB PutItem');
  at.ms += 50;
  end();
  const reading = meter.read();
  expect(reading).toMatchObject({ handlerMs: 0, awsMs: 0, requests: { 'DynamoDB PutItem': 1 } });
});

test('each reading begins anew', async () => {
  const { at, requests, meter } = metered();
  requests.begin('DynamoDB PutItem')();
  await meter.invoke(async () => {
    at.ms += 5;
  });
  meter.read();
  requests.begin('DynamoDB Query')();
  expect(meter.read()).toMatchObject({ invocations: 0, handlerMs: 0, requests: { 'DynamoDB Query': 1 } });
});

test('a handler that throws is measured too', async () => {
  const { at, meter } = metered();
  const failing = meter.invoke(async () => {
    at.ms += 3;
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(meter.read()).toMatchObject({ invocations: 1, handlerMs: 3 });
});
