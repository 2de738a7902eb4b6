import { approve } from '../../lib/admin/approve.ts';
import { readPreview } from '../../lib/admin/preview.ts';
import { withAws } from '../stores/stores.ts';
import { billsOf, linesOf, requisition, SOURCE, startBilling, THREE } from './billing.ts';
import type { Builder } from './builder.ts';
import { isWrite } from './office.ts';
import { visit } from './visit.ts';

const aws = withAws();
const open: Builder[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map(({ procore }) => procore.close()));
});

/** What a person sees and approves, and what is posted then. */
const approved = async (builder: Builder, id: string): Promise<{ shown: string; posted: string }> => {
  const { connector, office } = builder;
  const key = { flow: 'invoices', id };
  const record = (await connector.records.get(connector.name, [key])).get(`invoices#${id}`);
  const preview = record && (await readPreview(connector.operator, record));
  if (preview?.is !== 'document') throw new Error(`invoice ${id} shows no document`);
  await approve(connector.operator, connector.name, key, { by: 'Mira' });
  connector.clock.pass(3_600_000);
  const before = office.sent.length;
  await visit(connector, office);
  const posted = office.sent.slice(before).filter(isWrite).join('');
  return { shown: preview.qbxml, posted };
};

const bare = (xml: string): string =>
  xml
    .replace(/\s*\n\s*/g, '')
    .replace(/^.*?<BillAdd>/, '<BillAdd>')
    .replace(/<\/BillAdd>.*$/, '</BillAdd>');

test('a bill is posted as it was approved; where the order stands otherwise, the very document is approved anew', async () => {
  const builder = await startBilling(aws(), THREE.map(requisition), {
    settings: { approval: { invoices: 'manual' } },
  });
  open.push(builder);
  const { connector, office } = builder;
  await connector.tell(
    'invoices',
    THREE.map(({ id }) => String(id)),
    SOURCE,
  );
  await visit(connector, office);
  const waits = 'awaiting-approval: awaiting-approval';
  // What the last one bills is not known before the others are billed or turned down.
  expect(await connector.states('invoices')).toEqual({ 11: waits, 12: waits, 13: 'blocked: blocked-by' });
  for (const id of ['11', '12']) {
    const { shown, posted } = await approved(builder, id);
    expect(bare(posted)).toBe(bare(shown));
  }
  // The last takes what is left, which is known only once the others are billed.
  expect((await approved(builder, '13')).posted).toBe('');
  expect(await connector.stateOf('invoices#13')).toBe('awaiting-approval: awaiting-approval');
  const { shown, posted } = await approved(builder, '13');
  expect(bare(posted)).toBe(bare(shown));
  expect(billsOf(builder).map((bill) => linesOf(bill)[0])).toEqual([
    '10000.00 by 0.33333',
    '10000.00 by 0.33333',
    '10000.00 by 0.33334',
  ]);
});
