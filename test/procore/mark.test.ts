import { createMarker, type OriginWrite } from '../../lib/procore/mark.ts';
import { createTokenSource } from '../../lib/procore/oauth.ts';
import { createRateLimit } from '../../lib/procore/rate-limit.ts';
import type { Contract, ProcoreProject, Row } from '../../local/simulators/procore/data.ts';
import type { Asked } from '../../local/simulators/procore/endpoint.ts';
import type { Fault } from '../../local/simulators/procore/faults.ts';
import type { ProcoreOptions } from '../../local/simulators/procore/start.ts';
import { sampleCompany, vendor } from './company-data.ts';
import { CREDENTIALS, closeAll, simulate } from './simulated.ts';

afterEach(closeAll);

const start = async (options: Partial<ProcoreOptions> = {}) => {
  const company = sampleCompany();
  const { simulator, clock } = await simulate({ companies: [company], ...options });
  const token = createTokenSource({ loginUrl: simulator.url, ...CREDENTIALS }, { fetch, now: clock.now });
  const marker = createMarker({ fetch, now: clock.now, token, apiUrl: simulator.url, companyId: '77' });
  const written = () =>
    simulator.requests.filter(({ method }) => method === 'PATCH').map(({ path, body }) => [path, body]);
  return { company, simulator, clock, marker, written };
};

const origins = (originId: string, originCode = 'Name') => ({ originId, originCode, editSequence: '17' });
const company = (id: string, originId: string): OriginWrite => ({ of: 'company', id, ...origins(originId) });

const answering =
  (status: number, body: unknown, headers?: Record<string, string>) =>
  ({ method }: Asked): Fault | undefined =>
    method === 'PATCH' ? { do: 'answer', answer: { status, body, headers } } : undefined;

test('each kind of record goes to its endpoint with the fields that it has, many by one call', async () => {
  const { marker, written, company: data } = await start();
  const answers = await marker.mark([
    { of: 'company', id: '501', ...origins('80-1', 'Alder') },
    { of: 'project', id: '9001', ...origins('80-2', 'Harbor:Pier') },
    { of: 'company', id: '502', ...origins('80-3', 'Birch') },
    { of: 'standard-cost-code', id: '51', listId: '5', ...origins('80-4', '16-100') },
    { of: 'purchase-order', id: '801', projectId: '9001', ...origins('1A-5', 'PO-1') },
    { of: 'subcontract', id: '901', projectId: '9001', ...origins('1A-6', 'SC-1') },
  ]);
  expect(answers).toEqual(Array(6).fill({ is: 'done' }));
  const data17 = '"origin_data":"{\\"edit_sequence\\":\\"17\\"}"';
  expect(written()).toEqual([
    [
      '/rest/v1.0/vendors/sync',
      `{"company_id":77,"updates":[{"id":501,"origin_id":"80-1",${data17},"origin_code":"Alder"},{"id":502,"origin_id":"80-3",${data17},"origin_code":"Birch"}]}`,
    ],
    ['/rest/v1.0/projects/sync', `{"company_id":77,"updates":[{"id":9001,"origin_id":"80-2",${data17}}]}`],
    [
      '/rest/v1.0/standard_cost_codes/sync',
      `{"company_id":77,"standard_cost_code_list_id":5,"updates":[{"id":51,"origin_id":"80-4",${data17}}]}`,
    ],
    [
      '/rest/v1.0/purchase_order_contracts/sync',
      `{"project_id":9001,"updates":[{"id":801,"origin_id":"1A-5",${data17},"origin_code":"PO-1"}]}`,
    ],
    [
      '/rest/v1.0/work_order_contracts/sync',
      `{"project_id":9001,"updates":[{"id":901,"origin_id":"1A-6",${data17},"origin_code":"SC-1"}]}`,
    ],
  ]);
  expect(data.vendors[0]).toMatchObject({ origin_id: '80-1', origin_code: 'Alder' });
});

test('what has no sync endpoint is written one by one', async () => {
  const rows = {
    order: { id: 31, contract_id: 901 },
    invoice: { id: 32, commitment_id: 901 },
    payment: { id: 33 },
  };
  const [first] = sampleCompany().projects as [ProcoreProject];
  const [subcontract] = first.work_order_contracts as [Contract];
  const there: ProcoreProject = {
    ...{ ...first, change_order_packages: [rows.order], requisitions: [rows.invoice] },
    work_order_contracts: [{ ...subcontract, payments: [rows.payment] }],
  };
  const { marker, written } = await start({ companies: [{ ...sampleCompany(), projects: [there] }] });
  const project = { projectId: '9001' };
  const answers = await marker.mark([
    { of: 'change-order-package', id: '31', ...project, ...origins('1A-1', 'CO 3') },
    { of: 'requisition', id: '32', ...project, commitmentId: '901', ...origins('1A-2', '7') },
    { of: 'contract-payment', id: '33', ...project, commitmentId: '901', ...origins('1A-3', '1001') },
    { of: 'requisition', id: '39', ...project, commitmentId: '901', ...origins('1A-4', '8') },
  ]);
  expect(answers.slice(0, 3)).toEqual(Array(3).fill({ is: 'done' }));
  expect(answers[3]).toMatchObject({ is: 'refused', words: expect.stringContaining('invoice 39') });
  expect(rows.order).toMatchObject({ origin_id: '1A-1', origin_code: 'CO 3' });
  expect([rows.invoice, rows.payment]).toMatchObject([{ origin_id: '1A-2' }, { origin_id: '1A-3' }]);
  const data17 = '"origin_data":"{\\"edit_sequence\\":\\"17\\"}"';
  expect(written().slice(0, 3)).toEqual([
    [
      '/rest/v1.0/change_order_packages/31',
      `{"project_id":9001,"change_order":{"origin_id":"1A-1",${data17},"origin_code":"CO 3"}}`,
    ],
    [
      '/rest/v1.1/requisitions/32',
      `{"project_id":9001,"commitment_id":901,"requisition":{"origin_id":"1A-2",${data17}}}`,
    ],
    [
      '/rest/v1.0/contract_payments/33',
      `{"project_id":9001,"contract_id":901,"contract_payment":{"origin_id":"1A-3",${data17}}}`,
    ],
  ]);
});

test('ids beyond 2^53 go out as the numbers that they are', async () => {
  const id = 9_007_199_254_740_993n;
  const wide: Row = { ...vendor(501, 'Wide'), id };
  const { marker } = await start({ companies: [{ ...sampleCompany(), vendors: [wide] }] });
  expect(await marker.mark([company(String(id), '80-1')])).toEqual([{ is: 'done' }]);
  expect(wide.origin_id).toBe('80-1');
});

test('rows that Procore does not take are refused in its words; the others of the call are done', async () => {
  const { marker, company: data } = await start();
  Object.assign(data.vendors[1] ?? {}, { origin_id: '80-9' });
  expect(await marker.mark([company('501', '80-9'), company('502', '80-9'), company('599', '80-1')])).toEqual(
    [
      { is: 'refused', words: 'origin_id: has already been taken' },
      { is: 'done' },
      { is: 'refused', words: 'id: not found' },
    ],
  );
});

test('a row that Procore says nothing of is written again later', async () => {
  const { marker } = await start({ faults: answering(200, { entities: [{ id: 501 }], errors: [] }) });
  expect(await marker.mark([company('501', '80-1'), company('502', '80-2')])).toEqual([
    { is: 'done' },
    expect.objectContaining({ is: 'later', counts: true }),
  ]);
});

test('a call that Procore refuses as a whole is halved until the record at fault stands alone', async () => {
  const faults = ({ method, body }: Asked): Fault | undefined =>
    method === 'PATCH' && body.includes('"id":502')
      ? { do: 'answer', answer: { status: 422, body: { errors: 'Name is invalid' } } }
      : undefined;
  const { marker, written } = await start({ faults });
  const [first, second] = await marker.mark([company('501', '80-1'), company('502', '80-2')]);
  expect(first).toEqual({ is: 'done' });
  expect(second).toMatchObject({ is: 'refused', words: expect.stringContaining('Name is invalid') });
  expect(written()).toHaveLength(3);
});

test.each<[number, unknown, object]>([
  [409, { errors: 'Concurrent write' }, { is: 'later', seconds: 30, counts: true }],
  [503, 'busy', { is: 'later', seconds: 60, trouble: expect.objectContaining({ kind: 'unavailable' }) }],
  [401, {}, { is: 'later', seconds: 300, trouble: expect.objectContaining({ kind: 'unauthorized' }) }],
  [200, '<html>Sign in</html>', { is: 'later', seconds: 60, counts: true }],
  [403, { errors: 'no' }, { is: 'refused', words: expect.stringContaining('Admin on the Directory tool') }],
  [
    404,
    { errors: 'no' },
    { is: 'refused', words: expect.stringContaining('let this app change company 501') },
  ],
])('%d becomes %j', async (status, body, expected) => {
  const { marker } = await start({ faults: answering(status, body) });
  expect(await marker.mark([company('501', '80-1')])).toEqual([expect.objectContaining(expected)]);
});

test('once the rate limit is used up nothing more is asked, and all the rest waits as long as Procore says', async () => {
  const { marker, written, clock } = await start({ rateLimit: { perTenSeconds: 1, perHour: 60 } });
  const all: OriginWrite[] = [
    company('501', '80-1'),
    { of: 'project', id: '9001', ...origins('80-2') },
    { of: 'subcontract', id: '901', projectId: '9001', ...origins('1A-3') },
  ];
  const [done, ...later] = await marker.mark(all);
  expect(done).toEqual({ is: 'done' });
  expect(later).toEqual(
    Array(2).fill({ is: 'later', seconds: 10, trouble: expect.objectContaining({ kind: 'throttled' }) }),
  );
  expect(written()).toHaveLength(1);
  clock.advance(10);
  expect((await marker.mark(all.slice(1)))[0]).toEqual({ is: 'done' });
});

test('a limit that somebody else has met is honoured, and one that is met here is told', async () => {
  const told: number[] = [];
  let closed = 0;
  const { simulator, clock } = await start();
  const shared = { closedUntil: async () => closed, close: async (until: number) => void told.push(until) };
  const limit = createRateLimit(clock.now, shared);
  closed = clock.now().getTime() + 7_000;
  await expect(limit.check()).rejects.toMatchObject({ kind: 'throttled', retryAfterSeconds: 7 });
  clock.advance(7);
  await limit.check();
  await limit.note(429, new Headers({ 'Retry-After': '20' }));
  expect(told).toEqual([clock.now().getTime() + 20_000]);
  expect(simulator.requests).toEqual([]);
});
