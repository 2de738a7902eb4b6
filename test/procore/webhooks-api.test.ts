import { CATALOGUE } from '../../local/simulators/procore/catalogue.ts';
import { CLIENT, closeAll, simulate } from './simulated.ts';

afterEach(closeAll);

/** Procore's webhooks as a client finds them that knows nothing of ours. */
const byHand = async () => {
  const { simulator } = await simulate({ rateLimit: { perTenSeconds: 1_000, perHour: 10_000 } });
  const form = new URLSearchParams({
    ...{ grant_type: 'client_credentials', client_id: CLIENT.clientId, client_secret: CLIENT.clientSecret },
  });
  const login = await fetch(`${simulator.url}/oauth/token`, { method: 'POST', body: form });
  const { access_token } = (await login.json()) as { access_token: string };
  const ask = async (method: string, path: string, body?: unknown) => {
    const headers = { authorization: `Bearer ${access_token}`, 'procore-company-id': '77' };
    const response = await fetch(`${simulator.url}/rest/v2.0/companies/77${path}`, {
      ...{
        method,
        headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  };
  const hook = async (scope = '', more: object = {}) =>
    ask('POST', `${scope}/webhooks/hooks`, {
      ...{ payload_version: 'v3.0', namespace: 'plumbline', destination_url: 'https://example.com/hook' },
      ...more,
    });
  return { simulator, ask, hook };
};

const PROJECT = '/projects/9001';

test('the catalogue of a company and of a project are two, ten rows a page', async () => {
  const { ask } = await byHand();
  expect((await ask('GET', '/webhooks/resources')).status).toBe(400);
  const first = await ask('GET', '/webhooks/resources?payload_version=v3.0');
  expect(first.body.data).toHaveLength(10);
  const names = async (scope: string) =>
    (await ask('GET', `${scope}/webhooks/resources?payload_version=v3.0&per_page=100`)).body.data.map(
      ({ name }: { name: string }) => name,
    );
  expect(await names('')).toEqual(CATALOGUE.company.map(({ name }) => name));
  expect(await names(PROJECT)).toEqual(CATALOGUE.project.map(({ name }) => name));
});

test('a hook shows the end of its header only, and is listed in its namespace and scope', async () => {
  const { ask, hook } = await byHand();
  const made = await hook(PROJECT, { destination_headers: { Authorization: 'Bearer very-secret-12345' } });
  expect(made).toMatchObject({ status: 201, body: { data: { status: 'active', project_id: '9001' } } });
  expect(JSON.stringify(made.body)).toContain('***12345');
  expect(JSON.stringify(made.body)).not.toContain('secret');
  expect((await ask('GET', '/webhooks/hooks?namespace=plumbline')).body.data).toEqual([]);
  expect((await ask('GET', `${PROJECT}/webhooks/hooks?namespace=plumbline`)).body.data).toHaveLength(1);
  expect((await ask('GET', `${PROJECT}/webhooks/hooks?namespace=other`)).body.data).toEqual([]);
  expect((await ask('GET', `${PROJECT}/webhooks/hooks`)).status).toBe(400);
});

test.each([
  ['a namespace of other letters', { namespace: 'Plumb_line' }, 400],
  ['a payload version that there is not', { payload_version: 'v9' }, 400],
  ['no address', { destination_url: '' }, 400],
  ['another header than Authorization', { destination_headers: { 'X-Token': 'x' } }, 400],
  ['a field that nobody knows', { secret: 'x' }, 400],
])('a hook with %s is refused', async (_, more, status) => {
  const { simulator, hook } = await byHand();
  expect((await hook('', more)).status).toBe(status);
  expect(simulator.webhooks.hooks).toEqual([]);
});

test('an app has one namespace', async () => {
  const { hook } = await byHand();
  await hook();
  expect((await hook(PROJECT, { namespace: 'another' })).status).toBe(422);
});

test('the status of a company hook may be changed, that of a project not', async () => {
  const { ask, hook } = await byHand();
  const [company, project] = [await hook(), await hook(PROJECT)];
  const change = { status: 'disabled' };
  const patch = (scope: string, { body }: typeof company) =>
    ask('PATCH', `${scope}/webhooks/hooks/${body.data.id}`, change);
  expect((await patch('', company)).body.data.status).toBe('disabled');
  expect((await patch(PROJECT, project)).status).toBe(400);
});

test('triggers of another scope, unknown ones and doubles are refused one by one, the others are made', async () => {
  const { ask, hook } = await byHand();
  const { body } = await hook(PROJECT);
  const path = `${PROJECT}/webhooks/hooks/${body.data.id}/triggers`;
  const trigger = (resource_name: string, event_type = 'update') => ({ resource_name, event_type });
  const answer = await ask('POST', `${path}/bulk`, [
    ...[trigger('Draw Requests'), trigger('Company Vendors'), trigger('Requisitions')],
    ...[trigger('Budget View Snapshots'), trigger('Draw Requests')],
  ]);
  expect(answer.status).toBe(207);
  expect(answer.body.data.succeeded).toHaveLength(1);
  expect(answer.body.data.failed.map(({ message }: { message: string }) => message)).toEqual([
    'resource_name is not available in this scope',
    'resource_name is not available in this scope',
    'event_type is not available for this resource',
    'has already been taken',
  ]);
  expect((await ask('GET', path)).body.data).toMatchObject([{ resource_name: 'Draw Requests' }]);
  const many = Array.from({ length: 501 }, () => trigger('Draw Requests'));
  expect((await ask('POST', `${path}/bulk`, many)).status).toBe(413);
});

test('a hook is told of its triggers alone, and of nothing while it is disabled', async () => {
  const { simulator, ask, hook } = await byHand();
  const { body } = await hook('', { destination_url: 'http://127.0.0.1:1/' });
  const path = `/webhooks/hooks/${body.data.id}`;
  await ask('POST', `${path}/triggers/bulk`, [{ resource_name: 'Company Vendors', event_type: 'update' }]);
  const vendor = (event: string) =>
    simulator.webhooks.emit(77, { resource: 'Company Vendors', resourceId: 501, event });
  vendor('create');
  vendor('update');
  await ask('PATCH', path, { status: 'disabled' });
  vendor('update');
  expect(simulator.webhooks.log.map(({ event }) => event.event)).toEqual(['update']);
});

test('who may not see a project gets none of its hooks, and nobody those of another company', async () => {
  const { ask } = await byHand();
  expect((await ask('GET', '/projects/4711/webhooks/hooks?namespace=plumbline')).status).toBe(404);
  expect((await ask('DELETE', '/webhooks/hooks/4711')).status).toBe(404);
});
