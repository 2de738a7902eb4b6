import { writeFile } from 'node:fs/promises';
import { cureOf, FINDINGS, type Finding } from '../lib/reconcile/findings.ts';
import { driftPage } from '../lib/reconcile/page.ts';
import type { DriftReport } from '../lib/reconcile/ports.ts';
import { moment } from './age.ts';
import { type Command, expectConnection } from './command.ts';
import { jobsTable, uncodedWords } from './drift-jobs.ts';
import { driftOf } from './reconcile.ts';
import { tableOf } from './table.ts';

const what = ({ field, procore, quickbooks }: Finding): string =>
  [
    ...(field ? [field] : []),
    ...(procore === undefined ? [] : [`Procore: ${procore}`]),
    ...(quickbooks === undefined ? [] : [`QuickBooks: ${quickbooks || 'nothing'}`]),
  ].join('\n');

const rowOf = (finding: Finding): readonly string[] => [
  `${finding.flow}\n${finding.title ?? finding.id}`,
  `${finding.object.type}\n${finding.object.name}`,
  finding.code,
  what(finding),
  [moment(finding.since).slice(0, 10), ...(finding.at ? [`changed ${moment(finding.at)}`] : [])].join('\n'),
];

/** Each cure once, with one record as an example. */
const cures = ({ findings, connection }: DriftReport): string =>
  [...new Set(findings.map(({ code }) => code))]
    .flatMap((code) => findings.find((one) => one.code === code) ?? [])
    .map((one) => `${one.code}: ${FINDINGS[one.code].says}\n  ${cureOf(one, connection)}`)
    .join('\n');

/** A row for each difference. */
export const findingsTable = (findings: readonly Finding[]): string =>
  tableOf(['record', 'in QuickBooks', 'is', 'what differs', 'since'], findings.map(rowOf));

const tell = (report: DriftReport): string => {
  const { at, subjects, findings, jobs, uncoded, trouble } = report;
  const head = `Compared ${moment(at)} UTC: ${subjects} objects, ${findings.length} differences`;
  const costs = [...trouble, jobsTable(jobs), uncodedWords(uncoded)].filter((text) => text !== '');
  if (findings.length === 0) return [`${head}. Both sides agree.`, ...costs].join('\n\n');
  return [head, findingsTable(findings), cures(report), ...costs].join('\n\n');
};

/** `drift CONNECTION`: in what the two sides differ. */
export const drift: Command = {
  takes: ['CONNECTION'],
  does: 'in what Procore and QuickBooks differ, since when, and what to do; as they were compared last',
  options: {
    html: { value: 'FILE', does: 'as a page of its own, to be printed or sent' },
    json: { does: 'as JSON' },
  },
  examples: ['drift acme', 'drift acme --html drift.html', 'drift acme --json'],
  run: async (reached, { connection, has, value }) => {
    await expectConnection(reached, connection);
    const report = await driftOf(reached).report(connection);
    const { reconcile: wanted, reconciled } = (await reached.connections.get(connection)) ?? {};
    const broken =
      reconciled?.why &&
      `The comparison of ${moment(reconciled.run)} UTC did not come to its end: ${reconciled.why}`;
    const begin = `Nothing was compared yet. Begin with: reconcile ${connection}`;
    if (!report)
      return wanted
        ? 'The comparison is under way: the sessions of the Web Connector carry it out.'
        : broken || begin;
    const html = value('html');
    if (html !== undefined) {
      await writeFile(html, driftPage(report));
      return `Written to ${html}.`;
    }
    if (has('json')) return JSON.stringify(report, undefined, 2);
    return [broken || '', tell(report)].filter((text) => text !== '').join('\n\n');
  },
};
