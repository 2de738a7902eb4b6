import type { Answer, Fields, QbRequest } from '../qbxml/message.ts';
import { keyText, type SyncRecord } from './record.ts';

/** A record as a batch carries it, so that its answer settles exactly what was sent. */
export interface Sent {
  readonly record: SyncRecord;
  /** Write: its own request. Lookup: those that hold its queries, in order. */
  readonly requestIDs: readonly string[];
  /** What a lookup found that somebody else did to the object: told once the write is settled. */
  readonly changed?: string;
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

const FIRST_BATCH = 20;
const MOST_IN_BATCH = 500;
/** QuickBooks' work on one batch: longer ones starve its users and outlast the lease. */
const WORK_MS = 10_000;
/** Of request and of predicted answer: Lambda and API Gateway carry 6 MB, escaped, with room to spare. */
export const MOST_BYTES = 1_000_000;

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

const SELECTORS = ['ListID', 'TxnID', 'FullName', 'RefNumber', 'RefNumberCaseSensitive'] as const;

const selectorOf = (fields: Fields) => SELECTORS.find((name) => fields[name] !== undefined);

const valuesOf = (fields: Fields, name: string): readonly string[] => [fields[name]].flat() as string[];

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
    const { [selector ?? '']: _, ...others } = query.fields;
    const kind = selector ? `${query.message} ${selector} ${JSON.stringify(others)}` : JSON.stringify(query);
    const at = merged.get(kind) ?? {
      requestID: `${batch}-${merged.size + 1}`,
      request: query,
      values: new Set<string>(),
    };
    merged.set(kind, at);
    if (selector) for (const value of valuesOf(query.fields, selector)) at.values.add(value);
    return at.requestID;
  };
  const sent = wanted.map(({ record, queries }) => ({ record, requestIDs: queries.map(place) }));
  const requests = [...merged.values()].map(({ requestID, request, values }) => {
    const selector = selectorOf(request.fields);
    const fields = selector ? { ...request.fields, [selector]: [...values] } : request.fields;
    return { requestID, request: { ...request, fields } };
  });
  return { sent, requests };
};

/** The answers to one record's queries; undefined when QuickBooks left one of them unanswered. */
export const answersOf = (
  sent: Sent,
  answers: ReadonlyMap<string, Answer>,
): readonly Answer[] | undefined => {
  const mine = sent.requestIDs.map((id) => answers.get(id));
  return mine.every((answer) => answer !== undefined) ? mine : undefined;
};

export const writeOf = (record: SyncRecord, request: QbRequest, changed?: string) => ({
  sent: { record, requestIDs: [keyText(record)], ...(changed && { changed }) },
  request,
  requestID: keyText(record),
});
