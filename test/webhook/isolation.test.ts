import type { Change, Connection } from '../../lib/engine/ports.ts';
import { hashToken } from '../../lib/webhook/tokens.ts';
import { createWebhook } from '../../lib/webhook.ts';
import { httpEvent } from '../../local/http-event.ts';
import { US_SETTINGS } from '../../local/sample/us/settings.ts';
import { literalFlow } from './literal-flows.ts';

const connectionOf = (name: string): Connection => ({
  ...{ name, settings: US_SETTINGS, fileId: '{1}', marks: 0 },
  webhookTokens: [hashToken(`token of ${name}`)],
});

const NAMES = ['a', 'ab', 'a-b'];

const event = JSON.stringify({
  ...{ id: 5, ulid: '01KAB3C5D7E9F1G3H5J7K9M1N3', company_id: Number(US_SETTINGS.procore.companyId) },
  ...{ project_id: 9001, event_type: 'update', resource_name: 'Orders', resource_id: 5550002 },
});

/** A delivery to the path of one connection with the token of another: the status, and what it led to. */
const deliver = async (connection: string, authorization: string | undefined) => {
  const sent: Change[] = [];
  const asked: string[] = [];
  const webhook = createWebhook({
    connections: async (name) => {
      asked.push(name);
      return NAMES.includes(name) ? connectionOf(name) : undefined;
    },
    changes: { send: async (changes) => void sent.push(...changes) },
    flows: [literalFlow('orders', ['Orders'])],
    log: () => undefined,
    count: () => undefined,
  });
  const request = {
    ...{ method: 'POST', path: `/webhooks/${connection}`, query: '', at: new Date(0), requestId: 'r' },
    ...{ routeKey: 'POST /webhooks/{connection}', pathParameters: { connection }, sourceIp: '192.0.2.1' },
  };
  const headers = { 'content-type': 'application/json', authorization };
  const { statusCode } = await webhook(httpEvent(request, headers, Buffer.from(event)));
  return { statusCode, connections: sent.map((change) => change.connection), asked };
};

test.each(NAMES.flatMap((path) => NAMES.map((token) => [path, token] as const)))(
  'to %s with the token of %s: taken when they are the same',
  async (path, token) => {
    const { statusCode, connections } = await deliver(path, `Bearer token of ${token}`);
    expect([statusCode, connections]).toEqual(path === token ? [200, [path]] : [401, []]);
  },
);

test.each(['a#b', 'a.b', '.', '..', '../a', 'a/b', 'A', 'a%23b', 'ä', 'a\u0000', '', 'x'.repeat(33)])(
  'a connection named %j is asked of no table',
  async (name) => {
    expect(await deliver(name, 'Bearer token of a')).toEqual({ statusCode: 401, connections: [], asked: [] });
  },
);
