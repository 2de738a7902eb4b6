import type { EntryKey } from '../../lib/procore/entries.ts';
import type { DirectCost, ProcoreProject } from '../../local/simulators/procore/data.ts';
import type { Asked } from '../../local/simulators/procore/endpoint.ts';
import type { Fault } from '../../local/simulators/procore/faults.ts';
import { type Cost, companyToEnter, cost, costLine, startEntering } from './entries.ts';
import { closeAll } from './simulated.ts';

afterEach(closeAll);

const done = { is: 'done', id: expect.stringMatching(/^\d+$/) };
const refused = (words: string) => ({ is: 'refused', words: expect.stringContaining(words) });
const V10 = 'v1.0/projects/9001/direct_costs';
const V11 = 'v1.1/projects/9001/direct_costs';
const WBS = 'v1.0/projects/9001/work_breakdown_structure';
const CODES = ['GET v1.0/line_item_types', 'GET v1.0/cost_codes', `GET ${WBS}/wbs_codes`];
const MADE = [`GET ${WBS}/segments`, `PATCH ${WBS}/wbs_codes/bulk_create`];

const linesIn = (costs: readonly DirectCost[]) =>
  costs.flatMap(({ line_items }) =>
    line_items.map((line) => [
      line.origin_id,
      line.amount,
      (line.wbs_code as { flat_code: string }).flat_code,
    ]),
  );

const keyOf = (costs: readonly DirectCost[]): EntryKey => ({
  ...{ of: 'direct-cost', id: String(costs[0]?.record.id), originId: '5E21-1|9001', projectId: '9001' },
});

const many = (count: number): Cost => cost({ lines: Array.from({ length: count }, (_, n) => costLine(n)) });

test('a direct cost is created with its lines; budget codes that the project lacks are made by one call', async () => {
  const { enter, costs, calls } = await startEntering();
  expect(await enter([cost()])).toEqual([done]);
  expect(calls()).toEqual([...CODES, ...MADE, `GET ${V11}`, `POST ${V11}`]);
  expect(costs()).toEqual([
    {
      record: expect.objectContaining({
        ...{ origin_id: '5E21-1|9001', direct_cost_type: 'invoice', invoice_number: 'ER-7781' },
        ...{ vendor_id: 501, direct_cost_date: '2026-03-05', status: 'approved', grand_total: '8.05' },
      }),
      line_items: [expect.anything(), expect.anything()],
    },
  ]);
  expect(linesIn(costs())).toEqual([
    ['5E21-1|9001|1', '10.10', '16-100.O'],
    ['5E21-1|9001|2', '-2.05', '04.O'],
  ]);
});

test('budget codes that are there are used, and read once for all costs of a project', async () => {
  const { enter, project, calls } = await startEntering();
  await enter([cost()]);
  const before = calls().length;
  const others = ['2', '3', '4', '5'].map((n) =>
    cost({ originId: `5E21-${n}|9001`, lines: [{ ...costLine(1), originId: `5E21-${n}|9001|1` }] }),
  );
  expect(await enter(others)).toEqual(Array(4).fill(done));
  expect(calls().slice(before)).toEqual([`GET ${V11}`, ...Array(4).fill(`POST ${V11}`)]);
  expect(project.wbs_codes).toHaveLength(3);
  const last = calls().length;
  expect(await enter(others.slice(0, 1))).toEqual([done]);
  expect(calls().slice(last)).not.toContain(`GET ${V11}`);
});

test('an expense needs no vendor', async () => {
  const { enter, costs } = await startEntering();
  expect(await enter([cost({ type: 'expense', vendorId: undefined })])).toEqual([done]);
  expect(costs()[0]?.record).toMatchObject({ direct_cost_type: 'expense', vendor_id: null });
});

test('of more than 100 lines the rest follows by sync', async () => {
  const { enter, costs, calls } = await startEntering();
  expect(await enter([many(620)])).toEqual([done]);
  expect(calls().slice(-4)).toEqual([`POST ${V11}`, ...Array(3).fill(`PATCH ${V10}/line_items/sync`)]);
  expect(costs()[0]?.line_items).toHaveLength(620);
  expect(costs()[0]?.record.grand_total).toBe('6262.00');
});

describe('whatever is lost on the way, it is entered once and whole', () => {
  const isWrite = ({ method, path }: Asked) => method !== 'GET' && path.includes('direct_costs');

  test.each<[string, number, Fault['do']]>([
    ['the answer to its creation', 1, 'break-off'],
    ['its creation', 1, 'hang-up'],
    ['the answer to the first of its other lines', 2, 'break-off'],
    ['the last of its other lines', 3, 'hang-up'],
  ])('%s', async (_, at, fault) => {
    let write = 0;
    const faults = (asked: Asked): Fault | undefined => {
      if (!isWrite(asked)) return undefined;
      write += 1;
      return write === at ? ({ do: fault } as Fault) : undefined;
    };
    const { enter, costs } = await startEntering({ faults });
    expect(await enter([many(400)])).toEqual([expect.objectContaining({ is: 'later' })]);
    expect(await enter([many(400)])).toEqual([done]);
    expect(costs()).toHaveLength(1);
    expect(costs()[0]?.line_items).toHaveLength(400);
    expect(costs()[0]?.record.grand_total).toBe('4040.00');
  });
});

test('a change follows: header, lines, a line more, and one that is gone', async () => {
  const { enter, costs } = await startEntering();
  const [first] = await enter([cost()]);
  const changed = cost({
    ...{ number: 'ER-7782', vendorId: '502', date: '2026-03-06' },
    lines: [costLine(1, '11.00'), costLine(3, '4.00', '52')],
  });
  expect(await enter([changed])).toEqual([first]);
  expect(costs()).toHaveLength(1);
  expect(costs()[0]?.record).toMatchObject({
    ...{ invoice_number: 'ER-7782', vendor_id: 502, direct_cost_date: '2026-03-06', grand_total: '15.00' },
  });
  expect(linesIn(costs())).toEqual([
    ['5E21-1|9001|1', '11.00', '16-100.O'],
    ['5E21-1|9001|3', '4.00', '04.O'],
  ]);
});

test('a code may be named by its number', async () => {
  const { enter, costs } = await startEntering();
  const line = { ...costLine(1), code: { fullCode: '04' } };
  expect(await enter([cost({ lines: [line] })])).toEqual([done]);
  expect(linesIn(costs())).toEqual([['5E21-1|9001|1', '10.10', '04.O']]);
  const unknown = cost({ originId: '2', lines: [{ ...line, originId: '2', code: { fullCode: '05' } }] });
  expect(await enter([unknown])).toEqual([refused('Project 9001 has no cost code 05: add it')]);
});

test('one of which it is not known whether it was entered is looked for', async () => {
  const { enter, entering, costs } = await startEntering();
  const { id: _, ...key } = {
    id: '',
    of: 'direct-cost' as const,
    originId: '5E21-1|9001',
    projectId: '9001',
  };
  expect(await entering.remove([key], 'voided')).toEqual([{ is: 'done', id: '' }]);
  await enter([cost()]);
  expect(await entering.remove([key], 'voided')).toEqual([done]);
  expect(costs()).toEqual([]);
});

test('it is deleted with its lines; gone already is as good', async () => {
  const { enter, entering, costs } = await startEntering();
  await enter([cost()]);
  const key = keyOf(costs());
  expect(await entering.remove([key], 'voided')).toEqual([done]);
  expect(costs()).toEqual([]);
  expect(await entering.remove([key], 'voided')).toEqual([done]);
});

test('one that Procore does not let be deleted becomes zero and says why', async () => {
  const faults = ({ method }: Asked): Fault | undefined =>
    method === 'DELETE' ? { do: 'answer', answer: { status: 422, body: { errors: 'locked' } } } : undefined;
  const { enter, entering, costs } = await startEntering({ faults });
  await enter([cost()]);
  expect(await entering.remove([keyOf(costs())], 'Voided in QuickBooks.')).toEqual([done]);
  expect(costs()[0]?.record).toMatchObject({ grand_total: '0.00', description: 'Voided in QuickBooks.' });
  expect(linesIn(costs()).map(([, amount]) => amount)).toEqual(['0.00', '0.00']);
});

describe('refused in words, and the others are done', () => {
  const other = cost({ originId: '5E21-2|9001', lines: [{ ...costLine(1), originId: '5E21-2|9001|1' }] });

  test.each<[string, Partial<Cost>, string]>([
    ['a vendor that is not there', { vendorId: '599' }, 'vendor: must exist'],
    ['no vendor', { vendorId: undefined }, "vendor_id: can't be blank"],
    [
      'a code that the project lacks',
      { lines: [costLine(1, '1.00', '59')] },
      'Project 9001 has no cost code that stands for the standard cost code 59: add it to the project',
    ],
  ])('%s', async (_, fields, words) => {
    const { enter, costs } = await startEntering();
    expect(await enter([cost(fields), other])).toEqual([refused(words), done]);
    expect(costs()).toHaveLength(1);
  });

  test('a project without the cost type Other', async () => {
    const company = { ...companyToEnter(), line_item_types: [{ id: 51, name: 'Commitment', code: 'S' }] };
    const { enter } = await startEntering({ companies: [company] });
    const words = 'Project 9001 has no cost type "Other": add a line item type of that name in Procore';
    expect(await enter([cost()])).toEqual([refused(words)]);
  });

  test('a closed project', async () => {
    const { enter, project } = await startEntering();
    Object.assign(project.record, { active: false });
    expect(await enter([cost()])).toEqual([refused('Project is inactive')]);
  });

  test('an origin_id that another project has', async () => {
    const company = companyToEnter();
    const [first] = company.projects as [ProcoreProject];
    const second = { ...first, record: { ...first.record, id: 9002 }, direct_costs: [] };
    const { enter } = await startEntering({ companies: [{ ...company, projects: [first, second] }] });
    await enter([cost()]);
    expect(await enter([cost({ projectId: '9002' })])).toEqual([
      refused('origin_id: has already been taken'),
    ]);
  });
});

test('while somebody else writes to the direct costs of its project, it waits', async () => {
  const { enter, project, costs } = await startEntering();
  project.busy = true;
  expect(await enter([cost()])).toEqual([
    { is: 'later', seconds: 30, counts: true, words: expect.any(String) },
  ]);
  project.busy = false;
  expect(await enter([cost()])).toEqual([done]);
  expect(costs()).toHaveLength(1);
});

test('ids and amounts go out as the numbers that they are, digit for digit', async () => {
  const { enter, simulator } = await startEntering();
  await enter([cost({ lines: [costLine(1, '123456789012.10')] })]);
  const body = simulator.requests.find(
    ({ method, path }) => method === 'POST' && path !== '/oauth/token',
  )?.body;
  expect(body).toContain('"manual_amount":123456789012.10,"wbs_code_id":7');
});
