import type { About } from './failure.ts';
import type { Fields } from './fields.ts';
import type { Get, Query } from './get.ts';
import { type ListRequest, listAll } from './paging.ts';
import { ProcoreFailure } from './procore.ts';

/** Lists of which each row says when it changed, and which can be asked for what changed since then. */
export type ChangeList = 'projects' | 'companies' | 'commitments' | 'change-orders' | 'invoices';

/** A record as such a list names it. */
export interface ChangedRow {
  readonly id: string;
  /** ISO; absent: Procore does not say. */
  readonly changedAt?: string;
  /** Webhook resource name, where a list has several kinds. */
  readonly resource?: string;
}

interface Source {
  readonly path: (project: string) => string;
  readonly query: (company: string, project: string) => Query;
  readonly what: string;
  readonly tool: string;
  readonly size: number;
  /** It lists deleted ones, too, when it is asked to. */
  readonly deleted?: true;
  readonly resource?: string;
  /** The id by which flows know a row; absent: its own. */
  readonly id?: (row: Fields) => string;
  /** Not in every project: Procore then refuses the list, or knows no such path. */
  readonly perhaps?: true;
  readonly unpaged?: true;
}

const byProject = (_: string, project: string): Query => ({ project_id: project });
const own = (row: Fields): string => row.id('id');

const contracts = (path: string, what: string, resource: string): Source => ({
  ...{ path: () => `rest/v1.0/${path}`, query: byProject, what, tool: 'Commitments', size: 300 },
  ...{ deleted: true, resource },
});

const SOURCES: Readonly<Record<ChangeList, readonly Source[]>> = {
  projects: [
    {
      path: () => 'rest/v1.1/projects',
      // Without the status filter Procore lists active projects only.
      query: (company) => ({ company_id: company, view: 'normal', 'filters[by_status]': 'All' }),
      ...{ what: 'projects', tool: 'Portfolio', size: 300 },
    },
  ],
  companies: [
    {
      path: () => 'rest/v1.0/vendors',
      query: (company) => ({ company_id: company, view: 'extended' }),
      ...{ what: 'companies', tool: 'Directory', size: 500 },
    },
  ],
  commitments: [
    contracts('purchase_order_contracts', 'purchase orders', 'Purchase Order Contracts'),
    contracts('work_order_contracts', 'subcontracts', 'Work Order Contracts'),
  ],
  'change-orders': [
    {
      ...{ path: () => 'rest/v1.0/change_order_packages', query: byProject, size: 300, deleted: true },
      ...{ what: 'change order packages', tool: 'Commitments' },
    },
    {
      path: (project) => `rest/v1.0/projects/${encodeURIComponent(project)}/commitment_change_orders`,
      query: () => ({}),
      ...{ what: 'commitment change orders', tool: 'Commitments', size: 300, perhaps: true },
      unpaged: true,
      id: (row) => row.optionalId('legacy_package_id') ?? `cco-${row.id('id')}`,
    },
  ],
  invoices: [
    {
      ...{ path: () => 'rest/v1.1/requisitions', query: byProject, size: 300 },
      ...{ what: 'subcontractor invoices', tool: 'Commitments' },
    },
  ],
};

const aboutOf = ({ what, tool }: Source, project: string): About =>
  project === '' ? { what, tool } : { what: `${what} of project ${project}`, tool, projectId: project };

/** Deleted ones stand among those that changed; the whole list is of those that are there. */
const sinceQuery = ({ deleted }: Source, since: string | undefined): Query =>
  since === undefined
    ? {}
    : {
        // Procore reads whole seconds; a range may not be open.
        'filters[updated_at]': `${since.slice(0, 19)}Z...2100-01-01T00:00:00Z`,
        ...(deleted && { 'filters[include_deleted]': 'with' }),
      };

const rowsOf = async (get: Get, source: Source, request: ListRequest): Promise<Fields[]> => {
  try {
    return await listAll(get, request);
  } catch (error) {
    const isAbsent = error instanceof ProcoreFailure && ['refused', 'forbidden'].includes(error.kind);
    if (source.perhaps && isAbsent) return [];
    throw error;
  }
};

const instantIn = (row: Fields): string | undefined =>
  row.text('updated_at') === '' ? undefined : new Date(row.instant('updated_at')).toISOString();

/**
 * What a list says of changes, in pages as large as Procore gives. `project`: '' for a list of the company. `since`
 * (ISO): only what changed at that time or later, deleted ones with it; absent: all that there is.
 */
export const listChanged = async (
  get: Get,
  companyId: string,
  list: ChangeList,
  project: string,
  since?: string,
): Promise<ChangedRow[]> => {
  const found: ChangedRow[] = [];
  for (const source of SOURCES[list]) {
    const request: ListRequest = {
      path: source.path(project),
      query: { ...source.query(companyId, project), ...sinceQuery(source, since) },
      about: aboutOf(source, project),
      size: source.size,
      ...(source.unpaged && { unpaged: true }),
    };
    for (const row of await rowsOf(get, source, request)) {
      const id = (source.id ?? own)(row);
      const changedAt = instantIn(row);
      found.push({
        id,
        ...(changedAt && { changedAt }),
        ...(source.resource && { resource: source.resource }),
      });
    }
  }
  return found;
};
