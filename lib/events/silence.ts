import type { Connection } from '../engine/ports.ts';

const HOUR_MS = 3600_000;
/** A computer that is off overnight is not silent, unless something waits for it. */
const QUIET_MS = 24 * HOUR_MS;
const WAITING_MS = 2 * HOUR_MS;

type Heard = Pick<Connection, 'contactAt' | 'workAt' | 'silentSince'>;

/**
 * Whether the Web Connector of a connection has called for so long that somebody should look, and nobody was told of this
 * silence yet. One that has never called is being set up.
 */
export const isNewlySilent = ({ contactAt, workAt, silentSince }: Heard, now: Date): boolean => {
  if (contactAt === undefined || silentSince === contactAt) return false;
  const quiet = now.getTime() - Date.parse(contactAt);
  const waits = workAt !== undefined && now.getTime() - Date.parse(workAt) > WAITING_MS;
  return quiet > (waits ? WAITING_MS : QUIET_MS);
};
