import type { Settled } from '../flow.ts';
import type { Fields, QbRequest } from '../qbxml/message.ts';
import { keyText, type SyncRecord } from './record.ts';

/** What the lookup before a write found that is told of the record once that is settled. */
export type Noted = Pick<Settled, 'changed' | 'notLinked'>;

const KEYS = ['ListID', 'TxnID', 'FullName', 'RefNumber', 'RefNumberCaseSensitive'] as const;

/** By what a query names objects, and which ones. */
export interface Named {
  readonly by: (typeof KEYS)[number];
  readonly values: readonly string[];
}

/** A record as a batch carries it, so that its answer settles exactly what was sent. */
export interface Sent {
  readonly record: SyncRecord;
  /** Write: its own request. Lookup: those that hold its queries, in order. */
  readonly requestIDs: readonly string[];
  /** What its own queries name, by their places; null: a query without names. */
  readonly named?: readonly (Named | null)[];
  readonly noted?: Noted;
}

/** One message set: what it asks of QuickBooks and for whom. `id` ≤ 23 characters, never used twice. */
export interface Batch {
  readonly id: string;
  readonly kind: 'lookup' | 'write';
  readonly sent: readonly Sent[];
  /** Write: whose lookups stand after the writes in the same message set, so that the next batch needs none. */
  readonly ahead?: readonly Sent[];
  readonly requests: readonly { readonly requestID: string; readonly request: QbRequest }[];
}

/** What became of the records of a batch. */
export interface Tally {
  readonly synced: number;
  readonly refused: number;
}

const FIRST_BATCH = 20;
const MOST_IN_BATCH = 500;
/** QuickBooks' work on one batch: longer ones starve its users and outlast the lease. */
const WORK_MS = 10_000;
/** Of request and of predicted answer: Lambda and API Gateway carry 6 MB, escaped, with room to spare. */
export const MOST_BYTES = 1_250_000;
/**
 * Of one document, which goes alone when it is larger than that: a budget of thousands of lines comes to some 2 MB,
 * twice that on the wire, and its answer to 3 MB.
 */
export const MOST_BYTES_OF_ONE = 2_000_000;

/** How many records the next batch may carry, from QuickBooks' measured time for one (undefined: unknown). */
export const batchSize = (msPerRecord: number | undefined): number =>
  msPerRecord === undefined
    ? FIRST_BATCH
    : Math.max(1, Math.min(MOST_IN_BATCH, Math.floor(WORK_MS / Math.max(1, msPerRecord))));

/**
 * XML is about 1.5 × the JSON of its fields; an Add's answer likewise. A letter beyond ASCII is two bytes of
 * JSON, and up to ten as a reference whose ampersand SOAP escapes.
 */
export const bytesOf = (fields: unknown): number => {
  const json = JSON.stringify(fields);
  return json.length * 1.5 + (Buffer.byteLength(json) - json.length) * 6 + 500;
};

/** How many requests of the size of these fit into one message. */
export const roomFor = (requests: Batch['requests']): number => {
  const bytes = requests.reduce((sum, { request }) => sum + bytesOf(request.fields), 0);
  return Math.ceil((MOST_BYTES * requests.length) / Math.max(1, bytes));
};

/** As many as fit into one message. */
export const fitting = <T>(all: readonly T[], fieldsOf: (one: T) => unknown): readonly T[] => {
  let bytes = 0;
  const upTo = all.findIndex((one) => {
    bytes += bytesOf(fieldsOf(one));
    return bytes > MOST_BYTES;
  });
  return upTo === -1 ? all : all.slice(0, Math.max(1, upTo));
};

/** What a query names, any number of which may stand in it, and the query with others in their place. */
interface Selector {
  /** Absent: a filter, which need not be told of what it lets through. */
  readonly by?: Named['by'];
  readonly values: readonly string[];
  readonly naming: (values: readonly string[]) => Fields;
}

const selectorOf = (fields: Fields): Selector | undefined => {
  const name = KEYS.find((key) => fields[key] !== undefined);
  if (name) {
    const values = [fields[name]].flat() as string[];
    return { by: name, values, naming: (all) => ({ ...fields, [name]: all }) };
  }
  const filter = fields.EntityFilter as Fields | undefined;
  if (filter?.ListID === undefined) return undefined;
  const values = [filter.ListID].flat() as string[];
  return { values, naming: (ListID) => ({ ...fields, EntityFilter: { ListID } }) };
};

const namedIn = ({ fields }: QbRequest): Named | null => {
  const { by, values = [] } = selectorOf(fields) ?? {};
  return by ? { by, values } : null;
};

/**
 * Queries of many records become one per kind: QuickBooks takes any number of names, numbers or ids in one
 * query. Gives the requests and, per record, the ids of the requests that hold its queries: named after the
 * batch, so that the answer to one lookup never passes for that to another.
 */
export const merge = (
  batch: string,
  wanted: readonly { readonly record: SyncRecord; readonly queries: readonly QbRequest[] }[],
): Pick<Batch, 'sent' | 'requests'> => {
  interface Merged {
    readonly requestID: string;
    readonly request: QbRequest;
    readonly values: Set<string>;
  }
  const merged = new Map<string, Merged>();
  const place = (query: QbRequest): string => {
    const selector = selectorOf(query.fields);
    const kind = `${query.message} ${JSON.stringify(selector ? selector.naming([]) : query.fields)}`;
    const at = merged.get(kind) ?? {
      requestID: `${batch}-${merged.size + 1}`,
      request: query,
      values: new Set<string>(),
    };
    merged.set(kind, at);
    for (const value of selector?.values ?? []) at.values.add(value);
    return at.requestID;
  };
  const sent = wanted.map(({ record, queries }) => ({
    ...{ record, requestIDs: queries.map(place), named: queries.map(namedIn) },
  }));
  const requests = [...merged.values()].map(({ requestID, request, values }) => {
    const selector = selectorOf(request.fields);
    const fields = selector ? selector.naming([...values]) : request.fields;
    return { requestID, request: { ...request, fields } };
  });
  return { sent, requests };
};

export const writeOf = (record: SyncRecord, request: QbRequest, noted?: Noted) => ({
  sent: { record, requestIDs: [keyText(record)], ...(noted && { noted }) },
  request,
  requestID: keyText(record),
});
