import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { type Ran, runCommandLine } from '../../cli/run.ts';

export type { Ran } from '../../cli/run.ts';

/** `npm run plumbline -- …` in a folder, without credentials of AWS: the outputs lead to embedded services. */
export const runPlumbline = async (folder: string, ...args: string[]): Promise<Ran> => {
  const node = ['--no-warnings=ExperimentalWarning', '--import', import.meta.resolve('tsx')];
  const command = [...node, resolve('cli/plumbline.ts'), ...args];
  const env = { PATH: process.env.PATH };
  try {
    return { code: 0, ...(await promisify(execFile)(process.execPath, command, { cwd: folder, env })) };
  } catch (error) {
    return error as Ran;
  }
};

/** The same in this process: quick, but it reaches one deployment only, the first that it is asked about. */
export const runHere = (folder: string, ...args: string[]): Promise<Ran> => {
  const at = args.indexOf('--outputs');
  const there = args.map((word, n) => (at >= 0 && n === at + 1 ? resolve(folder, word) : word));
  return runCommandLine(there);
};
