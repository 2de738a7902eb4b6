import { parseJson } from './json.ts';

/** One webhook delivery, whatever its payload version. Ids are exact texts. */
export interface WebhookEvent {
  readonly is: 'event';
  /** The ULID where there is one; equal in every repetition of a delivery. */
  readonly id: string;
  readonly companyId: string;
  readonly projectId?: string;
  /** e.g. `Work Order Contracts`. */
  readonly resource: string;
  readonly resourceId: string;
  /** `create`, `update`, `delete`; v4.0 knows more. */
  readonly event: string;
  /** v3.0 only: e.g. the contract of a line. */
  readonly related: readonly RelatedResource[];
}

export interface RelatedResource {
  readonly id: string;
  readonly name: string;
}

export interface MalformedWebhook {
  readonly is: 'malformed';
  /** Says what and where; holds nothing of the body but field names. */
  readonly why: string;
}

type Row = Readonly<Record<string, unknown>>;

/** Real payloads have some 500 characters; v4.0 may add a `data` object. */
const MAX_LENGTH = 100_000;

/** Reads the body of a delivery in payload version v2, v2.0, v3.0 or v4.0. Never throws. */
export const parseWebhook = (body: string): WebhookEvent | MalformedWebhook => {
  if (body.length > MAX_LENGTH) return malformed(`the body is longer than ${MAX_LENGTH} characters`);
  const parsed = parseJson(body);
  if (parsed.is === 'malformed') return malformed(`the body is no JSON: ${parsed.why}`);
  if (!isRow(parsed.value)) return malformed('the body is no JSON object');
  const row = parsed.value;
  const fields = 'resource_type' in row ? V4 : V2;
  const checked = readParts(row, fields);
  return typeof checked === 'string' ? malformed(checked) : checked;
};

/** The record that a line belongs to, where the event names it (v3.0 line items). */
export const parentOf = (event: WebhookEvent): RelatedResource | undefined =>
  event.resource.endsWith(' Line Items')
    ? event.related.find(
        ({ name }) => event.resource.startsWith(name.replace(/s$/, '')) && !name.endsWith('Line Items'),
      )
    : undefined;

interface FieldNames {
  readonly id: readonly string[];
  readonly resource: string;
  readonly event: string;
}

const V2: FieldNames = { id: ['ulid', 'id'], resource: 'resource_name', event: 'event_type' };
const V4: FieldNames = { id: ['id'], resource: 'resource_type', event: 'reason' };

/** The event, or what is wrong with it. */
const readParts = (row: Row, names: FieldNames): WebhookEvent | string => {
  const idField = names.id.find((name) => row[name] !== undefined && row[name] !== null) ?? 'id';
  const eventId = textOf(row[idField], /^[A-Za-z0-9-]{1,64}$/);
  const companyId = textOf(row.company_id, ID);
  const projectId = row.project_id === null ? undefined : textOf(row.project_id, ID);
  const resource = typeof row[names.resource] === 'string' ? textOf(row[names.resource], NAME) : undefined;
  const resourceId = textOf(row.resource_id, ID);
  const event = typeof row[names.event] === 'string' ? textOf(row[names.event], NAME) : undefined;
  const related = relatedOf(row.related_resources);
  if (eventId === undefined) return wrong(row, idField, 'an id');
  if (companyId === undefined) return wrong(row, 'company_id', 'an id');
  if (projectId === undefined && row.project_id != null) return wrong(row, 'project_id', 'an id');
  if (resource === undefined) return wrong(row, names.resource, 'a name');
  if (resourceId === undefined) return wrong(row, 'resource_id', 'an id');
  if (event === undefined) return wrong(row, names.event, 'a word');
  if (related === undefined) return wrong(row, 'related_resources', 'a list of {id, name}');
  return { is: 'event', id: eventId, companyId, projectId, resource, resourceId, event, related };
};

/** Procore's ids are 64-bit integers. */
const ID = /^[1-9]\d{0,18}$/;
const NAME = /^\S(?:.{0,98}\S)?$/;

const textOf = (value: unknown, form: RegExp): string | undefined => {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const text = String(value);
  return form.test(text) ? text : undefined;
};

const relatedOf = (value: unknown): RelatedResource[] | undefined => {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return undefined;
  const related: RelatedResource[] = [];
  for (const item of value) {
    if (!isRow(item)) return undefined;
    const id = textOf(item.id, ID);
    const name = typeof item.name === 'string' ? textOf(item.name, NAME) : undefined;
    if (id === undefined || name === undefined) return undefined;
    related.push({ id, name });
  }
  return related;
};

const wrong = (row: Row, field: string, expected: string): string =>
  row[field] === undefined ? `the field ${field} is missing` : `the field ${field} is not ${expected}`;

const malformed = (why: string): MalformedWebhook => ({ is: 'malformed', why: `${why}.` });

const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
