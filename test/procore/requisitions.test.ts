import type { Row } from '../../local/simulators/procore/data.ts';
import { sampleCompany, segment, wbsCode } from './company-data.ts';
import { closeAll, failureIn, simulate } from './simulated.ts';

afterEach(closeAll);

const item = (id: number, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  id,
  item_type: 'contract_item',
  accounting_method: 'amount',
  cost_code_id: 601,
  line_item_id: 9011,
  description_of_work: `Work ${id}`,
  wbs_code: { id: 701, flat_code: '16-100.S' },
  scheduled_value: '30000.0',
  work_completed_this_period: '1000.0',
  materials_presently_stored: '0.0',
  total_completed_and_stored_to_date: '1000.0',
  position: 1,
  ...more,
});

const requisition = (id: number, more: Record<string, unknown> = {}): Row => ({
  id,
  previous_requisition_id: null,
  project_id: 9001,
  commitment_id: 901,
  vendor_id: 501,
  contract_name: 'SC-001 - Wiring',
  number: 1,
  invoice_number: ' A-1 ',
  billing_date: '2026-02-28',
  requisition_start: '2026-02-01',
  requisition_end: '2026-02-28',
  status: 'approved',
  final: false,
  origin_id: null,
  updated_at: '2026-03-01T08:00:00Z',
  summary: {
    current_payment_due: '900.0',
    total_retainage: '100.0',
    tax_applicable_to_this_payment: '0.0',
  },
  items: [item(1)],
  item_packages: [],
  ...more,
});

const withRequisitions = async (...rows: Row[]) => {
  const company = sampleCompany();
  const [project] = company.projects;
  Object.assign(project ?? {}, { requisitions: rows });
  return simulate({ companies: [company] });
};

const read = async (...rows: Row[]) => {
  const { procore, paths } = await withRequisitions(...rows);
  const found = await procore.invoice(String(rows[0]?.id), '9001');
  if (!('value' in found)) throw new Error('it is gone');
  return { invoice: found.value, paths: paths() };
};

test('an invoice in its normal form: money to the cent, texts formed, items by position', async () => {
  const items = [
    item(2, { position: 2 }),
    item(1, { materials_moved: 5, work_completed_this_period: '1e3' }),
  ];
  const { invoice } = await read(requisition(11, { items }));
  expect(invoice).toEqual({
    id: '11',
    projectId: '9001',
    commitmentId: '901',
    vendorId: '501',
    number: '1',
    invoiceNumber: 'N:A-1',
    contract: 'P:SC-001 - Wiring',
    status: 'approved',
    billingDate: '2026-02-28',
    periodStart: '2026-02-01',
    periodEnd: '2026-02-28',
    final: false,
    currency: undefined,
    origin: undefined,
    summary: { currentPaymentDue: '900.00', totalRetainage: '100.00', tax: '0.00' },
    items: [
      {
        id: '1',
        kind: 'contract_item',
        lineId: '9011',
        changeOrderId: undefined,
        description: 'P:Work 1',
        costCode: { is: 'standard', standardCostCodeId: '51', fullCode: 'N:16-100' },
        taxCodeId: undefined,
        scheduledValue: '30000.00',
        scheduledQuantity: undefined,
        workThisPeriod: '1000.00',
        materialsMoved: '5.00',
        storedNow: '0.00',
        storedBefore: '0.00',
        billedToDate: '1000.00',
      },
      expect.objectContaining({ id: '2', materialsMoved: '0.00' }),
    ],
  });
});

describe('what it takes from the invoice before', () => {
  const first = requisition(10, { items: [item(1, { materials_presently_stored: '300.0' })] });
  const second = (more: Record<string, unknown> = {}) =>
    requisition(11, { previous_requisition_id: 10, items: [item(2, more)] });

  test('is its total retainage, and what was stored of each line', async () => {
    const { invoice } = await read(second(), first);
    expect(invoice.previous).toEqual({ id: '10', totalRetainage: '100.00' });
    expect(invoice.items[0]?.storedBefore).toBe('300.00');
  });

  test('is by the item that Procore names as the one before, whatever its line', async () => {
    const { invoice } = await read(second({ line_item_id: 5, previous_progress_id: 1 }), first);
    expect(invoice.items[0]?.storedBefore).toBe('300.00');
  });

  test('is not asked of it when the item says it itself', async () => {
    const told = { materials_presently_stored_from_previous_progress: '250.0' };
    const { invoice } = await read(second(told), first);
    expect(invoice.items[0]?.storedBefore).toBe('250.00');
  });

  test('is nothing for a line that it did not have', async () => {
    const { invoice } = await read(second({ line_item_id: 9012 }), first);
    expect(invoice.items[0]?.storedBefore).toBe('0.00');
  });

  test('stays open where Procore does not show that invoice or its summary', async () => {
    const gone = await read(second());
    expect(gone.invoice.previous).toEqual({ id: '10', totalRetainage: undefined });
    const bare = await read(second(), { ...first, summary: null });
    expect(bare.invoice.previous).toEqual({ id: '10', totalRetainage: undefined });
  });
});

describe('the change order of an item', () => {
  const ofOrder = (id: number, more: Record<string, unknown> = {}) =>
    item(id, { item_type: 'change_order_item', line_item_id: 12, ...more });
  const orders = async (...rows: Row[]) => {
    const { invoice, paths } = await read(...rows);
    return { found: invoice.items.map(({ changeOrderId }) => changeOrderId), paths };
  };

  test('is told by the list of v1.0, asked for once and only then', async () => {
    const items = [ofOrder(1, { change_order_package_id: 71 }), ofOrder(2, { change_order_package_id: 72 })];
    const { found, paths } = await orders(requisition(11, { items }));
    expect(found).toEqual(['71', '72']);
    expect(paths.filter((path) => path.includes('change_order_items'))).toHaveLength(1);
    const none = await orders(requisition(11));
    expect(none.paths.filter((path) => path.includes('change_order_items'))).toEqual([]);
  });

  test('is the only one of the invoice for a whole change order, which that list leaves out', async () => {
    const items = [ofOrder(1, { item_type: 'whole_change_order_item', change_order_package_id: 71 })];
    const packages = [
      { id: 1, change_order_id: 71 },
      { id: 2, contract_id: 901 },
    ];
    expect((await orders(requisition(11, { items, item_packages: packages }))).found).toEqual(['71']);
    const two = [...packages, { id: 3, change_order_id: 72 }];
    expect((await orders(requisition(11, { items, item_packages: two }))).found).toEqual([undefined]);
  });
});

describe('the cost code of an item', () => {
  const useOf = async (more: Record<string, unknown>) => {
    const { invoice } = await read(requisition(11, { items: [item(1, more)] }));
    return invoice.items[0]?.costCode;
  };

  test('is that of its budget code, else its own; a whole change order may have none', async () => {
    expect(await useOf({ cost_code_id: null })).toMatchObject({ is: 'standard', standardCostCodeId: '51' });
    expect(await useOf({ wbs_code: null, cost_code_id: 602 })).toMatchObject({ standardCostCodeId: '52' });
    expect(await useOf({ wbs_code: null, cost_code_id: 603 })).toMatchObject({ is: 'project-specific' });
    expect(await useOf({ wbs_code: null, cost_code_id: null })).toEqual({ is: 'none' });
  });

  test('says where a budget code has more than cost code and cost type', async () => {
    const company = sampleCompany();
    const [project] = company.projects;
    const phased = [segment(601, 'cost_code'), segment(9, 'custom', 'Phase')];
    project?.wbs_codes.push(wbsCode(702, '16-100.N', phased));
    const row = requisition(11, { items: [item(1, { wbs_code: { id: 702, flat_code: '16-100.N' } })] });
    Object.assign(project ?? {}, { requisitions: [row] });
    const { procore } = await simulate({ companies: [company] });
    expect(await procore.invoice('11', '9001')).toMatchObject({
      value: { items: [{ costCode: { is: 'custom-segment', segment: 'Phase' } }] },
    });
  });
});

test('it takes two calls with the invoice before it, and the codes of the project once', async () => {
  const { procore, paths } = await withRequisitions(
    requisition(10),
    requisition(11, { previous_requisition_id: 10 }),
    requisition(12, { previous_requisition_id: 11 }),
  );
  for (const id of ['11', '12']) await procore.invoice(id, '9001');
  expect(paths().filter((path) => path.includes('requisitions'))).toHaveLength(4);
  expect(paths()).toHaveLength(6);
});

test('all invoices of a project are listed, page by page', async () => {
  const { procore } = await withRequisitions(...Array.from({ length: 35 }, (_, n) => requisition(n + 1)));
  const { value } = await procore.invoices('9001');
  expect(value).toHaveLength(35);
  expect(value[0]).toEqual({ id: '1' });
});

test('one that is not there is gone', async () => {
  const { procore } = await withRequisitions();
  expect(await procore.invoice('4', '9001')).toMatchObject({ gone: true });
});

describe('an invoice that cannot be used', () => {
  test.each<[string, Record<string, unknown>, RegExp]>([
    ['of another project', { project_id: 9002 }, /belongs to project 9002/],
    ['without a commitment', { commitment_id: null }, /nothing in the field commitment_id/],
    ['without a status', { status: null }, /nothing in the field status/],
    ['with an unknown kind of item', { items: [item(1, { item_type: 'bonus' })] }, /unknown type bonus/],
    [
      'with an item whose work is not shown',
      { items: [item(1, { work_completed_this_period: null })] },
      /nothing in the field work_completed_this_period/,
    ],
    ['with an amount that is none', { summary: { total_retainage: 'ten' } }, /no number in the field/],
  ])('malformed: %s', async (_, more, words) => {
    const { procore } = await withRequisitions(requisition(11, more));
    const failure = await failureIn(procore.invoice('11', '9001'));
    expect(failure.kind).toBe('malformed');
    expect(failure.message).toMatch(words);
  });
});
