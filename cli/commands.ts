import type { Commands } from './arguments.ts';
import { deadLetters } from './dead-letters.ts';
import { rebuild } from './rebuild.ts';
import { redrive } from './redrive.ts';
import { restored } from './restored.ts';

/** What `npm run plumbline` knows, in the order of its help. */
export const COMMANDS: Commands = {
  'dead-letters': deadLetters,
  redrive,
  rebuild,
  restored,
};
