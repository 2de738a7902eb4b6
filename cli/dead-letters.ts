import { type Explained, explainDeadLetters } from '../lib/admin/dead-letters.ts';
import { flows } from '../lib/flows/index.ts';
import type { Command } from './command.ts';

const lines = ({ about, sentAt, receives, why, standing }: Explained): string =>
  [
    about,
    `  sent ${sentAt}, tried ${receives} times${standing ? `; the record is ${standing}` : ''}`,
    `  ${why}`,
  ].join('\n');

/** `dead-letters`: what they are and why. */
export const deadLetters: Command = {
  does: 'messages that failed five times, and why',
  run: async (reached) => {
    const all = await explainDeadLetters({ ...reached, flows: flows.map(({ name }) => name) });
    const [oldest] = all;
    if (!oldest) return 'There are no dead letters.';
    const head = `${all.length} dead letters (at most 200 are shown), the oldest sent ${oldest.sentAt}`;
    const cure = 'When the cause is mended: npm run plumbline -- redrive';
    return [head, ...all.map(lines), cure].join('\n\n');
  },
};
