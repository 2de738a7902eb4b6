import { type Fields, isFields, readBody } from './body.ts';
import type { Answer, Call } from './endpoint.ts';
import type { PayloadVersion } from './payload.ts';
import { type Made, maskedHook, v2Error, type WebhookScope } from './webhook-scope.ts';

const VERSIONS = ['v2.0', 'v3.0', 'v4.0'];

const authorizationIn = ({ destination_headers: headers }: Fields): string | undefined =>
  isFields(headers) && typeof headers.Authorization === 'string' ? headers.Authorization : undefined;

/** What of a body is wrong, field by field; undefined: nothing. */
const faultOf = (body: Fields, permitted: readonly string[]): Answer | undefined => {
  const wrong = (message: string) => v2Error(400, 'BAD_REQUEST', message);
  const unknown = Object.keys(body).find((name) => !permitted.includes(name));
  if (unknown !== undefined) return wrong(`unpermitted parameter: ${unknown}`);
  const { namespace, payload_version: version, destination_url: url, destination_headers: headers } = body;
  if (namespace !== undefined && !/^[a-z0-9-]+$/.test(String(namespace)))
    return wrong('namespace may hold a-z, 0-9 and - only');
  if (version !== undefined && !VERSIONS.includes(String(version)))
    return wrong('payload_version is unknown');
  if (url !== undefined && !URL.canParse(String(url))) return wrong('destination_url is no address');
  if (headers !== undefined && !(isFields(headers) && Object.keys(headers).join() === 'Authorization'))
    return wrong('destination_headers may hold Authorization only');
  return undefined;
};

const NEW = ['payload_version', 'namespace', 'destination_url', 'destination_headers'];

/** An app has one namespace, whatever the company. */
const isAnother = ({ webhooks }: Call, namespace: unknown): boolean =>
  webhooks.deliveries.hooks.some(({ made }) => made !== undefined && made.namespace !== namespace);

export const createHook = (call: Call, { projectId }: WebhookScope): Answer => {
  const body = readBody(call);
  if (typeof body.status === 'number') return body as unknown as Answer;
  const fields = body as Fields;
  const missing = NEW.slice(0, 3).find((name) => !fields[name]);
  if (missing) return v2Error(400, 'BAD_REQUEST', `${missing} is missing`);
  const fault = faultOf(fields, NEW);
  if (fault) return fault;
  if (isAnother(call, fields.namespace))
    return v2Error(422, 'UNPROCESSABLE_ENTITY', 'This app has another namespace');
  const { deliveries, now } = call.webhooks;
  const numbers = deliveries.hooks.map(({ made }) => Number(made?.id ?? 0));
  const hook: Made = {
    ...{ companyId: call.company.id, projectId, authorization: authorizationIn(fields) },
    destinationUrl: String(fields.destination_url),
    payloadVersion: String(fields.payload_version) as PayloadVersion,
    made: {
      ...{ id: String(Math.max(88_000, ...numbers) + 1), namespace: String(fields.namespace) },
      ...{ status: 'active', triggers: [], createdAt: now().toISOString() },
    },
  };
  deliveries.register(hook);
  return { status: 201, body: { data: maskedHook(hook) } };
};

/** The reference lets the status of company hooks be changed, and does not name it for those of projects. */
export const patchHook = (call: Call, hook: Made): Answer => {
  const body = readBody(call);
  if (typeof body.status === 'number') return body as unknown as Answer;
  const fields = body as Fields;
  const fault = faultOf(fields, hook.projectId === undefined ? [...NEW, 'status'] : NEW);
  if (fault) return fault;
  if (fields.status !== undefined && !['active', 'disabled'].includes(String(fields.status)))
    return v2Error(400, 'BAD_REQUEST', 'status does not have a valid value');
  if (fields.status) hook.made.status = fields.status as Made['made']['status'];
  if (fields.destination_url) hook.destinationUrl = String(fields.destination_url);
  if (fields.payload_version) hook.payloadVersion = String(fields.payload_version) as PayloadVersion;
  hook.authorization = authorizationIn(fields) ?? hook.authorization;
  return { status: 200, body: { data: maskedHook(hook) } };
};
