import { COST_TYPES, type CostCodeJson, type ProjectRow } from './expand-project.ts';
import { type Id, idAfter } from './ids.ts';

const segment = (segmentId: number, name: string, type: string, position: number) => ({
  id: segmentId,
  name,
  type,
  position,
  delimiter: '.',
  required: type === 'cost_code' || type === 'line_item_type',
  structure: type === 'cost_code' ? 'tiered' : 'flat',
});

const SUB_JOB = segment(447334, 'Sub Job', 'sub_job', 0);
const COST_CODE = segment(447332, 'Cost Code', 'cost_code', 1);
const COST_TYPE = segment(447333, 'Cost Type', 'line_item_type', 2);
const PHASE = segment(447340, 'Phase', 'custom', 3);

const item = (of: ReturnType<typeof segment>, itemId: Id, code: string, pathCode: string, name: string) => ({
  id: itemId,
  code,
  name,
  parent_id: null as Id | null,
  path_ids: [itemId],
  path_code: pathCode,
  path_codes: pathCode.split('-'),
  path_names: [name],
  is_parent: false,
  in_use: true,
  status: 'active',
  segment: of,
});

type Item = ReturnType<typeof item>;

const costCodeItem = (code: CostCodeJson): Item => ({
  ...item(COST_CODE, code.id, code.code, code.full_code, code.name),
  parent_id: code.parent.id,
});

const wbsCode = (row: ProjectRow, step: number, items: readonly Item[]) => ({
  id: idAfter(row.firstCodeId, 5_000 + step),
  flat_code: items.map((one) => one.path_code).join('.'),
  flat_name: items.map((one) => one.name).join('.'),
  description: items.map((one) => one.name).join('.'),
  status: 'active',
  created_at: row.created,
  updated_at: row.created,
  wbs_pattern_id: 3113970,
  segment_items: items,
});

export type WbsCodeJson = ReturnType<typeof wbsCode>;

const itemsOf = (code: CostCodeJson, typeItem: Item): Item[] => {
  const own = [costCodeItem(code), typeItem];
  return code.biller_type === 'SubJob'
    ? [item(SUB_JOB, code.biller_id, 'SJ1', 'SJ1', 'North Annex'), ...own]
    : own;
};

/** The WBS codes of a project: every cost code with every cost type, and one more with the Phase segment. */
export const expandWbsCodes = (row: ProjectRow, codes: readonly CostCodeJson[]): WbsCodeJson[] => {
  const types = COST_TYPES.map((type) => item(COST_TYPE, type.id, type.code, type.code, type.name));
  const all = codes.flatMap((code) => types.map((type) => itemsOf(code, type)));
  const phase = item(PHASE, idAfter(row.firstCodeId, 9_901), 'PH2', 'PH2', 'Phase 2');
  const phased = codes
    .filter((code) => code.full_code === row.phasedCode && code.biller_type === 'Project')
    .flatMap((code) => types.map((type) => [...itemsOf(code, type), phase]));
  return [...all, ...phased].map((items, step) => wbsCode(row, step, items));
};
