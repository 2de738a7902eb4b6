import { drainFigures, idleFigures } from '../../bench/figures.ts';

const reading = {
  invocations: 8,
  handlerMs: 500,
  awsMs: 200,
  cpuMs: 400,
  requests: { 'SQS ReceiveMessage': 10, 'DynamoDB UpdateItem': 100 },
  rssMb: 199.6,
};
const drained = { records: 100, reading, soapCalls: 5, sessionMs: 4_000, quickbooksMs: 3_000 };

test('figures are per record, a handler less its wait for AWS', () => {
  expect(drainFigures(drained, { quickbooks: 0, soap: 0 })).toEqual({
    records: 100,
    soapCallsPerRecord: 0.05,
    recordsPerSecond: 25,
    serverMsPerRecord: 3,
    awsMsPerRecord: 2,
    awsCallsPerRecord: { total: 1.1, 'DynamoDB UpdateItem': 1, 'SQS ReceiveMessage': 0.1 },
    cpuMsPerRecord: 4,
    rssMb: 200,
  });
});

test('with waiting, the share of the session in which QuickBooks worked is told', () => {
  expect(drainFigures(drained, { quickbooks: 20, soap: 60 })).toMatchObject({
    quickbooksMs: 20,
    soapMs: 60,
    sessionEfficiency: 0.75,
  });
});

test('an idle poll is told in invocations and requests', () => {
  expect(idleFigures(reading)).toEqual({ invocations: 8, awsCalls: 110 });
});
