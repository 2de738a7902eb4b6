import type { Row } from '../../local/simulators/procore/data.ts';
import { changePackage } from '../procore/company-data.ts';
import { withAws } from '../stores/stores.ts';
import { requisition, SOURCE, startBilling } from './billing.ts';
import type { Builder } from './builder.ts';
import { visit } from './visit.ts';

const aws = withAws();
const open: Builder[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map(({ procore }) => procore.close()));
});

/** All of change order 71. */
const INVOICE: Row = requisition({
  ...{ id: 11, number: 1, work: {}, due: '100.00', retainage: '0.00' },
  more: {
    items: [
      {
        ...{ id: 1, item_type: 'change_order_item', accounting_method: 'amount', position: 1 },
        ...{ cost_code_id: 601, wbs_code: { id: 701, flat_code: '16-100.S' }, description_of_work: 'Work' },
        ...{ line_item_id: 711, change_order_package_id: 71, materials_presently_stored: '0.0' },
        ...{ materials_presently_stored_from_previous_progress: '0.0', scheduled_value: '100.0' },
        ...{ work_completed_this_period: '100.0', total_completed_and_stored_to_date: '100.0' },
      },
    ],
  },
});

/** The function dies once, when it is about to tell who waits for the change order that it has just settled. */
test('who waits for a change order goes on, though the status check tells less than the answer that was cut off', async () => {
  const dies = { next: false };
  const builder = await startBilling(aws(), [INVOICE], {
    quickbooks: { recoveryWithoutRets: true },
    change: ({ projects: [project] }) =>
      Object.assign(project ?? {}, { change_order_packages: [changePackage(71, '001', '100.0')] }),
    wrap: {
      records: (inside) => ({
        ...inside,
        waiters: async (connection, link, ...rest) => {
          if (dies.next && link.flow === 'change-orders') {
            dies.next = false;
            throw new Error('died');
          }
          return inside.waiters(connection, link, ...rest);
        },
      }),
    },
  });
  open.push(builder);
  const { connector, office } = builder;
  await connector.tell('invoices', ['11'], SOURCE);
  dies.next = true;
  await expect(visit(connector, office)).rejects.toThrow('died');
  expect(await connector.states('change-orders')).toEqual({ 71: 'synced' });
  expect(await connector.states('invoices')).toEqual({ 11: 'blocked: blocked-by' });
  connector.clock.pass(3_600_000);
  await visit(connector, office);
  expect(await connector.states('invoices')).toEqual({ 11: 'synced' });
});
