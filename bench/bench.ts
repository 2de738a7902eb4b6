import { parseArgs } from 'node:util';
import { clock } from './clock.ts';
import { drain } from './drain.ts';
import { idle } from './idle.ts';
import { importing } from './import.ts';
import { load } from './load.ts';
import { project } from './project.ts';

const USAGE = `npm run bench -- drain --records N [--quickbooks-ms N] [--soap-ms N]
npm run bench -- project [--quickbooks-ms N] [--soap-ms N]
npm run bench -- clock [--records N]
npm run bench -- import [--quickbooks-ms N] [--soap-ms N]
npm run bench -- idle
npm run bench -- load

  drain   queue N purchase orders and drain them with a Web Connector over HTTP
  project post a project of 500 commitments, 300 change orders, 1,000 invoices, 1,000 payments from nothing
  clock   the longest SOAP calls with N orders queued and N more that wait for one item
  import  read 10,000 vendors, 2,000 jobs and 50,000 cost lines from QuickBooks for the first time
  idle    one poll of a Web Connector that finds nothing to do
  load    size and load time of each bundled function

  --records N         how many orders (default 1000; clock: 5000)
  --quickbooks-ms N   waiting inside QuickBooks for each record written or returned (default 0)
  --soap-ms N         waiting on the wire for each SOAP call (default 0)
`;

const OPTIONS = {
  records: { type: 'string' },
  'quickbooks-ms': { type: 'string', default: '0' },
  'soap-ms': { type: 'string', default: '0' },
} as const;

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const wholeNumber = (name: string, text: string, least: number): number => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < least)
    throw new Error(`--${name} takes a whole number from ${least}, not "${text}"\n\n${USAGE}`);
  return number;
};

const run = async (): Promise<object | undefined> => {
  const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true });
  const waiting = {
    quickbooks: wholeNumber('quickbooks-ms', values['quickbooks-ms'], 0),
    soap: wholeNumber('soap-ms', values['soap-ms'], 0),
  };
  switch (positionals.join(' ')) {
    case 'drain':
      return drain(wholeNumber('records', values.records ?? '1000', 1), waiting, say);
    case 'project':
      return project(waiting, say);
    case 'clock':
      return clock(wholeNumber('records', values.records ?? '5000', 1), waiting, say);
    case 'import':
      return importing(waiting, say);
    case 'idle':
      return idle(waiting);
    case 'load':
      return load(say);
    default:
      return undefined;
  }
};

run().then(
  (figures) => {
    // The last line, for programs.
    say(figures ? JSON.stringify(figures) : USAGE);
    process.exit(figures ? 0 : 2);
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
