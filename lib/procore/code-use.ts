import type { Fields } from './fields.ts';
import { ProcoreFailure } from './procore.ts';
import { type ProjectCodes, type ProjectCostCode, toProjectCostCode, type WbsCode } from './project-codes.ts';
import type { CostCodeUse } from './shapes.ts';

/** What a line is coded to; codes as Procore writes them. Asks for the project's lists only where it must. */
export const codeUseOf = async (line: Fields, codes: ProjectCodes): Promise<CostCodeUse> => {
  const given = givenCostCode(line);
  const wbsCode = line.child('wbs_code');
  const flatCode = wbsCode?.text('flat_code') ?? '';
  if (given?.isOfSubJob) return { is: 'sub-job', fullCode: given.fullCode || flatCode };
  const wbsId = wbsCode?.optionalId('id');
  const type = line.child('line_item_type');
  if (wbsId !== undefined && !saysOnly(flatCode, given, type)) {
    const listed = await listedWbsCode(wbsId, line.what, codes);
    return fromSegments(given, type?.optionalId('id'), listed, codes);
  }
  return given === undefined ? { is: 'none' } : toUse(await whole(given, codes), given.fullCode || flatCode);
};

/** What a record is coded to that names its codes by their ids alone. */
export interface CodeIds {
  readonly what: string;
  readonly costCodeId?: string;
  readonly wbsCodeId?: string;
  /** Of the cost type. */
  readonly typeId?: string;
}

/** The same for such a record; always by the project's lists. */
export const codeUseOfIds = async (ids: CodeIds, codes: ProjectCodes): Promise<CostCodeUse> => {
  const { what, costCodeId, wbsCodeId, typeId } = ids;
  const costCode = costCodeId === undefined ? undefined : await codes.costCode(costCodeId);
  if (wbsCodeId === undefined) return costCodeId === undefined ? { is: 'none' } : toUse(costCode, costCodeId);
  const given = costCode && { ...costCode, isShort: false };
  return fromSegments(given, typeId, await listedWbsCode(wbsCodeId, what, codes), codes);
};

/** The cost code inside a line. A short form of it ends before the standard code. */
type GivenCostCode = ProjectCostCode & { readonly isShort: boolean };

const givenCostCode = (line: Fields): GivenCostCode | undefined => {
  const fields = line.child('cost_code');
  if (fields === undefined) return undefined;
  return { ...toProjectCostCode(fields), isShort: !fields.has('standard_cost_code_id') };
};

const whole = async (given: GivenCostCode, codes: ProjectCodes): Promise<ProjectCostCode | undefined> =>
  given.isShort ? codes.costCode(given.id) : given;

/** Cost code and cost type make up the whole flat code, so there is no further segment to look for. */
const saysOnly = (
  flatCode: string,
  costCode: ProjectCostCode | undefined,
  type: Fields | undefined,
): boolean => {
  if (costCode === undefined || costCode.fullCode === '') return false;
  return [costCode.fullCode, `${costCode.fullCode}.${type?.text('code')}`].includes(flatCode);
};

const listedWbsCode = async (id: string, what: string, codes: ProjectCodes): Promise<WbsCode> => {
  const listed = await codes.wbsCode(id);
  if (listed !== undefined) return listed;
  throw new ProcoreFailure(
    'malformed',
    `The ${what} has the budget code ${id}, which the project does not list. Choose its budget code again in Procore.`,
  );
};

const fromSegments = async (
  given: GivenCostCode | undefined,
  typeId: string | undefined,
  wbsCode: WbsCode,
  codes: ProjectCodes,
): Promise<CostCodeUse> => {
  const fullCode = wbsCode.flatCode;
  let costCodeId = given?.id;
  for (const { itemId, type, name } of wbsCode.segments) {
    if (type === 'sub_job') return { is: 'sub-job', fullCode };
    if (type === 'line_item_type' || itemId === typeId) continue;
    if (type === 'cost_code' || (type === undefined && (await isCostCode(itemId, given, codes))))
      costCodeId = itemId;
    else return { is: 'custom-segment', segment: name, fullCode };
  }
  if (costCodeId === undefined) return { is: 'none' };
  return toUse(await (costCodeId === given?.id ? whole(given, codes) : codes.costCode(costCodeId)), fullCode);
};

const isCostCode = async (
  id: string,
  given: GivenCostCode | undefined,
  codes: ProjectCodes,
): Promise<boolean> => id === given?.id || (await codes.costCode(id)) !== undefined;

/** A code that the project does not list (any more) counts as its own: no standard code stands behind it. */
const toUse = (costCode: ProjectCostCode | undefined, written: string): CostCodeUse => {
  const fullCode = costCode?.fullCode || written;
  if (costCode?.isOfSubJob) return { is: 'sub-job', fullCode };
  const standardCostCodeId = costCode?.standardCostCodeId;
  if (standardCostCodeId === undefined) return { is: 'project-specific', fullCode };
  return { is: 'standard', standardCostCodeId, fullCode };
};
