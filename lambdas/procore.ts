import type { Facts } from '../lib/engine/plan.ts';
import { createProcore } from '../lib/procore/client.ts';
import type { Procore } from '../lib/procore/procore.ts';
import * as text from '../lib/qbxml/latin.ts';
import { credentialOf } from './credentials.ts';
import { now } from './deps.ts';

export const callsOf = (facts: Facts) => {
  const { apiUrl, companyId } = facts.settings.procore;
  return { fetch, now, ...credentialOf(facts), apiUrl, companyId };
};

/** Procore for one connection and one unit of work. */
export const procoreOf = async (facts: Facts): Promise<Procore> => createProcore({ ...callsOf(facts), text });
