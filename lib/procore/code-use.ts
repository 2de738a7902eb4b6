import type { Fields } from './fields.ts';
import { ProcoreFailure } from './procore.ts';
import { type ProjectCodes, type ProjectCostCode, toProjectCostCode, type WbsCode } from './project-codes.ts';
import type { CostCodeUse } from './shapes.ts';

/** What a line is coded to; codes as Procore writes them. Asks for the project's lists only where it must. */
export const codeUseOf = async (line: Fields, codes: ProjectCodes): Promise<CostCodeUse> => {
  const costCode = line.child('cost_code');
  const wbsCode = line.child('wbs_code');
  const flatCode = wbsCode?.text('flat_code') ?? '';
  if (costCode?.text('biller_type') === 'SubJob')
    return { is: 'sub-job', fullCode: costCode.text('full_code') || flatCode };

  const known = costCode === undefined ? undefined : toProjectCostCode(costCode);
  const wbsId = wbsCode?.optionalId('id');
  if (wbsId !== undefined && !saysOnly(flatCode, known, line.child('line_item_type'))) {
    return fromSegments(line, await listedWbsCode(wbsId, line, codes), codes);
  }
  if (known === undefined || costCode === undefined) return { is: 'none' };
  const isWhole = costCode.has('standard_cost_code_id');
  return toUse(isWhole ? known : await codes.costCode(known.id), known.fullCode || flatCode);
};

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

const fromSegments = async (line: Fields, wbsCode: WbsCode, codes: ProjectCodes): Promise<CostCodeUse> => {
  const fullCode = wbsCode.flatCode;
  let costCodeId = line.child('cost_code')?.optionalId('id');
  for (const { itemId, type, name } of wbsCode.segments) {
    if (type === 'sub_job') return { is: 'sub-job', fullCode };
    if (type === 'line_item_type' || itemId === line.child('line_item_type')?.optionalId('id')) continue;
    if (type === 'cost_code' || (type === undefined && (await codes.costCode(itemId)))) costCodeId = itemId;
    else return { is: 'custom-segment', segment: name, fullCode };
  }
  if (costCodeId === undefined) return { is: 'none' };
  return toUse(await codes.costCode(costCodeId), fullCode);
};

const toUse = (costCode: ProjectCostCode | undefined, written: string): CostCodeUse => {
  const fullCode = costCode?.fullCode || written;
  if (costCode?.isOfSubJob) return { is: 'sub-job', fullCode };
  const standardCostCodeId = costCode?.standardCostCodeId;
  if (standardCostCodeId === undefined) return { is: 'project-specific', fullCode };
  return { is: 'standard', standardCostCodeId, fullCode };
};
