import { compare } from '../qbxml/money.ts';
import type { EnteredRecord } from './entered.ts';
import type { Finding, FindingCode } from './findings.ts';
import { grouped } from './grouped.ts';

/** A direct cost as Procore has it now; `total`: decimal. */
export interface StandingCost {
  readonly id: string;
  readonly total?: string;
}

/** Direct costs of a project of Procore. May throw. */
export type ReadCosts = (project: string) => Promise<readonly StandingCost[]>;

const finding = (
  { flow, id, title, type, procoreId, amount }: EnteredRecord,
  code: FindingCode,
  now: string,
  found?: string,
): Finding => ({
  ...{ flow, id, ...(title !== undefined && { title }), code, since: now },
  object: { type, id: procoreId, name: title ?? id },
  ...(found !== undefined && { field: 'amount', procore: found, quickbooks: amount }),
});

const differenceOf = (
  entered: EnteredRecord,
  standing: ReadonlyMap<string, StandingCost>,
  now: string,
): readonly Finding[] => {
  const found = standing.get(entered.procoreId);
  if (!found) return [finding(entered, 'entry-missing', now)];
  const { total } = found;
  const agrees = total === undefined || compare(total, entered.amount) === 0;
  return agrees ? [] : [finding(entered, 'entry-changed', now, total)];
};

/** What became in Procore of the direct costs that were entered; a call for each project, or an error for people. */
export const standingFindings = async (
  entered: readonly EnteredRecord[],
  read: ReadCosts,
  now: string,
): Promise<{ readonly findings: readonly Finding[]; readonly trouble: readonly string[] }> => {
  const costs = entered.filter(({ type }) => type === 'DirectCost');
  const findings: Finding[] = [];
  const trouble = new Set<string>();
  for (const [project, own] of grouped(costs, (one) => one.project)) {
    try {
      const standing = new Map((await read(project)).map((one) => [one.id, one]));
      findings.push(...own.flatMap((one) => differenceOf(one, standing, now)));
    } catch (error) {
      trouble.add(`Direct costs in Procore were not compared: ${(error as Error).message}`);
    }
  }
  return { findings, trouble: [...trouble] };
};
