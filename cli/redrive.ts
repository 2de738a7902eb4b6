import { redriveDeadLetters } from '../lib/admin/dead-letters.ts';
import type { Command } from './command.ts';

/** `redrive`: all dead letters back to the queue of changes. */
export const redrive: Command = {
  does: 'put them all back; those that fail again come back in their time',
  options: { 'drop-malformed': { does: 'delete what is no message of Plumbline' } },
  run: async (reached, { has }) => {
    const dropMalformed = has('drop-malformed');
    const { sent, kept, dropped } = await redriveDeadLetters(reached, { dropMalformed });
    const left = kept > 0 ? `, ${kept} kept: no messages of Plumbline, see dead-letters` : '';
    return `${sent} put back${left}${dropped > 0 ? `, ${dropped} deleted` : ''}`;
  },
};
