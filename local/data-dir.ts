import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

const holderOf = async (file: string): Promise<number | undefined> => {
  try {
    await writeFile(file, String(process.pid), { flag: 'wx' });
    return undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return Number(await readFile(file, 'utf8'));
  }
};

/**
 * Makes a directory of state this process's own until it is released. LevelDB locks its files too, but
 * dynalite ends the whole process, without a word of sense, when it can't open them.
 * Throws when a process that lives has it.
 */
export const holdDataDir = async (dataDir: string): Promise<() => Promise<void>> => {
  await mkdir(dataDir, { recursive: true });
  const file = join(dataDir, 'process-id');
  const holder = await holderOf(file);
  if (holder !== undefined && isAlive(holder)) {
    throw new Error(`${dataDir} is in use by process ${holder} (if that is something else: remove ${file})`);
  }
  await writeFile(file, String(process.pid));
  return () => rm(file, { force: true });
};
