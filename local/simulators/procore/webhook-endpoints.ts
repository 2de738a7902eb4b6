import type { Endpoint } from './endpoint.ts';
import { listDeliveries } from './webhook-deliveries.ts';
import { createHook, patchHook } from './webhook-hooks.ts';
import {
  type InScope,
  maskedHook,
  scoped,
  v2Error,
  v2Page,
  type WithHook,
  withHook,
} from './webhook-scope.ts';
import { addTriggers, removeTriggers } from './webhook-triggers.ts';

const listHooks: InScope = (call, { hooks }) => {
  const namespace = call.query.get('namespace');
  if (!namespace) return v2Error(400, 'BAD_REQUEST', 'namespace is missing');
  const counted = call.query.get('include_trigger_count') === 'true';
  const rows = hooks.filter(({ made }) => made.namespace === namespace);
  return v2Page(
    call,
    rows.map((hook) => ({
      ...maskedHook(hook),
      ...(counted && { trigger_count: hook.made.triggers.length }),
    })),
  );
};

const listResources: InScope = (call, { catalogue }) => {
  const version = call.query.get('payload_version');
  if (!version || !['v2.0', 'v3.0', 'v4.0'].includes(version))
    return v2Error(400, 'BAD_REQUEST', 'payload_version does not have a valid value');
  return v2Page(
    call,
    catalogue.map((row) => ({ ...row, id: row.name, payload_version: version })),
  );
};

const listTriggers: WithHook = (call, hook) =>
  v2Page(
    call,
    hook.made.triggers.map(({ id, resource, event }) => ({
      ...{ id, webhook_hook_id: hook.made.id, resource_name: resource, event_type: event },
    })),
  );

const removeHook: WithHook = ({ webhooks }, hook) => {
  webhooks.deliveries.unregister(hook);
  return { status: 204, body: '' };
};

const endpointsAt = (base: string): Endpoint[] => {
  const hooks = `${base}/webhooks/hooks`;
  const rows: readonly [Endpoint['method'], string, Endpoint['answer']][] = [
    [undefined, `${base}/webhooks/resources`, scoped(listResources)],
    [undefined, hooks, scoped(listHooks)],
    ['POST', hooks, scoped(createHook)],
    ['PATCH', `${hooks}/{id}`, withHook(patchHook)],
    ['DELETE', `${hooks}/{id}`, withHook(removeHook)],
    [undefined, `${hooks}/{hook_id}/triggers`, withHook(listTriggers)],
    ['POST', `${hooks}/{hook_id}/triggers/bulk`, withHook(addTriggers)],
    ['DELETE', `${hooks}/{hook_id}/triggers/bulk`, withHook(removeTriggers)],
    [undefined, `${hooks}/{hook_id}/deliveries`, withHook(listDeliveries)],
  ];
  return rows.map(([method, path, answer]) => ({ method, path, required: [], answer }));
};

const COMPANY = '/rest/v2.0/companies/{company_id}';

/** Hooks, triggers, deliveries and the catalogue of resources, for a company and for a project. */
export const WEBHOOK_ENDPOINTS: readonly Endpoint[] = [
  ...endpointsAt(COMPANY),
  ...endpointsAt(`${COMPANY}/projects/{project_id}`),
];
