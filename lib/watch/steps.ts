import type { Flow } from '../flow.ts';
import type { Settings } from '../settings.ts';
import type { HookState, Round, RoundKind } from './state.ts';
import { polledFlows, switchedOn } from './wanted.ts';

/** One piece of a round, of one call or a few. `project` is '' for the company; to ask for what was lost it is a key of hook ids. */
export type Step =
  | { readonly do: 'keep-hook' | 'drop-hook' | 'ask-for-lost'; readonly project: string }
  /** What a list says changed; or all of a list, to find what is new or gone. */
  | { readonly do: 'changed' | 'whole'; readonly flow: Flow<unknown>; readonly project: string };

export interface StepFacts {
  readonly flows: readonly Flow<unknown>[];
  readonly settings: Settings;
  readonly hooks?: HookState;
}

const placesOf = (flow: Flow<unknown>, projects: readonly string[]): readonly string[] =>
  flow.ofCompany ? [''] : projects;

const listing = (
  how: 'changed' | 'whole',
  flows: readonly Flow<unknown>[],
  projects: readonly string[],
): Step[] =>
  flows.flatMap((flow) => placesOf(flow, projects).map((project): Step => ({ do: how, flow, project })));

const at = (what: 'keep-hook' | 'drop-hook' | 'ask-for-lost', projects: readonly string[]): Step[] =>
  projects.map((project) => ({ do: what, project }));

/** The steps of a round, in an order that stays the same as long as it runs. */
export const stepsOf = (
  kind: RoundKind,
  { projects }: Pick<Round, 'projects'>,
  { flows, settings, hooks }: StepFacts,
): readonly Step[] => {
  const on = switchedOn(flows, settings);
  const tells = (flow: Flow<unknown>) => flow.changed !== undefined;
  if (kind === 'hooks') {
    const left = (hooks?.projects ?? []).filter((project) => !projects.includes(project));
    return [...at('keep-hook', ['', ...projects]), ...at('drop-hook', left)];
  }
  if (kind === 'polled') {
    const polled = polledFlows(flows, settings, hooks?.lacking ?? []);
    return [
      ...listing('changed', polled.filter(tells), projects),
      ...listing(
        'whole',
        polled.filter((flow) => !tells(flow)),
        projects,
      ),
    ];
  }
  if (kind === 'night') return listing('whole', on, projects);
  const delivering = Object.keys(hooks?.ids ?? {});
  return [...at('ask-for-lost', delivering), ...listing('changed', on.filter(tells), projects)];
};
