import { retry } from '../../lib/admin/mend.ts';
import { withAws } from '../stores/stores.ts';
import { requisition, SOURCE, startBilling, THREE } from './billing.ts';
import { type Builder, commitment, SUBCONTRACT } from './builder.ts';
import { visit } from './visit.ts';

const aws = withAws();
const open: Builder[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map(({ procore }) => procore.close()));
});

const ORDER = `commitments#${SUBCONTRACT}`;

/** Somebody has deleted the order of an invoice that comes after it. */
const start = async (): Promise<Builder> => {
  const builder = await startBilling(aws(), [requisition(THREE[0] as never)]);
  open.push(builder);
  const { connector, office } = builder;
  await connector.tell('commitments', [SUBCONTRACT], commitment);
  await visit(connector, office);
  const [order] = office.quickbooks.books().purchaseOrders;
  office.quickbooks.people.remove(order?.id ?? '');
  await connector.tell('invoices', ['11'], SOURCE);
  await later(builder);
  expect(await connector.stateOf(ORDER)).toBe('failed: gone-from-quickbooks');
  return builder;
};

const later = async ({ connector, office }: Builder): Promise<void> => {
  connector.clock.pass(3_600_000);
  await visit(connector, office);
};

describe('an order that somebody deleted in QuickBooks', () => {
  test('is not posted again because it changes in Procore, nor because of other settings', async () => {
    const builder = await start();
    const { connector, company } = builder;
    const contract = company.projects[0]?.work_order_contracts[0];
    Object.assign(contract?.line_items[0] ?? {}, { amount: '30500.0' });
    await connector.tell('commitments', [SUBCONTRACT], commitment);
    await later(builder);
    await connector.apply({ defaultTerms: 'Net 30' });
    await connector.tell('commitments', [SUBCONTRACT], commitment);
    await later(builder);
    expect(await connector.stateOf(ORDER)).toBe('failed: gone-from-quickbooks');
    expect(builder.orders()).toEqual([]);
  });

  test('is posted again on a word of a person, and what waited for it goes on', async () => {
    const builder = await start();
    const { connector } = builder;
    await retry(connector.operator, connector.name, { flow: 'commitments', id: SUBCONTRACT });
    await connector.drain();
    await later(builder);
    expect(builder.orders()).toEqual(['SC-001']);
    expect(await connector.stateOf('invoices#11')).toBe('synced');
  });
});
