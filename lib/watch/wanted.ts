import type { Flow } from '../flow.ts';
import type { Resource, Trigger } from '../procore/hooks.ts';
import type { Settings } from '../settings.ts';
import { holderOf } from '../webhook/triggers.ts';

type Flows = readonly Flow<unknown>[];

/** What hooks are to be told of, by what Procore offers now. */
export interface Wanted {
  readonly company: readonly Trigger[];
  readonly project: readonly Trigger[];
  /** Names that Procore's catalogue lacks: what they would tell of is polled. */
  readonly lacking: readonly string[];
}

export const switchedOn = (flows: Flows, { off }: Pick<Settings, 'off'>): Flows =>
  flows.filter(({ name }) => !off.includes(name));

const namesOf = ({ on, onProject = [] }: Flow<unknown>): readonly string[] => [...on, ...onProject];

/** Names of all flows that are on, each once. */
export const wantedNames = (flows: Flows, settings: Pick<Settings, 'off'>): string[] => [
  ...new Set(switchedOn(flows, settings).flatMap(namesOf)),
];

/** The flows that no hook tells of, or not of everything. */
export const polledFlows = (
  flows: Flows,
  settings: Pick<Settings, 'off'>,
  lacking: readonly string[],
): Flows =>
  switchedOn(flows, settings).filter((flow) => namesOf(flow).some((name) => lacking.includes(name)));

/**
 * Triggers for exactly the names that flows are on, and for the lines of their records where Procore has them. A
 * company's hook is told of company resources only: who has a name says where it belongs. `project` is undefined
 * while no project is selected; then nothing lacks that it may have.
 */
export const wantedFrom = (
  flows: Flows,
  settings: Pick<Settings, 'off'>,
  company: readonly Resource[],
  project: readonly Resource[] | undefined,
): Wanted => {
  const names = wantedNames(flows, settings);
  const isWanted = ({ name }: Resource) =>
    names.includes(name) || (name.endsWith(' Line Items') && names.includes(holderOf(name)));
  const triggersIn = (resources: readonly Resource[]): Trigger[] =>
    resources
      .filter(isWanted)
      .flatMap(({ name, actions }) => actions.map((event) => ({ resource: name, event })));
  const offered = new Set([...company, ...(project ?? [])].map(({ name }) => name));
  return {
    company: triggersIn(company),
    project: triggersIn(project ?? []),
    lacking: project ? names.filter((name) => !offered.has(name)) : [],
  };
};
