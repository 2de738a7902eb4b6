import { approve as approveRecord, reject as rejectRecord, type Word } from '../lib/admin/approve.ts';
import type { SyncRecord } from '../lib/engine/record.ts';
import { type Asked, type Command, failure, type Option } from './command.ts';
import { chosenText, operatorOf } from './operator.ts';
import { ONE_RECORD, recordAsked } from './record.ts';

const BY: Option = { value: 'NAME', does: 'who says it; kept with the record', needed: true };
const DOCUMENT: Option = {
  value: 'HASH',
  does: 'only if the document is still this one: the beginning of its hash, as preview shows it',
};

/** They are kept with the record. */
const LONGEST = { by: 100, why: 500 };

const wordOf = ({ value }: Asked): Word => {
  const said = (option: keyof typeof LONGEST): string | undefined => {
    const text = value(option)?.trim();
    if ((text?.length ?? 0) > LONGEST[option])
      throw failure(2, `--${option} has ${text?.length} characters; at most ${LONGEST[option]} are kept.`);
    return text;
  };
  return { by: said('by') ?? '', why: said('why'), document: value('document')?.trim().toLowerCase() };
};

const what = ({ offered, document }: SyncRecord): string =>
  offered ? `the linking of ${offered.type} "${offered.name}"` : `document ${document?.slice(0, 8)}`;

/** `approve CONNECTION FLOW RECORD --by NAME`. */
export const approve: Command = {
  takes: ONE_RECORD,
  does: 'approve the document of a record, or the linking of the object that is offered to it',
  options: { by: BY, why: { value: 'TEXT', does: 'why; kept with the record' }, document: DOCUMENT },
  examples: [
    'approve acme commitments SC-101 --by "Mira Holt"',
    'approve acme commitments SC-101 --by Mira --document 3fa9c1d2',
  ],
  run: async (reached, asked) => {
    const record = await recordAsked(reached, asked);
    const word = wordOf(asked);
    const chosen = await approveRecord(operatorOf(reached), asked.connection, record, word);
    return chosenText(chosen, `${what(record)} approved by ${word.by}`, record);
  },
};

/** `reject CONNECTION FLOW RECORD --by NAME --why TEXT`. */
export const reject: Command = {
  takes: ONE_RECORD,
  does: 'reject it, or take its approval back before it is posted; an edit in Procore brings it back',
  options: {
    by: BY,
    why: { value: 'TEXT', does: 'why, for the project team', needed: true },
    document: DOCUMENT,
  },
  examples: ['reject acme commitments SC-101 --by Mira --why "wrong job"'],
  run: async (reached, asked) => {
    const record = await recordAsked(reached, asked);
    const word = wordOf(asked);
    const chosen = await rejectRecord(operatorOf(reached), asked.connection, record, word);
    const said = chosenText(chosen, `${what(record)} rejected by ${word.by}`, record);
    return record.state === 'queued'
      ? `${said} If a session has handed it out already, it becomes synced all the same.`
      : said;
  },
};
