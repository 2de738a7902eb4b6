import type { Row } from '../../local/simulators/procore/data.ts';
import { costCode, line } from '../procore/company-data.ts';
import { withAws } from '../stores/stores.ts';
import { billsOf, linesOf, requisition, SOURCE, startBilling } from './billing.ts';
import type { Builder } from './builder.ts';
import { visit } from './visit.ts';

const aws = withAws();
const open: Builder[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map(({ procore }) => procore.close()));
});

const changeOrder = (id: number, status: string, lines: readonly Row[]): Row => ({
  id,
  contract_id: 901,
  number: `00${id - 70}`,
  title: `Change ${id}`,
  status,
  type: 'ChangeOrderPackage',
  executed: false,
  deleted_at: null,
  grand_total: String(lines.reduce((sum, { extended_amount }) => sum + Number(extended_amount), 0)),
  origin_id: null,
  updated_at: '2026-03-12T18:20:44Z',
  line_items: lines,
});

/** The other cost code of the project: its line is not put together with the first. */
const MASONRY = costCode(602, '04', 52);

const changed = (id: number, position: number, amount: string): Row => ({
  ...line(id, position, amount),
  ...{ extended_amount: amount, total_amount: amount, markup_line_items: [] },
});

const item = (id: number, more: Record<string, unknown>) => ({
  id,
  item_type: 'change_order_item',
  accounting_method: 'amount',
  cost_code_id: 601,
  description_of_work: `Item ${id}`,
  wbs_code: { id: 701, flat_code: '16-100.S' },
  materials_presently_stored: '0.0',
  materials_presently_stored_from_previous_progress: '0.0',
  position: id,
  ...more,
});

const billed = (scheduled: string, now: string) => ({
  ...{ scheduled_value: scheduled, work_completed_this_period: now, total_completed_and_stored_to_date: now },
});

/** Half of one line of change order 71, and a third of change order 72 as a whole. */
const INVOICE = requisition({
  ...{ id: 11, number: 1, work: {}, due: '1050.00', retainage: '0.00' },
  more: {
    items: [
      item(1, { ...billed('1500.0', '750.0'), line_item_id: 7101, change_order_package_id: 71 }),
      item(2, {
        ...{ ...billed('900.0', '300.0'), item_type: 'whole_change_order_item' },
        ...{ cost_code_id: null, wbs_code: null, line_item_id: null, change_order_package_id: 72 },
      }),
    ],
    item_packages: [
      { id: 1, contract_id: 901, change_order_id: null },
      { id: 2, contract_id: null, change_order_id: 72 },
    ],
  },
});

const start = async (status: string): Promise<Builder> => {
  const builder = await startBilling(aws(), [INVOICE], {
    change: ({ projects: [project] }) =>
      Object.assign(project ?? {}, {
        change_order_packages: [
          changeOrder(71, 'approved', [changed(7101, 1, '1500.0')]),
          changeOrder(72, status, [
            changed(7201, 1, '600.0'),
            { ...changed(7202, 2, '300.0'), cost_code: MASONRY, wbs_code: null },
          ]),
        ],
      }),
  });
  open.push(builder);
  await builder.connector.tell('invoices', ['11'], SOURCE);
  await visit(builder.connector, builder.office);
  return builder;
};

test('an invoice of change orders brings them along, draws their lines down, and spreads what it bills as a whole', async () => {
  const builder = await start('approved');
  expect(await builder.connector.states('change-orders')).toEqual({ 71: 'synced', 72: 'synced' });
  expect(await builder.connector.states('invoices')).toEqual({ 11: 'synced' });
  const [bill] = billsOf(builder);
  expect(linesOf(bill)).toEqual(['750.00 by 0.5', '200.00 by 0.33333', '100.00 by 0.33333']);
  const [order] = builder.office.quickbooks.books().purchaseOrders;
  expect(order?.lines.map(({ fields }) => fields.ReceivedQuantity ?? '0')).toEqual([
    '0',
    '0.5',
    '0.33333',
    '0.33333',
  ]);
});

test('it waits for a change order that is not approved yet', async () => {
  const builder = await start('pending');
  expect(await builder.connector.states('invoices')).toEqual({ 11: 'blocked: blocked-by' });
  const { company, connector, office } = builder;
  Object.assign(company.projects[0]?.change_order_packages?.[1] ?? {}, { status: 'approved' });
  await connector.tell('change-orders', ['72'], SOURCE);
  connector.clock.pass(3_600_000);
  await visit(connector, office);
  expect(await connector.states('invoices')).toEqual({ 11: 'synced' });
});
