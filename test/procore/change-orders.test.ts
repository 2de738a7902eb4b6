import type { ChangeOrder } from '../../lib/procore/shapes.ts';
import type { Contract, ProcoreCompany, Row } from '../../local/simulators/procore/data.ts';
import { changeLine, changeLineV2, changeOrder, changePackage, sampleCompany } from './company-data.ts';
import { closeAll, failureIn, simulate } from './simulated.ts';

afterEach(closeAll);

const companyWith = (packages: Row[], orders?: Contract[]): ProcoreCompany => {
  const company = sampleCompany();
  Object.assign(company.projects[0] ?? {}, {
    change_order_packages: packages,
    ...(orders && { commitment_change_orders: orders }),
  });
  return company;
};

const start = (packages: Row[], orders?: Contract[]) =>
  simulate({ companies: [companyWith(packages, orders)] });

const read = async (packages: Row[], orders?: Contract[], id = '71'): Promise<ChangeOrder> => {
  const { procore } = await start(packages, orders);
  const found = await procore.changeOrder(id, '9001');
  if (!('value' in found)) throw new Error(`${id} is gone`);
  return found.value;
};

describe('a change order package', () => {
  test('in a project of three tiers is all there is', async () => {
    const row = changePackage(71, '001', '100.0', '50.5');
    const { procore, paths } = await start([row]);
    const found = await procore.changeOrder('71', '9001');
    expect(found).toMatchObject({
      value: {
        ...{ id: '71', projectId: '9001', commitmentId: '901', of: 'commitment', number: 'N:001' },
        ...{ title: 'P:Title of 001', status: 'approved', grandTotal: '150.50', currency: undefined },
        lines: [
          {
            id: '711',
            amount: '100.00',
            markup: '0.00',
            description: 'P:Change 711',
            commitmentLineId: undefined,
          },
          {
            id: '712',
            amount: '50.50',
            markup: '0.00',
            costCode: { is: 'standard', standardCostCodeId: '51' },
          },
        ],
      },
    });
    expect(paths().slice(0, 2)).toEqual([
      '/rest/v1.0/change_order_packages/71',
      '/rest/v1.0/projects/9001/commitment_change_orders',
    ]);
  });

  test('is filled with what its commitment change order knows: lines joined by position and amount', async () => {
    const lines = [changeLineV2('5102', 2, '50.5', '9012'), changeLineV2('5101', 1, '100.0', '9011')];
    const orders = [changeOrder(44, 70, []), changeOrder(45, 71, lines)];
    const { currency, number, lines: read_ } = await read([changePackage(71, '', '100.0', '50.5')], orders);
    expect([currency, number]).toEqual(['USD', 'N:CCO-45']);
    expect(read_.map(({ commitmentLineId, taxCodeId }) => [commitmentLineId, taxCodeId])).toEqual([
      ['9011', '71'],
      ['9012', '71'],
    ]);
  });

  test.each([
    ['by id where both lists have it', [changeLineV2('711', 9, '100.0', '9011')], '9011'],
    ['not where the amount is another', [changeLineV2('711', 1, '90.0', '9011')], undefined],
    [
      'not where two stand in one place',
      [changeLineV2('5101', 1, '100.0', '9011'), changeLineV2('5102', 1, '100.0', '9012')],
      undefined,
    ],
  ])('joins lines %s', async (_, listed, commitmentLineId) => {
    const { lines } = await read([changePackage(71, '1', '100.0')], [changeOrder(45, 71, listed)]);
    expect(lines.map((line) => line.commitmentLineId)).toEqual([commitmentLineId]);
  });

  test('without lines of its own has those of its commitment change order, under ids of their own', async () => {
    const row = { ...changePackage(71, '1', '100.0'), line_items: [] };
    const { lines } = await read([row], [changeOrder(45, 71, [changeLineV2('5101', 1, '100.0', '9011')])]);
    expect(lines).toMatchObject([{ id: 'cco-5101', amount: '100.00', commitmentLineId: '9011' }]);
  });

  test('has the markups of each line', async () => {
    const markup_line_items = [
      { id: 1, amount: '10.0' },
      { id: 2, amount: '0.255' },
    ];
    const row = { ...changePackage(71, '1'), line_items: [changeLine(711, '100.0', { markup_line_items })] };
    expect((await read([row])).lines).toMatchObject([{ amount: '100.00', markup: '10.26' }]);
  });

  test('of a prime contract has no lines, and nothing more is asked', async () => {
    const row = { ...changePackage(71, '1', '100.0'), type: 'PrimeContractChangeOrder' };
    const { procore, paths } = await start([row], []);
    expect(await procore.changeOrder('71', '9001')).toMatchObject({ value: { of: 'prime', lines: [] } });
    expect(paths()).toHaveLength(1);
  });

  test('that is not there, or deleted, is gone', async () => {
    const { procore, simulator } = await start([changePackage(71, '1', '100.0')], []);
    expect(await procore.changeOrder('72', '9001')).toMatchObject({ gone: true });
    simulator.company(77).remove('Change Order Packages', 71);
    expect(await procore.changeOrder('71', '9001')).toMatchObject({ gone: true });
  });
});

test('a commitment change order without a package is read by itself', async () => {
  const order = changeOrder(45, null, [changeLineV2('5101', 1, '100.0', '9011')]);
  expect(await read([], [order], 'cco-45')).toMatchObject({
    ...{ id: 'cco-45', commitmentId: '901', number: 'N:CCO-45', grandTotal: '100.00', currency: 'USD' },
    lines: [{ id: 'cco-5101', amount: '100.00', markup: '0.00', commitmentLineId: '9011' }],
  });
});

test('lists packages, and of the others those that have none', async () => {
  const packages = [changePackage(71, '1', '1.0'), changePackage(72, '2', '1.0')];
  const orders = [changeOrder(44, 71, []), changeOrder(45, null, [])];
  const { procore } = await start(packages, orders);
  expect((await procore.changeOrders('9001')).value).toEqual([{ id: '71' }, { id: '72' }, { id: 'cco-45' }]);
});

test('lists packages alone in a project of three tiers', async () => {
  const { procore } = await start([changePackage(71, '1', '1.0')]);
  expect((await procore.changeOrders('9001')).value).toEqual([{ id: '71' }]);
});

describe('fields that would change money are not guessed', () => {
  test.each([
    ['grand_total', { grand_total: null }],
    ['grand_total', { grand_total: 'much' }],
    ['contract_id', { contract_id: null }],
    ['status', { status: null }],
    ['type', { type: null }],
    ['line_items', { line_items: {} }],
  ])('%s of a package: %j', async (field, more) => {
    const { procore } = await start([{ ...changePackage(71, '1', '1.0'), ...more }], []);
    const failure = await failureIn(procore.changeOrder('71', '9001'));
    expect(failure.kind).toBe('malformed');
    expect(failure.message).toContain(`in the field ${field}`);
  });

  test.each([
    ['total_amount', { extended_amount: null, total_amount: null }],
    ['extended_amount', { extended_amount: '1,000' }],
    ['amount', { markup_line_items: [{ id: 1, amount: null }] }],
    ['id', { id: null }],
  ])('%s of a line: %j', async (field, more) => {
    const row = { ...changePackage(71, '1', '1.0'), line_items: [changeLine(711, '1.0', more)] };
    const { procore } = await start([row], []);
    const failure = await failureIn(procore.changeOrder('71', '9001'));
    expect(failure.message).toContain(`in the field ${field}`);
  });
});

test('a Procore that is busy is not taken for one that has no commitment change orders', async () => {
  const { procore } = await simulate({
    companies: [companyWith([changePackage(71, '1', '1.0')], [])],
    faults: ({ path }) =>
      path.endsWith('/commitment_change_orders')
        ? { do: 'answer', answer: { status: 503, body: { errors: 'busy' } } }
        : undefined,
  });
  expect((await failureIn(procore.changeOrder('71', '9001'))).kind).toBe('unavailable');
});
