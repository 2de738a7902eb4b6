import { approve, reject } from '../../lib/admin/approve.ts';
import { readPreview } from '../../lib/admin/preview.ts';
import type { SyncRecord } from '../../lib/engine/record.ts';
import { withAws } from '../stores/stores.ts';
import { createClock } from './clock.ts';
import { startConnector } from './connector.ts';
import { createOffice, isWrite } from './office.ts';
import { type OrderChanges, orderChanges } from './order-changes.ts';
import { visit } from './visit.ts';

const aws = withAws();
const KEY = { flow: 'c', id: '1' };
const mira = { by: 'Mira' };

/** Changes that wait for approval, of an order with these lines: only lines that are not there are added. */
const start = async (there: readonly string[], wanted: readonly string[]) => {
  const clock = createClock();
  const office = createOffice({ now: clock.now });
  const { people } = office.quickbooks;
  people.add('Account', 'Income', { AccountType: 'Income' });
  people.add('Account', 'Costs', { AccountType: 'CostOfGoodsSold' });
  people.add('ItemService', '03-100', {
    SalesAndPurchase: { IncomeAccountRef: 'Income', ExpenseAccountRef: 'Costs' },
  });
  people.add('Vendor', 'Oak Ltd');
  const order = people.addPurchaseOrder({
    VendorRef: 'Oak Ltd',
    RefNumber: 'PO-1',
    PurchaseOrderLineAdd: there.map((key) => ({
      ...{ ItemRef: '03-100', Quantity: '1', Amount: '10.00', Other2: key },
    })),
  });
  const lines = wanted.map((key) => ({ key, item: '03-100', amount: '10.00' }));
  const table: OrderChanges = new Map([['1', { order, lines }]]);
  const connector = await startConnector(aws(), {
    ...{ flows: [orderChanges('c', table, clock)], clock },
    settings: { approval: { c: 'manual' } },
  });
  await connector.tell('c', ['1']);
  const record = async (): Promise<SyncRecord> => {
    const found = (await connector.records.get(connector.name, [KEY])).get('c#1');
    if (!found) throw new Error('the change is gone');
    return found;
  };
  const preview = async () => {
    const shown = await readPreview(connector.operator, await record());
    if (shown?.is !== 'document') throw new Error(`no document: ${JSON.stringify(shown)}`);
    return shown;
  };
  return {
    ...{ connector, office, order, table, lines, record, preview },
    /** A bookkeeper adds a line. */
    addLine: (key: string) => {
      const [stored] = office.quickbooks.books().purchaseOrders;
      people.edit(order, {
        PurchaseOrderLineMod: [
          ...(stored?.lines ?? []).map(({ id }) => ({ TxnLineID: id })),
          { TxnLineID: '-1', ItemRef: '03-100', Quantity: '1', Amount: '10.00', Other2: key },
        ],
      });
    },
    approve: (document?: string) => approve(connector.operator, connector.name, KEY, { ...mira, document }),
    visit: () => visit(connector, office),
    writes: () => office.sent.filter(isWrite),
    keys: () => office.quickbooks.books().purchaseOrders[0]?.lines.map(({ fields }) => fields.Other2),
  };
};

/** Of a modification, what is approved: without EditSequence and kept lines. */
const bare = (xml: string): string =>
  (/<PurchaseOrderModRq .*<\/PurchaseOrderModRq>/.exec(xml)?.[0] ?? '')
    .replace(/<EditSequence>[^<]*<\/EditSequence>/, '')
    .replace(/<PurchaseOrderLineMod><TxnLineID>[^<]*<\/TxnLineID><\/PurchaseOrderLineMod>/g, '');

describe('a document that depends on how QuickBooks stands when it is posted', () => {
  test('goes by the approval of the planned one where both are the same, kept lines apart', async () => {
    const { preview, approve, visit, writes, keys } = await start(['a'], ['k1', 'k2']);
    const shown = await preview();
    await approve();
    await visit();
    expect(keys()).toEqual(['a', 'k1', 'k2']);
    expect(writes().map(bare)).toEqual([bare(shown.qbxml)]);
  });

  test('waits once more where it is another, is shown as that one, and is posted as shown', async () => {
    const { preview, approve, visit, writes, keys, record, connector } = await start(
      ['a', 'k1'],
      ['k1', 'k2'],
    );
    const planned = await preview();
    expect(planned).toMatchObject({ asSeen: false, lines: [{ Other2: 'k1' }, { Other2: 'k2' }] });
    await approve(planned.document);
    await visit();
    expect(writes()).toEqual([]);
    expect(await connector.stateOf('c#1')).toBe('awaiting-approval: awaiting-approval');
    const seen = await preview();
    expect(seen).toMatchObject({ asSeen: true });
    expect(seen.lines.filter((line) => line.Other2)).toEqual([expect.objectContaining({ Other2: 'k2' })]);
    expect((await record()).document).toBe(seen.document);
    expect(await approve(planned.document)).toMatchObject({ is: 'refused' });

    await connector.tell('c', ['1']);
    expect(await connector.stateOf('c#1')).toBe('awaiting-approval: awaiting-approval');

    await approve(seen.document);
    await visit();
    expect(writes().map(bare)).toEqual([bare(seen.qbxml)]);
    expect(keys()).toEqual(['a', 'k1', 'k2']);
    expect(await record()).toMatchObject({ state: 'synced', approval: { document: seen.document } });
    expect((await record()).actual).toBeUndefined();
  });

  test('waits again when QuickBooks has changed once more since it was shown', async () => {
    const { preview, approve, visit, writes, addLine, connector } = await start(['k1'], ['k1', 'k2', 'k3']);
    await approve();
    await visit();
    const seen = await preview();
    addLine('k2');
    await approve(seen.document);
    await visit();
    expect(writes()).toEqual([]);
    expect(await connector.stateOf('c#1')).toBe('awaiting-approval: awaiting-approval');
    const now = await preview();
    expect(now.document).not.toBe(seen.document);
    await approve(now.document);
    await visit();
    expect(writes().map(bare)).toEqual([bare(now.qbxml)]);
  });

  test('that was rejected as it was shown stays so; an edit begins with the planned one again', async () => {
    const { approve, visit, connector, table, lines, order, preview, writes } = await start(
      ['k1'],
      ['k1', 'k2'],
    );
    await approve();
    await visit();
    await reject(connector.operator, connector.name, KEY, { ...mira, why: 'half of it' });
    await connector.tell('c', ['1']);
    await visit();
    expect(await connector.stateOf('c#1')).toBe('rejected: rejected');
    table.set('1', { order, lines: [...lines, { key: 'k3', item: '03-100', amount: '1.00' }] });
    connector.clock.pass(60_000);
    await connector.tell('c', ['1']);
    expect(await connector.stateOf('c#1')).toBe('awaiting-approval: awaiting-approval');
    expect(await preview()).toMatchObject({ asSeen: false });
    expect(writes()).toEqual([]);
  });
});
