import { changed, linesOf, order, refusal, withLine } from './orders.ts';
import { us } from './settings.ts';

describe('a commitment that does not go', () => {
  test.each(['Draft', 'Out For Signature', 'Void'])('not-approved: its status is %s', async (status) => {
    expect(refusal(await changed({ status }))).toEqual({ code: 'not-approved', detail: { status } });
  });

  test('the settings may let other statuses go', async () => {
    const settings = { ...us, orderStatuses: ['Approved', 'Complete'] };
    expect(refusal(await changed({ status: 'Complete' }), settings)).toBeUndefined();
  });

  test('no-lines', async () => {
    expect(refusal(await changed({ line_items: [] }))).toEqual({ code: 'no-lines' });
  });

  test('zero-amount: all its lines are zero', async () => {
    const zero = await order((tables) => {
      for (const line of linesOf(tables)) line.amount = '0.0';
    });
    expect(refusal(zero)).toEqual({ code: 'zero-amount' });
  });

  test('negative-total, while a total of zero goes', async () => {
    const against = (amount: string) =>
      order((tables) => Object.assign(linesOf(tables)[0] ?? {}, { amount }));
    expect(refusal(await against('-1700.01'))).toEqual({
      code: 'negative-total',
      detail: { total: '-0.01' },
    });
    expect(refusal(await against('-1700.0'))).toBeUndefined();
  });

  test('does-not-fit: an amount or a total of more than 13 digits', async () => {
    const of = (...amounts: string[]) =>
      order((tables) =>
        amounts.forEach((amount, n) => void Object.assign(linesOf(tables)[n] ?? {}, { amount })),
      );
    const words = 'QuickBooks takes at most 13 digits before the point';
    const told = (element: string) => ({ code: 'does-not-fit', detail: { element, words } });
    expect(refusal(await of('1e99'))).toEqual(told('amount of line 4'));
    expect(refusal(await of('-10000000000000.0'))).toEqual(told('amount of line 4'));
    expect(refusal(await of('9999999999999.99', '9999999999999.99'))).toEqual(told('total'));
  });

  test('no-vendor', async () => {
    expect(refusal(await changed({ vendor: null }))).toEqual({ code: 'no-vendor' });
  });

  test('currency', async () => {
    const inPesos = await changed({ currency_configuration: { currency_iso_code: 'MXN' } });
    expect(refusal(inPesos)).toEqual({ code: 'currency', detail: { currency: 'MXN', home: 'USD' } });
  });

  test('owned-by-other-integration', async () => {
    expect(refusal(await changed({ origin_id: 'SAGE/44' }))?.code).toBe('owned-by-other-integration');
  });

  test('closed-period: dated on the closing date or before', async () => {
    const of = await order();
    expect(refusal(of, us, { closingDate: '2026-03-02' })).toEqual({
      code: 'closed-period',
      detail: { date: '2026-03-02', closing: '2026-03-02' },
    });
    expect(refusal(of, us, { closingDate: '2026-03-01' })).toBeUndefined();
  });
});

describe('a line that cannot go keeps its whole document back', () => {
  const code = (more: Record<string, unknown>) => ({ biller_type: 'Project', name: 'x', ...more });

  test.each<[string, Record<string, unknown>, Record<string, string>]>([
    ['line-without-cost-code', { cost_code: null, wbs_code: null }, { line: '1' }],
    [
      'project-specific-cost-code',
      { cost_code: code({ id: 603, full_code: 'X1', standard_cost_code_id: null }), wbs_code: null },
      { line: '1', code: 'X1' },
    ],
    [
      'sub-job',
      { cost_code: code({ id: 605, full_code: 'A.03-300', biller_type: 'SubJob' }), wbs_code: null },
      { line: '1', code: 'A.03-300' },
    ],
    [
      'custom-segment',
      { wbs_code: { id: 702, flat_code: '03-300.S.N' }, line_item_type: { id: 31, code: 'S' } },
      { line: '1', segment: 'Phase' },
    ],
  ])('%s', async (expected, more, detail) => {
    expect(refusal(await withLine(more))).toEqual({ code: expected, detail });
  });

  test("project-specific-cost-code: a standard code of another list than the connection's", async () => {
    const old = { cost_code: code({ id: 604, full_code: '90', standard_cost_code_id: 190 }), wbs_code: null };
    expect(refusal(await withLine(old))).toEqual({
      code: 'project-specific-cost-code',
      detail: { line: '1', code: '90' },
    });
  });
});
