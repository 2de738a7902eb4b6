/** What a hook may be told of one resource. */
export interface CatalogueRow {
  readonly category: string;
  readonly tool: string;
  readonly name: string;
  readonly actions: readonly string[];
}

const ACTIONS: Readonly<Record<string, string>> = { c: 'create', u: 'update', d: 'delete' };

const rows = (category: string, text: string): CatalogueRow[] =>
  text.split(', ').map((entry) => {
    const [, name = '', letters = ''] = /^(.+) ([cud]+)$/.exec(entry) ?? [];
    return { category, tool: name, name, actions: [...letters].map((letter) => ACTIONS[letter] ?? '') };
  });

/** Names that a company's hook may have triggers for, as a sandbox listed them. */
const COMPANY_RESOURCES: readonly CatalogueRow[] = rows(
  'Company',
  'Projects cu, Company Vendors cu, Company Insurances cud, Standard Cost Codes cud, Standard Cost Code Lists c, ' +
    'Line Item Types cud, Departments cud, Offices cud, Programs cud, Project Stages cud, Project Types cud, ' +
    'Trades cd, ERP Requests cud',
);

/** The same of a project's hook. There is no name for subcontractor invoices: they come as Draw Requests. */
const PROJECT_RESOURCES: readonly CatalogueRow[] = rows(
  'Project',
  'Cost Codes cud, Sub Jobs cud, Project Vendors cd, Project Dates cud, Project Insurances cud, ' +
    'Budget Line Items cud, Budget Changes cud, Budget Change Adjustments cud, ' +
    'Budget Change Adjustment Line Items cud, Budget Modifications cud, Budget View Snapshots c, ' +
    'Purchase Order Contracts cud, Purchase Order Contract Line Items cud, Work Order Contracts cud, ' +
    'Work Order Contract Line Items cud, Change Order Packages cud, Change Order Requests cud, ' +
    'Potential Change Orders cud, Potential Change Order Line Items cud, Change Events cud, ' +
    'Change Event Line Items cud, Draw Requests cud, Contract Payments cud, Direct Costs cud, ' +
    'Direct Cost Line Items cud, Company Direct Cost Line Items cud, Payment Applications cud, ' +
    'Prime Contracts cud, Prime Contract Line Items cud',
);

export interface Catalogue {
  readonly company: readonly CatalogueRow[];
  readonly project: readonly CatalogueRow[];
}

export const CATALOGUE: Catalogue = { company: COMPANY_RESOURCES, project: PROJECT_RESOURCES };
