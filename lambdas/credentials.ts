import { createHash } from 'node:crypto';
import type { Facts } from '../lib/engine/plan.ts';
import { createTokenSource, type TokenSource } from '../lib/procore/oauth.ts';
import { createRateLimit, type RateLimit } from '../lib/procore/rate-limit.ts';
import { createSharedLimit } from '../lib/stores/limits.ts';
import { clients, environment, now } from './deps.ts';
import { once } from './once.ts';
import { secret } from './secret.ts';

/** What clients of one credential share, and what outlives an invocation; what Procore lists does not. */
export interface Credential {
  readonly token: TokenSource;
  readonly limit: RateLimit;
}

const credentials = once(() => new Map<string, Credential>());

const limitOf = (credential: string): RateLimit => {
  const digest = createHash('sha256').update(credential).digest('hex');
  const table = { client: clients().dynamo, table: environment().connectionsTable };
  return createRateLimit(now, createSharedLimit(table, digest));
};

export const credentialOf = ({ settings }: Facts): Credential => {
  const { loginUrl, clientId, clientSecret: reference } = settings.procore;
  const key = `${loginUrl} ${clientId} ${reference}`;
  const known = credentials().get(key);
  if (known) return known;
  const clientSecret = () => secret(reference);
  const token = createTokenSource({ loginUrl, clientId, clientSecret }, { fetch, now });
  const credential = { token, limit: limitOf(`${loginUrl} ${clientId}`) };
  credentials().set(key, credential);
  return credential;
};
