import type { PutEventsCommand, PutEventsCommandOutput } from '@aws-sdk/client-eventbridge';
import { silentEvent } from '../../lib/events/events.ts';
import { createEventBus, type EventClient } from '../../lib/stores/event-bus.ts';

const AT = '2026-03-05T12:00:00.000Z';
const events = (count: number) =>
  Array.from({ length: count }, (_, n) => silentEvent(`c${n}`, AT, undefined, AT));

/** A bus that answers each call by `answer`; keeps what it was given. */
const bus = (answer: (call: number, count: number) => Partial<PutEventsCommandOutput>) => {
  const calls: PutEventsCommand['input'][] = [];
  let connected = 0;
  const send = async ({ input }: PutEventsCommand) => {
    calls.push(input);
    return answer(calls.length, input.Entries?.length ?? 0);
  };
  const connect = async () => {
    connected += 1;
    return { send } as unknown as EventClient;
  };
  return { put: createEventBus('plumbline', connect), calls, connections: () => connected };
};

test('events go ten at a time, over one client that is made when there is something to tell', async () => {
  const { put, calls, connections } = bus(() => ({ FailedEntryCount: 0 }));
  expect(connections()).toBe(0);
  await put(events(23));
  expect(calls.map(({ Entries = [] }) => Entries.length).sort()).toEqual([10, 10, 3]);
  expect(connections()).toBe(1);
  const first = calls.flatMap(({ Entries = [] }) => Entries).find(({ Detail }) => Detail?.includes('"c0"'));
  expect(first).toMatchObject({
    ...{ EventBusName: 'plumbline', Source: 'plumbline', DetailType: 'Connection Silent' },
    ...{ Time: new Date(AT), Detail: expect.stringContaining('"version":"1"') },
  });
});

test('only what was left aside is put again', async () => {
  const left = [{ EventId: '1' }, { ErrorCode: 'ThrottlingException' }, { EventId: '3' }];
  const { put, calls } = bus((call) =>
    call === 1 ? { FailedEntryCount: 1, Entries: left } : { FailedEntryCount: 0 },
  );
  await put(events(3));
  expect(calls.map(({ Entries = [] }) => Entries.length)).toEqual([3, 1]);
  expect(calls[1]?.Entries?.[0]?.Detail).toContain('"connection":"c1"');
});

test('after three tries it says how many were not taken, and gives up the rest', async () => {
  const { put, calls } = bus(() => {
    throw new Error('no line');
  });
  await expect(put(events(5))).rejects.toThrow('5 of 5 events were not taken: Error: no line');
  expect(calls).toHaveLength(3);
});

test('a bus that does not answer is given up: whoever waits for it has done its work', async () => {
  const silent = { send: () => new Promise(() => undefined) } as unknown as EventClient;
  const put = createEventBus('plumbline', async () => silent, 20);
  await expect(put(events(25))).rejects.toThrow(/timeout/i);
});
