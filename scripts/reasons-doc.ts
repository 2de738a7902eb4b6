import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { REASONS, type ReasonCode, type State } from '../lib/reasons.ts';

/** In the order in which a record meets them. */
const STATES: readonly { readonly state: State; readonly means: string }[] = [
  { state: 'not-ready', means: "Procore's own approval is missing." },
  {
    state: 'skipped',
    means: 'A rule says that it does not go. Nobody has to do anything, unless it should go.',
  },
  {
    state: 'blocked',
    means: 'Something that it refers to, or that goes before it, is not on the other side yet.',
  },
  { state: 'awaiting-approval', means: 'Somebody in accounting decides.' },
  { state: 'rejected', means: 'Somebody in accounting decided against it.' },
  { state: 'queued', means: 'The next session of the Web Connector takes it, or a later one.' },
  { state: 'failed', means: 'QuickBooks, Procore or a check refused it. A person is needed.' },
];

const INTRO = `# Why a record stands where it stands

A record that is not where it is to go says why: by a code of this table and its sentence, filled with what the
record itself says. \`{…}\` stands for such a detail. Records in the state \`wanted\` (asked for by another
record, not fetched yet) and \`synced\` need no reason, nor do those that are \`queued\` and not held up.

*Again* names what makes Plumbline look at the record once more; nobody has to send it by hand.

This page is written by \`node --import tsx scripts/reasons-doc.ts\` from \`lib/reasons.ts\`; a test holds the
two together.
`;

const cell = (text: string): string => text.replaceAll('|', '\\|');

const tableOf = (state: State): string => {
  const codes = (Object.keys(REASONS) as ReasonCode[]).filter((code) => REASONS[code].state === state);
  const rows = codes.map((code) => {
    const { says, who, cure, again } = REASONS[code];
    return `| ${[`\`${code}\``, `\`${state}\``, says, who, cure, again].map(cell).join(' | ')} |`;
  });
  const head =
    '| Code | State | What it says | Who cures it | How | Again |\n| --- | --- | --- | --- | --- | --- |';
  return `${head}\n${rows.join('\n')}\n`;
};

/** docs/reasons.md as it must be. */
export const reasonsDoc = (): string =>
  [INTRO, ...STATES.map(({ state, means }) => `## ${state}\n\n${means}\n\n${tableOf(state)}`)].join('\n');

export const REASONS_PAGE = fileURLToPath(new URL('../docs/reasons.md', import.meta.url));

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(REASONS_PAGE, reasonsDoc());
