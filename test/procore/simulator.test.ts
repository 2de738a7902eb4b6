import { contractRecord, line, sampleCompany, sampleProject, vendor } from './company-data.ts';
import { CLIENT, closeAll, simulate } from './simulated.ts';

afterEach(closeAll);

/** A simulator, and a way to ask it by hand, signed in. */
const byHand = async (options: Parameters<typeof simulate>[0] = {}) => {
  const { simulator, clock } = await simulate(options);
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: CLIENT.clientId,
    client_secret: CLIENT.clientSecret,
  });
  const login = await fetch(`${simulator.url}/oauth/token`, { method: 'POST', body: form });
  const { access_token: token } = (await login.json()) as { access_token: string };
  const signedIn = { authorization: `Bearer ${token}`, 'procore-company-id': '77' };
  const get = async (path: string, headers: Record<string, string> = signedIn, method = 'GET') => {
    const response = await fetch(`${simulator.url}/rest/${path}`, { method, headers });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: text.startsWith('M') ? text : JSON.parse(text),
    };
  };
  return { simulator, clock, get, signedIn, token };
};

const idsOf = (rows: { id: number }[]) => rows.map(({ id }) => id);

describe('refuses what Procore refuses', () => {
  test('a call without a token, with a wrong one, with one that expired', async () => {
    const { get, signedIn, clock } = await byHand();
    expect(await get('v1.0/vendors?company_id=77', {})).toMatchObject({
      status: 401,
      body: { error: 'invalid_token' },
    });
    expect(await get('v1.0/vendors?company_id=77', { ...signedIn, authorization: 'Bearer x' })).toMatchObject(
      { status: 401 },
    );
    clock.advance(5_400);
    expect(await get('v1.0/vendors?company_id=77')).toMatchObject({
      status: 401,
      body: { error_description: 'The access token expired' },
    });
  });

  test('a call without the company header, in words and not in JSON', async () => {
    const { get, token } = await byHand();
    const { status, text } = await get('v1.0/vendors?company_id=77', { authorization: `Bearer ${token}` });
    expect(status).toBe(400);
    expect(text).toMatch(/^Missing Procore-Company-Id header!/);
  });

  test('another company in the query than in the header', async () => {
    const { get } = await byHand();
    expect((await get('v1.0/vendors?company_id=78')).status).toBe(403);
  });

  test.each([
    ['v1.0/vendors', 'company_id'],
    ['v1.0/vendors/501', 'company_id'],
    ['v1.1/projects', 'company_id'],
    ['v1.0/standard_cost_codes?company_id=77', 'standard_cost_code_list_id'],
    ['v1.0/cost_codes', 'project_id'],
    ['v1.0/purchase_order_contracts', 'project_id'],
    ['v1.0/work_order_contracts/901', 'project_id'],
    ['v1.0/work_order_contracts/901/line_items', 'project_id'],
  ])('%s without %s', async (path, param) => {
    const { get } = await byHand();
    expect(await get(path)).toMatchObject({ status: 400, body: { errors: expect.stringContaining(param) } });
  });

  test.each([
    ['an unknown project', 'v1.0/cost_codes?project_id=4', 404],
    ['an unknown path', 'v1.0/nothing', 404],
    [
      'a status that the filter does not know',
      'v1.0/work_order_contracts?project_id=9001&filters[status]=Closed',
      400,
    ],
    ['page zero', 'v1.0/vendors?company_id=77&page=0', 400],
  ])('%s', async (_, path, status) => {
    const { get } = await byHand();
    expect((await get(path)).status).toBe(status);
  });

  test('a write where there is none', async () => {
    const { get, signedIn } = await byHand();
    const answer = await get('v1.0/vendors?company_id=77', signedIn, 'DELETE');
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET');
  });

  test('calls beyond either window, with the headers of the one that is full', async () => {
    const { get, clock } = await byHand({ rateLimit: { perTenSeconds: 2, perHour: 3 } });
    const call = () => get('v1.0/vendors/501?company_id=77');
    expect((await call()).headers.get('x-rate-limit-remaining')).toBe('1');
    await call();
    const short = await call();
    expect(short.status).toBe(429);
    expect(['limit', 'remaining'].map((name) => short.headers.get(`x-rate-limit-${name}`))).toEqual([
      '2',
      '0',
    ]);
    expect(short.headers.get('retry-after')).toBe('10');
    clock.advance(10);
    expect((await call()).status).toBe(200);
    const long = await call();
    expect(long.status).toBe(429);
    expect(long.headers.get('x-rate-limit-limit')).toBe('3');
    expect(long.headers.get('retry-after')).toBe('3590');
  });
});

describe('shows what Procore shows', () => {
  test('views: the default one of standard cost codes has ids only', async () => {
    const { get } = await byHand();
    const path = 'v1.0/standard_cost_codes?company_id=77&standard_cost_code_list_id=5';
    expect((await get(path)).body[0]).toEqual({ id: 50, standard_cost_code_list_id: 5 });
    expect((await get(`${path}&view=extended`)).body[0]).toMatchObject({ full_code: '16' });
    expect((await get('v1.0/vendors?company_id=77&view=compact')).body[0]).toEqual({
      id: 501,
      name: 'Alder Electrical Inc',
    });
  });

  test('projects: active ones unless asked, none that are not permitted, 300 at most on a page', async () => {
    const company = sampleCompany();
    const named = (id: number, more: Record<string, unknown>) => ({
      ...sampleProject(),
      record: { ...sampleProject().record, id, ...more },
    });
    company.projects.push(named(9002, { active: false }), { ...named(9003, {}), permitted: false });
    const { get } = await byHand({ companies: [company] });
    expect(idsOf((await get('v1.1/projects?company_id=77')).body)).toEqual([9001]);
    expect(idsOf((await get('v1.1/projects?company_id=77&filters[by_status]=All')).body)).toEqual([
      9001, 9002,
    ]);
    expect((await get('v1.1/projects?company_id=77&per_page=1000')).headers.get('per-page')).toBe('300');
    expect((await get('v1.0/projects/9003?company_id=77')).status).toBe(403);
  });

  test('contracts: filters, the lines only in the show', async () => {
    const { get, simulator } = await byHand();
    const list = 'v1.0/work_order_contracts?project_id=9001';
    simulator
      .company(77)
      .addContract('work_order_contracts', 9001, { ...contractRecord(902, 'SC-002'), status: 'Draft' }, [
        line(9021, 1, '5.0'),
      ]);
    simulator.company(77).update('Work Order Contracts', 902, { title: 'changed' });
    expect(idsOf((await get(`${list}&filters[status]=Approved`)).body)).toEqual([901]);
    expect(
      idsOf((await get(`${list}&filters[updated_at]=2026-05-04T00:00:00Z...2026-05-05T00:00:00Z`)).body),
    ).toEqual([902]);
    expect(idsOf((await get(`${list}&filters[id]=[901]`)).body)).toEqual([901]);
    simulator.company(77).remove('Work Order Contracts', 902);
    expect(idsOf((await get(list)).body)).toEqual([901]);
    expect(idsOf((await get(`${list}&filters[include_deleted]=only`)).body)).toEqual([902]);
    expect(idsOf((await get(`${list}&filters[include_deleted]=with`)).body)).toEqual([901, 902]);
    expect((await get('v1.0/work_order_contracts/902?project_id=9001')).status).toBe(404);
    expect((await get(list)).body[0]).not.toHaveProperty('line_items');
    expect((await get('v1.0/work_order_contracts/901?project_id=9001')).body).toHaveProperty('line_items');
  });

  test('Link leads from the first page to the last', async () => {
    const company = sampleCompany();
    company.vendors.push(...[1, 2, 3].map((id) => vendor(id, `V${id}`)));
    const { get } = await byHand({ companies: [company] });
    let path: string | undefined = 'v1.0/vendors?company_id=77&per_page=2&view=compact';
    const seen: number[] = [];
    while (path !== undefined) {
      const page = await get(path);
      seen.push(...idsOf(page.body));
      path = /<[^>]*\/rest\/([^>]*)>; rel="next"/.exec(page.headers.get('link') ?? '')?.[1];
    }
    expect(seen).toEqual([501, 502, 1, 2, 3]);
  });
});

describe('users at work', () => {
  test('a change is seen by the next call, bumps updated_at and sends its event', async () => {
    const { get, simulator, clock } = await byHand();
    const events: string[] = [];
    const hook = { companyId: 77, destinationUrl: 'http://127.0.0.1:1/', payloadVersion: 'v3.0' } as const;
    simulator.webhooks.register(hook);
    simulator.webhooks.register({ ...hook, projectId: 9001 });
    clock.advance(60);
    const company = simulator.company(77);
    company.update('Company Vendors', 501, { name: 'Alder Electric LLC' });
    company.update('Purchase Order Contract Line Items', 8011, { amount: '1200.0' });
    company.remove('Company Vendors', 502);
    company.remove('Cost Codes', 603);
    for (const { body } of simulator.webhooks.log) {
      const { resource_name, event_type, resource_id, related_resources } = JSON.parse(body);
      events.push(
        `${event_type} ${resource_name} ${resource_id} ${related_resources.map(({ id }: { id: number }) => id)}`,
      );
    }
    expect(events).toEqual([
      'update Company Vendors 501 ',
      'update Purchase Order Contract Line Items 8011 801',
      'delete Cost Codes 603 ',
    ]);
    expect((await get('v1.0/vendors/501?company_id=77')).body).toMatchObject({
      name: 'Alder Electric LLC',
      updated_at: '2026-05-04T10:01:00Z',
    });
    expect((await get('v1.0/purchase_order_contracts/801?project_id=9001')).body).toMatchObject({
      updated_at: '2026-05-04T10:01:00Z',
    });
    expect((await get('v1.0/vendors/502?company_id=77')).status).toBe(404);
  });
});
