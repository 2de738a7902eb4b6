import type { StandardCodeJson } from './expand-codes.ts';
import { type Id, id, idAfter } from './ids.ts';

/** What differs from project to project. */
export interface ProjectRow {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly displayName: string;
  readonly address: string;
  readonly city: string;
  readonly state: string;
  readonly zip: string;
  readonly country: string;
  readonly timeZone: string;
  readonly start: string | null;
  readonly completion: string | null;
  /** UTC. */
  readonly created: string;
  readonly inactive?: true;
  /** First id of the project's cost codes; its WBS codes follow 5,000 later. */
  readonly firstCodeId: string;
  /** A cost code that only this project has: full code, blank, name. */
  readonly ownCode?: string;
  /** Full code of a cost code that stands a second time under the sub job `SJ1`. */
  readonly subJobCode?: string;
  /** Full code of a cost code that stands a second time with the custom segment Phase. */
  readonly phasedCode?: string;
}

/** A project as Procore shows it. */
export const expandProject = (row: ProjectRow, company: { id: Id; name: string }, listId: Id) => ({
  id: id(row.id),
  name: row.name,
  display_name: row.displayName,
  project_number: row.number,
  address: row.address,
  city: row.city,
  state_code: row.state,
  country_code: row.country,
  zip: row.zip,
  county: '',
  time_zone: row.timeZone,
  tz_name: row.timeZone,
  active: row.inactive !== true,
  is_demo: false,
  template: false,
  description: '',
  start_date: row.start,
  completion_date: row.completion,
  total_value: '0.0',
  accounting_project_number: null,
  phone: '',
  created_at: row.created,
  updated_at: '2026-03-02T19:41:08Z',
  origin_id: null as string | null,
  origin_data: null as string | null,
  origin_code: null as string | null,
  standard_cost_code_list_id: listId,
  is_erp_integrated: false,
  company,
  project_stage: { id: 3, name: 'Course of Construction' },
});

export type ProjectJson = ReturnType<typeof expandProject>;

export const COST_TYPES = [
  { id: 51, name: 'Commitment', code: 'S', base_type: 'commitment', origin_data: null, origin_id: null },
  { id: 52, name: 'Materials', code: 'M', base_type: 'materials', origin_data: null, origin_id: null },
];

/** The copies of the standard codes that a project has, and those that it has beside them. */
export const expandCostCodes = (row: ProjectRow, standard: readonly StandardCodeJson[]) => {
  const own = row.ownCode === undefined ? [] : [{ full: row.ownCode, standardId: null, sub: false }];
  const sub = standard.filter((code) => code.full_code === row.subJobCode);
  const all = [
    ...standard.map((code) => ({ full: `${code.full_code} ${code.name}`, standardId: code.id, sub: false })),
    ...own,
    ...sub.map((code) => ({ full: `${code.full_code} ${code.name}`, standardId: code.id, sub: true })),
  ];
  const fullCodes = all.map(({ full }) => full.slice(0, full.indexOf(' ')));
  return all.map(({ full, standardId, sub: inSubJob }, index) => {
    const fullCode = fullCodes[index] ?? '';
    const parent = fullCodes.indexOf(fullCode.slice(0, Math.max(0, fullCode.lastIndexOf('-'))));
    return {
      id: idAfter(row.firstCodeId, index),
      biller: inSubJob ? 'SJ1 North Annex' : `${row.number} ${row.name}`,
      biller_id: inSubJob ? idAfter(row.firstCodeId, 9_900) : id(row.id),
      biller_type: inSubJob ? 'SubJob' : 'Project',
      biller_origin_id: null,
      budgeted: true,
      code: fullCode.slice(fullCode.lastIndexOf('-') + 1),
      created_at: row.created,
      deleted_at: null,
      full_code: fullCode,
      name: full.slice(full.indexOf(' ') + 1),
      origin_data: null,
      origin_id: null,
      parent: { id: parent === -1 ? null : idAfter(row.firstCodeId, parent) },
      position: null,
      sortable_code: fullCode,
      standard_cost_code_id: standardId as Id | null,
      updated_at: row.created,
      line_item_types: COST_TYPES,
    };
  });
};

export type CostCodeJson = ReturnType<typeof expandCostCodes>[number];
