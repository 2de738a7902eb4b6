import { markedElsewhere } from '../lib/admin/marked.ts';
import { selected } from '../lib/admin/relist.ts';
import { flows } from '../lib/flows/index.ts';
import type { Command } from './command.ts';
import { connectionNamed, makeHooks } from './hooks.ts';
import { pairs, tableOf } from './table.ts';

const SHOWN = 20;

/** `connect CONNECTION`: what stands between a connection and its first document. */
export const connect: Command = {
  takes: ['CONNECTION'],
  does: 'check what Procore lets it see, make the webhooks, and tell whose marks its records carry',
  examples: ['connect acme'],
  run: async (reached, { connection: name }) => {
    const connection = await connectionNamed(reached, name);
    const { procoreOf } = await import('../lambdas/procore.ts');
    const procore = await procoreOf(connection);
    const [projects, { value: seen }] = [
      await selected(procore, connection.settings),
      await procore.projects(),
    ];
    const hooks = await makeHooks(reached, connection);
    const names = flows.map((flow) => flow.name);
    const marked = await markedElsewhere(reached.records, name, names);
    const head = pairs([
      ['Projects', `${projects.length} selected of ${seen.length} that the app may see`],
      ['Webhooks', hooks.join('\n')],
      [
        'Marked',
        marked.length === 0
          ? 'no record carries the mark of another integration'
          : `${marked.length} records carry an origin_id that Plumbline did not write: what it names in this company file is offered for adoption, any other is owned-by-other-integration and is not posted`,
      ],
    ]);
    const rows = marked
      .slice(0, SHOWN)
      .map(({ flow, id, title, originId }) => [flow, title ?? id, id, originId]);
    return rows.length > 0 ? `${head}\n\n${tableOf(['flow', 'record', 'id', 'origin_id'], rows)}` : head;
  },
};
