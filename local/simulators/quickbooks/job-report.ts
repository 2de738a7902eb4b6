import { Big } from 'big.js';
import type { Company } from './company.ts';
import type { ListKind, ListObject } from './company-file.ts';
import { type ItemCost, jobCosts, type ReportFilter } from './job-costs.ts';
import { today } from './local-time.ts';
import { findByFullName, fullName } from './names.ts';
import { textField } from './request-fields.ts';
import { type Answer, invalidReference, ok, type Status, unsupported } from './status.ts';
import { branch, child, leaf, type Node, text, texts } from './xml.ts';

const TYPES: Readonly<Partial<Record<ListKind, string>>> = {
  ItemService: 'Service',
  ItemNonInventory: 'Parts',
};
const COLUMNS = ['Est. Cost', 'Act. Cost', '($) Diff.', 'Est. Revenue', 'Act. Revenue', '($) Diff.'];

const empty = (name: string, attributes: Readonly<Record<string, string>>): Node =>
  branch(name, [], attributes);

/** The first column has no title. */
const columns = (): Node[] =>
  ['', ...COLUMNS].map((title, at) =>
    branch(
      'ColDesc',
      [
        empty('ColTitle', { titleRow: '1', ...(title !== '' && { value: title }) }),
        leaf('ColType', title === '' ? 'Blank' : title === '($) Diff.' ? 'AmountDifference' : 'Amount'),
      ],
      { colID: String(at + 1), dataType: title === '' ? 'STRTYPE' : 'AMTTYPE' },
    ),
  );

const added = (a: Big | undefined, b: Big | undefined): Big | undefined =>
  a || b ? new Big(a ?? 0).plus(b ?? 0) : undefined;

const sumOf = (costs: readonly ItemCost[]): ItemCost =>
  costs.reduce<ItemCost>(
    (sum, cost) => ({
      estimatedCost: added(sum.estimatedCost, cost.estimatedCost),
      actualCost: added(sum.actualCost, cost.actualCost),
      estimatedRevenue: added(sum.estimatedRevenue, cost.estimatedRevenue),
    }),
    {},
  );

/** Cells of a row; what nothing is known of is left out, as QuickBooks leaves out empty cells. */
const cells = (label: string, { estimatedCost, actualCost, estimatedRevenue }: ItemCost): Node[] => {
  const difference =
    actualCost || estimatedCost ? new Big(actualCost ?? 0).minus(estimatedCost ?? 0) : undefined;
  const revenue = estimatedRevenue && new Big(0).minus(estimatedRevenue);
  return [label, estimatedCost, actualCost, difference, estimatedRevenue, undefined, revenue].flatMap(
    (value, at) =>
      value === undefined
        ? []
        : [
            empty('ColData', {
              colID: String(at + 1),
              value: typeof value === 'string' ? value : value.toFixed(2),
            }),
          ],
  );
};

interface Report {
  readonly company: Company;
  readonly costs: ReadonlyMap<string, ItemCost>;
  /** Items by their parent; those at the top under ''. */
  readonly children: ReadonlyMap<string, readonly ListObject[]>;
  readonly rows: Node[];
}

const addRow = ({ rows }: Report, name: string, children: readonly Node[], value?: string): void => {
  const rowNumber = String(rows.length + 1);
  rows.push(branch(name, children, { rowNumber, ...(value !== undefined && { value }) }));
};

const addFigures = (report: Report, row: string, item: string, label: string, cost: ItemCost): void =>
  addRow(report, row, [empty('RowData', { rowType: 'item', value: item }), ...cells(label, cost)]);

const childrenIn = ({ file }: Company): ReadonlyMap<string, readonly ListObject[]> => {
  const children = new Map<string, ListObject[]>();
  for (const object of file.objects.values()) {
    if (!TYPES[object.kind]) continue;
    const brothers = children.get(object.parent ?? '') ?? [];
    brothers.push(object);
    children.set(object.parent ?? '', brothers);
  }
  return children;
};

const childrenOf = ({ children }: Report, item: ListObject): readonly ListObject[] =>
  children.get(item.id) ?? [];

/** The costs of an item and of those below it. */
const costsWithin = (report: Report, item: ListObject): ItemCost[] => [
  ...[report.costs.get(item.id) ?? []].flat(),
  ...childrenOf(report, item).flatMap((one) => costsWithin(report, one)),
];

const labelOf = ({ name, fields }: ListObject): string => {
  const both = fields.SalesAndPurchase;
  const said = typeof both === 'object' && !Array.isArray(both) ? textField(both, 'SalesDesc') : undefined;
  return said === undefined ? name : `${name} (${said})`;
};

const addItem = (report: Report, item: ListObject): void => {
  const within = costsWithin(report, item);
  if (within.length === 0) return;
  const name = fullName(report.company.file, item);
  const own = report.costs.get(item.id);
  const below = childrenOf(report, item).filter((one) => costsWithin(report, one).length > 0);
  if (below.length === 0) {
    addFigures(report, 'DataRow', name, labelOf(item), own ?? {});
    return;
  }
  addRow(report, 'TextRow', [], labelOf(item));
  for (const one of below) addItem(report, one);
  if (own) addFigures(report, 'DataRow', name, `${labelOf(item)} - Other`, own);
  addFigures(report, 'SubtotalRow', name, `Total ${labelOf(item)}`, sumOf(within));
};

const rowsOf = (company: Company, filter: ReportFilter): Node[] => {
  const report: Report = {
    company,
    costs: jobCosts(company, filter),
    children: childrenIn(company),
    rows: [],
  };
  const items = report.children.get('') ?? [];
  for (const [kind, title] of Object.entries(TYPES)) {
    const own = items.filter((item) => item.kind === kind).sort((a, b) => (a.name < b.name ? -1 : 1));
    const costs = own.flatMap((item) => costsWithin(report, item));
    if (costs.length === 0) continue;
    addRow(report, 'TextRow', [], title);
    for (const item of own) addItem(report, item);
    addRow(report, 'SubtotalRow', cells(`Total ${title}`, sumOf(costs)));
  }
  if (report.rows.length > 0) addRow(report, 'TotalRow', cells('TOTAL', sumOf([...report.costs.values()])));
  return report.rows;
};

const withChildren = (company: Company, ids: readonly string[]): string[] => {
  const below = [...company.file.objects.values()].flatMap(({ id, parent }) =>
    parent && ids.includes(parent) ? [id] : [],
  );
  return below.length > 0 ? [...ids, ...withChildren(company, below)] : [...ids];
};

const jobsIn = (company: Company, request: Node): { jobs?: ReadonlySet<string> } | { refused: Status } => {
  const filter = child(request, 'ReportEntityFilter');
  if (!filter) return {};
  const asked = filter.children.map(({ name, text: key }) => ({
    key,
    whole: name.endsWith('WithChildren'),
    found: name.startsWith('ListID')
      ? company.file.objects.get(key)
      : findByFullName(company.file, ['Customer'], key),
  }));
  const missing = asked.find(({ found }) => found?.kind !== 'Customer');
  if (missing) return { refused: invalidReference('Customer', missing.key, 'Job Report') };
  const ids = asked.flatMap(({ found, whole }) =>
    found ? (whole ? withChildren(company, [found.id]) : [found.id]) : [],
  );
  return { jobs: new Set(ids) };
};

/** JobReportQuery: of its reports only the one that sets the items' estimated against their actual cost. */
export const queryJobReport = (company: Company, request: Node): Answer => {
  const macro = text(request, 'ReportDateMacro') ?? 'All';
  if (text(request, 'JobReportType') !== 'ItemEstimatesVsActuals' || !['All', 'Today'].includes(macro))
    return unsupported;
  if (child(request, 'ReportItemFilter') ?? child(request, 'ReportClassFilter')) return unsupported;
  const jobs = jobsIn(company, request);
  if ('refused' in jobs) return jobs.refused;
  const types = texts(child(request, 'ReportTxnTypeFilter'), 'TxnTypeFilter');
  const period = child(request, 'ReportPeriod');
  const day = macro === 'Today' ? today(company) : undefined;
  const rows = rowsOf(company, {
    ...jobs,
    ...(types.length > 0 && !types.includes('All') && { types: new Set(types) }),
    from: text(period, 'FromReportDate') ?? day,
    to: text(period, 'ToReportDate') ?? day,
  });
  const head = [
    leaf('ReportTitle', 'Item Estimates vs. Actuals'),
    leaf('ReportSubtitle', 'All Transactions'),
    leaf('NumRows', String(rows.length)),
    leaf('NumColumns', String(COLUMNS.length + 1)),
    leaf('NumColTitleRows', '1'),
  ];
  const data = rows.length > 0 ? [branch('ReportData', rows)] : [];
  return { ...ok, rets: [branch('ReportRet', [...head, ...columns(), ...data])] };
};
