import { contractRecord, sampleCompany } from './company-data.ts';
import { closeAll, failureIn, simulate } from './simulated.ts';

afterEach(closeAll);

describe('fields that would change money are not guessed', () => {
  test.each([
    ['amount', null, /line|entry/],
    ['amount', 'about 100', /amount/],
    ['quantity', '1,000', /quantity/],
    ['cost_code', 601, /cost_code/],
    ['id', null, /id/],
    ['id', 'constructor', /id/],
    ['id', '__proto__', /id/],
  ])('%s of a line as %p', async (field, value, words) => {
    const company = sampleCompany();
    Object.assign(company.projects[0]?.work_order_contracts[0]?.line_items[0] ?? {}, { [field]: value });
    const { procore } = await simulate({ companies: [company] });
    const failure = await failureIn(procore.commitment('901', '9001', 'Work Order Contracts'));
    expect(failure).toMatchObject({ kind: 'malformed', message: expect.stringMatching(words) });
    expect(failure.message).toContain(`in the field ${field}`);
  });

  test.each(['status', 'created_at', 'id'])('%s of a commitment', async (field) => {
    const company = sampleCompany();
    Object.assign(
      company.projects[0]?.work_order_contracts[0]?.record ?? {},
      field === 'id' ? {} : { [field]: null },
    );
    const body = { ...contractRecord(901, 'SC-001'), [field]: null };
    const { procore } = await simulate({
      faults: ({ path }) =>
        path.endsWith('/901') ? { do: 'answer', answer: { status: 200, body } } : undefined,
    });
    const failure = await failureIn(procore.commitment('901', '9001', 'Work Order Contracts'));
    expect(failure.message).toBe(
      `Procore's answer cannot be used: the subcontract has nothing in the field ${field}.`,
    );
  });

  test.each(['yesterday', '2026-03-01T06830:00Z', '2026-13-01', 'Sun Mar 01 2026'])(
    'created_at as %j is no point in time',
    async (created_at) => {
      const body = { ...contractRecord(901, 'SC-001'), created_at };
      const { procore } = await simulate({
        faults: ({ path }) =>
          path.endsWith('/901') ? { do: 'answer', answer: { status: 200, body } } : undefined,
      });
      const failure = await failureIn(procore.commitment('901', '9001', 'Work Order Contracts'));
      expect(failure.kind).toBe('malformed');
      expect(failure.message).toContain('no time in the field created_at');
    },
  );

  test('everything else may be missing', async () => {
    const bare = { id: '901', status: 'Draft', created_at: '2026-02-20T10:00:00Z' };
    const { procore } = await simulate({
      faults: ({ path }) =>
        path.endsWith('/901') ? { do: 'answer', answer: { status: 200, body: bare } } : undefined,
    });
    const found = await procore.commitment('901', '9001', 'Work Order Contracts');
    expect(found).toMatchObject({
      value: { number: 'N:', title: 'P:', vendorId: undefined, contractDate: undefined },
    });
  });
});
