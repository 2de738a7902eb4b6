import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

/** What a command said, and how it ended. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

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
