import { type Preview, readPreview } from '../lib/admin/preview.ts';
import type { Difference } from '../lib/engine/difference.ts';
import type { Command } from './command.ts';
import { operatorOf } from './operator.ts';
import { ONE_RECORD, recordAsked } from './record.ts';
import { pairs, tableOf } from './table.ts';

type Shown = Preview & { readonly is: 'document' };

const FIGURES = ['Quantity', 'Rate', 'Amount', 'PaymentAmount', 'amount'];

const differenceTable = (all: readonly Difference[]): string =>
  tableOf(
    ['field', 'before', 'now'],
    all.map(({ field, before = '', now = '' }) => [field, before, now]),
  );

const lineTable = ({ lines }: Pick<Shown, 'lines'>): string => {
  const columns = [...new Set(lines.flatMap((line) => Object.keys(line)))];
  const rows = lines.map((line, n) => [String(n + 1), ...columns.map((column) => line[column] ?? '')]);
  return tableOf(['line', ...columns], rows, ['line', ...FIGURES]);
};

const AS_SEEN =
  'This is the document as it was about to be posted, with what QuickBooks said then; it differs from what was planned.';

const changed = ({ difference, message }: Shown): string[] => {
  if (!message.endsWith('ModRq')) return [];
  if (!difference) return ['In what it differs from what was sent last is not known.'];
  return difference.length > 0 ? [`Differs from what was sent last in\n${differenceTable(difference)}`] : [];
};

const documentText = (shown: Shown): string =>
  [
    pairs([
      ['Document', `${shown.document.slice(0, 8)}  ${shown.message.replace(/Rq$/, '')}`],
      ['Stands', shown.standing],
    ]),
    ...(shown.asSeen ? [AS_SEEN] : []),
    pairs(shown.header.map(({ field, value }) => [field, value])),
    ...(shown.lines.length > 0 ? [lineTable(shown)] : []),
    ...(shown.total === undefined ? [] : [`Total ${shown.total}`]),
    ...changed(shown),
    shown.qbxml,
  ].join('\n\n');

const entryText = (shown: Preview & { readonly is: 'entry' }): string =>
  [
    pairs([
      ['Document', `${shown.document.slice(0, 8)}  ${shown.entry.of} in Procore`],
      ['Stands', shown.standing],
    ]),
    pairs(shown.header.map(({ field, value }) => [field, value])),
    ...(shown.lines.length > 0 ? [lineTable(shown)] : []),
    ...(shown.total === undefined ? [] : [`Total ${shown.total}`]),
  ].join('\n\n');

/** A preview as text. */
export const previewText = (shown: Preview): string => {
  if (shown.is === 'entry') return entryText(shown);
  if (shown.is === 'document') return documentText(shown);
  const { why, difference = [] } = shown;
  return difference.length > 0 ? `${why}\n\nProcore differs from it in\n${differenceTable(difference)}` : why;
};

/** `preview CONNECTION FLOW RECORD`: what would be posted, or entered in Procore. */
export const preview: Command = {
  takes: ONE_RECORD,
  does: 'the very document that will be posted: header, lines, accounts, amounts, qbXML, and what a change changes',
  options: { json: { does: 'as JSON' } },
  examples: ['preview acme commitments SC-101', 'preview acme commitments SC-101 --json'],
  run: async (reached, asked) => {
    const shown = await readPreview(operatorOf(reached), await recordAsked(reached, asked));
    if (!shown) throw new Error(`${asked.connection} is gone.`);
    return asked.has('json') ? JSON.stringify(shown, undefined, 2) : previewText(shown);
  },
};
