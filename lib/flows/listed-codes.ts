import type { Procore } from '../procore/procore.ts';
import type { CostCodeUse } from '../procore/shapes.ts';
import type { Settings } from '../settings.ts';
import { standardCodes } from './cost-codes.ts';

interface Coded {
  readonly costCode: CostCodeUse;
}

/** A standard code of another list than the connection's has no item: for us it is the project's own. */
const ofList = <L extends Coded>(line: L, listed: ReadonlySet<string>): L => {
  const { costCode } = line;
  return costCode.is === 'standard' && !listed.has(costCode.standardCostCodeId)
    ? { ...line, costCode: { is: 'project-specific', fullCode: costCode.fullCode } }
    : line;
};

/** Lines with the standard codes of the connection's list alone. */
export const listedLines = async <L extends Coded>(
  procore: Procore,
  settings: Settings,
  lines: readonly L[],
): Promise<readonly L[]> => {
  const { value: codes } = await standardCodes(procore, settings);
  const listed = new Set(codes.map(({ id }) => id));
  return lines.map((line) => ofList(line, listed));
};
