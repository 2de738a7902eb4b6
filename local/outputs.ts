import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EXPORTS_PREFIX, type LocalPlumbline } from './plumbline.ts';

/**
 * Writes DIR/outputs.json, by which `npm run plumbline` reaches this process: in the form of a deployment's
 * outputs, with the addresses of the embedded services. Gives what removes it: the addresses end with the process.
 */
export const writeOutputs = async (
  dataDir: string,
  { aws, url }: Pick<LocalPlumbline, 'aws' | 'url'>,
): Promise<() => Promise<void>> => {
  const file = join(dataDir, 'outputs.json');
  const outputs = {
    Url: url,
    RecordsTable: `${aws.prefix}records`,
    ConnectionsTable: `${aws.prefix}connections`,
    SessionsTable: `${aws.prefix}sessions`,
    ChangesQueue: aws.changesQueueUrl,
    ProcoreWritesQueue: aws.writesQueueUrl,
    QueuePrefix: EXPORTS_PREFIX,
    DynamoDbEndpoint: aws.dynamoEndpoint,
    SqsEndpoint: aws.sqsEndpoint,
  };
  const remove = () => rm(file, { force: true });
  // The mode counts for a new file only.
  await remove();
  await writeFile(file, `${JSON.stringify({ Plumbline: outputs }, undefined, 2)}\n`, { mode: 0o600 });
  return remove;
};
