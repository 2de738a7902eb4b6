import { createUndo } from '../lib/admin/undo.ts';
import { type Asked, type Command, failure, type Option } from './command.ts';
import { chosenText, operatorOf } from './operator.ts';
import { ONE_RECORD, recordAsked } from './record.ts';

const said = ({ value }: Asked, option: string): string => value(option)?.trim() ?? '';

const numbered = (steps: readonly string[]): string =>
  steps.map((step, n) => `  ${n + 1}. ${step}`).join('\n');

const WHY: Option = { value: 'TEXT', does: 'why; kept with the record' };

/** `undo CONNECTION FLOW RECORD`: the plan; with --by and --why it is carried out by the next session. */
export const undo: Command = {
  takes: ONE_RECORD,
  does: 'take a record out of QuickBooks: shows what would be done; with --by and --why the next session does it',
  options: {
    close: { does: 'close the order instead of deleting it' },
    by: { value: 'NAME', does: 'who says it: then it is done' },
    why: WHY,
  },
  examples: [
    'undo acme commitments SC-101',
    'undo acme commitments SC-101 --by Mira --why "posted to the wrong job"',
    'undo acme commitments SC-101 --close --by Mira --why "the subcontractor left"',
  ],
  run: async (reached, asked) => {
    const { has } = asked;
    if (has('by') !== has('why'))
      throw failure(2, 'To carry it out, undo needs both --by NAME and --why TEXT.');
    const record = await recordAsked(reached, asked);
    const { plan, take } = createUndo(operatorOf(reached));
    const planned = await plan(record, has('close'));
    const name = `${record.flow} ${record.title ?? record.id}`;
    if (planned.is === 'refused') throw failure(4, `${name}: ${planned.why}`);
    if (!has('by'))
      return `${name}, if it is undone:\n${numbered(planned.steps)}\nTo do it: the same with --by NAME --why TEXT.`;
    const word = { by: said(asked, 'by'), why: said(asked, 'why'), close: has('close') };
    const done = planned.how === 'unlink' ? 'unlinked; QuickBooks keeps its object' : 'to be undone';
    return chosenText(await take(record, word), done, record);
  },
};

/** `unlink CONNECTION FLOW RECORD --by NAME`. */
export const unlink: Command = {
  takes: ONE_RECORD,
  does: 'forget which object in QuickBooks is its own; nothing changes there, and nothing is posted until a retry',
  options: { by: { value: 'NAME', does: 'who says it', needed: true }, why: WHY },
  examples: ['unlink acme companies "Oak & Sons" --by Mira --why "the wrong vendor"'],
  run: async (reached, asked) => {
    const record = await recordAsked(reached, asked);
    const why = said(asked, 'why') || 'no reason given';
    const chosen = await createUndo(operatorOf(reached)).unlink(record, said(asked, 'by'), why);
    return chosenText(chosen, `unlinked by ${said(asked, 'by')}`, record);
  },
};
