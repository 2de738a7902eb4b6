import type { EntryKey, ProcoreEntry } from '../../lib/procore/entries.ts';
import type { Row } from '../../local/simulators/procore/data.ts';
import type { Asked } from '../../local/simulators/procore/endpoint.ts';
import type { Fault } from '../../local/simulators/procore/faults.ts';
import { payment, startEntering } from './entries.ts';
import { closeAll } from './simulated.ts';

afterEach(closeAll);

const done = { is: 'done', id: expect.stringMatching(/^\d+$/) };

const job = (originId: string, name: string): ProcoreEntry => ({
  ...{ of: 'project', originId, name, address: '1 Quay St\nFloor 2', city: 'Tacoma', stateCode: 'WA' },
});
const vendor = (originId: string, name: string): ProcoreEntry => ({
  ...{ of: 'company', originId, originCode: name, name, phone: '253-555-0199', email: 'a@example.test' },
});

/** The n-th call that a test is about goes wrong, from 1. */
const faultAt =
  (isMeant: (asked: Asked) => boolean, at: number, fault: Fault) =>
  (asked: Asked): Fault | undefined => {
    if (!isMeant(asked)) return undefined;
    at -= 1;
    return at === 0 ? fault : undefined;
  };
const answer = (status: number, body: unknown = { errors: 'no' }): Fault => ({
  do: 'answer',
  answer: { status, body },
});

describe('projects and companies', () => {
  test('are created by one call of a kind, with their cost codes, and are theirs by origin_id', async () => {
    const { enter, company, calls } = await startEntering();
    const entries = [job('80-1', 'Pier 9'), vendor('90-1', 'Oak Ltd'), job('80-2', 'Pier 10')];
    const answers = await enter(entries);
    expect(answers).toEqual([done, done, done]);
    expect(calls()).toEqual(['PATCH v1.0/projects/sync', 'PATCH v1.0/vendors/sync']);
    const [, pier9, pier10] = company.projects;
    expect(pier9?.record).toMatchObject({
      name: 'Pier 9',
      origin_id: '80-1',
      city: 'Tacoma',
      state_code: 'WA',
    });
    expect(pier9?.cost_codes.map(({ standard_cost_code_id: code }) => code)).toEqual([50, 51, 52]);
    expect(company.vendors.at(-1)).toMatchObject({
      ...{ name: 'Oak Ltd', origin_id: '90-1', origin_code: 'Oak Ltd', business_phone: '253-555-0199' },
    });
    expect(answers.map((one) => 'id' in one && one.id)).toEqual(
      [pier9?.record, company.vendors.at(-1), pier10?.record].map((row) => String(row?.id)),
    );
  });

  test('that were created before stay one', async () => {
    const { enter, company } = await startEntering();
    const first = await enter([job('80-1', 'Pier 9')]);
    expect(await enter([job('80-1', 'Pier Nine')])).toEqual(first);
    expect(company.projects.map(({ record }) => record.name)).toEqual(['Quay House', 'Pier Nine']);
  });

  test('of which Procore refuses some are refused in its words; the others are done', async () => {
    const { enter } = await startEntering();
    expect(await enter([vendor('90-1', ''), vendor('90-2', 'Elm')])).toEqual([
      { is: 'refused', words: "name: can't be blank" },
      done,
    ]);
  });

  test('go by 1,000 rows in as many calls as Procore needs', async () => {
    const { enter, company, calls } = await startEntering();
    const many = Array.from({ length: 600 }, (_, n) => vendor(`90-${n}`, `Vendor ${n}`));
    expect(await enter(many)).toEqual(Array(600).fill(done));
    expect(calls()).toHaveLength(3);
    expect(company.vendors).toHaveLength(602);
  });
});

describe('payments issued', () => {
  const key = (row: Row): EntryKey => ({
    ...{ of: 'contract-payment', id: String(row.id), originId: '4D10-1/3A-1' },
    ...{ projectId: '9001', contractId: '901' },
  });

  test('are listed once for a commitment and call, then created', async () => {
    const { enter, payments, calls } = await startEntering();
    expect(await enter([payment(), payment({ originId: '4D11-1/3A-1' })])).toEqual([done, done]);
    expect(calls()).toEqual(['GET', 'POST', 'POST'].map((method) => `${method} v1.0/contract_payments`));
    expect(payments()[0]).toMatchObject({
      ...{ amount: '19350.00', date: '2026-03-20', check_number: '10482', invoice_number: 'SD-1041' },
      ...{ origin_id: '4D10-1/3A-1', requisition_id: 32, contract_id: 901 },
    });
  });

  test('that Procore has already are neither created nor written again', async () => {
    const { enter, payments, calls } = await startEntering();
    const [first] = await enter([payment()]);
    const before = calls().length;
    expect(await enter([payment()])).toEqual([first]);
    expect(payments()).toHaveLength(1);
    expect(calls().slice(before)).toEqual(['GET v1.0/contract_payments']);
  });

  test('whose answer was lost are found, not created twice', async () => {
    const isPost = ({ method, path }: Asked) => method === 'POST' && path.includes('contract_payments');
    const { enter, payments } = await startEntering({ faults: faultAt(isPost, 1, { do: 'break-off' }) });
    expect(await enter([payment(), payment({ originId: '2' })])).toEqual(
      Array(2).fill({ is: 'later', seconds: 60, trouble: expect.objectContaining({ kind: 'unavailable' }) }),
    );
    expect(payments()).toHaveLength(1);
    expect(await enter([payment()])).toEqual([done]);
    expect(payments()).toHaveLength(1);
  });

  test('are changed though Procore locks what has an origin_id, and found again when that was cut off', async () => {
    const isPatch = ({ method }: Asked) => method === 'PATCH';
    const { enter, payments } = await startEntering({ faults: faultAt(isPatch, 3, { do: 'hang-up' }) });
    await enter([payment()]);
    const news = payment({ amount: '19000.00' });
    expect(await enter([news])).toEqual([expect.objectContaining({ is: 'later' })]);
    expect(payments()).toEqual([expect.objectContaining({ amount: '19350.00', origin_id: null })]);
    expect(await enter([news])).toEqual([done]);
    expect(payments()).toEqual([expect.objectContaining({ amount: '19000.00', origin_id: '4D10-1/3A-1' })]);
  });

  test('that a person has taken the mark from are known by their id', async () => {
    const { enter, payments } = await startEntering();
    await enter([payment()]);
    const [row] = payments() as [Row];
    Object.assign(row, { origin_id: null, origin_data: null });
    expect(await enter([payment()], [key(row)])).toEqual([{ is: 'done', id: String(row.id) }]);
    expect(payments()).toEqual([expect.objectContaining({ origin_id: '4D10-1/3A-1' })]);
  });

  test('are deleted; gone already is as good', async () => {
    const { enter, entering, payments } = await startEntering();
    await enter([payment()]);
    const [row] = payments() as [Row];
    expect(await entering.remove([key(row)], 'voided')).toEqual([done]);
    expect(payments()).toEqual([]);
    expect(await entering.remove([key(row)], 'voided')).toEqual([done]);
  });

  test('that Procore does not let be deleted become zero with a note', async () => {
    const faults = ({ method }: Asked) => (method === 'DELETE' ? answer(403) : undefined);
    const { enter, entering, payments } = await startEntering({ faults });
    await enter([payment()]);
    const [row] = payments() as [Row];
    expect(await entering.remove([key(row)], 'Voided in QuickBooks.')).toEqual([done]);
    expect(row).toMatchObject({
      ...{ amount: '0.00', notes: 'Voided in QuickBooks.', origin_id: '4D10-1/3A-1' },
    });
  });

  test.each<[string, object, string]>([
    ['an invoice that is not there', { requisitionId: '33' }, 'requisition: must exist'],
    ['a commitment that is not there', { contractId: '999' }, '404: Contract not found'],
  ])('for %s are refused in words', async (_, fields, words) => {
    const { enter } = await startEntering();
    const all = await enter([payment(fields), payment({ originId: '9' })]);
    expect(all).toEqual([
      expect.objectContaining({ is: 'refused', words: expect.stringContaining(words) }),
      done,
    ]);
  });

  test('whose origin_id another commitment has are refused', async () => {
    const { enter, company } = await startEntering();
    const order = company.projects[0]?.purchase_order_contracts[0];
    if (order) order.payments = [{ id: 1, origin_id: '4D10-1/3A-1' }];
    expect(await enter([payment()])).toEqual([
      { is: 'refused', words: expect.stringContaining('origin_id: has already been taken') },
    ]);
  });
});

describe('while Procore is out of reach', () => {
  const all = [vendor('90-1', 'Oak'), job('80-1', 'Pier 9'), payment(), payment({ originId: '2' })];

  test('nothing more is asked, and all waits as long as Procore says', async () => {
    const { enter, calls, clock } = await startEntering({ rateLimit: { perTenSeconds: 1, perHour: 60 } });
    const [first, ...later] = await enter(all);
    expect(first).toEqual({
      is: 'later',
      seconds: 10,
      trouble: expect.objectContaining({ kind: 'throttled' }),
    });
    expect(later[0]).toEqual(done);
    expect(later.slice(1)).toEqual(Array(2).fill(first));
    expect(calls()).toHaveLength(1);
    clock.advance(10);
    expect((await enter(all.slice(0, 1)))[0]).toEqual(done);
  });

  test.each<[number, object]>([
    [503, { is: 'later', seconds: 60, trouble: expect.objectContaining({ kind: 'unavailable' }) }],
    [401, { is: 'later', seconds: 300, trouble: expect.objectContaining({ kind: 'unauthorized' }) }],
    [429, { is: 'later', seconds: 60, trouble: expect.objectContaining({ kind: 'throttled' }) }],
    [409, { is: 'later', seconds: 30, counts: true, words: expect.any(String) }],
  ])('%d is later', async (status, expected) => {
    const faults = ({ method }: Asked) => (method === 'PATCH' ? answer(status) : undefined);
    const { enter } = await startEntering({ faults });
    expect(await enter(all.slice(0, 1))).toEqual([expected]);
  });
});
