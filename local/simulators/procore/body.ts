import { type Answer, badRequest, type Call } from './endpoint.ts';

export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An integer, as Procore's reference types ids; those beyond 2^53 are bigints here. */
export const isIdentifier = (value: unknown): value is number | bigint =>
  typeof value === 'bigint' || (typeof value === 'number' && Number.isSafeInteger(value));

/** The object that a body holds, with long integers as bigints; or the answer to what holds none. */
export const readBody = ({ headers, body }: Call): Fields | Answer => {
  if (!/^application\/json\b/.test(headers['content-type'] ?? ''))
    return { status: 415, body: { errors: 'Unsupported Media Type' } };
  const marked = body.replace(/([:[,]\s*)(\d{16,})(?=\s*[,}\]])/g, '$1"\u0001$2"');
  try {
    const value: unknown = JSON.parse(marked.replaceAll('\u0001', '\\u0001'), (_, item) =>
      typeof item === 'string' && item.startsWith('\u0001') ? BigInt(item.slice(1)) : item,
    );
    return isFields(value) ? value : badRequest('the body is no object');
  } catch {
    return badRequest('There was a problem in the JSON you submitted');
  }
};

/** The first field that is not among those which the reference names. */
export const unpermitted = (fields: Fields, permitted: readonly string[]): Answer | undefined => {
  const unknown = Object.keys(fields).find((name) => !permitted.includes(name));
  return unknown === undefined ? undefined : badRequest(`found unpermitted parameter: ${unknown}`);
};
