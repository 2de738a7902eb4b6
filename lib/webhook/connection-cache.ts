import type { Connection } from '../engine/ports.ts';

type Read = (name: string) => Promise<Connection | undefined>;

export interface CacheOptions {
  readonly now: () => Date;
  readonly maxAgeMs: number;
  /** More names than this are not kept: callers may ask for any. */
  readonly maxNames: number;
}

interface Kept {
  readonly connection: Promise<Connection | undefined>;
  readonly until: number;
}

/**
 * Reads connections and keeps the answers for a while, also the answer that there is none, so that nobody can
 * tell by the time which names exist. A failed read is not kept.
 */
export const createConnectionCache = (read: Read, { now, maxAgeMs, maxNames }: CacheOptions): Read => {
  const kept = new Map<string, Kept>();
  return (name) => {
    const at = now().getTime();
    const known = kept.get(name);
    if (known && known.until > at) return known.connection;
    const connection = read(name).catch((error: unknown) => {
      kept.delete(name);
      throw error;
    });
    kept.delete(name);
    kept.set(name, { connection, until: at + maxAgeMs });
    const [oldest] = kept.keys();
    if (kept.size > maxNames && oldest !== undefined) kept.delete(oldest);
    return connection;
  };
};
