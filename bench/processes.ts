import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Holdings } from './made-costs.ts';
import type { Reading } from './meter.ts';
import type { Asked, SessionSeen, Told } from './office-protocol.ts';

/** What the process of the embedded services says of itself. */
export interface AwsProcess {
  readonly prefix: string;
  readonly changesQueueUrl: string;
  readonly writesQueueUrl: string;
  readonly answersQueueUrl: string;
  readonly environment: Readonly<Record<string, string>>;
}

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** Children load TypeScript as this process does; a profile is of this one alone. */
const execArgv = process.execArgv.filter((argument) => !argument.startsWith('--cpu-prof'));

const children = new Set<ChildProcess>();

/** Whatever ends this process ends those that it has started. */
process.once('exit', () => {
  for (const child of children) child.kill('SIGTERM');
});

const started = (child: ChildProcess): void => {
  children.add(child);
  child.once('exit', () => children.delete(child));
};

const end = async (child: ChildProcess): Promise<void> => {
  const gone = child.exitCode === null ? once(child, 'exit') : undefined;
  child.kill('SIGTERM');
  await gone;
};

/** Starts DynamoDB and SQS. */
export const startAwsProcess = async (): Promise<{ aws: AwsProcess; close: () => Promise<void> }> => {
  const child = spawn(process.execPath, [...execArgv, path('../local/aws-process.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  started(child);
  for await (const line of createInterface({ input: child.stdout }))
    return { aws: JSON.parse(line) as AwsProcess, close: () => end(child) };
  throw new Error('the embedded services did not start');
};

/** Starts the process of the function that settles beside the session, over the services of this environment. */
export const startSettleProcess = async (): Promise<{
  read: () => Promise<Reading>;
  close: () => Promise<void>;
}> => {
  const child = fork(path('settle-process.ts'), { execArgv });
  started(child);
  const told = async (): Promise<unknown> => {
    const [first] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
    return first;
  };
  if ((await told()) !== 'ready') throw new Error('the process that settles did not start');
  return {
    read: async () => {
      const reading = told();
      child.send('read');
      return (await reading) as Reading;
    },
    close: () => end(child),
  };
};

/** The contractor's computer. */
export interface OfficeProcess {
  install(qwc: string, password: string, msPerRecord: number, holdings?: Holdings): Promise<void>;
  /** One session of the Web Connector, from serverVersion to closeConnection. */
  session(): Promise<SessionSeen>;
  close(): Promise<void>;
}

/** Starts the process in which QuickBooks and the Web Connector run. */
export const startOfficeProcess = (): OfficeProcess => {
  const child = fork(path('office-process.ts'), { execArgv });
  started(child);
  const ask = async (asked: Asked): Promise<Told> => {
    const told = once(child, 'message') as Promise<[Told]>;
    child.send(asked);
    const [answer] = await told;
    if (answer.is === 'failed') throw new Error(`the process of QuickBooks: ${answer.why}`);
    return answer;
  };
  return {
    install: async (qwc, password, msPerRecord, holdings) => {
      await ask({ do: 'install', qwc, password, msPerRecord, holdings });
    },
    session: async () => {
      const told = await ask({ do: 'session' });
      if (told.is !== 'session') throw new Error(`the process of QuickBooks answered ${told.is}`);
      return told.seen;
    },
    close: () => end(child),
  };
};

/**
 * Starts the process in which everything in Procore is fetched and planned, over the services of this environment; it goes on until
 * it is closed.
 */
export const startNormalizeProcess = async (): Promise<{ close: () => Promise<void> }> => {
  const child = fork(path('normalize-process.ts'), { execArgv });
  started(child);
  const [told] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
  if (told !== 'planned') throw new Error(`the process that plans ended with ${told}`);
  return { close: () => end(child) };
};
