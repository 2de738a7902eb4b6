import type { Row } from '../../local/simulators/procore/data.ts';
import { contractRecord, line, sampleCompany } from './company-data.ts';
import { closeAll, failureIn, simulate } from './simulated.ts';

afterEach(closeAll);

const startedAt = '2026-05-04T10:00:00.000Z';

describe('records in their normal form', () => {
  test('a company: no tax id, no timestamps, texts trimmed and formed', async () => {
    const { procore } = await simulate();
    expect(await procore.company('501')).toEqual({
      startedAt,
      value: {
        id: '501',
        name: 'N:Alder Electrical Inc',
        active: true,
        address: 'P:12 Mill Lane\nUnit 4',
        city: 'P:Tacoma',
        state: 'P:WA',
        zip: 'P:98402',
        country: 'P:US',
        phone: 'P:253-555-0101',
        fax: 'P:',
        email: 'P:office@example.test',
        contact: 'P:Mira Osei',
      },
    });
  });

  test('a project: IANA time zone, the estimated date where there is no other', async () => {
    const { procore } = await simulate();
    expect(await procore.project('9001')).toMatchObject({
      startedAt,
      value: {
        number: 'N:26-001',
        displayName: 'P:26-001 - Quay House',
        timeZone: 'America/Los_Angeles',
        startDate: '2026-02-01',
        completionDate: '2026-12-15',
        isErpIntegrated: false,
        createdAt: '2026-01-10T09:00:00Z',
      },
    });
  });

  test('a commitment: lines by position, money to the cent, unit pricing only where the method is unit', async () => {
    const { procore } = await simulate();
    const found = await procore.commitment('801', '9001', 'Purchase Order Contracts');
    expect(found).toMatchObject({
      startedAt,
      value: {
        id: '801',
        kind: 'purchase-order',
        number: 'N:PO-001',
        title: 'P:Title of PO-001',
        status: 'Approved',
        vendorId: '502',
        contractDate: '2026-03-01',
        lines: [
          { id: '8011', amount: '1000.00', quantity: '40', unitCost: '25', uom: 'N:ea', unitPriced: true },
          { id: '8010', amount: '-150.50', unitPriced: false, uom: undefined },
        ],
      },
    });
  });

  test.each([
    ['10.005', '10.01'],
    ['-10.005', '-10.01'],
    ['1e3', '1000.00'],
    [12345678901234.5, '12345678901234.50'],
  ])('an amount of %p is %s, exactly', async (amount, cents) => {
    const company = sampleCompany();
    Object.assign(company.projects[0]?.work_order_contracts[0]?.line_items[0] ?? {}, { amount });
    const { procore } = await simulate({ companies: [company] });
    expect(await procore.commitment('901', '9001')).toMatchObject({ value: { lines: [{ amount: cents }] } });
  });

  test('lines without a position come last, in the order of their ids', async () => {
    const company = sampleCompany();
    const lines = [line(100, null, '1.0'), line(99, null, '1.0'), line(300, 1, '1.0')];
    company.projects[0]?.work_order_contracts[0]?.line_items.splice(0, 1, ...lines);
    const { procore } = await simulate({ companies: [company] });
    expect(await procore.commitment('901', '9001')).toMatchObject({
      value: { lines: [{ id: '300' }, { id: '99' }, { id: '100' }] },
    });
  });

  test('a calculated line of an amount-based contract is no unit line', async () => {
    const company = sampleCompany();
    company.projects[0]?.work_order_contracts[0]?.line_items.splice(
      0,
      1,
      line(1, 1, '10.0', { extended_type: 'calculated' }),
    );
    const { procore } = await simulate({ companies: [company] });
    expect(await procore.commitment('901', '9001')).toMatchObject({
      value: { lines: [{ unitPriced: false }] },
    });
  });

  test('standard cost codes: leaves are known from the whole list, origin stands apart', async () => {
    const { procore } = await simulate();
    const { value } = await procore.standardCostCodes('5');
    expect(
      value.map(({ fullCode, isLeaf, parentId, origin }) => ({ fullCode, isLeaf, parentId, origin })),
    ).toEqual([
      { fullCode: 'N:16', isLeaf: false, parentId: undefined, origin: undefined },
      { fullCode: 'N:16-100', isLeaf: true, parentId: '50', origin: undefined },
      { fullCode: 'N:04', isLeaf: true, parentId: undefined, origin: { id: '80000009-1' } },
    ]);
    expect((await procore.standardCostCodeLists()).value).toEqual([
      { id: '5', name: 'N:Bluegum List', isErpList: true },
    ]);
  });

  test('lists name inactive projects too, and both kinds of commitment', async () => {
    const company = sampleCompany();
    const [project] = company.projects;
    if (project !== undefined) project.record.active = false;
    const { procore } = await simulate({ companies: [company] });
    expect((await procore.projects()).value).toEqual([{ id: '9001', name: 'N:Quay House', active: false }]);
    expect((await procore.commitments('9001')).value).toEqual([
      { id: '801', resource: 'Purchase Order Contracts' },
      { id: '901', resource: 'Work Order Contracts' },
    ]);
    expect((await procore.companies()).value.map(({ id }) => id)).toEqual(['501', '502']);
  });

  test('a currency is read where Procore names one', async () => {
    const company = sampleCompany();
    Object.assign(company.projects[0]?.work_order_contracts[0]?.record ?? {}, {
      currency_configuration: { currency_iso_code: 'CAD' },
    });
    const { procore } = await simulate({ companies: [company] });
    expect(await procore.commitment('901', '9001')).toMatchObject({ value: { currency: 'CAD' } });
  });

  test('ids above 2^53 stay exact on the way in and out', async () => {
    const company = sampleCompany();
    company.vendors.push({ ...company.vendors[0], id: 9007199254740993n } as Row);
    const { procore, paths } = await simulate({ companies: [company] });
    expect(await procore.company('9007199254740993')).toMatchObject({ value: { id: '9007199254740993' } });
    expect(paths()).toEqual(['/rest/v1.0/vendors/9007199254740993']);
    expect((await procore.companies()).value.map(({ id }) => id)).toContain('9007199254740993');
  });
});

describe('which commitment an id means', () => {
  test('without a resource: purchase orders first, then subcontracts', async () => {
    const { procore, paths } = await simulate();
    expect(await procore.commitment('901', '9001')).toMatchObject({ value: { kind: 'subcontract' } });
    expect(paths().slice(0, 2)).toEqual([
      '/rest/v1.0/purchase_order_contracts/901',
      '/rest/v1.0/work_order_contracts/901',
    ]);
  });

  test('what is in neither is gone, dated by its GET', async () => {
    const { procore } = await simulate();
    expect(await procore.commitment('4', '9001')).toEqual({ startedAt, gone: true });
    expect(await procore.commitment('901', '9001', 'Purchase Order Contracts')).toEqual({
      startedAt,
      gone: true,
    });
    expect(await procore.company('4')).toEqual({ startedAt, gone: true });
    expect(await procore.project('4')).toEqual({ startedAt, gone: true });
  });

  test('one with deleted_at is deleted, and its lines are not asked for', async () => {
    const deleted = { ...contractRecord(901, 'SC-001'), deleted_at: '2026-04-01T00:00:00Z' };
    const { procore, paths } = await simulate({
      faults: ({ path }) =>
        path.endsWith('/901') ? { do: 'answer', answer: { status: 200, body: deleted } } : undefined,
    });
    expect(await procore.commitment('901', '9001', 'Work Order Contracts')).toMatchObject({
      deleted: true,
      value: { lines: [] },
    });
    expect(paths()).toHaveLength(1);
  });

  test('one that says it belongs to another project is refused', async () => {
    const company = sampleCompany();
    Object.assign(company.projects[0]?.work_order_contracts[0]?.record ?? {}, { project: { id: 9002 } });
    const { procore } = await simulate({ companies: [company] });
    const failure = await failureIn(procore.commitment('901', '9001'));
    expect(failure).toMatchObject({
      kind: 'malformed',
      message: expect.stringMatching(/belongs to project 9002, not 9001/),
    });
  });
});
