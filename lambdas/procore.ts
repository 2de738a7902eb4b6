import type { Facts } from '../lib/engine/plan.ts';
import { createProcore } from '../lib/procore/client.ts';
import { createMarker, type Marker } from '../lib/procore/mark.ts';
import type { Procore } from '../lib/procore/procore.ts';
import * as text from '../lib/qbxml/latin.ts';
import { credentialOf } from './credentials.ts';
import { now } from './deps.ts';

/** A sync call of many records takes longer than a read. */
const WRITE_TIMEOUT_MS = 60_000;

const callsOf = (facts: Facts) => {
  const { apiUrl, companyId } = facts.settings.procore;
  return { fetch, now, ...credentialOf(facts), apiUrl, companyId };
};

/** Procore for one connection and one unit of work. */
export const procoreOf = async (facts: Facts): Promise<Procore> => createProcore({ ...callsOf(facts), text });

/** The same, to write into. */
export const markerOf = async (facts: Facts): Promise<Marker> =>
  createMarker({ ...callsOf(facts), timeoutMs: WRITE_TIMEOUT_MS });
