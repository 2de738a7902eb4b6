import type { Theatre } from './machines.ts';

/** What a bookkeeper does at the screen. QuickBooks may refuse a person, too: then nothing was done, and it is false. */
export const createTried =
  ({ stage, faults }: Theatre) =>
  (what: string, fault: string, act: () => void): boolean => {
    try {
      act();
    } catch (error) {
      stage.note(`bookkeeper may not ${what}: ${(error as Error).message}`);
      return false;
    }
    stage.note(`bookkeeper: ${what}`);
    faults.count(fault);
    return true;
  };
