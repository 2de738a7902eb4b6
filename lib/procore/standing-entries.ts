import type { About } from './failure.ts';
import type { Fields } from './fields.ts';
import { createGet, type GetDeps } from './get.ts';
import { listAll } from './paging.ts';

/** An entry as its list tells it. `total`: decimal, before tax. */
export interface StandingEntry {
  readonly id: string;
  readonly total?: string;
}

const entriesIn = (rows: readonly Fields[], field: string): StandingEntry[] =>
  rows
    .filter((row) => row.text('deleted_at') === '')
    .map((row) => {
      const total = row.optionalDecimal(field)?.toFixed(2);
      return { id: row.id('id'), ...(total !== undefined && { total }) };
    });

/** What stands in Procore, whoever entered it: a call for a thousand. Each throws ProcoreFailure. */
export const createStandingEntries = (deps: GetDeps) => {
  const get = createGet(deps);
  const list = (path: string, query: Readonly<Record<string, string>>, about: About): Promise<Fields[]> =>
    listAll(get, { path, query, about, size: 1_000 });
  return {
    /** Direct costs of a project. */
    costs: async (projectId: string): Promise<readonly StandingEntry[]> => {
      const path = `rest/v1.1/projects/${encodeURIComponent(projectId)}/direct_costs`;
      const about = { what: `direct costs of project ${projectId}`, tool: 'Direct Costs', projectId };
      return entriesIn(await list(path, {}, about), 'grand_total');
    },

    /** Payments issued on a commitment. */
    payments: async (projectId: string, contractId: string): Promise<readonly StandingEntry[]> => {
      const query = { project_id: projectId, contract_id: contractId };
      const what = `payments issued on commitment ${contractId}`;
      const rows = await list('rest/v1.0/contract_payments', query, { what, tool: 'Commitments', projectId });
      return entriesIn(rows, 'amount');
    },
  };
};
