import { parseArgs } from 'node:util';
import { startAws } from './aws.ts';

/**
 * The embedded services in a process of their own: `node --import tsx local/aws-process.ts [--data DIR]
 * [--prefix TEXT]`. Prints one line of JSON when they can be used; ends at SIGTERM or SIGINT.
 */
const { values } = parseArgs({ options: { data: { type: 'string' }, prefix: { type: 'string' } } });
const aws = await startAws({ dataDir: values.data, prefix: values.prefix });
const { dynamo: _, sqs: __, close, ...found } = aws;
process.stdout.write(`${JSON.stringify(found)}\n`);

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void close());
