import type { Blocker } from '../lib/admin/chain.ts';
import { type Needed, objectWords, readStory, type Story } from '../lib/admin/explain.ts';
import type { Adoption, Verdict } from '../lib/engine/record.ts';
import { moment } from './age.ts';
import type { Command } from './command.ts';
import { operatorOf } from './operator.ts';
import { ONE_RECORD, recordAsked } from './record.ts';
import { pairs } from './table.ts';

const titleOf = ({ flow, id, title }: { flow: string; id: string; title?: string }): string =>
  title && title !== id ? `${flow} ${title} (id ${id})` : `${flow} ${id}`;

const objectOf = ({ mapping, syncedAt }: Story): string | undefined => {
  if (!mapping) return undefined;
  const whose = mapping.ofTarget
    ? 'lines of it are this record'
    : mapping.created
      ? 'made by Plumbline'
      : 'it stood there before; Plumbline never changes it';
  const lines = mapping.lines ? `, ${Object.keys(mapping.lines).length} lines` : '';
  const at = syncedAt ? `; last written or confirmed ${moment(syncedAt)} UTC` : '';
  return `${objectWords(mapping)}${lines}, id ${mapping.id}: ${whose}${at}`;
};

const spoken = ({ by, at, why }: Pick<Verdict, 'by' | 'at' | 'why'>): string =>
  `by ${by}, ${moment(at)} UTC${why ? `: ${why}` : ''}`;

const approvalOf = ({ approval, rejection, manual, document, state }: Story): string | undefined => {
  const about = document ? ` (document ${document.slice(0, 8)})` : '';
  if (rejection) return `document ${rejection.document.slice(0, 8)} rejected ${spoken(rejection)}`;
  if (approval) return `document ${approval.document.slice(0, 8)} approved ${spoken(approval)}`;
  if (!manual) return undefined;
  return state === 'awaiting-approval' ? `waits for somebody${about}` : 'asked for in this flow; none yet';
};

const adoptionOf = ({ adoption, offered }: Story): string | undefined => {
  if (offered) return `${objectWords(offered)} is offered: approve links it`;
  const word = ({ accepted, object }: Adoption) => `${object} ${accepted ? 'agreed to' : 'turned down'}`;
  return adoption && `${word(adoption)} ${spoken(adoption)}`;
};

const overrideOf = ({ override }: Story): string | undefined => {
  const all = Object.entries(override ?? {}).map(([field, value]) => `${field} "${value}"`);
  return all.length > 0 ? all.join(', ') : undefined;
};

/** Where it comes from. */
const sidesOf = ({ into, deleted, source, id }: Story): [string, string | undefined][] => {
  if (!into) return [['In Procore', deleted ? 'deleted' : source.project && `project ${source.project}`]];
  const object = `${source.resource ?? 'object'} ${id}`;
  return [
    ['In QuickBooks', deleted ? `${object}, gone` : object],
    ['Project', source.project],
  ];
};

const standing = (story: Story): string =>
  pairs([
    ['Record', titleOf(story)],
    ...sidesOf(story),
    ['Stands', `${story.state} since ${moment(story.since)} UTC`],
    ['Why', story.why && `${story.why.says} (${story.why.code})`],
    ['Who can cure it', story.why?.who],
    ['How', story.why?.cure],
    ['Looked at again', story.why && `after ${story.why.again}`],
    ['Not sure', story.doubt],
    ['Not before', story.notBefore && `${moment(story.notBefore)} UTC`],
    [story.into ? 'In Procore' : 'In QuickBooks', objectOf(story) ?? 'nothing yet'],
    [
      'Flags',
      story.flags.map(({ code, detail }) => (detail ? `${code}: ${detail}` : code)).join('\n') || undefined,
    ],
    ['Approval', approvalOf(story)],
    ['Linking', adoptionOf(story)],
    ['Chosen for it', overrideOf(story)],
  ]);

const blockerLines = (blockers: readonly Blocker[], depth = 1): string[] =>
  blockers.flatMap((one) => {
    const indent = '  '.repeat(depth);
    const isRoot = one.waitsFor.length === 0 && !one.cut;
    const why = one.says ? `: ${one.says}` : '';
    const cure = isRoot && one.cure ? [`${indent}  → ${one.who}: ${one.cure}`] : [];
    const more = one.cut ? [`${indent}  … and what else it waits for`] : [];
    const state = one.state ?? 'never seen';
    return [
      `${indent}${titleOf(one)} is ${state}${why}`,
      ...cure,
      ...blockerLines(one.waitsFor, depth + 1),
      ...more,
    ];
  });

const neededLine = (need: Needed): string =>
  `  ${titleOf(need)}: ${need.object ?? need.state ?? 'never seen'}`;

const historyLines = ({ history }: Story): string[] => {
  const { events = [], older = 0 } = history ?? {};
  const lines = events.map(({ at, is, says, times }) => {
    const often = times ? ` (${times} times)` : '';
    return `  ${moment(at)}  ${is}${says ? `: ${says}` : ''}${often}`;
  });
  return older > 0 ? [`  … ${older} older ones are no longer kept`, ...lines] : lines;
};

const section = (head: string, lines: readonly string[]): string[] =>
  lines.length > 0 ? [`${head}\n${lines.join('\n')}`] : [];

/** The whole story of one record as text. */
export const storyText = (story: Story): string =>
  [
    standing(story),
    ...section('Waits for', blockerLines(story.waitsFor)),
    ...section('Refers to', story.needs.map(neededLine)),
    ...section(
      'Tries',
      (story.tries ?? []).map(({ at, words }) => `  ${moment(at)}  ${words}`),
    ),
    ...section('History (UTC)', historyLines(story)),
  ].join('\n\n');

/** `explain CONNECTION FLOW RECORD`: the whole story of one record. */
export const explain: Command = {
  takes: ONE_RECORD,
  does: 'the whole story of one record: where it stands, why, who cures it how, what blocks it, its history',
  options: { json: { does: 'as JSON' } },
  examples: ['explain acme commitments SC-101', 'explain acme companies "Oak Ltd" --json'],
  run: async (reached, asked) => {
    const story = await readStory(operatorOf(reached), await recordAsked(reached, asked));
    if (!story) throw new Error(`${asked.connection} is gone.`);
    return asked.has('json') ? JSON.stringify(story, undefined, 2) : storyText(story);
  },
};
