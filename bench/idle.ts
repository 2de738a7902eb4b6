import { setTimeout as pause } from 'node:timers/promises';
import { type Bed, startBed } from './bed.ts';
import { type IdlePoll, idleFigures, type Waiting } from './figures.ts';

/** A session says that there is no work left only when the last mark of work is older than 5 s. */
const MARK_MS = 5_500;

/** Polls until one finds nothing to do, then one more. */
export const idlePoll = async ({ read, session }: Bed): Promise<IdlePoll> => {
  await pause(MARK_MS);
  while ((await session('complete', 'no-data')).report.ending !== 'no-data');
  await read();
  await session('no-data');
  return idleFigures(await read());
};

/** The object of the last line of `idle`. */
export const idle = async (waiting: Waiting): Promise<{ idlePoll: IdlePoll }> => {
  const bed = await startBed(waiting);
  try {
    return { idlePoll: await idlePoll(bed) };
  } finally {
    await bed.close();
  }
};
