import { grouped } from '../grouped.ts';
import { compare } from '../qbxml/money.ts';
import type { EnteredRecord } from './entered.ts';
import type { Finding, FindingCode } from './findings.ts';

/** An entry as Procore has it now; `total`: decimal. */
export interface StandingEntry {
  readonly id: string;
  readonly total?: string;
}

/** What stands in Procore where entries were made. Each may throw. */
export interface ReadStanding {
  readonly costs: (projectId: string) => Promise<readonly StandingEntry[]>;
  readonly payments: (projectId: string, contractId: string) => Promise<readonly StandingEntry[]>;
}

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
  standing: ReadonlyMap<string, StandingEntry>,
  now: string,
): readonly Finding[] => {
  const found = standing.get(entered.procoreId);
  if (!found) return [finding(entered, 'entry-missing', now)];
  const { total } = found;
  const agrees = total === undefined || compare(total, entered.amount) === 0;
  return agrees ? [] : [finding(entered, 'entry-changed', now, total)];
};

const WORDS: Readonly<Record<string, string>> = {
  DirectCost: 'Direct costs',
  ContractPayment: 'Payments issued',
};

/** Where entries stand that one list tells of. */
const placeOf = ({ type, project, contract = '' }: EnteredRecord): string =>
  JSON.stringify([type, project, type === 'ContractPayment' ? contract : '']);

const listAt = (
  { type, project, contract = '' }: EnteredRecord,
  read: ReadStanding,
): Promise<readonly StandingEntry[]> =>
  type === 'ContractPayment' ? read.payments(project, contract) : read.costs(project);

/**
 * What became in Procore of the direct costs and payments that were entered; a call for each project, and for each
 * commitment that was paid. Or an error for people.
 */
export const standingFindings = async (
  entered: readonly EnteredRecord[],
  read: ReadStanding,
  now: string,
): Promise<{ readonly findings: readonly Finding[]; readonly trouble: readonly string[] }> => {
  const known = entered.filter(({ type }) => type in WORDS);
  const findings: Finding[] = [];
  const trouble = new Set<string>();
  for (const [first, ...others] of grouped(known, placeOf).values()) {
    if (!first) continue;
    try {
      const standing = new Map((await listAt(first, read)).map((one) => [one.id, one]));
      findings.push(...[first, ...others].flatMap((one) => differenceOf(one, standing, now)));
    } catch (error) {
      trouble.add(`${WORDS[first.type]} in Procore were not compared: ${(error as Error).message}`);
    }
  }
  return { findings, trouble: [...trouble] };
};
