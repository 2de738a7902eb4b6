import type { Change } from '../engine/ports.ts';
import type { Flow } from '../flow.ts';
import { parentOf, type WebhookEvent } from '../procore/webhook.ts';

/** What an event makes the engine look at. */
export type Triggered =
  | { readonly is: 'changes'; readonly changes: readonly Change[] }
  | { readonly is: 'out-of-scope' }
  /** A line of a record that has a flow, but the event does not say of which record: the re-list finds it. */
  | { readonly is: 'line-without-record' };

/** A record that is to be fetched: the id, and the flows whose record it is. */
interface Touched {
  readonly names: readonly string[];
  readonly id: string;
  readonly resource: string;
}

/** Webhook resource name → names of the flows that it touches. */
type Triggers = ReadonlyMap<string, readonly string[]>;

const triggersOf = (
  flows: readonly Flow<unknown>[],
  namesOf: (flow: Flow<unknown>) => readonly string[],
): Triggers => {
  const triggers = new Map<string, string[]>();
  for (const flow of flows)
    for (const resource of namesOf(flow))
      triggers.set(resource, [...(triggers.get(resource) ?? []), flow.name]);
  return triggers;
};

/** `Work Order Contract Line Items` → `Work Order Contracts`. */
export const holderOf = (resource: string): string => resource.replace(/ Line Items$/, 's');

/** Maps events to changes, by what each flow says that it is `on`. */
export const createTrigger = (flows: readonly Flow<unknown>[]) => {
  const triggers = triggersOf(flows, ({ on }) => on);
  const ofProject = triggersOf(flows, ({ onProject = [] }) => onProject);

  const touchedBy = (event: WebhookEvent): readonly (Touched | undefined)[] => {
    const { resource, resourceId, projectId } = event;
    const parent = parentOf(event);
    const isLine = resource.endsWith(' Line Items') && triggers.has(holderOf(resource));
    const own: Pick<Touched, 'id' | 'resource'> | undefined = isLine
      ? parent && { id: parent.id, resource: holderOf(resource) }
      : { id: resourceId, resource };
    const names = triggers.get(isLine ? holderOf(resource) : resource);
    const inProject = ofProject.get(resource);
    return [
      ...(names ? [own && { ...own, names }] : []),
      ...(inProject ? [projectId ? { names: inProject, id: projectId, resource } : undefined] : []),
    ];
  };

  return (event: WebhookEvent, connection: string): Triggered => {
    const touched = touchedBy(event);
    if (touched.length === 0) return { is: 'out-of-scope' };
    const known = touched.filter((one) => one !== undefined);
    if (known.length === 0) return { is: 'line-without-record' };
    const project = event.projectId && { project: event.projectId };
    return {
      is: 'changes',
      changes: known.flatMap(({ names, id, resource }) =>
        names.map((flow) => ({
          do: 'fetch',
          connection,
          key: { flow, id },
          source: { ...project, resource },
        })),
      ),
    };
  };
};
