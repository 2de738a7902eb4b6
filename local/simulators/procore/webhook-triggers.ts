import { isFields } from './body.ts';
import type { Answer, Call } from './endpoint.ts';
import { type Made, v2Error, type WebhookScope } from './webhook-scope.ts';

const MOST = 500;

/** The list that a body of a bulk call is; or the answer to what is none. */
const readList = ({ headers, body }: Call): unknown[] | Answer => {
  if (!/^application\/json\b/.test(headers['content-type'] ?? ''))
    return { status: 415, body: { errors: 'Unsupported Media Type' } };
  try {
    const value: unknown = JSON.parse(body);
    if (!Array.isArray(value)) return v2Error(400, 'BAD_REQUEST', 'the body is no list');
    return value.length > MOST ? v2Error(413, 'PAYLOAD_TOO_LARGE', `at most ${MOST} triggers`) : value;
  } catch {
    return v2Error(400, 'BAD_REQUEST', 'the body is no JSON');
  }
};

const faultOf = (item: unknown, hook: Made, { catalogue }: WebhookScope): string | undefined => {
  if (!isFields(item)) return 'is no object';
  const { resource_name: resource, event_type: event } = item;
  const row = catalogue.find(({ name }) => name === resource);
  if (!row) return 'resource_name is not available in this scope';
  if (!row.actions.includes(String(event))) return 'event_type is not available for this resource';
  const isThere = hook.made.triggers.some((one) => one.resource === resource && one.event === event);
  return isThere ? 'has already been taken' : undefined;
};

/** 201 when all are made, 207 when some are refused. */
export const addTriggers = (call: Call, hook: Made, scope: WebhookScope): Answer => {
  const list = readList(call);
  if (!Array.isArray(list)) return list;
  const failed: unknown[] = [];
  const data: unknown[] = [];
  for (const item of list) {
    const fault = faultOf(item, hook, scope);
    if (fault) {
      failed.push({ code: 422, message: fault, trigger: item });
      continue;
    }
    const { resource_name, event_type } = item as Record<string, string>;
    const id = `${hook.made.id}${String(hook.made.triggers.length + 1).padStart(3, '0')}-${event_type}`;
    hook.made.triggers.push({ id, resource: String(resource_name), event: String(event_type) });
    data.push({ id, webhook_hook_id: hook.made.id, resource_name, event_type });
  }
  return failed.length > 0
    ? { status: 207, body: { data: { succeeded: data, failed } } }
    : { status: 201, body: { data } };
};

export const removeTriggers = (call: Call, { made }: Made): Answer => {
  const list = readList(call);
  if (!Array.isArray(list)) return list;
  const known = list.filter((id) => made.triggers.some((one) => one.id === id));
  for (const id of known)
    made.triggers.splice(
      made.triggers.findIndex((one) => one.id === id),
      1,
    );
  const failed = list.filter((id) => !known.includes(id)).map((id) => ({ code: 404, id }));
  return failed.length > 0
    ? { status: 207, body: { data: { succeeded: known, failed } } }
    : { status: 200, body: { data: { succeeded: known } } };
};
