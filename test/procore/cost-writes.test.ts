import type { ProcoreProject } from '../../local/simulators/procore/data.ts';
import { companyToEnter } from './entries.ts';
import { CLIENT, closeAll, simulate } from './simulated.ts';

afterEach(closeAll);

const start = async () => {
  const company = companyToEnter();
  const { simulator } = await simulate({ companies: [company] });
  const form = new URLSearchParams({
    ...{ grant_type: 'client_credentials', client_id: CLIENT.clientId, client_secret: CLIENT.clientSecret },
  });
  const login = await fetch(`${simulator.url}/oauth/token`, { method: 'POST', body: form });
  const { access_token } = (await login.json()) as { access_token: string };
  const headers = {
    ...{ authorization: `Bearer ${access_token}`, 'procore-company-id': '77' },
    'content-type': 'application/json',
  };
  const ask = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${simulator.url}/rest/${path}`, {
      ...{ method, headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
  };
  return { ask, project: company.projects[0] as ProcoreProject };
};

const V10 = 'v1.0/projects/9001/direct_costs';
const V11 = 'v1.1/projects/9001/direct_costs';
const WBS = 'v1.0/projects/9001/work_breakdown_structure';

const expense = (fields: object = {}, lines: readonly object[] = []) => ({
  direct_cost: { direct_cost_type: 'expense', invoice_number: '1', line_items: lines, ...fields },
});
const line = (fields: object = {}) => ({ wbs_code_id: 701, manual_amount: 10.1, ...fields });

describe('a new direct cost', () => {
  test.each<[string, object, number, unknown]>([
    ['no cost', {}, 400, 'param is missing or the value is empty: direct_cost'],
    [
      'a field that it does not have',
      expense({ origin_code: 'x' }),
      400,
      expect.stringContaining('origin_code'),
    ],
    ['no type', expense({ direct_cost_type: 'bill' }), 422, { direct_cost_type: [expect.any(String)] }],
    [
      'an invoice without a vendor',
      expense({ direct_cost_type: 'invoice' }),
      422,
      { vendor_id: ["can't be blank"] },
    ],
    [
      'a code that is not there',
      expense({}, [line({ wbs_code_id: 1 })]),
      422,
      { wbs_code_id: ['is invalid'] },
    ],
    [
      'an amount as a text',
      expense({}, [line({ manual_amount: '1' })]),
      422,
      { manual_amount: [expect.any(String)] },
    ],
    [
      '101 lines',
      expense({}, Array(101).fill(line())),
      422,
      { line_items: [expect.stringContaining('100')] },
    ],
  ])('with %s is refused', async (_, body, status, errors) => {
    const { ask, project } = await start();
    expect(await ask('POST', V11, body)).toEqual({ status, body: { errors } });
    expect(project.direct_costs ?? []).toEqual([]);
  });

  test('has its lines and their sum; nobody writes it while another does', async () => {
    const { ask, project } = await start();
    const { status, body } = await ask('POST', V11, expense({}, [line(), line({ manual_amount: -0.1 })]));
    expect([status, body.grand_total, body.line_items.length]).toEqual([201, '10.00', 2]);
    project.busy = true;
    const writes = [
      ask('POST', V11, expense()),
      ask('DELETE', `${V11}/${body.id}`),
      ask('PATCH', `${V10}/sync`, { updates: [] }),
      ask('PATCH', `${V10}/line_items/sync`, { updates: [] }),
      ask('DELETE', `${V10}/${body.id}/line_items/${body.line_items[0].id}`),
    ];
    for (const { status: refused } of await Promise.all(writes)) expect(refused).toBe(409);
    expect((await ask('GET', `${V10}/${body.id}/line_items`)).body).toHaveLength(2);
  });
});

describe('the sync of costs and lines', () => {
  test('answers 200 row by row; a type is set once', async () => {
    const { ask } = await start();
    const row = { origin_id: 'A', direct_cost_type: 'expense' };
    const rows = [row, { ...row, direct_cost_type: 'invoice' }, { id: 5 }, { origin_id: 'B' }];
    const { status, body } = await ask('PATCH', `${V10}/sync`, { updates: rows });
    expect([status, body.entities.length]).toEqual([200, 1]);
    expect(body.errors.map(({ errors }: { errors: object }) => errors)).toEqual([
      { direct_cost_type: ['can not be changed'] },
      { id: ['not found'] },
      { direct_cost_type: ['is not included in the list'] },
    ]);
  });

  test('takes a new line for a cost alone, and a code that the project has', async () => {
    const { ask } = await start();
    const cost = await ask('POST', V11, expense());
    const ours = { direct_cost_id: cost.body.id, wbs_code_id: 701, amount: 5 };
    const updates = [
      { ...ours, origin_id: 'L1' },
      { ...ours, direct_cost_id: 1, origin_id: 'L2' },
      { ...ours, wbs_code_id: 1, origin_id: 'L3' },
    ];
    const { body } = await ask('PATCH', `${V10}/line_items/sync`, { updates });
    expect(body.entities).toEqual([expect.objectContaining({ origin_id: 'L1', amount: '5.00' })]);
    expect(body.errors.map(({ errors }: { errors: object }) => Object.keys(errors))).toEqual([
      ['direct_cost_id'],
      ['wbs_code_id'],
    ]);
    expect((await ask('GET', V11)).body).toEqual([expect.objectContaining({ grand_total: '5.00' })]);
  });
});

test('budget codes are made of a cost code and a cost type; one that is there is answered as it is', async () => {
  const { ask, project } = await start();
  const segments = (await ask('GET', `${WBS}/segments`)).body as { id: number; type: string }[];
  const [code, type] = ['cost_code', 'line_item_type'].map(
    (of) => segments.find((one) => one.type === of)?.id,
  );
  const wanted = (codeId: number, typeId: number) => ({
    segment_items: [
      { segment_id: code, segment_item_id: codeId },
      { segment_id: type, segment_item_id: typeId },
    ],
  });
  const bulk = [wanted(601, 54), wanted(601, 54), wanted(1, 54), wanted(601, 1)];
  const { status, body } = await ask('PATCH', `${WBS}/wbs_codes/bulk_create`, { bulk });
  expect([status, body.entities.length, body.errors.length]).toEqual([201, 2, 2]);
  expect(body.entities[0]).toEqual(body.entities[1]);
  expect(body.entities[0].flat_code).toBe('16-100.O');
  expect(project.wbs_codes).toHaveLength(2);
});
