import type { Theatre } from './machines.ts';
import { MINUTE_MS } from './time.ts';

/** Longest for which what was changed meanwhile is still told of: it has the time at which the clock stood. */
const LONGEST_MINUTES = 60;

/** The clock of the computer at which QuickBooks runs: once it may stand still for a while, then somebody sets it. */
export const createPcClock = ({ stage, faults }: Theatre) => {
  const { chance, clock, note } = stage;
  let standing: Date | undefined;
  return {
    now: (): Date => standing ?? clock.now(),
    stopOnce: async (): Promise<void> => {
      await stage.sleep(chance.between(10, 240) * MINUTE_MS);
      if (!faults.storm) return;
      note('the clock of the PC stands still');
      faults.count('quickbooks clock stands');
      standing = clock.now();
      await stage.sleep(chance.between(10, LONGEST_MINUTES) * MINUTE_MS);
      note('the clock of the PC is set');
      standing = undefined;
    },
  };
};
