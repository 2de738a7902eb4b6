import type { QuickBooks } from '../../../local/simulators/quickbooks/quickbooks.ts';
import { ask, contractor, line, orderAdd, value, values } from './ask.ts';

const money = (text: string): [string[], string[], string | undefined] => [
  values(text, 'Rate'),
  values(text, 'Amount'),
  value(text, 'TotalAmount'),
];

const posted = async (quickbooks: QuickBooks, lines: string) => {
  const { text } = await ask(quickbooks, orderAdd('1', 'PO-7', lines));
  return {
    id: value(text, 'TxnID')!,
    editSequence: value(text, 'EditSequence')!,
    lines: values(text, 'TxnLineID'),
  };
};

const orderMod = (id: string, editSequence: string, fields: string): string =>
  `<PurchaseOrderModRq requestID="m"><PurchaseOrderMod><TxnID>${id}</TxnID><EditSequence>${editSequence}</EditSequence>${fields}</PurchaseOrderMod></PurchaseOrderModRq>`;

const keep = (id: string, fields = ''): string =>
  `<PurchaseOrderLineMod><TxnLineID>${id}</TxnLineID>${fields}</PurchaseOrderLineMod>`;

const added = keep(
  '-1',
  '<ItemRef><FullName>03-200</FullName></ItemRef><Quantity>1</Quantity><Amount>50.00</Amount>',
);
const THREE = ['10', '20', '30']
  .map((amount) => line(`<Quantity>1</Quantity><Amount>${amount}.00</Amount>`))
  .join('');

describe('amounts', () => {
  test('Quantity and Rate give the Amount, rounded half away from zero', async () => {
    const { text } = await ask(
      contractor(),
      orderAdd(
        '1',
        'A',
        line('<Quantity>3</Quantity><Rate>0.335</Rate>') + line('<Quantity>-3</Quantity><Rate>0.335</Rate>'),
      ),
    );
    expect(money(text)).toEqual([['0.335', '0.335'], ['1.01', '-1.01'], '0.00']);
  });

  test('Quantity and Amount give the Rate', async () => {
    const { text } = await ask(
      contractor(),
      orderAdd('1', 'A', line('<Quantity>3</Quantity><Amount>100.00</Amount>')),
    );
    expect(money(text)).toEqual([['33.33333'], ['100.00'], '100.00']);
  });

  test('all three must agree', async () => {
    const all = (amount: string) =>
      orderAdd('1', 'A', line(`<Quantity>3</Quantity><Rate>10</Rate><Amount>${amount}</Amount>`));
    expect((await ask(contractor(), all('30.00'))).codes).toEqual({ 1: '0' });
    expect((await ask(contractor(), all('30.01'))).codes).toEqual({ 1: '3210' });
  });

  test('a Canadian total holds the tax of the lines, a line does not', async () => {
    const quickbooks = contractor({ country: 'CA' });
    quickbooks.people.add('SalesTaxCode', 'H', { percent: '13' });
    const taxed = line('<Amount>100.00</Amount>').replace(
      '</PurchaseOrderLineAdd>',
      '<SalesTaxCodeRef><FullName>H</FullName></SalesTaxCodeRef></PurchaseOrderLineAdd>',
    );
    const { text } = await ask(quickbooks, orderAdd('1', 'A', taxed));
    expect(money(text)).toEqual([['100'], ['100.00'], '113.00']);
  });
});

describe('an order is refused', () => {
  test('for an item, a job or a vendor that is not there, in words that say which', async () => {
    const { codes, messages } = await ask(
      contractor(),
      orderAdd('item', 'A', line('<Rate>1</Rate>', { item: '99' })) +
        orderAdd('job', 'A', line('<Rate>1</Rate>', { job: 'Harbor Trust:Pier 10' })) +
        orderAdd('vendor', 'A', line('<Rate>1</Rate>'), { vendor: 'Harbor Trust' }),
    );
    expect(codes).toEqual({ item: '3140', job: '3140', vendor: '3140' });
    expect(messages.item).toContain('invalid reference to QuickBooks Item "99" in the PurchaseOrder line.');
    expect(messages.vendor).toContain(
      'invalid reference to QuickBooks Vendor "Harbor Trust" in the PurchaseOrder.',
    );
  });

  test('on or before the closing date, not after it', async () => {
    const quickbooks = contractor({ closingDate: '2026-11-20' });
    const { codes } = await ask(
      quickbooks,
      orderAdd('on', 'A', line('<Rate>1</Rate>')) +
        orderAdd('after', 'B', line('<Rate>1</Rate>'), { date: '2026-11-21' }),
    );
    expect(codes).toEqual({ on: '3171', after: '0' });
  });

  test('while purchase orders are switched off', async () => {
    const quickbooks = contractor({ usesPurchaseOrders: false });
    const { codes } = await ask(
      quickbooks,
      `${orderAdd('1', 'A', line('<Rate>1</Rate>'))}<PurchaseOrderQueryRq requestID="q"/>`,
    );
    expect(codes).toEqual({ 1: '3250', q: '3250' });
  });

  test('while somebody has its vendor open', async () => {
    const quickbooks = contractor();
    quickbooks.people.open(quickbooks.people.find('Vendor', 'Acme Concrete')!);
    const { codes, messages } = await ask(quickbooks, orderAdd('1', 'A', line('<Rate>1</Rate>')));
    expect(codes).toEqual({ 1: '3176' });
    expect(messages['1']).toContain('The application failed to acquire the lock.');
  });

  test('whole, when one of its lines is', async () => {
    const quickbooks = contractor();
    await ask(
      quickbooks,
      orderAdd('1', 'A', line('<Rate>1</Rate>') + line('<Rate>1</Rate>', { item: '99' })),
    );
    expect(quickbooks.books().purchaseOrders).toEqual([]);
  });
});

describe('a modification', () => {
  test('deletes the lines that it does not name and puts new ones where they stand', async () => {
    const quickbooks = contractor();
    const order = await posted(quickbooks, THREE);
    const [first, , third] = order.lines;
    const { codes, text } = await ask(
      quickbooks,
      orderMod(order.id, order.editSequence, keep(first!) + added + keep(third!)),
    );
    expect(codes).toEqual({ m: '0' });
    expect(values(text, 'Amount')).toEqual(['10.00', '50.00', '30.00']);
    expect(values(text, 'TxnLineID').filter((id) => order.lines.includes(id))).toEqual([first, third]);
  });

  test('without lines leaves them alone', async () => {
    const quickbooks = contractor();
    const order = await posted(quickbooks, THREE);
    const { text } = await ask(quickbooks, orderMod(order.id, order.editSequence, '<Memo>more</Memo>'));
    expect(values(text, 'TxnLineID')).toEqual(order.lines);
    expect(value(text, 'Memo')).toBe('more');
  });

  test('keeps the figures of a line that it only names, however odd its rate', async () => {
    const quickbooks = contractor();
    const order = await posted(quickbooks, line('<Quantity>100000</Quantity><Amount>12345.67</Amount>'));
    const { codes, text } = await ask(
      quickbooks,
      orderMod(order.id, order.editSequence, keep(order.lines[0]!) + added),
    );
    expect(codes).toEqual({ m: '0' });
    expect(values(text, 'Amount')).toEqual(['12345.67', '50.00']);
  });

  test('must keep the order of the lines', async () => {
    const quickbooks = contractor();
    const order = await posted(quickbooks, THREE);
    const swapped = keep(order.lines[1]!) + keep(order.lines[0]!);
    expect((await ask(quickbooks, orderMod(order.id, order.editSequence, swapped))).codes).toEqual({
      m: '3290',
    });
  });

  test('with an old EditSequence is 3200 and shows the order with its lines', async () => {
    const quickbooks = contractor();
    const order = await posted(quickbooks, THREE);
    quickbooks.people.edit(order.id, { Memo: 'by hand' });
    const { codes, text } = await ask(quickbooks, orderMod(order.id, order.editSequence, added));
    expect(codes).toEqual({ m: '3200' });
    expect(value(text, 'Memo')).toBe('by hand');
    expect(values(text, 'TxnLineID')).toEqual(order.lines);
  });

  test('of an order that somebody has open is 3175, of one that is gone 3120', async () => {
    const quickbooks = contractor();
    const order = await posted(quickbooks, THREE);
    quickbooks.people.open(order.id);
    expect((await ask(quickbooks, orderMod(order.id, order.editSequence, ''))).codes).toEqual({ m: '3175' });
    quickbooks.people.remove(order.id);
    expect((await ask(quickbooks, orderMod(order.id, order.editSequence, ''))).codes).toEqual({ m: '3120' });
  });

  test('that closes the order closes its lines', async () => {
    const quickbooks = contractor();
    const order = await posted(quickbooks, THREE);
    const { text } = await ask(
      quickbooks,
      orderMod(order.id, order.editSequence, '<IsManuallyClosed>1</IsManuallyClosed>'),
    );
    expect(values(text, 'IsManuallyClosed')).toEqual(['true', 'true', 'true', 'true']);
  });

  test('cannot clear an amount', async () => {
    const quickbooks = contractor();
    const order = await posted(quickbooks, THREE);
    const cleared = keep(order.lines[0]!, '<Amount></Amount>');
    expect((await ask(quickbooks, orderMod(order.id, order.editSequence, cleared))).codes).toEqual({
      m: '3220',
    });
  });
});
