import { createGet, type GetDeps } from './get.ts';
import { listAll } from './paging.ts';

/** A direct cost as its list tells it. `total`: decimal, before tax. */
export interface StandingCost {
  readonly id: string;
  readonly total?: string;
}

/** All direct costs of a project, a call for a thousand. Throws ProcoreFailure. */
export const createDirectCosts =
  (deps: GetDeps) =>
  async (projectId: string): Promise<readonly StandingCost[]> => {
    const rows = await listAll(createGet(deps), {
      path: `rest/v1.1/projects/${encodeURIComponent(projectId)}/direct_costs`,
      query: {},
      about: { what: `direct costs of project ${projectId}`, tool: 'Direct Costs', projectId },
      size: 1_000,
    });
    return rows
      .filter((row) => row.text('deleted_at') === '')
      .map((row) => {
        const total = row.optionalDecimal('grand_total')?.toFixed(2);
        return { id: row.id('id'), ...(total !== undefined && { total }) };
      });
  };
