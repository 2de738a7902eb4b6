import type { DriftReport } from '../../lib/reconcile/ports.ts';
import {
  type Comparison,
  compareCosts,
  compareNamed,
  comparePayments,
  comparePlanted,
} from '../sample/compare-life.ts';
import { describeDifference } from '../sample/difference.ts';
import type { Played } from '../sample/life.ts';
import { companiesIn, directCostsIn, enteredPaymentsIn, projectsIn } from '../sample/read-procore.ts';
import type { ListKind } from '../simulators/quickbooks/quickbooks.ts';
import { driftIn } from './life.ts';
import { importedIn } from './states.ts';
import type { Branch, World } from './world.ts';

const differencesIn = (
  { procore }: World,
  { sample, quickbooks: { people } }: Branch,
  report: DriftReport | undefined,
): string[] => {
  const { expected } = sample.life;
  const after = procore.company(sample.settings.procore.companyId).data;
  const before = sample.procore();
  const listId = (kind: ListKind) => (name: string) => people.find(kind, name) ?? '';
  const projectOf = (job: string): string =>
    expected.projects[job] ??
    projectsIn(after).find(({ origin }) => origin === listId('Customer')(job))?.id ??
    '';
  const named = (kind: ListKind, namesIn: typeof projectsIn): Comparison => ({
    ...{ before: namesIn(before), after: namesIn(after), listId: listId(kind) },
  });
  return [
    ...compareCosts(directCostsIn(after), expected, projectOf),
    ...comparePayments(enteredPaymentsIn(after), expected),
    ...compareNamed('project', expected.jobs, named('Customer', projectsIn)),
    ...compareNamed('company', expected.vendors, named('Vendor', companiesIn)),
    ...comparePlanted(report?.findings ?? [], expected),
  ].map(describeDifference);
};

/**
 * What Procore and the report of differences do not say as the samples' independent expectation does, a line each, after
 * the books have had a life of their own.
 */
export const lifeDifferences = async (
  world: World,
  played: ReadonlyMap<Branch, Played>,
): Promise<string[]> => {
  const all = [...played.keys()].map(async (branch) => {
    const open = (await importedIn(world.plumbline, branch.connection)).filter(
      ({ state }) => state === 'queued' || state === 'awaiting-approval',
    );
    const unfinished = open.map(({ flow, title, id, state }) => `${flow} ${title ?? id}: still ${state}`);
    const found = differencesIn(world, branch, await driftIn(world, branch));
    return [...found, ...unfinished].map((line) => `${branch.connection}: ${line}`);
  });
  return (await Promise.all(all)).flat();
};
