import type { Seen } from '../../lib/flow.ts';
import { invoices } from '../../lib/flows/invoices.ts';
import type { Invoice } from '../../lib/procore/shapes.ts';
import type { Element, Fields } from '../../lib/qbxml/message.ts';
import type { Settings } from '../../lib/settings.ts';
import { contextOf, invoice, itemsOf, orderRet, rowOf, UNTOUCHED } from './bills.ts';
import { answer, linkNames, mapped, written } from './given.ts';
import { us } from './settings.ts';

const linesOf = (of: Invoice, order: Element | undefined, settings: Settings = us): readonly Fields[] => {
  const seen = { is: 'absent', ...(order && { ret: order }) } as const;
  return [
    written(invoices.request(of, contextOf(of.id, settings), seen)).ItemLineAdd ?? [],
  ].flat() as Fields[];
};

/** `amount of line by quantity`, or `amount` for a line that is not linked. */
const drawn = (of: Invoice, order: Element | undefined, settings: Settings = us): string[] =>
  linesOf(of, order, settings).map(({ Amount, Quantity, LinkToTxn }) =>
    LinkToTxn ? `${Amount} of ${(LinkToTxn as Fields).TxnLineID} by ${Quantity}` : String(Amount),
  );

const seenOf = (of: Invoice, order: Element): Seen =>
  invoices.match(of, contextOf(of.id), [{ ...answer('x', ''), rets: [order, ...THERE] }]);

/** What a person is told of lines that are not linked. */
const told = (of: Invoice, order: Element): string | undefined => {
  const seen = seenOf(of, order);
  return seen.is === 'absent' ? seen.notLinked : seen.is;
};

const THERE: readonly Element[] = [
  {
    name: 'ItemServiceRet',
    attributes: {},
    text: '',
    children: [{ name: 'FullName', attributes: {}, children: [], text: 'Retainage' }],
  },
];

/** Invoice 1102 with other work on its first item; what is due follows. */
const working = (work: string, more: Record<string, unknown> = {}) =>
  invoice('1102', (tables) => {
    const due = Number(work) + 600 - 760;
    Object.assign(itemsOf(tables, '1102')[0] ?? {}, { work_completed_this_period: work, ...more });
    Object.assign(rowOf(tables, '1102').summary as object, { current_payment_due: due.toFixed(2) });
  });

const left = (first: string) => orderRet([first, '6', '1', '1', '1']);
const SECOND = ['600.00 of 2A-2 by 2.4', '-760.00'];

describe('a line draws down its order line by quantity', () => {
  test('in five decimals, the amount exact', async () => {
    expect(drawn(await working('7000.0'), left('0.28333'))).toEqual([
      '7000.00 of 2A-1 by 0.23333',
      ...SECOND,
    ]);
  });

  test('as it stands, whatever the invoice says was scheduled', async () => {
    const of = await working('7000.0', { scheduled_value: '1.0' });
    expect(drawn(of, left('0.28333'))).toEqual(['7000.00 of 2A-1 by 0.23333', ...SECOND]);
  });

  test('without the order at hand by what is scheduled', async () => {
    expect(drawn(await working('7000.0'), undefined)).toEqual(['7000.00 of 2A-1 by 0.23333', ...SECOND]);
  });

  test('takes all that is left when billed to date is what was ordered', async () => {
    const of = await working('8500.0', { total_completed_and_stored_to_date: '30000.0' });
    expect(drawn(of, left('0.28333'))).toEqual(['8500.00 of 2A-1 by 0.28333', ...SECOND]);
    expect(drawn(of, left('0.28334'))).toEqual(['8500.00 of 2A-1 by 0.28334', ...SECOND]);
  });

  test('takes all that is left when the invoice is final', async () => {
    const of = await working('7000.0');
    const final = { ...of, final: true };
    expect(drawn(final, left('0.28333'))[0]).toBe('7000.00 of 2A-1 by 0.28333');
  });

  test('is found by its key where only the order was told, as after a status check', async () => {
    const keyed = orderRet(['0.28333', '6', '1', '1', '1'], '', '<Other2>pl:9011</Other2>');
    const of = await working('7000.0');
    const context = contextOf('1102', us, { resolve: (link) => mapped(link) });
    const request = invoices.request(of, context, { is: 'absent', ret: keyed });
    const [first, second] = [written(request).ItemLineAdd ?? []].flat() as Fields[];
    expect(first?.LinkToTxn).toMatchObject({ TxnLineID: '2A-1' });
    expect(second?.LinkToTxn).toBeUndefined();
  });

  test('draws the line of one of several items until all of them are billed', async () => {
    const one = await invoice('1103', (tables) => {
      const [, , first, second] = itemsOf(tables, '1103');
      Object.assign(first ?? {}, { total_completed_and_stored_to_date: '1500.0' });
      Object.assign(second ?? {}, {
        ...{ work_completed_this_period: '0.0', total_completed_and_stored_to_date: '0.0' },
      });
      Object.assign(rowOf(tables, '1103').summary as object, { current_payment_due: '6860.00' });
    });
    expect(drawn(one, orderRet(['0.05', '3.6', '1', '1', '1']))[2]).toBe('1000.00 of 2A-3 by 0.52632');
  });
});

describe('a line that is not linked goes all the same, and a person is told', () => {
  const SECOND_FREE = ['600.00 of 2A-2 by 2.4', '-760.00'];

  test('more than is left of its order line', async () => {
    const of = await working('9000.0', { total_completed_and_stored_to_date: '30500.0' });
    expect(drawn(of, left('0.28333'))).toEqual(['9000.00', ...SECOND_FREE]);
    expect(told(of, left('0.28333'))).toBe('line 1 (it is more than is left of its order line)');
    expect(drawn({ ...of, final: true }, left('0.28333'))[0]).toBe('9000.00');
  });

  test('an order line that is billed already', async () => {
    const of = await working('8500.0', { total_completed_and_stored_to_date: '30000.0' });
    expect(told(of, left('0'))).toBe('line 1 (its order line is billed already)');
  });

  test('an amount that rounds to no quantity', async () => {
    const of = await working('0.14', { total_completed_and_stored_to_date: '21500.14' });
    expect(drawn(of, left('0.28333'))[0]).toBe('0.14');
    expect(told(of, left('0.28333'))).toBe('line 1 (it is too small)');
  });

  test('a closed order, or a closed line of it', async () => {
    const of = await working('7000.0');
    const closed = orderRet(UNTOUCHED, '<IsManuallyClosed>true</IsManuallyClosed>');
    expect(drawn(of, closed)).toEqual(['7000.00', '600.00', '-760.00']);
    expect(told(of, closed)).toBe('line 1 (the order is closed), line 2 (the order is closed)');
    const line = orderRet(UNTOUCHED, '', '<IsManuallyClosed>true</IsManuallyClosed>');
    expect(told(of, line)).toBe('line 1 (the order is closed)');
  });

  test('a line that Procore does not name, and one that is no longer there', async () => {
    const unknown = await working('7000.0', { line_item_id: 5 });
    expect(told(unknown, left('1'))).toBe('line 1 (no line of the order is known for it)');
    const none = orderRet(UNTOUCHED);
    const without = { ...none, children: none.children.filter(({ children }) => children.length === 0) };
    expect(told(await working('7000.0'), without)).toBe(
      'line 1 (its line is no longer on the order), line 2 (its line is no longer on the order)',
    );
  });

  test('a negative line, where the settings send it', async () => {
    const of = await working('-50.0');
    expect(drawn(of, left('1'), { ...us, negativeLines: 'send' })).toEqual(['-50.00', ...SECOND_FREE]);
  });

  test('has the item of its cost code and quantity 1', async () => {
    const of = await working('9000.0', { total_completed_and_stored_to_date: '30500.0' });
    expect(linesOf(of, left('0.28333'))[0]).toMatchObject({
      ItemRef: { ListID: '80000102-1700000000' },
      Quantity: '1',
    });
    expect(linesOf(of, left('0.28333'))[1]?.ItemRef).toBeUndefined();
  });
});

describe('a whole change order', () => {
  const whole = (work: string) =>
    invoice('1103', (tables) => {
      const due = 3010 + 1500 + 900 + 1400 + Number(work);
      Object.assign(itemsOf(tables, '1103')[4] ?? {}, { work_completed_this_period: work });
      Object.assign(rowOf(tables, '1103').summary as object, { current_payment_due: due.toFixed(2) });
    });
  const order = orderRet(['0.05', '3.6', '1', '1', '1']);
  const of = async (work: string, at = order) => drawn(await whole(work), at).slice(3, -1);

  test('is spread over its order lines in proportion, and the last takes the cent', async () => {
    expect(await of('100.0')).toEqual(['66.67 of 2A-4 by 0.11112', '33.33 of 2A-5 by 0.1111']);
    expect(await of('0.02')).toEqual(['0.01 of 2A-4 by 0.00002', '0.01 of 2A-5 by 0.00003']);
  });

  test('where a share is more than is left it goes unlinked, with the item of the order line', async () => {
    const at = orderRet(['0.05', '3.6', '1', '0.1', '1']);
    expect(await of('450.0', at)).toEqual(['300.00', '150.00 of 2A-5 by 0.5']);
    expect(linesOf(await whole('450.0'), at)[3]?.ItemRef).toEqual({ ListID: '80000102-1700000000' });
  });

  test('goes on one line when its order lines come to nothing, or a share would be beyond all measure', async () => {
    const none = orderRet(['0.05', '3.6', '1', '1', '1']);
    const amounts = (first: string, second: string) => {
      const figure = (line: Element, amount: string): Element => ({
        ...line,
        children: line.children.map((one) => (one.name === 'Amount' ? { ...one, text: amount } : one)),
      });
      const at = (id: string, line: Element) => line.children[0]?.text === id;
      const children = none.children.map((line) =>
        at('2A-4', line) ? figure(line, first) : at('2A-5', line) ? figure(line, second) : line,
      );
      return { ...none, children };
    };
    expect(await of('450.0', amounts('300.00', '-300.00'))).toEqual(['450.00']);
    expect(await of('450.0', amounts('9000000000000.00', '-8999999999999.99'))).toEqual(['450.00']);
    expect(await of('450.0', amounts('600.00', '-300.00'))).toEqual(['900.00', '-450.00']);
  });

  test('line-without-cost-code: when nothing says what items it has', async () => {
    const lines = orderRet(['0.05', '3.6', '1', '1', '1']);
    const bare = { ...lines, children: lines.children.filter(({ children }) => children.length === 0) };
    expect(seenOf(await whole('450.0'), bare)).toEqual({
      is: 'refused',
      reason: { code: 'line-without-cost-code', detail: { line: '4' } },
    });
  });

  test('on a bill that links to nothing it is spread for the items of its order lines', async () => {
    const settings = { ...us, linkBills: false };
    expect(drawn(await whole('450.0'), order, settings).slice(4, -1)).toEqual(['300.00', '150.00']);
  });
});

test('items that share an order line are one line of the bill', async () => {
  const lines = linesOf(await invoice('1103'), orderRet(['0.05', '3.6', '1', '1', '1']));
  expect(lines[2]).toMatchObject({ Desc: 'Extra outlets; Extra outlets, labour', Amount: '1400.00' });
});

test('it waits for vendor, project, order, the change orders that it bills, and its cost codes', async () => {
  const names = async (settings: Settings) => linkNames(invoices.links(await invoice('1103'), settings));
  const common = ['companies 501', 'projects 9001', 'commitments 901'];
  expect(await names(us)).toEqual([...common, 'change-orders 1201', 'change-orders 1202', 'cost-codes 102']);
  expect(await names({ ...us, linkBills: false })).toEqual([
    ...common,
    'change-orders 1202',
    'cost-codes 102',
  ]);
});

test('billable: on every line, or on those of the named projects', async () => {
  const of = await invoice('1101');
  const statuses = (billable: Settings['billable']) =>
    new Set(
      linesOf(of, orderRet(UNTOUCHED), { ...us, billable }).map(({ BillableStatus }) => BillableStatus),
    );
  expect(statuses('always')).toEqual(new Set(['Billable']));
  expect(statuses(['9001'])).toEqual(new Set(['Billable']));
  expect(statuses(['9002'])).toEqual(new Set(['NotBillable']));
});
