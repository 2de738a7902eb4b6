import type { ProcoreCompany } from '../../local/simulators/procore/data.ts';
import { sampleCompany } from './company-data.ts';
import { CLIENT, closeAll, simulate } from './simulated.ts';

afterEach(closeAll);

const start = async () => {
  const company: ProcoreCompany = sampleCompany();
  const { simulator } = await simulate({ companies: [company] });
  const form = new URLSearchParams({
    ...{ grant_type: 'client_credentials', client_id: CLIENT.clientId, client_secret: CLIENT.clientSecret },
  });
  const login = await fetch(`${simulator.url}/oauth/token`, { method: 'POST', body: form });
  const { access_token } = (await login.json()) as { access_token: string };
  const headers = {
    ...{
      authorization: `Bearer ${access_token}`,
      'procore-company-id': '77',
      'content-type': 'application/json',
    },
  };
  const patch = async (path: string, body: unknown, more: Record<string, string> = {}) => {
    const options = { method: 'PATCH', headers: { ...headers, ...more } };
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await fetch(`${simulator.url}${path}`, { ...options, body: text });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown[]> };
  };
  return { company, simulator, patch };
};

const VENDORS = '/rest/v1.0/vendors/sync';
const rows = (count: number) => Array.from({ length: count }, () => ({ id: 501, origin_id: '80-1' }));

describe('a sync endpoint', () => {
  test.each<[string, string, unknown, number]>([
    ['no JSON', VENDORS, 'origin_id=1', 400],
    ['no object', VENDORS, [], 400],
    ['no rows', VENDORS, { company_id: 77 }, 400],
    ['no company', VENDORS, { updates: [] }, 400],
    ['an id as a text', VENDORS, { company_id: '77', updates: [] }, 400],
    ['a row whose id is a text', VENDORS, { company_id: 77, updates: [{ id: '501' }] }, 400],
    [
      'a field that it does not have',
      '/rest/v1.0/projects/sync',
      { company_id: 77, updates: [{ id: 9001, origin_code: 'x' }] },
      400,
    ],
    ['another company', VENDORS, { company_id: 78, updates: [] }, 403],
    [
      'a project that is not there',
      '/rest/v1.0/work_order_contracts/sync',
      { project_id: 1, updates: [] },
      404,
    ],
    [
      'a list that is not there',
      '/rest/v1.0/standard_cost_codes/sync',
      { company_id: 77, standard_cost_code_list_id: 6, updates: [] },
      404,
    ],
    ['more than 1,000 rows', VENDORS, { company_id: 77, updates: rows(1_001) }, 413],
  ])('refuses %s', async (_, path, body, status) => {
    const { patch, company } = await start();
    expect((await patch(path, body)).status).toBe(status);
    expect(company.vendors[0]?.origin_id).toBeNull();
  });

  test('refuses who has no token, or sends a form', async () => {
    const { patch } = await start();
    const body = { company_id: 77, updates: rows(1) };
    expect((await patch(VENDORS, body, { authorization: 'Bearer nobody' })).status).toBe(401);
    expect((await patch(VENDORS, body, { 'content-type': 'text/plain' })).status).toBe(415);
  });

  test('answers 200 with what it took and what not, row by row, and takes 1,000', async () => {
    const { patch, company } = await start();
    const updates = [
      { id: 501, origin_id: '80-1', origin_code: 'Alder' },
      { id: 1, origin_id: '80-2' },
    ];
    const { status, body } = await patch(VENDORS, { company_id: 77, updates });
    expect(status).toBe(200);
    expect(body.entities).toEqual([
      expect.objectContaining({ id: 501, name: 'Alder Electrical Inc', origin_id: '80-1' }),
    ]);
    expect(body.errors).toEqual([{ id: 1, origin_id: '80-2', errors: { id: ['not found'] } }]);
    expect(company.vendors[0]).toMatchObject({ origin_code: 'Alder' });
    expect((await patch(VENDORS, { company_id: 77, updates: rows(1_000) })).status).toBe(200);
  });

  test('takes an origin_id for one record of a kind, whatever its project', async () => {
    const { patch } = await start();
    await patch(VENDORS, { company_id: 77, updates: [{ id: 501, origin_id: '80-1' }] });
    const { body } = await patch(VENDORS, { company_id: 77, updates: [{ id: 502, origin_id: '80-1' }] });
    expect(body.errors).toEqual([
      expect.objectContaining({ id: 502, errors: { origin_id: ['has already been taken'] } }),
    ]);
    const order = { project_id: 9001, updates: [{ id: 801, origin_id: '80-1' }] };
    expect((await patch('/rest/v1.0/purchase_order_contracts/sync', order)).body.errors).toEqual([]);
  });

  test('tells of each record that it changed, once', async () => {
    const { patch, simulator } = await start();
    const hook = { companyId: 77, destinationUrl: 'http://127.0.0.1:1/', authorization: 'x' };
    simulator.webhooks.register({ ...hook, payloadVersion: 'v2.0' });
    for (let times = 0; times < 2; times++) await patch(VENDORS, { company_id: 77, updates: rows(1) });
    const told = simulator.webhooks.log.map(({ body }) => JSON.parse(body));
    expect(told).toEqual([
      expect.objectContaining({ resource_name: 'Company Vendors', resource_id: 501, event_type: 'update' }),
    ]);
  });

  test('is what other paths are not', async () => {
    const { patch } = await start();
    expect((await patch('/rest/v1.0/vendors/501', {})).status).toBe(405);
  });
});

describe('a record without a sync endpoint', () => {
  const locked = async () => {
    const world = await start();
    const payment = { id: 33, amount: '100.00', origin_id: '1A-1' };
    const contract = world.company.projects[0]?.work_order_contracts[0];
    if (contract) contract.payments = [payment];
    const path = '/rest/v1.0/contract_payments/33';
    const body = (fields: object) => ({ project_id: 9001, contract_id: 901, contract_payment: fields });
    return { ...world, payment, path, body };
  };

  test('takes nothing but origin fields once it is marked, by nobody', async () => {
    const { patch, payment, path, body, simulator } = await locked();
    expect((await patch(path, body({ amount: '200.00' }))).status).toBe(422);
    expect((await patch(path, body({ origin_id: '1A-2' }))).status).toBe(200);
    expect(payment).toEqual({ id: 33, amount: '100.00', origin_id: '1A-2' });
    const people = simulator.company(77);
    expect(() => people.update('Contract Payments', 33, { amount: '1.00' })).toThrow('locks');
  });

  test('is refused without what stands beside it, with what it lacks, or elsewhere', async () => {
    const { patch, path, body } = await locked();
    const { contract_id: _, ...alone } = body({ origin_id: '1' });
    expect((await patch(path, alone)).status).toBe(400);
    expect((await patch(path, body({ origin_code: 'x' }))).status).toBe(400);
    expect((await patch(path, { ...body({ origin_id: '1' }), contract_id: '901' })).status).toBe(400);
    expect((await patch(path, { ...body({ origin_id: '1' }), contract_id: 801 })).status).toBe(404);
  });
});
