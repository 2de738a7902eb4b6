import { line } from '../procore/company-data.ts';
import { withAws } from '../stores/stores.ts';
import { billsOf, requisition, SOURCE, startBilling } from './billing.ts';
import type { Builder } from './builder.ts';
import { visit } from './visit.ts';

const aws = withAws();
const open: Builder[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map(({ procore }) => procore.close()));
});

const FIRST = 20_000;

/** A subcontract of so many lines over 100.00, and an invoice over half of each; `words` describes each item. */
const start = async (count: number, words = 'Work'): Promise<Builder> => {
  const ids = Array.from({ length: count }, (_, n) => FIRST + n);
  const half = { now: '50.0', toDate: '50.0', of: '100.0' };
  const due = (count * 45).toFixed(2);
  const row = requisition({
    ...{ id: 11, number: 1, due, retainage: (count * 5).toFixed(2) },
    work: Object.fromEntries(ids.map((id) => [String(id), half])),
  });
  for (const item of row.items as Record<string, unknown>[]) item.description_of_work = words;
  const builder = await startBilling(aws(), [row], {
    change: ({ projects: [project] }) => {
      const lines = ids.map((id, n) => line(id, n + 1, '100.0'));
      project?.work_order_contracts[0]?.line_items.splice(0, 1, ...lines);
    },
  });
  open.push(builder);
  await builder.connector.tell('invoices', ['11'], SOURCE);
  await visit(builder.connector, builder.office);
  return builder;
};

test('a bill of 2,000 lines draws down an order of 2,000 lines, to the cent', async () => {
  const builder = await start(2_000);
  expect(await builder.connector.states('invoices')).toEqual({ 11: 'synced' });
  const [bill] = billsOf(builder);
  expect(bill?.lines).toHaveLength(2_001);
  expect(bill?.total).toBe('90000.00');
  expect(new Set(bill?.lines.slice(0, -1).map(({ fields, order }) => order && fields.Quantity))).toEqual(
    new Set(['0.5']),
  );
}, 300_000);

test('does-not-fit: a bill that no message can carry says how large it is, and nothing is posted', async () => {
  const builder = await start(900, 'x'.repeat(2_000));
  expect(await builder.connector.states('invoices')).toEqual({ 11: 'failed: does-not-fit' });
  expect(billsOf(builder)).toEqual([]);
}, 300_000);
