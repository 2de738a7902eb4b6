import type { ProcoreCompany } from '../../local/simulators/procore/data.ts';
import { costCode, line, sampleCompany, segment, wbsCode } from './company-data.ts';
import { closeAll, failureIn, simulate } from './simulated.ts';

afterEach(closeAll);

describe('what a line is coded to', () => {
  const useOf = async (
    more: Record<string, unknown>,
    change: (company: ProcoreCompany) => void = () => undefined,
  ) => {
    const company = sampleCompany();
    company.projects[0]?.work_order_contracts[0]?.line_items.splice(0, 1, line(1, 1, '10.0', more));
    change(company);
    const { procore, paths } = await simulate({ companies: [company] });
    const found = await procore.commitment('901', '9001', 'Work Order Contracts');
    const lists = paths().filter((path) => path.includes('codes'));
    return { use: 'value' in found ? found.value.lines[0]?.costCode : undefined, lists };
  };
  const coded =
    (id: number, flatCode: string, segments: Record<string, unknown>[]) => (company: ProcoreCompany) => {
      company.projects[0]?.wbs_codes.push(wbsCode(id, flatCode, segments));
    };
  const wbs = (id: number, flat_code: string) => ({ id, flat_code, description: '' });

  test('a line that carries all of it needs no list', async () => {
    expect(await useOf({})).toEqual({
      use: { is: 'standard', standardCostCodeId: '51', fullCode: 'N:16-100' },
      lists: [],
    });
  });

  test('a cost code without a standard code is specific to the project', async () => {
    const { use } = await useOf({ cost_code: costCode(603, '99', null), wbs_code: wbs(709, '99.S') });
    expect(use).toEqual({ is: 'project-specific', fullCode: 'N:99' });
  });

  test('a bare cost code is looked up in the project', async () => {
    const { use, lists } = await useOf({ cost_code: { id: 602, name: 'Masonry' }, wbs_code: null });
    expect(use).toEqual({ is: 'standard', standardCostCodeId: '52', fullCode: 'N:04' });
    expect(lists).toEqual(['/rest/v1.0/cost_codes']);
  });

  test('a bare cost code that the project does not list is its own; one of a sub-job is known from the list', async () => {
    const unlisted = await useOf({
      cost_code: { id: 699, name: 'Gone', full_code: '16-900' },
      wbs_code: null,
    });
    expect(unlisted.use).toEqual({ is: 'project-specific', fullCode: 'N:16-900' });
    const { use } = await useOf({ cost_code: { id: 604, name: 'Annex' }, wbs_code: null }, (company) => {
      company.projects[0]?.cost_codes.push({ ...costCode(604, '16-100', 51), biller_type: 'SubJob' });
    });
    expect(use).toEqual({ is: 'sub-job', fullCode: 'N:16-100' });
  });

  test('a cost type in a segment of its own is no reason to list the cost codes', async () => {
    const segments = [segment(601, 'cost_code'), segment(32, 'line_item_type')];
    const { use, lists } = await useOf({ wbs_code: wbs(714, '16-100/L') }, coded(714, '16-100/L', segments));
    expect(use).toEqual({ is: 'standard', standardCostCodeId: '51', fullCode: 'N:16-100' });
    expect(lists).toEqual(['/rest/v1.0/projects/9001/work_breakdown_structure/wbs_codes']);
  });

  test('a line with a budget code alone is resolved through its segments', async () => {
    const { use } = await useOf({ cost_code: null, wbs_code: wbs(701, '16-100.S') });
    expect(use).toEqual({ is: 'standard', standardCostCodeId: '51', fullCode: 'N:16-100' });
  });

  test('a custom segment is seen even where the line names its cost code', async () => {
    const segments = [
      segment(601, 'cost_code'),
      segment(31, 'line_item_type'),
      segment(9, 'custom', 'Phase'),
    ];
    const { use } = await useOf({ wbs_code: wbs(710, '16-100.S.P1') }, coded(710, '16-100.S.P1', segments));
    expect(use).toEqual({ is: 'custom-segment', segment: 'Phase', fullCode: 'N:16-100.S.P1' });
  });

  test.each([
    ['the biller of the cost code', { cost_code: { ...costCode(601, '16-100', 51), biller_type: 'SubJob' } }],
    ['a segment', { wbs_code: wbs(711, 'A.16-100.S') }],
  ])('a sub-job is seen in %s', async (_, more) => {
    const { use } = await useOf(
      more,
      coded(711, 'A.16-100.S', [segment(8, 'sub_job'), segment(601, 'cost_code')]),
    );
    expect(use).toMatchObject({ is: 'sub-job' });
  });

  test('segments without a type are known by the ids of cost code and cost type; another one is custom', async () => {
    const plain = await useOf(
      { cost_code: null, wbs_code: wbs(712, 'x') },
      coded(712, 'x', [segment(602, null), segment(31, null)]),
    );
    expect(plain.use).toMatchObject({ is: 'standard', standardCostCodeId: '52' });
    const odd = await useOf(
      { cost_code: null, wbs_code: wbs(713, 'x') },
      coded(713, 'x', [segment(602, null), segment(99, null)]),
    );
    expect(odd.use).toMatchObject({ is: 'custom-segment', segment: 'item 99' });
  });

  test('a line without any code says so', async () => {
    expect((await useOf({ cost_code: null, wbs_code: null })).use).toEqual({ is: 'none' });
  });

  test('a budget code that the project does not list is not guessed', async () => {
    const failure = await failureIn(useOf({ wbs_code: wbs(799, 'gone') }));
    expect(failure).toMatchObject({ kind: 'malformed', message: expect.stringMatching(/budget code 799/) });
  });

  test('a list that failed is asked for again by the next commitment', async () => {
    let fail = true;
    const company = sampleCompany();
    Object.assign(company.projects[0]?.work_order_contracts[0]?.line_items[0] ?? {}, { cost_code: null });
    const { procore } = await simulate({
      companies: [company],
      faults: ({ path }) =>
        fail && path.endsWith('wbs_codes') ? { do: 'answer', answer: { status: 422, body: '' } } : undefined,
    });
    expect(await failureIn(procore.commitment('901', '9001'))).toMatchObject({ kind: 'refused' });
    fail = false;
    expect(await procore.commitment('901', '9001')).toMatchObject({
      value: { lines: [{ costCode: { is: 'standard' } }] },
    });
  });

  test('the lists of a project are fetched once, however many commitments need them at the same time', async () => {
    const company = sampleCompany();
    const [project] = company.projects;
    for (const contract of [
      ...(project?.purchase_order_contracts ?? []),
      ...(project?.work_order_contracts ?? []),
    ]) {
      contract.line_items.splice(0, 9, line(Number(contract.record.id), 1, '1.0', { cost_code: null }));
    }
    const { procore, paths } = await simulate({ companies: [company] });
    await Promise.all([
      procore.commitment('801', '9001'),
      procore.commitment('901', '9001'),
      procore.commitment('801', '9001'),
    ]);
    expect(paths().filter((path) => path.endsWith('_codes'))).toHaveLength(2);
  });
});
