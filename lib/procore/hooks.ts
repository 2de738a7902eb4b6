import { bodyOf, type CallDeps, createCall, type Request } from './call.ts';
import { type About, failureOf } from './failure.ts';
import { type Fields, fieldsOf } from './fields.ts';
import { createGet } from './get.ts';
import { type LostEvent, lostEvent } from './lost-event.ts';
import { listAll } from './paging.ts';

/** What a hook may be told of: a resource, and which of `create`, `update`, `delete`. */
export interface Resource {
  readonly name: string;
  readonly actions: readonly string[];
}

/** A webhook of Procore. */
export interface Hook {
  readonly id: string;
  readonly status: 'active' | 'disabled';
  readonly payloadVersion: string;
  readonly url: string;
  /** The last characters of its Authorization header: Procore shows no more. */
  readonly authorizationEnd: string;
}

export interface Trigger {
  readonly resource: string;
  readonly event: string;
}

/** What a hook is to be. */
export interface HookForm {
  readonly url: string;
  /** The whole Authorization header of its deliveries. */
  readonly authorization: string;
}

/**
 * The hooks of a company, or of one of its projects: API v2.0, in the namespace of this app. A company's hook is told
 * of company resources only, a project's of those of its project. Every call may throw ProcoreFailure.
 */
export interface Hooks {
  /** `project` absent: of the company; here and below. */
  resources(project?: string): Promise<Resource[]>;
  list(project?: string): Promise<Hook[]>;
  triggers(hook: string, project?: string): Promise<(Trigger & { readonly id: string })[]>;
  create(form: HookForm, project?: string): Promise<string>;
  /** An address, a header, or with `active` true (company only) the end of a deactivation. */
  change(hook: string, form: HookForm & { readonly active?: true }, project?: string): Promise<void>;
  remove(hook: string, project?: string): Promise<void>;
  /** Gives those that Procore did not take, with its words. */
  addTriggers(hook: string, triggers: readonly Trigger[], project?: string): Promise<string[]>;
  removeTriggers(hook: string, ids: readonly string[], project?: string): Promise<void>;
  /** Events since a day (yyyy-mm-dd) that Procore gave up on. */
  lost(hook: string, since: string, project?: string): Promise<LostEvent[]>;
}

/** One for all companies; Procore allows a–z, 0–9 and hyphens. */
export const NAMESPACE = 'plumbline';
/** The only one that says to which contract a line belongs. */
export const PAYLOAD_VERSION = 'v3.0';
/** v2 lists at most so many rows at once. */
const PAGE = 100;
/** Procore takes no more by one bulk call. */
const MOST_TRIGGERS = 500;
const SHOWN = 5;

const hookOf = (row: Fields): Hook => ({
  id: row.id('id'),
  status: row.text('status') === 'disabled' ? 'disabled' : 'active',
  payloadVersion: row.text('payload_version'),
  url: row.text('destination_url'),
  authorizationEnd: (row.child('destination_headers')?.text('Authorization') ?? '').slice(-SHOWN),
});

/** Whether a hook carries this header, as far as Procore shows it. */
export const carries = ({ authorizationEnd }: Hook, authorization: string): boolean =>
  authorizationEnd === authorization.slice(-SHOWN);

const bodyFor = ({ url, authorization }: HookForm) => ({
  payload_version: PAYLOAD_VERSION,
  namespace: NAMESPACE,
  destination_url: url,
  destination_headers: { Authorization: authorization },
});

/** What of a bulk call Procore refused (207): its words, with what they are about. */
const refusedIn = (body: unknown): string[] => {
  const answer = fieldsOf(body, 'the answer to new triggers');
  if (Array.isArray((body as { data?: unknown }).data)) return [];
  const part = answer.child('data') ?? answer;
  return part.children('failed').map((one) => {
    const trigger = one.child('trigger');
    return `${trigger?.text('resource_name') ?? ''} ${trigger?.text('event_type') ?? ''}: ${one.text('message')}`;
  });
};

const parts = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / MOST_TRIGGERS) }, (_, n) =>
    all.slice(n * MOST_TRIGGERS, (n + 1) * MOST_TRIGGERS),
  );

export const createHooks = (deps: CallDeps): Hooks => {
  const call = createCall(deps);
  const get = createGet(deps);
  const company = `rest/v2.0/companies/${encodeURIComponent(deps.companyId)}`;
  const at = (project: string | undefined, path: string): string =>
    `${company}${project ? `/projects/${encodeURIComponent(project)}` : ''}/webhooks/${path}`;
  const hookAt = (project: string | undefined, hook: string, path = ''): string =>
    at(project, `hooks/${encodeURIComponent(hook)}${path}`);
  const about = (what: string, project: string | undefined, writes?: true): About => ({
    what: `${what} of ${project ? `project ${project}` : 'the company'}`,
    ...{ tool: 'Webhooks API', level: 'Standard' },
    ...(project && { projectId: project }),
    ...(writes && { writes }),
  });

  const list = (path: string, project: string | undefined, what: string, query = {}, by?: 'name') =>
    listAll(get, { path, query, about: about(what, project), size: PAGE, by });

  /** The body; undefined where a success has none. */
  const write = async (request: Request, project: string | undefined): Promise<unknown> => {
    const words = about('webhooks', project, true);
    const reply = await call(request, words);
    if (reply.status === 204) return undefined;
    return bodyOf(reply, words, deps.now());
  };

  return {
    resources: async (project) => {
      const path = at(project, 'resources');
      const query = { payload_version: PAYLOAD_VERSION };
      const rows = await list(path, project, 'webhook resources', query, 'name');
      return rows.map((row) => ({ name: row.requiredText('name'), actions: row.words('actions') }));
    },
    list: async (project) => {
      const rows = await list(at(project, 'hooks'), project, 'webhooks', { namespace: NAMESPACE });
      return rows.map(hookOf);
    },
    triggers: async (hook, project) => {
      const rows = await list(hookAt(project, hook, '/triggers'), project, 'webhook triggers');
      return rows.map((row) => ({
        ...{ id: row.id('id'), resource: row.text('resource_name') },
        event: row.text('event_type').toLowerCase(),
      }));
    },
    create: async (form, project) => {
      const json = JSON.stringify(bodyFor(form));
      const body = await write({ method: 'post', path: at(project, 'hooks'), json }, project);
      const answer = fieldsOf(body, 'the new webhook');
      return (answer.child('data') ?? answer).id('id');
    },
    change: async (hook, { active, ...form }, project) => {
      const json = JSON.stringify({ ...bodyFor(form), ...(active && { status: 'active' }) });
      await write({ method: 'patch', path: hookAt(project, hook), json }, project);
    },
    remove: async (hook, project) => {
      const words = about('webhooks', project, true);
      const reply = await call({ method: 'delete', path: hookAt(project, hook) }, words);
      if (reply.status > 299 && reply.status !== 404) throw failureOf(reply, words, deps.now());
    },
    addTriggers: async (hook, triggers, project) => {
      const refused: string[] = [];
      for (const some of parts(triggers)) {
        const rows = some.map(({ resource, event }) => ({ resource_name: resource, event_type: event }));
        const path = hookAt(project, hook, '/triggers/bulk');
        refused.push(
          ...refusedIn(await write({ method: 'post', path, json: JSON.stringify(rows) }, project)),
        );
      }
      return refused;
    },
    removeTriggers: async (hook, ids, project) => {
      const path = hookAt(project, hook, '/triggers/bulk');
      for (const some of parts(ids))
        await write({ method: 'delete', path, json: JSON.stringify(some) }, project);
    },
    lost: async (hook, since, project) => {
      const path = hookAt(project, hook, '/deliveries');
      const of = (status: string) =>
        list(path, project, 'webhook deliveries', { 'filter[status]': status, 'filter[start]': since });
      const rows = [...(await of('discarded')), ...(await of('failed'))];
      return rows.flatMap((row) => lostEvent(row) ?? []);
    },
  };
};
