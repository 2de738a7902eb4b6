import type { Facts } from '../lib/engine/plan.ts';
import { createProcore } from '../lib/procore/client.ts';
import { createGauge } from '../lib/procore/gauge.ts';
import { createHooks } from '../lib/procore/hooks.ts';
import * as text from '../lib/qbxml/latin.ts';
import { createWatchStore } from '../lib/stores/watch.ts';
import { clients, environment, now } from './deps.ts';
import { once } from './once.ts';
import { writingTo } from './procore-writing.ts';
import { secret } from './secret.ts';

export const watchStore = once(() =>
  createWatchStore({ client: clients().dynamo, table: environment().connectionsTable }),
);

/** Procore and its webhooks for what is not urgent: calls are counted, and half of its windows is left to others. */
export const watchedProcoreOf = (facts: Facts) => {
  const calls = writingTo(facts);
  const gauge = createGauge(calls.limit, now);
  const own = { ...calls, limit: gauge };
  return {
    gauge,
    hooks: createHooks(own),
    procore: createProcore({ ...own, text }),
    secret: () => secret(facts.settings.procore.clientSecret),
  };
};
