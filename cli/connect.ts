import { type Foreseen, foresee, type Named } from '../lib/admin/foresee.ts';
import { selected } from '../lib/admin/relist.ts';
import { flows } from '../lib/flows/index.ts';
import type { Command } from './command.ts';
import { connectionNamed, makeHooks } from './hooks.ts';
import { pairs, tableOf } from './table.ts';

/** Of each table; the rest is told by its number. */
const SHOWN = 50;

const nameOf = ({ flow, id, title }: Named): string => `${flow} ${title ?? id}`;

const shownRows = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const more = rows.length > SHOWN ? `\nand ${rows.length - SHOWN} more` : '';
  return `${tableOf(head, rows.slice(0, SHOWN))}${more}`;
};

const markedText = ({ marked }: Foreseen): string[] =>
  marked.length === 0
    ? []
    : [
        `Marked by another integration: ${marked.length}. What the origin_id names in this company file is offered for adoption; any other is owned-by-other-integration and is not posted.`,
        shownRows(
          ['flow', 'record', 'id', 'origin_id'],
          marked.map(({ flow, id, title, originId }) => [flow, title ?? id, id, originId]),
        ),
      ];

const collisionText = ({ collisions }: Foreseen): string[] =>
  collisions.length === 0
    ? []
    : [
        `One name or number for several: ${collisions.length}. The first that is posted has it; give the others another one (override), or change them in Procore.`,
        shownRows(
          ['in QuickBooks', 'records'],
          collisions.map(({ shown, of }) => [shown, of.map(nameOf).join('\n')]),
        ),
      ];

/** `connect CONNECTION`: what stands between a connection and its first document. */
export const connect: Command = {
  takes: ['CONNECTION'],
  does: 'check what Procore lets it see, make the webhooks, tell marks of others and names that collide',
  examples: ['connect acme'],
  run: async (reached, { connection: name }) => {
    const connection = await connectionNamed(reached, name);
    const { procoreOf } = await import('../lambdas/procore.ts');
    const procore = await procoreOf(connection);
    const projects = await selected(procore, connection.settings);
    const hooks = await makeHooks(reached, connection);
    const { records } = reached;
    const foreseen = await foresee({ records, flows }, name, connection);
    const told = [...markedText(foreseen), ...collisionText(foreseen)];
    const head = pairs([
      ['Projects', `${projects.length} selected`],
      ['Webhooks', hooks.join('\n')],
    ]);
    return [
      head,
      ...(told.length > 0 ? told : ['No marks of others, and no names or numbers that collide.']),
    ].join('\n\n');
  },
};
