import type { CatalogueRow } from './catalogue.ts';
import { type Id, sameId } from './data.ts';
import { type Answer, type Call, projectOf } from './endpoint.ts';
import type { Hook, MadeHook } from './endpoint-queue.ts';
import { listPage } from './lists.ts';

/** A hook that the API made. */
export type Made = Hook & { readonly made: MadeHook };

/** Company or project, as the path of a call says; its project must be one that the caller may see. */
export interface WebhookScope {
  readonly projectId?: Id;
  readonly hooks: readonly Made[];
  readonly catalogue: readonly CatalogueRow[];
}

export const v2Error = (status: number, code: string, message: string): Answer => ({
  status,
  body: { error: { code, message, details: [] } },
});

export const v2Page = (call: Call, rows: Parameters<typeof listPage>[1]): Answer => {
  const page = listPage(call, rows, { size: 10, max: 100 });
  return page.status === 200 ? { ...page, body: { data: page.body } } : page;
};

export const maskedHook = ({
  companyId,
  projectId,
  destinationUrl,
  authorization,
  payloadVersion,
  made,
}: Made) => ({
  id: made.id,
  status: made.status,
  payload_version: payloadVersion,
  namespace: made.namespace,
  destination_headers: authorization ? { Authorization: `***${authorization.slice(-5)}` } : {},
  destination_url: destinationUrl,
  company_id: String(companyId),
  project_id: projectId === undefined ? null : String(projectId),
  created_at: made.createdAt,
});

const scopeOf = (call: Call): WebhookScope | Answer => {
  const { company, params, webhooks } = call;
  if (!sameId(params.company_id, company.id)) return v2Error(403, 'FORBIDDEN', 'You are not authorized');
  const inProject = params.project_id !== undefined;
  const project = inProject ? projectOf(call, params.project_id ?? null) : undefined;
  if (project && 'status' in project) return v2Error(project.status, 'FORBIDDEN', 'You are not authorized');
  const projectId = project?.record.id;
  const hooks = webhooks.deliveries.hooks.filter(
    (hook): hook is Made =>
      hook.made !== undefined &&
      sameId(hook.companyId, company.id) &&
      (projectId === undefined ? hook.projectId === undefined : sameId(hook.projectId, projectId)),
  );
  return { projectId, hooks, catalogue: webhooks.catalogue[inProject ? 'project' : 'company'] };
};

export type InScope = (call: Call, scope: WebhookScope) => Answer;
export type WithHook = (call: Call, hook: Made, scope: WebhookScope) => Answer;

export const scoped =
  (answer: InScope) =>
  (call: Call): Answer => {
    const scope = scopeOf(call);
    return 'status' in scope ? scope : answer(call, scope);
  };

/** Answers a call that names a hook of its scope. */
export const withHook = (answer: WithHook) =>
  scoped((call, scope) => {
    const hook = scope.hooks.find(({ made }) => made.id === (call.params.hook_id ?? call.params.id));
    return hook ? answer(call, hook, scope) : v2Error(404, 'NOT_FOUND', 'Hook not found');
  });
