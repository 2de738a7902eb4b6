import { changed, invoice, itemsOf, refusal, rowOf } from './bills.ts';
import { us } from './settings.ts';

const withSummary = (id: string, more: Record<string, unknown>) =>
  invoice(id, (tables) => Object.assign(rowOf(tables, id).summary as object, more));

const withItem = (id: string, more: Record<string, unknown>, at = 0) =>
  invoice(id, (tables) => Object.assign(itemsOf(tables, id)[at] ?? {}, more));

describe('an invoice that does not go', () => {
  test.each(['draft', 'under_review', 'revise_and_resubmit', 'pending_owner_approval'])(
    'not-approved: its status is %s',
    async (status) => {
      const of = await changed('1101', { status });
      expect(refusal(of)).toEqual({ code: 'not-approved', detail: { status } });
    },
  );

  test('one approved as noted goes', async () => {
    expect(refusal(await invoice('1102'))).toBeUndefined();
  });

  test('owned-by-other-integration', async () => {
    expect(refusal(await changed('1101', { origin_id: 'SAGE/44' }))?.code).toBe('owned-by-other-integration');
  });

  test('setting-missing: no retainage item, though it holds no retainage', async () => {
    const { retainageItem: _, ...settings } = us;
    const of = await invoice('1101', (tables) => {
      Object.assign(rowOf(tables, '1101').summary as object, {
        ...{ total_retainage: '0.0', current_payment_due: '22500.0' },
      });
    });
    expect(refusal(of)).toBeUndefined();
    expect(refusal(of, settings)).toEqual({ code: 'setting-missing', detail: { setting: 'retainageItem' } });
  });

  test('retainage-item: the retainage item is the code of one of its items', async () => {
    const settings = { ...us, retainageItem: '16-100' };
    expect(refusal(await invoice('1101'), settings)).toEqual({
      code: 'retainage-item',
      detail: { item: '16-100', code: '16-100' },
    });
  });

  test('no-vendor', async () => {
    expect(refusal(await changed('1101', { vendor_id: null }))).toEqual({ code: 'no-vendor' });
  });

  test('number-too-long: 20 characters go, 21 do not, and the operator may give another', async () => {
    const number = '123456789012345678901';
    expect(refusal(await changed('1101', { invoice_number: number.slice(1) }))).toBeUndefined();
    const of = await changed('1101', { invoice_number: number });
    expect(refusal(of)).toEqual({ code: 'number-too-long', detail: { number, length: '21', max: '20' } });
    expect(refusal(of, us, { override: { number: 'A-1' } })).toBeUndefined();
  });

  test('name-not-representable: a number in letters that QuickBooks cannot store', async () => {
    expect(refusal(await changed('1101', { invoice_number: '第一' }))?.code).toBe('name-not-representable');
  });

  test('currency', async () => {
    const inPesos = await changed('1101', { currency_configuration: { currency_iso_code: 'MXN' } });
    expect(refusal(inPesos)?.code).toBe('currency');
  });

  test('no-date: without a billing date the period says it, without a period nothing', async () => {
    expect(refusal(await changed('1103', {}))).toBeUndefined();
    expect(refusal(await changed('1103', { requisition_end: null }))).toEqual({ code: 'no-date' });
  });

  test('closed-period: dated on the closing date or before', async () => {
    const of = await invoice('1101');
    expect(refusal(of, us, { closingDate: '2026-02-28' })).toEqual({
      code: 'closed-period',
      detail: { date: '2026-02-28', closing: '2026-02-28' },
    });
    expect(refusal(of, us, { closingDate: '2026-02-27' })).toBeUndefined();
  });
});

describe('retainage is never taken as zero', () => {
  const unseen = (why: string) => ({ code: 'no-permission', detail: { why } });

  test('no-permission: the summary does not show it', async () => {
    expect(refusal(await withSummary('1101', { total_retainage: null }))).toEqual(
      unseen('the summary has no total retainage'),
    );
    expect(refusal(await withSummary('1101', { current_payment_due: undefined }))).toEqual(
      unseen('the summary has no current payment due'),
    );
    expect(refusal(await changed('1101', { summary: undefined }))?.code).toBe('no-permission');
  });

  const notShown = unseen('the total retainage of the invoice before it (1101) is not shown');

  test('no-permission: that of the invoice before is not shown, or that invoice is not', async () => {
    const hidden = await invoice('1102', (tables) => {
      Object.assign(rowOf(tables, '1101').summary as object, { total_retainage: null });
    });
    expect(refusal(hidden)).toEqual(notShown);
    const gone = await invoice('1102', (tables) => {
      tables.requisitions.splice(0, 1);
    });
    expect(refusal(gone)).toEqual(notShown);
  });
});

describe('the amounts of an invoice', () => {
  test('amounts-disagree: by one cent, and both figures are named', async () => {
    expect(refusal(await withSummary('1102', { current_payment_due: '6840.01' }))).toEqual({
      code: 'amounts-disagree',
      detail: {
        figures:
          'the items come to 7600.00, retainage goes from 2250.00 to 3010.00, which makes a line of -760.00, ' +
          'together 6840.00, but the summary says that 6840.01 is due, 0.00 of it tax',
      },
    });
  });

  test('agree when what is due holds the tax', async () => {
    const taxed = { current_payment_due: '7240.00', tax_applicable_to_this_payment: '400.00' };
    expect(refusal(await withSummary('1102', taxed))).toBeUndefined();
    const twice = { ...taxed, tax_applicable_to_this_payment: '401.00' };
    expect(refusal(await withSummary('1102', twice))?.code).toBe('amounts-disagree');
  });

  test('negative-invoice: its net is negative, unless credits go as vendor credits', async () => {
    const of = await invoice('1105');
    expect(refusal(of)).toEqual({
      code: 'negative-invoice',
      detail: { what: 'The invoice', amount: '-900.00' },
    });
    expect(refusal(of, { ...us, credits: 'vendor-credit' })).toBeUndefined();
  });

  test('negative-invoice: one item is negative, unless the settings send it', async () => {
    const of = await invoice('1102', (tables) => {
      Object.assign(itemsOf(tables, '1102')[1] ?? {}, { work_completed_this_period: '-100.0' });
      Object.assign(rowOf(tables, '1102').summary as object, { current_payment_due: '6140.0' });
    });
    expect(refusal(of)).toEqual({
      code: 'negative-invoice',
      detail: { what: 'Item 2', amount: '-100.00' },
    });
    expect(refusal(of, { ...us, negativeLines: 'send' })).toBeUndefined();
    expect(refusal(of, { ...us, credits: 'vendor-credit' })?.code).toBe('negative-invoice');
  });

  test('zero-amount: nothing is billed and retainage stays', async () => {
    const of = await invoice('1104', (tables) => {
      Object.assign(rowOf(tables, '1104').summary as object, {
        ...{ total_retainage: '3010.00', current_payment_due: '0.00' },
      });
    });
    expect(refusal(of)).toEqual({ code: 'zero-amount' });
  });

  test('one that only releases retainage goes', async () => {
    expect(refusal(await invoice('1104'))).toBeUndefined();
  });

  test('does-not-fit: an amount or a total of more than 13 digits', async () => {
    const told = (element: string) => ({
      code: 'does-not-fit',
      detail: { element, words: 'QuickBooks takes at most 13 digits before the point' },
    });
    expect(refusal(await withItem('1102', { work_completed_this_period: '1e20' }))).toEqual(
      told('amount of item 1'),
    );
    const large = await invoice('1102', (tables) => {
      for (const item of itemsOf(tables, '1102'))
        Object.assign(item, { work_completed_this_period: '6000000000000.0' });
    });
    expect(refusal(large)).toEqual(told('total'));
  });
});

describe('an item that cannot go keeps its whole invoice back', () => {
  const coded = (cost_code_id: number | null) => ({ cost_code_id, wbs_code: null });

  test.each<[string, Record<string, unknown>, Record<string, string>]>([
    ['line-without-cost-code', coded(null), { line: '1' }],
    ['project-specific-cost-code', coded(603), { line: '1', code: 'X1' }],
    ['project-specific-cost-code', coded(604), { line: '1', code: '90' }],
    ['sub-job', coded(605), { line: '1', code: 'A.03-300' }],
    ['custom-segment', { wbs_code: { id: 702, flat_code: '03-300.S.N' } }, { line: '1', segment: 'Phase' }],
  ])('%s', async (code, more, detail) => {
    expect(refusal(await withItem('1102', more))).toEqual({ code, detail });
  });

  test('but not when nothing is billed of it', async () => {
    expect(refusal(await withItem('1104', coded(603)))).toBeUndefined();
  });

  test('line-without-cost-code: a whole change order that names no package', async () => {
    const of = await withItem('1103', { change_order_package_id: null }, 4);
    expect(refusal(of)).toEqual({ code: 'line-without-cost-code', detail: { line: '5' } });
  });
});
