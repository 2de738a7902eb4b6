import { type Adoption, createAdoption, type Taken } from '../lib/admin/adopt.ts';
import { aimOf, link as linkRecord } from '../lib/admin/link.ts';
import { flows } from '../lib/flows/index.ts';
import { explain } from '../lib/reasons.ts';
import { type Asked, type Command, failure, type Option } from './command.ts';
import { pulledRows } from './lists.ts';
import { chosenText, operatorOf } from './operator.ts';
import { ONE_RECORD, recordAsked } from './record.ts';
import { tableOf } from './table.ts';

const BY: Option = { value: 'NAME', does: 'who says it; kept with the record', needed: true };

const said = ({ value }: Asked, option: string): string => value(option)?.trim() ?? '';

/** `link CONNECTION FLOW RECORD --to OBJECT --by NAME`. */
export const link: Command = {
  takes: ONE_RECORD,
  does: 'name the object in QuickBooks that is its own; the next session looks it up, and posts nothing',
  options: {
    to: {
      value: 'OBJECT',
      does: 'its ListID or TxnID, full name (Customer:Job) or number',
      needed: true,
    },
    by: BY,
  },
  examples: [
    'link acme companies "Oak & Sons" --to "Oak and Sons, Inc." --by Mira',
    'link acme projects "Harbor Tower" --to "Harbor Trust:Tower" --by Mira',
    'link acme commitments SC-101 --to 1A2B-1772712000 --by Mira',
    'link acme payments id:1551516 --to 1A2C-1772712000 --by Mira',
  ],
  run: async (reached, asked) => {
    const record = await recordAsked(reached, asked);
    const rows = (await pulledRows(reached, asked.connection, record.flow)) ?? [];
    const to = aimOf(said(asked, 'to'), rows);
    const chosen = await linkRecord(operatorOf(reached), record, { to, by: said(asked, 'by') });
    return chosenText(chosen, `to be linked to ${to.name ?? to.id} by ${said(asked, 'by')}`, record);
  },
};

const GATES = flows.filter(({ gates }) => gates).map(({ name }) => name);

const askedWords = ({ records, beside }: Adoption): string =>
  [
    `The next session looks for ${records.length} records of the project in QuickBooks, and posts nothing of them.`,
    ...(beside.length > 0
      ? [`They refer to ${beside.length} others, which are looked for by name first.`]
      : []),
    'What was taken over: the same command with --report.',
  ].join('\n');

const row = ({ record, is }: Taken): string[] => [
  record.flow,
  record.title ?? record.id,
  is,
  record.mapping ? `${record.mapping.type} "${record.mapping.name}"` : '',
  [
    ...(record.reason ? [explain(record.reason).says] : []),
    ...record.flags.map(({ code, detail }) => `${code}: ${detail ?? ''}`),
  ].join('; '),
];

/** `adopt CONNECTION PROJECT --by NAME`. */
export const adopt: Command = {
  takes: ['CONNECTION', 'PROJECT'],
  does: 'take over a project that was under way before the start date: links what stands in QuickBooks',
  options: {
    by: { value: 'NAME', does: 'who says it: then it is begun' },
    report: { does: 'what was taken over so far, and what not' },
    json: { does: 'the report as JSON' },
  },
  examples: ['adopt acme "Harbor Tower" --by Mira', 'adopt acme "Harbor Tower" --report'],
  run: async (reached, asked) => {
    const { has, connection, words } = asked;
    if (has('by') === (has('report') || has('json')))
      throw failure(2, 'adopt needs --by NAME to begin, or --report to see what was taken over.');
    const project = await recordAsked(reached, { connection, words: [GATES[0] ?? '', ...words] });
    const adoption = createAdoption(operatorOf(reached));
    if (has('by')) {
      const asking = await adoption.adopt(project, said(asked, 'by'));
      if (asking.is === 'refused') throw failure(4, asking.why);
      return askedWords(asking);
    }
    const taken = await adoption.report(project);
    if (has('json'))
      return JSON.stringify(
        taken.map(({ record: { content: _, ...record }, is }) => ({ is, record })),
        undefined,
        2,
      );
    return tableOf(['flow', 'number or title', 'stands', 'in QuickBooks', 'says'], taken.map(row));
  },
};
