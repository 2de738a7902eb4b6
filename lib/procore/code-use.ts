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
  if (wbsId !== undefined && !saysOnly(flatCode, given, line.child('line_item_type'))) {
    return fromSegments(line, given, await listedWbsCode(wbsId, line, codes), codes);
  }
  return given === undefined ? { is: 'none' } : toUse(await whole(given, codes), given.fullCode || flatCode);
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

const listedWbsCode = async (id: string, line: Fields, codes: ProjectCodes): Promise<WbsCode> => {
  const listed = await codes.wbsCode(id);
  if (listed !== undefined) return listed;
  throw new ProcoreFailure(
    'malformed',
    `The ${line.what} has the budget code ${id}, which the project does not list. Choose its budget code again in Procore.`,
  );
};

const fromSegments = async (
  line: Fields,
  given: GivenCostCode | undefined,
  wbsCode: WbsCode,
  codes: ProjectCodes,
): Promise<CostCodeUse> => {
  const fullCode = wbsCode.flatCode;
  let costCodeId = given?.id;
  for (const { itemId, type, name } of wbsCode.segments) {
    if (type === 'sub_job') return { is: 'sub-job', fullCode };
    if (type === 'line_item_type' || itemId === line.child('line_item_type')?.optionalId('id')) continue;
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
