import type { ProcoreBudget } from '../../local/simulators/procore/data.ts';
import { adjustment, budgetChange, budgetRow, modification, smallBudget, withBudget } from './budget-data.ts';
import { sampleCompany } from './company-data.ts';
import { closeAll, failureIn, simulate } from './simulated.ts';

afterEach(closeAll);

const of = (budget?: ProcoreBudget) => simulate({ companies: [withBudget(sampleCompany(), budget)] });

/** The budget as the client reads it. */
const read = async (budget?: ProcoreBudget, view?: string) => {
  const { procore } = await of(budget);
  const found = await procore.budget('9001', view);
  if (!('value' in found)) throw new Error('no budget');
  return found.value;
};

const wiring = { is: 'standard', standardCostCodeId: '51', fullCode: 'N:16-100' };
const masonry = { is: 'standard', standardCostCodeId: '52', fullCode: 'N:04' };

test('a locked budget has its budgeted rows, each resolved to the standard cost code', async () => {
  const unbudgeted = { ...budgetRow(9, 701, '0.0'), id: null } as never;
  expect(await read(smallBudget({ rows: [...smallBudget().rows, unbudgeted] }))).toEqual({
    id: '9001',
    projectId: '9001',
    locked: true,
    rows: [
      { id: '1', costCode: wiring, amount: '100.00' },
      { id: '2', costCode: wiring, amount: '50.00' },
      { id: '3', costCode: masonry, amount: '25.00' },
    ],
    changes: [],
    currency: undefined,
  });
});

test('of one that is not locked nothing but that is asked for', async () => {
  const { procore, paths } = await of(smallBudget({ locked: false }));
  expect(await procore.budget('9001')).toMatchObject({ value: { locked: false, rows: [], changes: [] } });
  expect(paths()).toEqual(['/rest/v1.0/projects/9001/budget']);
});

test('rows say what they are coded to: sub jobs, custom segments, codes of the project, none', async () => {
  const rows = [
    budgetRow(1, 706, '1.0', { biller_type: 'SubJob', cost_code: '16-100 - Wiring' }),
    budgetRow(2, 706, '1.0'),
    budgetRow(3, 705, '1.0'),
    budgetRow(4, 704, '1.0', { cost_code_id: 603 }),
    budgetRow(5, 0, '1.0'),
    budgetRow(6, 0, '1.0', { cost_code_id: null }),
  ];
  const { rows: found } = await read(smallBudget({ rows }));
  expect(found.map(({ costCode }) => costCode)).toEqual([
    { is: 'sub-job', fullCode: 'N:16-100 - Wiring' },
    { is: 'sub-job', fullCode: 'N:A.16-100.S' },
    { is: 'custom-segment', segment: 'Phase', fullCode: 'N:16-100.S.N' },
    { is: 'project-specific', fullCode: 'N:99' },
    wiring,
    { is: 'none' },
  ]);
});

describe('the view', () => {
  const view = (id: number, day: string, columns: string[]) => ({
    view: { id, name: `View ${id}`, created_at: `${day}T10:00:00Z` },
    columns,
  });
  const views = [
    view(30, '2026-03-03', ['original_budget_amount']),
    view(10, '2026-01-01', []),
    view(20, '2026-02-02', ['original_budget_amount']),
  ];

  test('is the oldest that shows original amounts', async () => {
    const { procore, paths } = await of(smallBudget({ views }));
    expect(await procore.budget('9001')).toMatchObject({ value: { rows: [{}, {}, {}] } });
    const read = paths().filter((path) => path.endsWith('detail_rows'));
    expect(read.map((path) => path.split('/')[4])).toEqual(['10', '20']);
  });

  test('may be named', async () => {
    const { procore, paths } = await of(smallBudget({ views }));
    await procore.budget('9001', '30');
    expect(paths()).toContain('/rest/v1.0/budget_views/30/detail_rows');
    expect(paths()).not.toContain('/rest/v1.0/budget_views');
  });

  test.each([
    ['named', '10', /Budget view 10 of project 9001 does not show the original budget amounts/],
    ['found', undefined, /No budget view of project 9001 shows/],
  ])(
    'that is %s and shows no original amounts is refused: they are never taken as zero',
    async (_, named, words) => {
      const { procore } = await of(smallBudget({ views: [view(10, '2026-01-01', [])] }));
      const failure = await failureIn(procore.budget('9001', named));
      expect(failure).toMatchObject({ kind: 'refused', message: expect.stringMatching(words) });
      expect(failure.message).toContain('budgetView');
    },
  );

  test('that is not there is told as such', async () => {
    const { procore } = await of(smallBudget({ views }));
    expect((await failureIn(procore.budget('9001', '99'))).message).toContain('budget view 99');
  });

  test('of an empty budget has no rows', async () => {
    expect((await read(smallBudget({ rows: [] }))).rows).toEqual([]);
  });
});

describe('changes', () => {
  const changes = [
    budgetChange(81, 10, 'approved', 'Piling'),
    budgetChange(82, 9, 'approved', 'Extra wiring'),
    budgetChange(83, 11, 'draft', 'Perhaps'),
    budgetChange(84, 12, 'void', 'Never'),
    budgetChange(85, 13, 'under_review', 'Soon'),
  ];
  const adjustments = [81, 82, 83, 84, 85].flatMap((change) => [
    adjustment(change * 10, change, 701, 40.5),
    adjustment(change * 10 + 1, change, 703, -40.5),
  ]);
  const modifications = [modification(7, 1, 3, '30.0', 'For stone')];

  test('that are approved go, in the order of their numbers, where the company uses them', async () => {
    expect((await read(smallBudget({ changes, adjustments }))).changes).toEqual([
      { id: '820', name: 'P:Budget change 9: Extra wiring', costCode: wiring, amount: '40.50' },
      { id: '821', name: 'P:Budget change 9: Extra wiring', costCode: masonry, amount: '-40.50' },
      { id: '810', name: 'P:Budget change 10: Piling', costCode: wiring, amount: '40.50' },
      { id: '811', name: 'P:Budget change 10: Piling', costCode: masonry, amount: '-40.50' },
    ]);
  });

  test('count alone where there are modifications too', async () => {
    const drafts = { changes: changes.slice(2, 3), adjustments: adjustments.slice(4, 6) };
    const { procore, paths } = await of(smallBudget({ ...drafts, modifications }));
    expect(await procore.budget('9001')).toMatchObject({ value: { changes: [] } });
    expect(paths().filter((path) => path.endsWith('budget_modifications'))).toEqual([]);
  });

  test('are read past the first page', async () => {
    const many = Array.from({ length: 250 }, (_, n) => adjustment(n + 1, 81, 701, n + 1));
    expect((await read(smallBudget({ changes, adjustments: many }))).changes).toHaveLength(250);
  });

  test('a modification takes from one line and gives to another', async () => {
    expect((await read(smallBudget({ modifications }))).changes).toEqual([
      {
        ...{ id: '7-from', name: 'P:Budget modification of 2026-02-17: For stone' },
        ...{ costCode: wiring, amount: '-30.00' },
      },
      {
        ...{ id: '7-to', name: 'P:Budget modification of 2026-02-17: For stone' },
        ...{ costCode: masonry, amount: '30.00' },
      },
    ]);
  });

  test('a modification of the total has one side; they come in the order of time', async () => {
    const two = [modification(8, null, 3, '5.0'), modification(6, 1, null, '6.0')];
    expect((await read(smallBudget({ modifications: two }))).changes).toMatchObject([
      { id: '6-from', name: 'P:Budget modification of 2026-02-16', amount: '-6.00' },
      { id: '8-to', amount: '5.00' },
    ]);
  });

  test('a modification of a line that the view does not list is malformed', async () => {
    const { procore } = await of(smallBudget({ modifications: [modification(7, 1, 4711, '30.0')] }));
    expect(await failureIn(procore.budget('9001'))).toMatchObject({
      kind: 'malformed',
      message: expect.stringContaining('4711'),
    });
  });
});

test.each([
  [
    'an amount that is none',
    { rows: [budgetRow(1, 701, 'much')] },
    /no number in the field original_budget_amount/,
  ],
  [
    'an amount that is missing in one row',
    { rows: [budgetRow(1, 701, '1.0'), budgetRow(2, 701, '', { original_budget_amount: null })] },
    /nothing in the field original_budget_amount/,
  ],
  ['a budget code that the project does not list', { rows: [budgetRow(1, 799, '1.0')] }, /budget code 799/],
  ['a lock that is neither on nor off', { locked: 'yes' as never }, /does not say whether/],
])('%s is malformed', async (_, more: Partial<ProcoreBudget>, words) => {
  const { procore } = await of(smallBudget(more));
  expect(await failureIn(procore.budget('9001'))).toMatchObject({
    kind: 'malformed',
    message: expect.stringMatching(words),
  });
});

test('a currency is the one of its rows', async () => {
  const rows = [budgetRow(1, 701, '1.0', { currency_configuration: { currency_iso_code: 'EUR' } })];
  expect((await read(smallBudget({ rows }))).currency).toBe('EUR');
});

test('a project that is not there has none', async () => {
  const { procore } = await of();
  expect(await procore.budget('4711')).toMatchObject({ gone: true });
});
