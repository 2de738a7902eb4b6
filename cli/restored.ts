import { takeRestored, takeRight } from '../lib/admin/restored.ts';
import { flows } from '../lib/flows/index.ts';
import { type Command, expectConnection } from './command.ts';

/** `restored CONNECTION`: the operator's word about a company file that looks like an older copy. */
export const restored: Command = {
  takes: ['CONNECTION'],
  does: 'its company file was restored from a backup: look everything up, post what is missing',
  options: {
    'right-file': { does: 'it was not restored; the missing objects are gone for another reason' },
  },
  examples: ['restored acme', 'restored acme --right-file'],
  run: async ({ connections, records }, { connection, has }) => {
    await expectConnection({ connections }, connection);
    const names = flows.map(({ name }) => name);
    const deps = { connections, records, flows: names, now: () => new Date() };
    const word = await (has('right-file') ? takeRight : takeRestored)(deps, connection);
    if (word.is === 'refused') throw new Error(word.why);
    if (has('right-file')) return `${connection} goes on. Records of the missing objects stay as they are.`;
    const since = word.since ? `posted since ${word.since}` : 'ever posted';
    return `${connection}: ${word.inDoubt} records ${since} are looked up by the next session; what is missing is posted again.`;
  },
};
