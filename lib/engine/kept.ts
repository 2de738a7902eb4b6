import { gunzipSync, gzipSync } from 'node:zlib';

/**
 * In characters. An item of DynamoDB holds 400 KB, of which the content may take 300: what a record keeps beside
 * its content is bounded.
 */
const MOST_KEPT = 45_000;

/** Plain data as gzip'd JSON in base64, to be kept beside a record's content; undefined when it is too large. */
export const keep = (value: unknown): string | undefined => {
  const text = gzipSync(JSON.stringify(value), { level: 1 }).toString('base64');
  return text.length <= MOST_KEPT ? text : undefined;
};

/** What was kept, typed as its caller says. */
export const kept = <T>(text: string): T =>
  JSON.parse(gunzipSync(Buffer.from(text, 'base64')).toString('utf8'));
