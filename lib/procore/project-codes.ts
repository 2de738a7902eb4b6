import type { Fields } from './fields.ts';
import type { Get } from './get.ts';
import { listAll } from './paging.ts';

/** A cost code of a project. */
export interface ProjectCostCode {
  readonly id: string;
  readonly fullCode: string;
  readonly standardCostCodeId?: string;
  readonly isOfSubJob: boolean;
}

/** A WBS code (Procore's screens say budget code): what segments a line is coded to. */
export interface WbsCode {
  readonly id: string;
  /** All segments, e.g. `09-250.S`. */
  readonly flatCode: string;
  readonly segments: readonly Segment[];
}

export interface Segment {
  /** Of the item, e.g. the id of the project's cost code. */
  readonly itemId: string;
  /** `cost_code`, `line_item_type`, `sub_job`, `custom`…; older replies leave it out. */
  readonly type?: string;
  /** Of the segment, e.g. `Phase`. */
  readonly name: string;
}

/** The codes of one project, listed when first asked for. */
export interface ProjectCodes {
  costCode(id: string): Promise<ProjectCostCode | undefined>;
  wbsCode(id: string): Promise<WbsCode | undefined>;
}

/** `remember` shares one list among all callers that use the same key. */
export const createProjectCodes = (
  get: Get,
  projectId: string,
  remember: <T>(key: string, list: () => Promise<T>) => Promise<T>,
): ProjectCodes => ({
  costCode: async (id) =>
    (await remember(`cost codes of ${projectId}`, () => listCostCodes(get, projectId))).get(id),
  wbsCode: async (id) =>
    (await remember(`WBS codes of ${projectId}`, () => listWbsCodes(get, projectId))).get(id),
});

export const toProjectCostCode = (row: Fields): ProjectCostCode => ({
  id: row.id('id'),
  fullCode: row.text('full_code') || row.text('sortable_code') || row.text('code'),
  standardCostCodeId: row.optionalId('standard_cost_code_id'),
  isOfSubJob: row.text('biller_type') === 'SubJob',
});

/** By their ids. */
export const listCostCodes = async (get: Get, projectId: string): Promise<Map<string, ProjectCostCode>> => {
  const rows = await listAll(get, {
    path: 'rest/v1.0/cost_codes',
    query: { project_id: projectId },
    about: { what: `cost codes of project ${projectId}`, tool: 'Admin', projectId },
    size: 1_000,
  });
  return new Map(rows.map((row) => [row.id('id'), toProjectCostCode(row)]));
};

/** By their ids. */
export const listWbsCodes = async (get: Get, projectId: string): Promise<Map<string, WbsCode>> => {
  const rows = await listAll(get, {
    path: `rest/v1.0/projects/${encodeURIComponent(projectId)}/work_breakdown_structure/wbs_codes`,
    query: {},
    about: { what: `budget codes of project ${projectId}`, tool: 'Admin', projectId },
    size: 1_000,
  });
  return new Map(rows.map((row) => [row.id('id'), toWbsCode(row)]));
};

export const toWbsCode = (row: Fields): WbsCode => ({
  id: row.id('id'),
  flatCode: row.text('flat_code'),
  segments: row.children('segment_items').map((item) => {
    const segment = item.child('segment');
    return {
      itemId: item.id('id'),
      type: segment?.text('type') || undefined,
      name: segment?.text('name') || item.text('name'),
    };
  }),
});
