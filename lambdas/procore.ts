import type { Facts } from '../lib/engine/plan.ts';
import { createProcore } from '../lib/procore/client.ts';
import { createMarker, type Marker } from '../lib/procore/mark.ts';
import type { TokenSource } from '../lib/procore/oauth.ts';
import { type Procore, ProcoreFailure } from '../lib/procore/procore.ts';
import * as text from '../lib/qbxml/latin.ts';
import { credentialOf } from './credentials.ts';
import { now } from './deps.ts';

/** A sync call of many records takes longer than a read. */
export const WRITE_TIMEOUT_MS = 60_000;

/** What every call of a connection needs. */
export const callsOf = (facts: Facts) => {
  const { apiUrl, companyId } = facts.settings.procore;
  return { fetch, now, ...credentialOf(facts), apiUrl, companyId };
};

/** Procore for one connection and one unit of work. */
export const procoreOf = async (facts: Facts): Promise<Procore> => createProcore({ ...callsOf(facts), text });

/** What keeps a secret from being read is trouble of the connection: marks wait until it is mended. */
export const orTrouble = (source: TokenSource): TokenSource => ({
  ...source,
  token: () =>
    source.token().catch((error: Error) => {
      if (error instanceof ProcoreFailure) throw error;
      throw new ProcoreFailure('unauthorized', error.message, { cause: error });
    }),
});

/** The same, to write into. */
export const markerOf = async (facts: Facts): Promise<Marker> => {
  const calls = callsOf(facts);
  return createMarker({ ...calls, token: orTrouble(calls.token), timeoutMs: WRITE_TIMEOUT_MS });
};
