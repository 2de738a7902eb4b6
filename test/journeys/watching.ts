import { flows } from '../../lib/flows/index.ts';
import { createProcore } from '../../lib/procore/client.ts';
import { createGauge } from '../../lib/procore/gauge.ts';
import { createHooks } from '../../lib/procore/hooks.ts';
import { createTokenSource } from '../../lib/procore/oauth.ts';
import { createRateLimit } from '../../lib/procore/rate-limit.ts';
import * as text from '../../lib/qbxml/latin.ts';
import { createWatchStore } from '../../lib/stores/watch.ts';
import type { WatchState } from '../../lib/watch/state.ts';
import { createWatch, type Watched } from '../../lib/watch/watch.ts';
import type { LocalAws } from '../../local/aws.ts';
import type { Builder } from './builder.ts';

/** The clock that looks after Procore, beside a builder. */
export interface Watching {
  /** One run, without what it asks for being fetched. */
  run(): Promise<Watched & { readonly calls: number }>;
  state(): Promise<WatchState>;
  /** Methods and paths of what was written so far. */
  wrote(): string[];
}

/** Nobody listens there. */
export const NOBODY = 'http://127.0.0.1:1';

export const startWatching = (aws: LocalAws, builder: Builder, publicUrl?: string): Watching => {
  const { connector, procore, company } = builder;
  const { clock, name, records, changes, connections } = connector;
  const watch = createWatchStore({ client: aws.dynamo, table: `${aws.prefix}connections` });
  const secret = async () => 'secret-of-app-1';
  const credentials = { loginUrl: procore.url, clientId: 'app-1', clientSecret: secret };
  const token = createTokenSource(credentials, { fetch, now: clock.now });
  const run = async () => {
    const gauge = createGauge(createRateLimit(clock.now), clock.now);
    const calls = {
      ...{ fetch, now: clock.now, token, limit: gauge },
      ...{ apiUrl: procore.url, companyId: String(company.id) },
    };
    const watched = createWatch({
      ...{ flows, changes, records, connections, watch, secret, gauge, publicUrl, now: clock.now },
      ...{ procore: createProcore({ ...calls, text }), hooks: createHooks(calls) },
      until: new Date(clock.now().getTime() + 240_000),
      wait: async (seconds) => clock.pass(seconds * 1000),
    });
    const connection = await connector.connection();
    const { settings } = connection;
    const at = {
      ...connection,
      settings: { ...settings, procore: { ...settings.procore, apiUrl: procore.url } },
    };
    return { ...(await watched(at)), calls: gauge.calls() };
  };
  return {
    run,
    state: () => watch.get(name),
    wrote: () =>
      procore.requests
        .filter(({ method, path }) => method !== 'GET' && path.includes('/webhooks/'))
        .map(({ method, path }) => `${method} ${path}`),
  };
};
