import { cureOf, FINDINGS, type Finding, type FindingCode } from './findings.ts';
import { jobsHtml } from './page-jobs.ts';
import { plain, tableHtml } from './page-table.ts';
import type { DriftReport } from './ports.ts';

/** `2026-03-05 12:00` of an ISO time. */
const minute = (time: string): string => time.slice(0, 16).replace('T', ' ');

const STYLE = `
:root { color-scheme: light; }
body { font: 14px/1.45 system-ui, sans-serif; color: #1c2430; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; }
h2 { font-size: 1.1rem; margin: 2rem 0 .25rem; }
h3 { font-size: 1rem; margin: 1.5rem 0 .25rem; }
p { margin: .25rem 0; max-width: 60rem; }
.cure { color: #4a5568; }
table { border-collapse: collapse; width: 100%; margin-top: .75rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid #d9dee5; }
th { font-weight: 600; border-bottom: 2px solid #8a94a3; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.w { overflow-wrap: anywhere; }
small { color: #4a5568; }
tr.total td { font-weight: 600; border-top: 2px solid #8a94a3; }
.ok { color: #1d6b3a; font-weight: 600; }
.drift { color: #9b1c1c; font-weight: 600; }
code { font-family: ui-monospace, monospace; font-size: .9em; }
@media print { body { margin: 0; max-width: none; font-size: 10pt; } tr { break-inside: avoid; } thead { display: table-header-group; } }
`;

const rowOf = (finding: Finding): readonly string[] => {
  const { flow, title, id, object, field = '', procore = '', quickbooks = '', at, since } = finding;
  return [
    `${plain(title ?? id)}<br><small>${plain(flow)}</small>`,
    `${plain(object.name)}<br><small>${plain(object.type)}</small>`,
    ...[field, procore, quickbooks].map(plain),
    `${plain(since.slice(0, 10))}${at ? `<br><small>changed ${plain(minute(at))}</small>` : ''}`,
  ];
};

const HEAD = ['Record', 'In QuickBooks', 'What', 'Procore', 'QuickBooks', 'Since'];

/** `npm run …` up to the end of its sentence stands out. */
const withCommands = (text: string): string =>
  plain(text).replace(
    /npm run plumbline -- [\w-]+ \S+ \S+ id:[^\s.]+/g,
    (command) => `<code>${command}</code>`,
  );

const section = (code: FindingCode, findings: readonly Finding[], connection: string): string => {
  const [first] = findings;
  if (!first) return '';
  return `<h2>${plain(FINDINGS[code].says)} <small>(${findings.length})</small></h2>
<p class="cure">${withCommands(cureOf(first, connection))}</p>
${tableHtml(HEAD, findings.map(rowOf))}`;
};

/** The report as a page that needs nothing else: to be opened, printed or sent. */
export const driftPage = (report: DriftReport): string => {
  const { connection, at, subjects, findings } = report;
  const codes = Object.keys(FINDINGS) as FindingCode[];
  const sections = codes.map((code) =>
    section(
      code,
      findings.filter((one) => one.code === code),
      connection,
    ),
  );
  const summary =
    findings.length === 0
      ? '<span class="ok">Both sides agree.</span>'
      : `<span class="drift">${findings.length} differences.</span>`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Procore and QuickBooks: ${plain(connection)}</title><style>${STYLE}</style></head>
<body><h1>Procore and QuickBooks: ${plain(connection)}</h1>
<p>Compared ${plain(minute(at))} UTC, ${subjects} objects of QuickBooks. ${summary}</p>
${report.trouble.map((words) => `<p class="drift">${plain(words)}</p>`).join('\n')}
${sections.filter((html) => html !== '').join('\n')}
${jobsHtml(report.jobs, report.uncoded, report.uncodedLines)}
</body></html>
`;
};
