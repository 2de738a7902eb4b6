import { PurgeQueueCommand } from '@aws-sdk/client-sqs';
import { withAws } from '../stores/stores.ts';
import {
  type Edge,
  OLD_TOKEN,
  OWN_TOKENS,
  startEdge,
  storeConnection,
  TOKEN,
  takeChanges,
} from './webhook-edge.ts';

const v2 = {
  id: 771204455,
  ulid: '01KAB3C5D7E9F1G3H5J7K9M1N3',
  timestamp: '2026-05-04T10:11:12.131415Z',
  metadata: { source_user_id: 31, source_project_id: null, source_operation_id: null },
  user_id: 31,
  company_id: 4418,
  project_id: 9001,
  api_version: 'v2.0',
  event_type: 'update',
  resource_name: 'Work Order Contracts',
  resource_id: 5550002,
};
const body = JSON.stringify(v2);

const aws = withAws();
let edge: Edge;
beforeAll(async () => {
  await storeConnection(aws());
  edge = await startEdge(aws());
});
afterAll(() => edge.gateway.close());
beforeEach(async () => {
  for (const list of [edge.counted, edge.logged, edge.sends]) list.length = 0;
  await aws().sqs.send(new PurgeQueueCommand({ QueueUrl: aws().changesQueueUrl }));
});

interface Delivery {
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Record<string, string>;
  readonly connection?: string;
}

const deliver = async (delivery: Delivery = {}) => {
  const { connection = 'cedar-summit', headers = { authorization: `Bearer ${TOKEN}` } } = delivery;
  const response = await fetch(`${edge.gateway.url}/webhooks/${connection}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: delivery.body ?? body,
  });
  const { message } = (await response.json()) as { message: string };
  return { status: response.status, message };
};

const order = (id: string, resource = 'Work Order Contracts') => ({
  do: 'fetch',
  connection: 'cedar-summit',
  key: { flow: 'orders', id },
  source: { project: '9001', resource },
});

describe('an event in scope', () => {
  test('is one message, and one line in the log', async () => {
    expect(await deliver()).toEqual({ status: 200, message: 'Queued.' });
    expect(await takeChanges(aws())).toEqual([order('5550002')]);
    expect(edge.sends).toEqual([1]);
    expect(edge.counted).toEqual(['WebhookQueued cedar-summit']);
    expect(edge.logged).toEqual([
      {
        logged: 'webhook.answered',
        connection: 'cedar-summit',
        status: 200,
        metric: 'WebhookQueued',
        message: 'Queued.',
        bytes: body.length,
        event: 'update',
        eventId: v2.ulid,
        resource: 'Work Order Contracts',
        resourceId: '5550002',
        project: '9001',
      },
    ]);
  });

  const { ulid: _, resource_name: __, event_type: ___, ...rest } = v2;
  const v4 = {
    ...{ id: v2.ulid, reason: 'status_change', resource_type: 'Purchase Order Contracts' },
    ...{ company_id: '4418', project_id: '9001', user_id: '31', resource_id: '7' },
  };
  test.each([
    ['v2', JSON.stringify({ ...v2, api_version: 'v2' }), order('5550002')],
    ['v3.0', JSON.stringify({ ...v2, api_version: 'v3.0', related_resources: [] }), order('5550002')],
    ['v4.0', JSON.stringify(v4), order('7', 'Purchase Order Contracts')],
    ['ids beyond 2^53', body.replace('5550002', '9223372036854775807'), order('9223372036854775807')],
    [
      'a line of v3.0',
      JSON.stringify({
        ...{ ...rest, id: 5, event_type: 'create', resource_name: 'Work Order Contract Line Items' },
        ...{ resource_id: 88, related_resources: [{ id: 5550002, name: 'Work Order Contracts' }] },
      }),
      order('5550002'),
    ],
  ])('%s', async (_name, text, change) => {
    expect(await deliver({ body: text })).toEqual({ status: 200, message: 'Queued.' });
    expect(await takeChanges(aws())).toEqual([change]);
  });

  test('a resource of several flows is still one call of the queue', async () => {
    await deliver({ body: JSON.stringify({ ...v2, resource_name: 'Company Vendors', project_id: null }) });
    expect(edge.sends).toEqual([2]);
    const changes = await takeChanges(aws());
    expect(changes.map((change) => change.do === 'fetch' && change.key.flow).sort()).toEqual([
      'insurances',
      'vendors',
    ]);
  });

  test('a body that arrives in base64 is read the same', async () => {
    const headers = { authorization: TOKEN, 'content-type': 'application/octet-stream' };
    expect((await deliver({ headers })).status).toBe(200);
    expect(await takeChanges(aws())).toEqual([order('5550002')]);
  });
});

describe('an event that nothing is done about is answered 200 and counted', () => {
  test.each([
    ['Prime Contracts', 'Not in scope.', 'WebhookOutOfScope'],
    ['Work Order Contract Line Items', 'The record of this line is not named.', 'WebhookLineWithoutRecord'],
  ])('%s', async (resource_name, message, metric) => {
    expect(await deliver({ body: JSON.stringify({ ...v2, resource_name }) })).toEqual({
      status: 200,
      message,
    });
    expect(edge.sends).toEqual([]);
    expect(edge.counted).toEqual([`${metric} cedar-summit`]);
  });
});

describe('the caller', () => {
  const ours = OWN_TOKENS.map((token) => `Bearer ${token}`);

  test.each([`Bearer ${OLD_TOKEN}`, TOKEN, `bearer ${TOKEN}`, ...ours])(
    '%s is let in',
    async (authorization) => {
      expect((await deliver({ headers: { authorization } })).status).toBe(200);
    },
  );

  const refused: [string, Delivery][] = [
    ['no token', { headers: {} }],
    ['another token', { headers: { authorization: 'Bearer tok-other' } }],
    ['a connection that does not exist', { connection: 'nobody' }],
    ['a connection that can not exist', { connection: encodeURIComponent('../users#'.repeat(300)) }],
    ['a wrong token and a malformed body', { headers: { authorization: 'x' }, body: '{' }],
    ['a wrong token and a body that is too long', { headers: {}, body: 'x'.repeat(300_000) }],
  ];
  test.each(refused)('%s: 401, and not a word about which part is wrong', async (_name, delivery) => {
    expect(await deliver(delivery)).toEqual({ status: 401, message: 'Not authorized.' });
    expect(edge.sends).toEqual([]);
    expect(edge.counted).toEqual(['WebhookUnauthorized']);
  });

  test('no token ever stands in the log', async () => {
    await deliver({ headers: { authorization: 'Bearer tok-wrong' } });
    await deliver();
    expect(JSON.stringify(edge.logged)).not.toMatch(/tok-/);
  });
});

describe('a body that is no event of this company', () => {
  const malformed: [string, Delivery['body'], string][] = [
    ['nothing', '', 'the body is no JSON: the text ends too early, at line 1, column 1.'],
    [
      'half an event',
      body.slice(0, 40),
      'the body is no JSON: the text ends too early, at line 1, column 41.',
    ],
    ['a list', `[${body}]`, 'the body is no JSON object.'],
    ['no id', JSON.stringify({ ...v2, resource_id: undefined }), 'the field resource_id is missing.'],
    [
      'an id that is none',
      JSON.stringify({ ...v2, resource_id: '1 OR 1=1' }),
      'the field resource_id is not an id.',
    ],
    [
      'a name in which a name would hide',
      JSON.stringify({ ...v2, resource_name: { toString: 1 } }),
      'the field resource_name is not a name.',
    ],
    [
      'deep nesting',
      '['.repeat(90_000),
      'the body is no JSON: nested deeper than 100, at line 1, column 102.',
    ],
    ['no UTF-8', new Uint8Array([0x7b, 0xff, 0x7d]), 'the body is no UTF-8.'],
    ['too much for an event', `"${'x'.repeat(150_000)}"`, 'the body is longer than 100000 characters.'],
  ];
  test.each(malformed)('%s: 400', async (_name, text, why) => {
    expect(await deliver({ body: text })).toEqual({
      status: 400,
      message: `The webhook is malformed: ${why}`,
    });
    expect(edge.sends).toEqual([]);
    expect(edge.counted).toEqual(['WebhookMalformed cedar-summit']);
  });

  test('more than 256 KB: 413, counted in bytes', async () => {
    const message = 'The body is longer than 256 KB.';
    expect(await deliver({ body: 'x'.repeat(256 * 1024 + 1) })).toEqual({ status: 413, message });
    expect(await deliver({ body: 'é'.repeat(128 * 1024 + 1) })).toEqual({ status: 413, message });
    expect((await deliver({ body: 'x'.repeat(256 * 1024) })).status).toBe(400);
  });

  test('another company: 400', async () => {
    expect(await deliver({ body: JSON.stringify({ ...v2, company_id: 4419 }) })).toEqual({
      status: 400,
      message: 'Connection cedar-summit is for another Procore company than 4419.',
    });
    expect(edge.sends).toEqual([]);
    expect(edge.counted).toEqual(['WebhookOfOtherCompany cedar-summit']);
  });
});
