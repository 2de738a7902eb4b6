import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { createDynamoClient } from '../../lib/stores/clients.ts';
import { createRecordStore } from '../../lib/stores/records.ts';
import { startAws } from '../../local/aws.ts';
import { at, noise, recordOf } from '../stores/stores.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'aws-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

const open = (client = createDynamoClient()) => createRecordStore({ client, table: 'plumbline-records' });

test('state on disk is there after a restart, indexes included', async () => {
  const first = await startAws({ dataDir });
  const content = { text: noise(600_000) };
  const saved = await open(first.dynamo).save(recordOf({ content, title: 'ü' }));
  await first.close();

  const second = await startAws({ dataDir });
  const store = open(second.dynamo);
  expect((await store.get('acme', [recordOf({})])).get('commitments#1')).toEqual(saved);
  expect(await store.queued('acme', 10, at(1))).toEqual([{ flow: 'commitments', id: '1' }]);
  expect((await store.save({ ...recordOf({}), rev: 1 }))?.rev).toBe(2);
  await second.close();
});

test('a second start over the same directory fails and says why', async () => {
  const first = await startAws({ dataDir });
  await expect(startAws({ dataDir })).rejects.toThrow(dataDir);
  await first.close();
});

test('a directory left behind by a process that is gone can be used again', async () => {
  await writeFile(join(dataDir, 'process-id'), '999999999');
  const aws = await startAws({ dataDir });
  expect(await readFile(join(dataDir, 'process-id'), 'utf8')).toBe(String(process.pid));
  await aws.close();
});

test('two services in memory know nothing of each other', async () => {
  const [one, other] = await Promise.all([startAws(), startAws()]);
  await open(one.dynamo).save(recordOf({}));
  expect((await open(other.dynamo).get('acme', [recordOf({})])).size).toBe(0);
  await Promise.all([one.close(), other.close()]);
});

test('a change that fails five times goes to the dead-letter queue', async () => {
  const aws = await startAws();
  const { Attributes } = await aws.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: aws.changesQueueUrl, AttributeNames: ['All'] }),
  );
  await aws.close();
  expect(JSON.parse(Attributes?.RedrivePolicy ?? '')).toEqual({
    deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:plumbline-changes-dead',
    maxReceiveCount: 5,
  });
});

test('a process of its own says where it is, prints nothing else, and keeps its state', async () => {
  const run = async <T>(use: (environment: Record<string, string>) => Promise<T>): Promise<T> => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'local/aws-process.ts', '--data', dataDir], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const noisy: string[] = [];
    child.stderr.on('data', (text) => noisy.push(String(text)));
    const exit = once(child, 'exit');
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    const result = await use(JSON.parse(line));
    child.kill('SIGTERM');
    expect(await exit).toEqual([0, null]);
    expect(noisy).toEqual([]);
    return result;
  };
  const clientOf = ({ dynamoEndpoint }: Record<string, string>) =>
    createDynamoClient({
      endpoint: dynamoEndpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    });
  const saved = await run((ready) => open(clientOf(ready)).save(recordOf({})));
  const found = await run((ready) => open(clientOf(ready)).get('acme', [recordOf({})]));
  expect([...found.values()]).toEqual([saved]);
});
