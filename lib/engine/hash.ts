import { createHash } from 'node:crypto';
import type { RecordKey } from '../flow.ts';

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
};

/** SHA-256 (hex) of plain data, whatever the order of its keys. */
export const hashOf = (value: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(sorted(value)))
    .digest('hex');

/** Hash of what a record says. Its origin is left out: marking Procore would change it. */
export const contentHash = (content: unknown): string => {
  const { origin: _, ...says } = content as { origin?: unknown };
  return hashOf(says);
};

/** The ExternalGUID of a record, `{8-4-4-4-12}`: the same for every attempt of one generation. */
export const guidOf = (connection: string, key: RecordKey, generation: number): string => {
  const hex = createHash('sha256')
    .update(`${connection}\n${key.flow}\n${key.id}\n${generation}`)
    .digest('hex');
  return `{${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}}`;
};
