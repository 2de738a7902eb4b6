import type { Change } from '../engine/ports.ts';
import type { Flow } from '../flow.ts';
import { parentOf, type WebhookEvent } from '../procore/webhook.ts';

/** What an event makes the engine look at. */
export type Triggered =
  | { readonly is: 'changes'; readonly changes: readonly Change[] }
  | { readonly is: 'out-of-scope' }
  /** A line of a record that has a flow, but the event does not say of which record: the re-list finds it. */
  | { readonly is: 'line-without-record' };

/** Webhook resource name → names of the flows that it touches. */
type Triggers = ReadonlyMap<string, readonly string[]>;

const triggersOf = (flows: readonly Flow<unknown>[]): Triggers => {
  const triggers = new Map<string, string[]>();
  for (const { name, on } of flows)
    for (const resource of on) triggers.set(resource, [...(triggers.get(resource) ?? []), name]);
  return triggers;
};

/** `Work Order Contract Line Items` → `Work Order Contracts`. */
const holderOf = (resource: string): string => resource.replace(/ Line Items$/, 's');

/** Maps events to changes, by what each flow says that it is `on`. */
export const createTrigger = (flows: readonly Flow<unknown>[]) => {
  const triggers = triggersOf(flows);
  return (event: WebhookEvent, connection: string): Triggered => {
    const parent = parentOf(event);
    const isLine = event.resource.endsWith(' Line Items') && triggers.has(holderOf(event.resource));
    if (isLine && !parent) return { is: 'line-without-record' };
    const [resource, id] =
      isLine && parent ? [holderOf(event.resource), parent.id] : [event.resource, event.resourceId];
    const names = triggers.get(resource);
    if (!names) return { is: 'out-of-scope' };
    const source = { ...(event.projectId && { project: event.projectId }), resource };
    return {
      is: 'changes',
      changes: names.map((flow) => ({ do: 'fetch', connection, key: { flow, id }, source })),
    };
  };
};
