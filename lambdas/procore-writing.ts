import type { Facts } from '../lib/engine/plan.ts';
import { createProcore } from '../lib/procore/client.ts';
import { createEntering } from '../lib/procore/entering.ts';
import type { Entering } from '../lib/procore/entries.ts';
import { createMarker, type Marker } from '../lib/procore/mark.ts';
import type { TokenSource } from '../lib/procore/oauth.ts';
import { type Procore, ProcoreFailure } from '../lib/procore/procore.ts';
import * as text from '../lib/qbxml/latin.ts';
import { callsOf } from './procore.ts';

/** A sync call of many records takes longer than a read. */
const WRITE_TIMEOUT_MS = 60_000;

/** What keeps a secret from being read is trouble of the connection: writes wait until it is mended. */
const orTrouble = (source: TokenSource): TokenSource => ({
  ...source,
  token: () =>
    source.token().catch((error: Error) => {
      if (error instanceof ProcoreFailure) throw error;
      throw new ProcoreFailure('unauthorized', error.message, { cause: error });
    }),
});

/** What every call that writes needs. */
export const writingTo = (facts: Facts) => {
  const calls = callsOf(facts);
  return { ...calls, token: orTrouble(calls.token), timeoutMs: WRITE_TIMEOUT_MS };
};

/** Procore for one connection and one unit of work, to write marks into. */
export const markerOf = async (facts: Facts): Promise<Marker> => createMarker(writingTo(facts));

/** The same, to enter what QuickBooks told. */
export const enteringOf = async (facts: Facts): Promise<Entering> => createEntering(writingTo(facts));

/** The same, to read the names that stand there. */
export const namesOf = async (facts: Facts): Promise<Procore> => createProcore({ ...writingTo(facts), text });
