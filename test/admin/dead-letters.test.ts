import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { explainDeadLetters, redriveDeadLetters } from '../../lib/admin/dead-letters.ts';
import type { Change } from '../../lib/engine/ports.ts';
import { createConnectionStore } from '../../lib/stores/connections.ts';
import { createDeadLetters, type DeadLetters } from '../../lib/stores/dead-letters.ts';
import { bodyOf } from '../../lib/stores/messages.ts';
import { createChangeQueue } from '../../lib/stores/queues.ts';
import { createRecordStore } from '../../lib/stores/records.ts';
import { createChangesQueue } from '../../local/changes-queue.ts';
import { US_SETTINGS } from '../../local/sample/us/settings.ts';
import { at, recordOf, withAws } from '../stores/stores.ts';

const aws = withAws();
let count = 0;

const open = async () => {
  count += 1;
  const { sqs, dynamo: client, prefix } = aws();
  const queue = { client: sqs, queueUrl: await createChangesQueue(sqs, `admin-${count}-`) };
  const connections = createConnectionStore({ client, table: `${prefix}connections` });
  await connections.apply('acme', { settings: US_SETTINGS, fileId: '', webhookTokens: [] });
  const deps = {
    ...{ connections, flows: ['commitments'], changes: createChangeQueue(queue) },
    records: createRecordStore({ client, table: `${prefix}records` }),
    deadLetters: createDeadLetters(queue),
  };
  const bury = (body: string, error = 'TypeError: x is no function', sentAt = at(0)) =>
    deps.deadLetters.bury([{ body, sentAt, receives: 5, error }]);
  /** Ids of the records that normalize would be told of. */
  const told = async (): Promise<string[]> => {
    const ids: string[] = [];
    for (;;) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl: queue.queueUrl, MaxNumberOfMessages: 10 }),
      );
      if (Messages.length === 0) return ids;
      for (const { Body = '' } of Messages) ids.push(JSON.parse(Body).key.id);
    }
  };
  return { deps, bury, told };
};

const fetchOf = (fields: Partial<Change> & object = {}): string =>
  bodyOf({
    ...{ do: 'fetch', connection: 'acme', key: { flow: 'commitments', id: '1' }, source: {} },
    ...fields,
  } as Change);

test('no dead letters is an answer', async () => {
  expect(await explainDeadLetters((await open()).deps)).toEqual([]);
});

test('each tells what it was about, since when, why, and how its record stands now; all stay', async () => {
  const { deps, bury } = await open();
  await deps.records.save(recordOf({ since: at(5) }));
  await bury(fetchOf(), undefined, at(2));
  await bury(fetchOf({ connection: 'gone' }), undefined, at(3));
  await bury(fetchOf({ key: { flow: 'invoices', id: '2' } }), 'Error: no flow is called invoices', at(4));
  await bury('{"hello":1}', undefined, at(1));
  const explained = await explainDeadLetters(deps);
  expect(explained.map(({ about, why }) => [about, why])).toEqual([
    ['{"hello":1}', 'This is no message of Plumbline: redrive leaves it here.'],
    ['fetch commitments#1 of acme', 'TypeError: x is no function'],
    ['fetch commitments#1 of gone', expect.stringContaining('There is no connection gone any more.')],
    ['fetch invoices#2 of acme', expect.stringContaining('This version has no flow invoices')],
  ]);
  expect(explained[1]).toMatchObject({ sentAt: at(2), receives: 5, standing: `queued since ${at(5)}` });
  expect(await explainDeadLetters(deps)).toHaveLength(4);
});

describe('redrive', () => {
  test('puts all back but what is no message, however many there are', async () => {
    const { deps, bury, told } = await open();
    const ids = Array.from({ length: 120 }, (_, n) => String(n));
    for (const id of ids) await bury(fetchOf({ key: { flow: 'commitments', id } }));
    await bury('nonsense');
    expect(await redriveDeadLetters(deps)).toEqual({ sent: 120, kept: 1, dropped: 0 });
    expect((await told()).sort()).toEqual([...ids].sort());
    expect((await explainDeadLetters(deps)).map(({ about }) => about)).toEqual(['nonsense']);
    expect(await redriveDeadLetters(deps, { dropMalformed: true })).toEqual({ sent: 0, kept: 0, dropped: 1 });
    expect(await explainDeadLetters(deps)).toEqual([]);
  });

  test('that dies after sending loses nothing: the next one sends once more', async () => {
    const { deps, bury, told } = await open();
    await bury(fetchOf());
    const dying: DeadLetters = {
      ...deps.deadLetters,
      remove: async (letters) => {
        await deps.deadLetters.giveBack(letters);
        throw new Error('the line is cut');
      },
    };
    await expect(redriveDeadLetters({ ...deps, deadLetters: dying })).rejects.toThrow('the line is cut');
    expect(await redriveDeadLetters(deps)).toEqual({ sent: 1, kept: 0, dropped: 0 });
    expect(await told()).toEqual(['1', '1']);
    expect(await explainDeadLetters(deps)).toEqual([]);
  });
});
