import type { Facts } from '../lib/engine/plan.ts';
import { createProcore } from '../lib/procore/client.ts';
import { createTokenSource, type TokenSource } from '../lib/procore/oauth.ts';
import type { Procore } from '../lib/procore/procore.ts';
import { createRateLimit, type RateLimit } from '../lib/procore/rate-limit.ts';
import * as text from '../lib/qbxml/latin.ts';
import { now } from './deps.ts';
import { once } from './once.ts';
import { secret } from './secret.ts';

/** What clients of one credential share, and what outlives an invocation; what Procore lists does not. */
interface Credential {
  readonly token: TokenSource;
  readonly limit: RateLimit;
}

const credentials = once(() => new Map<string, Credential>());

const credentialOf = ({ settings }: Facts): Credential => {
  const { loginUrl, clientId, clientSecret: reference } = settings.procore;
  const key = `${loginUrl} ${clientId} ${reference}`;
  const known = credentials().get(key);
  if (known) return known;
  const clientSecret = () => secret(reference);
  const credential = {
    token: createTokenSource({ loginUrl, clientId, clientSecret }, { fetch, now }),
    limit: createRateLimit(now),
  };
  credentials().set(key, credential);
  return credential;
};

/** Procore for one connection and one unit of work. */
export const procoreOf = async (facts: Facts): Promise<Procore> => {
  const { apiUrl, companyId } = facts.settings.procore;
  return createProcore({ fetch, now, ...credentialOf(facts), apiUrl, companyId, text });
};
