import { bodyOf } from './call.ts';
import type { DirectCostLine } from './entries.ts';
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

/** The cost code that a line names. */
export type LineCode = DirectCostLine['code'];

/** By what its coding is found. */
export const codeKey = (code: LineCode): string => JSON.stringify(code);

const codeText = (code: LineCode): string =>
  'fullCode' in code ? code.fullCode : `that stands for the standard cost code ${code.standardCostCodeId}`;

const isMeant =
  (code: LineCode) =>
  (one: ProjectCostCode): boolean =>
    !one.isOfSubJob &&
    ('fullCode' in code
      ? one.fullCode === code.fullCode
      : one.standardCostCodeId === code.standardCostCodeId);

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
): ((wanted: readonly LineCode[]) => Promise<ReadonlyMap<string, CostCoding>>) => {
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

  const NO_OTHER =
    `Project ${projectId} has no cost type "${OTHER}": add a line item type of that name in Procore ` +
    '(Company Admin, Work Breakdown Structure, Cost Type).';

  const noCode = (code: LineCode) =>
    `Project ${projectId} has no cost code ${codeText(code)}: ` +
    'add it to the project in Procore (project Admin, Work Breakdown Structure).';

  const notMade = ({ fullCode }: ProjectCostCode) =>
    `Procore did not make the budget code ${fullCode} with cost type "${OTHER}" in project ${projectId}: add it there.`;

  /** What there is in the project; codes that are made here are added. */
  const read = async () => {
    const [rows, codes, known] = [
      await types(),
      [...(await listCostCodes(get, projectId)).values()],
      [...(await listWbsCodes(get, projectId)).values()],
    ];
    return { type: otherOf(rows), codes, known };
  };
  let project: ReturnType<typeof read> | undefined;
  const remembered = (): ReturnType<typeof read> => {
    project ??= read().catch((error: unknown) => {
      project = undefined;
      throw error;
    });
    return project;
  };

  return async (wanted) => {
    const { type, codes, known } = await remembered();
    const distinct = new Map(wanted.map((code) => [codeKey(code), code]));
    if (!type) return new Map([...distinct.keys()].map((key) => [key, { refused: NO_OTHER }]));
    const found = [...distinct].map(([key, code]) => [key, code, codes.find(isMeant(code))] as const);
    const standing = (code: ProjectCostCode) => known.find((one) => isOf(one, code, type));
    const missing = found.flatMap(([, , code]) => (code && !standing(code) ? [code] : []));
    if (missing.length > 0) known.push(...(await make(missing, type)));
    return new Map(
      found.map(([key, asked, code]): [string, CostCoding] => {
        if (!code) return [key, { refused: noCode(asked) }];
        const wbs = standing(code);
        return [key, wbs ? { wbsCodeId: wbs.id } : { refused: notMade(code) }];
      }),
    );
  };
};
