import { bodyOf } from './call.ts';
import type { About } from './failure.ts';
import { type Fields, fieldsOf } from './fields.ts';
import type { Get } from './get.ts';
import { id, jsonText } from './json-text.ts';
import { listAll } from './paging.ts';
import { ProcoreFailure } from './procore.ts';
import {
  listCostCodes,
  listWbsCodes,
  type ProjectCostCode,
  toWbsCode,
  type WbsCode,
} from './project-codes.ts';
import type { Writing } from './sync-rows.ts';

/** The WBS code of a cost line, or why there is none. */
export type CostCoding = { readonly wbsCodeId: string } | { readonly refused: string };

interface CostType {
  readonly id: string;
  readonly code: string;
}

/** Under this cost type the costs of QuickBooks stand, which knows none. */
const OTHER = 'Other';

const otherOf = (rows: readonly Fields[]): CostType | undefined => {
  const row = rows.find((one) => one.text('name').toLowerCase() === OTHER.toLowerCase());
  return row && { id: row.id('id'), code: row.text('code') };
};

/** Exactly this cost code and this type; replies that leave out what a segment is still have the code as a whole. */
const isOf = ({ segments, flatCode }: WbsCode, code: ProjectCostCode, type: CostType): boolean => {
  const has = (itemId: string, of: string) =>
    segments.some((one) => one.itemId === itemId && (one.type ?? of) === of);
  if (segments.length === 2 && has(code.id, 'cost_code') && has(type.id, 'line_item_type')) return true;
  return segments.length < 2 && flatCode === `${code.fullCode}.${type.code}`;
};

/** Budget codes for the cost lines of one project: what is there is listed once, what is missing is made by one call. */
export const createCostWbs = (
  { call, companyId, now }: Writing,
  get: Get,
  projectId: string,
): ((standardCostCodeIds: readonly string[]) => Promise<ReadonlyMap<string, CostCoding>>) => {
  const path = `rest/v1.0/projects/${encodeURIComponent(projectId)}/work_breakdown_structure`;
  const about = (what: string): About => ({
    what: `${what} of project ${projectId}`,
    tool: 'Admin',
    projectId,
  });

  const list = (at: string, query: Readonly<Record<string, string>>, what: string) =>
    listAll(get, { path: at, query, about: about(what), size: 1_000 });

  const types = () =>
    list(
      'rest/v1.0/line_item_types',
      { company_id: companyId, project_id: projectId },
      'cost types (line item types)',
    );

  const segmentIds = async (): Promise<Readonly<Record<'cost' | 'type', string>>> => {
    const rows = await list(`${path}/segments`, {}, 'segments of the budget codes');
    const idOf = (type: string): string => {
      const row = rows.find((one) => one.text('type') === type);
      if (row) return row.id('id');
      throw new ProcoreFailure(
        'refused',
        `The budget codes of project ${projectId} have no segment ${type}.`,
      );
    };
    return { cost: idOf('cost_code'), type: idOf('line_item_type') };
  };

  const make = async (codes: readonly ProjectCostCode[], type: CostType): Promise<WbsCode[]> => {
    const segments = await segmentIds();
    const bulk = codes.map((code) => ({
      segment_items: [
        { segment_id: id(segments.cost), segment_item_id: id(code.id) },
        { segment_id: id(segments.type), segment_item_id: id(type.id) },
      ],
    }));
    const asked = { ...about('new budget codes'), writes: true } as const;
    const json = jsonText({ bulk });
    const reply = await call({ method: 'patch', path: `${path}/wbs_codes/bulk_create`, json }, asked);
    return fieldsOf(bodyOf(reply, asked, now()), asked.what)
      .children('entities')
      .map(toWbsCode);
  };

  const refused = (words: string): CostCoding => ({ refused: words });

  const NO_OTHER =
    `Project ${projectId} has no cost type "${OTHER}": add a line item type of that name in Procore ` +
    '(Company Admin, Work Breakdown Structure, Cost Type).';

  const noCode = (standardId: string) =>
    `Project ${projectId} has no cost code that stands for the standard cost code ${standardId}: ` +
    'add it to the project in Procore (project Admin, Work Breakdown Structure).';

  const notMade = ({ fullCode }: ProjectCostCode) =>
    `Procore did not make the budget code ${fullCode} with cost type "${OTHER}" in project ${projectId}: add it there.`;

  const codesOf = async (standardIds: readonly string[]) => {
    const all = [...(await listCostCodes(get, projectId)).values()];
    return new Map(
      standardIds.map((standardId) => [
        standardId,
        all.find((code) => code.standardCostCodeId === standardId && !code.isOfSubJob),
      ]),
    );
  };

  return async (standardIds) => {
    const type = otherOf(await types());
    if (!type) return new Map(standardIds.map((one) => [one, refused(NO_OTHER)]));
    const codes = await codesOf(standardIds);
    const known = [...(await listWbsCodes(get, projectId)).values()];
    const standing = (all: readonly WbsCode[], code: ProjectCostCode) =>
      all.find((one) => isOf(one, code, type));
    const missing = [...codes.values()].filter((code) => code && !standing(known, code));
    const made = missing.length > 0 ? await make(missing as ProjectCostCode[], type) : [];
    return new Map(
      [...codes].map(([standardId, code]): [string, CostCoding] => {
        if (!code) return [standardId, refused(noCode(standardId))];
        const found = standing([...known, ...made], code);
        return [standardId, found ? { wbsCodeId: found.id } : refused(notMade(code))];
      }),
    );
  };
};
