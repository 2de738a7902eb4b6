import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const LATER = new URL('./later.mjs', import.meta.url).href;
const READY = 'Listening on';
const PATIENCE_MS = 25_000;

/** `npm start -- --connection FILE --data DIR` as a process of its own. */
export interface PlumblineProcess {
  /** All that it has printed. */
  output(): string;
  /** SIGKILL, and its end. */
  kill(): Promise<void>;
}

export interface ProcessOptions {
  readonly file: string;
  readonly dataDir: string;
  readonly port: number;
  readonly secret: string;
  /** By so much its clock is ahead. */
  readonly msLater: number;
}

/** A port that was free a moment ago. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

const ended = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => child.once('exit', () => resolve()));

/** Resolves when it listens; rejects with its output when it ends before, or takes too long. */
export const startProcess = async (options: ProcessOptions): Promise<PlumblineProcess> => {
  const { file, dataDir, port, secret, msLater } = options;
  const preloads = ['--no-warnings', '--import', 'tsx', '--import', LATER];
  const args = ['local/start.ts', '--connection', file, '--data', dataDir, '--port', String(port)];
  const child = spawn(process.execPath, [...preloads, ...args], {
    cwd: ROOT,
    env: { ...process.env, TEST_PROCORE_SECRET: secret, TEST_MS_LATER: String(msLater) },
  });
  let output = '';
  const ready = new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`it does not listen:\n${output}`)), PATIENCE_MS);
    const take = (chunk: Buffer): void => {
      output += chunk.toString();
      if (!output.includes(READY)) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('exit', () => reject(new Error(`it ended:\n${output}`)));
  });
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended(child);
  };
  try {
    await ready;
  } catch (error) {
    await kill();
    throw error;
  }
  return { output: () => output, kill };
};
