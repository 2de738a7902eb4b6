import type { QuickBooks } from '../../../local/simulators/quickbooks/quickbooks.ts';
import { ask, contractor, line, orderAdd, value, values } from './ask.ts';

const mod = (id: string, editSequence: string, fields: string): string =>
  `<PurchaseOrderModRq requestID="m"><PurchaseOrderMod><TxnID>${id}</TxnID><EditSequence>${editSequence}</EditSequence>${fields}</PurchaseOrderMod></PurchaseOrderModRq>`;

const keep = (id: string, fields = ''): string =>
  `<PurchaseOrderLineMod><TxnLineID>${id}</TxnLineID>${fields}</PurchaseOrderLineMod>`;
const keepGroup = (id: string, fields = ''): string =>
  `<PurchaseOrderLineGroupMod><TxnLineID>${id}</TxnLineID>${fields}</PurchaseOrderLineGroupMod>`;

const GROUP =
  '<PurchaseOrderLineGroupAdd><ItemGroupRef><FullName>Door</FullName></ItemGroupRef><Quantity>2</Quantity></PurchaseOrderLineGroupAdd>';
const one = (amount: string) => line(`<Quantity>1</Quantity><Amount>${amount}</Amount>`);
const added = keep(
  '-1',
  '<ItemRef><FullName>03-200</FullName></ItemRef><Quantity>1</Quantity><Amount>50.00</Amount>',
);

/** An order of a line, a group of two lines, and a line. */
const start = async (): Promise<{
  quickbooks: QuickBooks;
  /** Asks for a change under the EditSequence that the order has now. */
  change: (fields: string) => ReturnType<typeof ask>;
  ids: { first: string; group: string; inside: [string, string]; last: string };
}> => {
  const quickbooks = contractor();
  quickbooks.people.add('ItemGroup', 'Door', {
    ItemGroupLine: [
      { ItemRef: '03-100', Quantity: '1' },
      { ItemRef: '03-200', Quantity: '3' },
    ],
  });
  const { codes, text } = await ask(quickbooks, orderAdd('1', 'PO-7', one('10.00') + GROUP + one('20.00')));
  expect(codes).toEqual({ 1: '0' });
  const [first = '', group = '', a = '', b = '', last = ''] = values(text, 'TxnLineID');
  const id = value(text, 'TxnID') ?? '';
  return {
    quickbooks,
    change: (fields) => {
      const order = quickbooks.books().purchaseOrders[0];
      return ask(quickbooks, mod(id, order?.editSequence ?? '', fields));
    },
    ids: { first, group, inside: [a, b], last },
  };
};

const quantities = ({ text }: { text: string }) => values(text, 'Quantity');

describe('a group of lines', () => {
  test('becomes the lines of its item, in its place', async () => {
    const { quickbooks } = await start();
    const [order] = quickbooks.books().purchaseOrders;
    expect(
      order?.lines.map(({ fields, members }) => fields.ItemGroupRef ?? members ?? fields.Amount),
    ).toEqual(['10.00', 'Door', '20.00']);
    expect(order?.lines[1]?.members?.map(({ fields }) => [fields.ItemRef, fields.Quantity])).toEqual([
      ['03-100', '2'],
      ['03-200', '6'],
    ]);
  });

  test('that is named stays whole, and so does the stored order', async () => {
    const { change, ids } = await start();
    const answer = await change(keep(ids.first) + keepGroup(ids.group) + keep(ids.last) + added);
    expect(answer.codes).toEqual({ m: '0' });
    expect(quantities(answer)).toEqual(['1', '2', '2', '6', '1', '1']);
    expect(answer.text).toMatch(/PurchaseOrderLineRet>\s*<PurchaseOrderLineGroupRet>/);
  });

  test('that is not named is deleted with its lines', async () => {
    const { quickbooks, change, ids } = await start();
    expect((await change(keep(ids.first) + keep(ids.last))).codes).toEqual({ m: '0' });
    expect(quickbooks.books().purchaseOrders[0]?.lines.map(({ id }) => id)).toEqual([ids.first, ids.last]);
  });

  test('loses what is not named within it, once something is', async () => {
    const { quickbooks, change, ids } = await start();
    const [, second] = ids.inside;
    await change(keep(ids.first) + keepGroup(ids.group, keep(second)) + keep(ids.last));
    const [, group] = quickbooks.books().purchaseOrders[0]?.lines ?? [];
    expect(group?.members?.map(({ id }) => id)).toEqual([second]);
  });

  test('and lines must come in the stored order, each by its own kind of element', async () => {
    const { change, ids } = await start();
    const wrong = keepGroup(ids.group) + keep(ids.first) + keep(ids.last);
    expect((await change(wrong)).codes).toEqual({ m: '3290' });
    expect((await change(keep(ids.first) + keep(ids.first))).codes).toEqual({ m: '3290' });
    expect((await change(keep(ids.first) + keep(ids.group))).codes).toEqual({ m: '3120' });
    expect((await change(keepGroup(ids.first))).codes).toEqual({ m: '3120' });
  });
});

describe('a closed order', () => {
  const closed = (is: boolean) => `<IsManuallyClosed>${is}</IsManuallyClosed>`;

  test('says so, keeps all its lines, and takes no line that is open', async () => {
    const { quickbooks, change, ids } = await start();
    const answer = await change(closed(true));
    expect(answer.codes).toEqual({ m: '0' });
    expect(values(answer.text, 'IsManuallyClosed')).toEqual(Array(5).fill('true'));
    await change(keep(ids.first) + keepGroup(ids.group) + keep(ids.last) + added);
    const lines = quickbooks.books().purchaseOrders[0]?.lines ?? [];
    expect(lines.map(({ fields }) => fields.IsManuallyClosed)).toEqual(Array(4).fill('true'));
  });

  test('that is opened again has its lines open again', async () => {
    const { change } = await start();
    await change(closed(true));
    const { text } = await change(closed(false));
    expect(new Set(values(text, 'IsManuallyClosed'))).toEqual(new Set(['false']));
  });

  test('in a closed period is not closed', async () => {
    const { quickbooks, change } = await start();
    quickbooks.people.prefer({ closingDate: '2026-11-30' });
    expect((await change(closed(true))).codes).toEqual({ m: '3171' });
  });
});
