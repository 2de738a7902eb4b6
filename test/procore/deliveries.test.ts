import { parseWebhook, type WebhookEvent } from '../../lib/procore/webhook.ts';
import { createDeliveries, type DeliverySettings } from '../../local/simulators/procore/deliveries.ts';
import type { Hook } from '../../local/simulators/procore/endpoint-queue.ts';
import type { PayloadVersion, ProcoreEvent } from '../../local/simulators/procore/payload.ts';
import { closeEndpoints, closing, type Received, receive } from './endpoint.ts';
import { seeded } from './seeded.ts';
import { createClock } from './simulated.ts';

afterEach(closeEndpoints);

/** Deliveries whose pauses pass at once on a clock of their own. */
const deliver = (settings: DeliverySettings = {}, seed = 1) => {
  const clock = createClock();
  const pauses: number[] = [];
  const wait = async (ms: number) => {
    pauses.push(ms / 1000);
    clock.advance(ms / 1000);
  };
  const deliveries = createDeliveries({ wait, ...settings }, { now: clock.now, random: seeded(seed) });
  closing.push(deliveries.close);
  return { deliveries, clock, pauses };
};

const hookTo = (url: string, more: Partial<Hook> = {}): Hook => ({
  companyId: 77,
  destinationUrl: url,
  authorization: 'Bearer shared-word',
  payloadVersion: 'v2.0',
  ...more,
});

const vendorUpdate = (resourceId: number): ProcoreEvent => ({
  resource: 'Company Vendors',
  resourceId,
  event: 'update',
});

const eventsIn = (received: readonly Received[]): WebhookEvent[] =>
  received.map(({ body }) => {
    const parsed = parseWebhook(body);
    if (parsed.is === 'malformed') throw new Error(parsed.why);
    return parsed;
  });

test.each<PayloadVersion>(['v2.0', 'v3.0', 'v4.0'])(
  '%s payloads are what our parser reads, with the authorization of the hook',
  async (payloadVersion) => {
    const { url, received } = await receive();
    const { deliveries } = deliver();
    deliveries.register(hookTo(`${url}/hook`, { projectId: 9001, payloadVersion }));
    const related = [{ id: 901, name: 'Work Order Contracts' }];
    deliveries.emit(77, {
      resource: 'Work Order Contract Line Items',
      resourceId: 9011,
      event: 'create',
      projectId: 9001,
      related,
    });
    await deliveries.settled();
    expect(received).toMatchObject([{ path: '/hook', authorization: 'Bearer shared-word' }]);
    expect(eventsIn(received)).toMatchObject([
      {
        id: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/),
        companyId: '77',
        projectId: '9001',
        resource: 'Work Order Contract Line Items',
        resourceId: '9011',
        event: 'create',
        related: payloadVersion === 'v3.0' ? [{ id: '901', name: 'Work Order Contracts' }] : [],
      },
    ]);
  },
);

test('a company hook gets company events only, a project hook those of its project', async () => {
  const { url, received } = await receive();
  const { deliveries } = deliver();
  deliveries.register(hookTo(`${url}/company`));
  deliveries.register(hookTo(`${url}/project`, { projectId: 9001 }));
  deliveries.register(hookTo(`${url}/other`, { companyId: 78 }));
  deliveries.emit(77, vendorUpdate(501));
  deliveries.emit(77, { resource: 'Cost Codes', resourceId: 601, event: 'update', projectId: 9001 });
  deliveries.emit(77, { resource: 'Cost Codes', resourceId: 602, event: 'update', projectId: 9002 });
  await deliveries.settled();
  expect(received.map(({ path, body }) => [path, eventsIn([{ path, body }])[0]?.resourceId]).sort()).toEqual([
    ['/company', '501'],
    ['/project', '601'],
  ]);
});

test('a failure is tried again after 1, 2, 4… seconds, and holds up what comes behind it', async () => {
  const { url, received } = await receive((n) => (n <= 4 ? 500 : 200));
  const { deliveries, pauses } = deliver();
  deliveries.register(hookTo(url));
  deliveries.emit(77, vendorUpdate(501));
  deliveries.emit(77, vendorUpdate(502));
  await deliveries.settled();
  expect(pauses).toEqual([1, 2, 4, 8]);
  expect(eventsIn(received).map(({ resourceId }) => resourceId)).toEqual([
    '501',
    '501',
    '501',
    '501',
    '501',
    '502',
  ]);
  expect(deliveries.log.map(({ status, attempts }) => [status, attempts.length])).toEqual([
    ['delivered', 5],
    ['delivered', 1],
  ]);
});

test('a failing endpoint does not hold up another one', async () => {
  const { url, received } = await receive((_, path) => (path === '/bad' ? 503 : 200));
  const { deliveries } = deliver();
  deliveries.register(hookTo(`${url}/bad`));
  deliveries.register(hookTo(`${url}/good`));
  deliveries.emit(77, vendorUpdate(501));
  await deliveries.settled();
  expect(received.filter(({ path }) => path === '/good')).toHaveLength(1);
});

test('after twelve hours of failures everything that waits is discarded, pauses grow to an hour', async () => {
  const { url, received } = await receive(() => 500);
  const { deliveries, pauses, clock } = deliver();
  deliveries.register(hookTo(url));
  const begun = clock.now().getTime();
  deliveries.emit(77, vendorUpdate(501));
  deliveries.emit(77, vendorUpdate(502));
  await deliveries.settled();
  expect(deliveries.log.map(({ status }) => status)).toEqual(['discarded', 'discarded']);
  expect(Math.max(...pauses)).toBe(3_600);
  const hours = (clock.now().getTime() - begun) / 3_600_000;
  expect(hours).toBeGreaterThanOrEqual(12);
  expect(hours).toBeLessThan(13);
  expect(new Set(eventsIn(received).map(({ resourceId }) => resourceId))).toEqual(new Set(['501']));
});

test('an endpoint that comes back after a discard gets what happens from then on', async () => {
  let status = 500;
  const { url, received } = await receive(() => status);
  const { deliveries } = deliver();
  deliveries.register(hookTo(url));
  deliveries.emit(77, vendorUpdate(501));
  await deliveries.settled();
  status = 200;
  deliveries.emit(77, vendorUpdate(502));
  await deliveries.settled();
  expect(deliveries.log.map((delivery) => delivery.status)).toEqual(['discarded', 'delivered']);
  expect(eventsIn(received).at(-1)?.resourceId).toBe('502');
});

test('no answer in time and no connection count as failures', async () => {
  const { url } = await receive((n) => (n === 1 ? 0 : 200));
  const { deliveries } = deliver({ timeoutMs: 300 });
  deliveries.register(hookTo(url));
  deliveries.emit(77, vendorUpdate(501));
  await deliveries.settled();
  // On a busy machine the answer may be late once more.
  const outcomes = deliveries.log[0]?.attempts.map(({ outcome }) => outcome) ?? [];
  expect(outcomes.slice(0, -1)).toContain('no answer in time');
  expect(outcomes.at(-1)).toBe('200');

  const nobody = deliver({ giveUpAfterMs: 1_000 });
  nobody.deliveries.register(hookTo('http://127.0.0.1:1/'));
  nobody.deliveries.emit(77, vendorUpdate(501));
  await nobody.deliveries.settled();
  expect(nobody.deliveries.log).toMatchObject([
    { status: 'discarded', attempts: [{ outcome: 'no connection' }, { outcome: 'no connection' }] },
  ]);
});

test('a repeated delivery is the same to the byte', async () => {
  const { url, received } = await receive();
  const { deliveries } = deliver({ duplicate: 1 });
  deliveries.register(hookTo(url));
  deliveries.emit(77, vendorUpdate(501));
  await deliveries.settled();
  expect(received).toHaveLength(2);
  expect(received[0]?.body).toBe(received[1]?.body);
});

test('reordering and duplicates lose nothing and repeat themselves with the seed', async () => {
  const run = async (seed: number) => {
    const { url, received } = await receive();
    const { deliveries } = deliver({ duplicate: 0.3, reorder: 0.7 }, seed);
    deliveries.register(hookTo(url));
    for (let id = 1; id <= 30; id += 1) deliveries.emit(77, vendorUpdate(id));
    await deliveries.settled();
    return eventsIn(received).map(({ resourceId }) => Number(resourceId));
  };
  const first = await run(5);
  expect(new Set(first).size).toBe(30);
  expect(first.length).toBeGreaterThan(30);
  expect(first).not.toEqual([...first].sort((a, b) => a - b));
  expect(await run(5)).toEqual(first);
  expect(await run(6)).not.toEqual(first);
});

test('closing ends a pause of an hour at once', async () => {
  const { url } = await receive(() => 500);
  const deliveries = createDeliveries(
    { firstRetryMs: 3_600_000 },
    { now: () => new Date(), random: seeded(1) },
  );
  closing.push(deliveries.close);
  deliveries.register(hookTo(url));
  deliveries.emit(77, vendorUpdate(501));
  while (deliveries.log[0]?.attempts.length === 0) await new Promise((resolve) => setImmediate(resolve));
  await deliveries.close();
  expect(deliveries.log[0]?.status).toBe('retrying');
});
