import type { Context, Seen } from '../../lib/flow.ts';
import { changeOrders } from '../../lib/flows/change-orders.ts';
import type { Fields } from '../../lib/qbxml/message.ts';
import { explain } from '../../lib/reasons.ts';
import type { Settings } from '../../lib/settings.ts';
import { answer, fetched, given, linkNames, listIdOf, mapped, written } from './given.ts';
import type { Tables } from './kestrel.ts';
import { groupRet, lineRet, orderRet } from './order-rets.ts';
import { canada, us } from './settings.ts';

const source = { project: '9001', resource: 'Change Order Packages' };
const key = { flow: 'change-orders', id: '71' };

type Row = Record<string, unknown>;
type Change = Awaited<ReturnType<typeof fetchedAs>>;

const fetchedAs = (change: (tables: Tables) => void = () => undefined, id = '71', settings: Settings = us) =>
  fetched(changeOrders, id, { settings, source, change });

const headOf = (tables: Tables): Row => tables.change_order_packages[0] ?? {};
const linesOf = (tables: Tables): Row[] => headOf(tables).line_items as Row[];
/** The line in first place. */
const firstOf = (tables: Tables): Row => linesOf(tables)[1] ?? {};

const changed = (more: Row) => fetchedAs((tables) => Object.assign(headOf(tables), more));
const withLine = (more: Row) => fetchedAs((tables) => Object.assign(firstOf(tables), more));

const refusal = (of: Change, settings = us, more: Partial<Context> = {}) =>
  changeOrders.refuse(of, given(key, settings, more));

const lines = (of: Change, seen: Seen = { is: 'absent' }, settings = us): readonly Fields[] =>
  [
    written(changeOrders.request(of, given(key, settings), seen)).PurchaseOrderLineMod ?? [],
  ].flat() as Fields[];

const seenOf = (of: Change, ret: string, more: Partial<Context> = {}): Seen =>
  changeOrders.match(of, given(key, us, more), [answer('PurchaseOrderQueryRs', ret)]);

const found = (seen: Seen) => {
  if (seen.is !== 'found') throw new Error(`it is ${seen.is}`);
  return seen;
};

const STANDING = [lineRet('1A-1', 'pl:9011'), lineRet('1B-1', 'pl:9012')];

describe('a change order waits or is left out', () => {
  test('prime-contract: it changes the prime contract; nothing is asked of it', async () => {
    const prime = await fetchedAs(undefined, '73');
    expect(refusal(prime)).toEqual({ code: 'prime-contract' });
    expect(changeOrders.links(prime, us)).toEqual([]);
  });

  test.each(['draft', 'pending', 'rejected', 'void', 'no_charge'])('not-approved: %s', async (status) => {
    expect(refusal(await changed({ status }))).toEqual({ code: 'not-approved', detail: { status } });
  });

  test('that it is not executed does not matter', async () => {
    expect(refusal(await changed({ executed: false }))).toBeUndefined();
  });

  test('zero-amount: lines that come to zero', async () => {
    const zero = await fetchedAs((tables) => {
      for (const line of linesOf(tables))
        Object.assign(line, { extended_amount: '0.0', markup_line_items: [] });
      headOf(tables).grand_total = '0.0';
    });
    expect(refusal(zero)?.code).toBe('zero-amount');
  });

  test('zero-amount: lines that take each other back', async () => {
    const even = await fetchedAs((tables) => {
      const [, first, , credit] = linesOf(tables);
      headOf(tables).line_items = [
        { ...first, markup_line_items: [] },
        { ...credit, extended_amount: '-2250.0' },
      ];
      headOf(tables).grand_total = '0.0';
      tables.commitment_change_orders.length = 0;
    });
    expect(refusal(even)?.code).toBe('zero-amount');
  });

  test('no-lines', async () => {
    const none = await fetchedAs((tables) => {
      Object.assign(headOf(tables), { line_items: [], grand_total: '0.0' });
      tables.commitment_change_orders.length = 0;
    });
    expect(refusal(none)?.code).toBe('no-lines');
  });

  test('amounts-disagree: both figures are named', async () => {
    const why = refusal(await changed({ grand_total: '2600.0' }));
    expect(why && explain(why).says).toBe(
      'Its amounts disagree: the sum of its lines with their markups is 2712.50, but the grand total is 2600.00.',
    );
    expect(refusal(await withLine({ markup_line_items: [] }))?.code).toBe('amounts-disagree');
  });

  test.each([
    ['line-without-cost-code', { cost_code: null, wbs_code: null }],
    ['project-specific-cost-code', { cost_code: { id: 603, full_code: 'X1' }, wbs_code: null }],
    ['sub-job', { cost_code: { id: 605, full_code: 'A.03-300', biller_type: 'SubJob' } }],
    ['custom-segment', { cost_code: { id: 601 }, wbs_code: { id: 702, flat_code: '03-300.S.N' } }],
  ])('%s: one such line keeps the whole back', async (code, more) => {
    expect(refusal(await withLine(more))?.code).toBe(code);
  });

  test('project-specific-cost-code: a code of another list than the connection’s', async () => {
    const other = { cost_code: { id: 604, full_code: '90' }, wbs_code: null };
    expect(refusal(await withLine(other))?.code).toBe('project-specific-cost-code');
  });

  test('currency: of its package, else of its commitment change order', async () => {
    const currency_configuration = { currency_iso_code: 'EUR' };
    expect(refusal(await changed({ currency_configuration }))?.code).toBe('currency');
    const filled = await fetchedAs((tables) => {
      Object.assign(tables.commitment_change_orders[0] ?? {}, { currency_configuration });
    });
    expect(refusal(filled)?.code).toBe('currency');
  });

  test('owned-by-other-integration: a mark that is no id of QuickBooks', async () => {
    expect(refusal(await changed({ origin_id: 'sage-77' }))?.code).toBe('owned-by-other-integration');
  });

  test.each([
    [{ extended_amount: '99999999999999.0' }],
    [{ markup_line_items: [{ id: 1, amount: '-99999999999999.0' }] }],
  ])('does-not-fit: a figure of too many digits: %j', async (more) => {
    expect(refusal(await withLine(more))?.code).toBe('does-not-fit');
  });

  test('does-not-fit: figures that have too many digits only together', async () => {
    const wide = await fetchedAs((tables) => {
      for (const line of linesOf(tables)) line.extended_amount = '6000000000000.0';
    });
    expect(refusal(wide)?.code).toBe('does-not-fit');
    expect(() => changeOrders.links(wide, us)).not.toThrow();
  });
});

describe('what a change order adds', () => {
  test('lines of one cost code and one commitment line are one; markups belong to it', async () => {
    const [first, second, ...others] = lines(await fetchedAs());
    expect([first?.Amount, second?.Rate, second?.Quantity]).toEqual(['2212.50', '12.5', '40']);
    expect(others).toEqual([]);
  });

  test('lines of one cost code are one where Procore names no commitment line', async () => {
    const of = await fetchedAs((tables) => {
      tables.commitment_change_orders.length = 0;
    });
    expect(lines(of).map(({ Amount, Other2 }) => [Amount, Other2])).toEqual([['2712.50', 'co:7101']]);
  });

  test('lines of two tax codes stay two in Canada, and are one in the US', async () => {
    const taxed = (tables: Tables) => {
      const listed = tables.commitment_change_orders[0]?.line_items as Row[];
      Object.assign(listed[4] ?? {}, { tax_code_id: null });
    };
    expect(lines(await fetchedAs(taxed))).toHaveLength(2);
    const inCanada = lines(await fetchedAs(taxed, '71', canada), { is: 'absent' }, canada);
    expect(
      inCanada.map(({ Amount, SalesTaxCodeRef }) => [Amount, (SalesTaxCodeRef as Fields).FullName]),
    ).toEqual([
      ['2112.50', 'H'],
      [undefined, 'E'],
      ['100.00', 'E'],
    ]);
  });

  test('the tax code of the vendor of the commitment, where the settings say so', async () => {
    const settings = {
      ...canada,
      taxCodes: { ...canada.taxCodes, byProcoreTaxCode: {}, byVendor: { '501': 'G' } },
    };
    const of = await fetchedAs(undefined, '71', settings);
    const codes = lines(of, { is: 'absent' }, settings).map(({ SalesTaxCodeRef }) => SalesTaxCodeRef);
    expect(codes).toEqual([{ FullName: 'G' }, { FullName: 'G' }]);
  });

  test('a unit line with a markup goes by its amount', async () => {
    const of = await fetchedAs((tables) => {
      const [, , second] = linesOf(tables);
      Object.assign(second ?? {}, { markup_line_items: [{ id: 9, amount: '10.0' }] });
      headOf(tables).grand_total = '2722.5';
    });
    expect(refusal(of)).toBeUndefined();
    expect(lines(of)[1]).toMatchObject({ Quantity: '40', Amount: '510.00' });
  });

  test('its description begins with its number', async () => {
    expect(lines(await changed({ number: '7' })).map(({ Desc }) => Desc)).toEqual([
      '7: Soffit framing, "level 2"; Credit for the first layer',
      '7: Second layer',
    ]);
  });

  test('a description that is too long is cut and told', async () => {
    const of = await withLine({ description: 'Framing '.repeat(700) });
    expect(lines(of)[0]?.Desc).toHaveLength(4095);
    const all = [lineRet('1C-1', 'co:7101', '2212.50'), lineRet('1D-1', 'co:7102', '500.00')];
    const told = answer('PurchaseOrderModRs', orderRet('901', [...STANDING, ...all]));
    expect(changeOrders.settle(of, given(key), told)?.leftOut).toContain('description of line 1');
  });

  test('keys fit into Other2, whatever the ids', async () => {
    const id = '9'.repeat(19);
    const of = await withLine({ id });
    expect(lines(of)[0]?.Other2).toBe(`co:${id}`);
    const alone = await fetchedAs((tables) => {
      const [line] = (tables.commitment_change_orders[1]?.line_items ?? []) as Row[];
      Object.assign(line ?? {}, { id });
    }, 'cco-44199');
    expect(lines(alone)[0]?.Other2).toHaveLength(26);
  });

  test('it needs its commitment, its project and the items of lines that are sent', async () => {
    const of = await fetchedAs();
    expect(linkNames(changeOrders.links(of, us))).toEqual([
      'commitments 901',
      'projects 9001',
      'cost-codes 102',
    ]);
    expect(changeOrders.target?.(of)).toEqual({ flow: 'commitments', id: '901' });
  });

  test('of several the one with the smaller number goes first', async () => {
    const numbers = ['CO-10', 'CO-9', '2', '1', '10'];
    const ranked = await Promise.all(
      numbers.map(async (number) => [changeOrders.rank?.(await changed({ number })) ?? '', number] as const),
    );
    expect(ranked.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, number]) => number)).toEqual([
      '1',
      '2',
      '10',
      'CO-9',
      'CO-10',
    ]);
  });
});

describe('an order as it stands', () => {
  test('keeps its lines and groups in the stored order; new lines come last', async () => {
    const of = await fetchedAs();
    const ret = orderRet('901', [...STANDING, groupRet('1C-1', [lineRet('1D-1', '')]), lineRet('1E-1', '')]);
    const request = changeOrders.request(of, given(key), seenOf(of, ret));
    expect(lines(of, seenOf(of, ret)).map(({ TxnLineID }) => TxnLineID)).toEqual([
      '1A-1',
      '1B-1',
      '1E-1',
      '-1',
      '-1',
    ]);
    expect(written(request).PurchaseOrderLineGroupMod).toEqual([{ TxnLineID: '1C-1' }]);
    expect(request?.sequence?.map((name) => name.includes('Group'))).toEqual([false, false, true, false]);
  });

  test('that has all lines needs none: each Procore line is mapped, those that became one to the same', async () => {
    const of = await fetchedAs();
    const all = [lineRet('1C-1', 'co:7101', '2212.50'), lineRet('1D-1', 'co:7102', '500.00')];
    const seen = found(seenOf(of, orderRet('901', [...STANDING, ...all])));
    expect(changeOrders.request(of, given(key), seen)).toBeUndefined();
    expect(seen.differs).toBeUndefined();
    expect(seen.mapping).toEqual({
      ...{ type: 'PurchaseOrder', id: listIdOf('901'), name: 'SC-001', editSequence: '1700000042' },
      ...{ created: true, ofTarget: true },
      lines: { 7101: '1C-1', 7102: '1D-1', 7103: '1C-1', 7105: '1C-1' },
    });
  });

  test('that has a line of another amount is told of', async () => {
    const of = await fetchedAs();
    const all = [lineRet('1C-1', 'co:7101', '2000.00'), lineRet('1D-1', 'co:7102', '500.00')];
    const seen = found(seenOf(of, orderRet('901', [...STANDING, ...all])));
    expect(seen.differs).toBe('line 1: 2212.50 sent, 2000.00 in QuickBooks');
  });

  test('that lost a line of the commitment is told of; one more is kept in silence', async () => {
    const of = await fetchedAs();
    const resolve: Context['resolve'] = (link) =>
      mapped(link, { name: 'SC-001', lines: { 9011: '1A-1', 9012: '1B-1' } });
    const less = found(seenOf(of, orderRet('901', [lineRet('1B-1', 'pl:9012')]), { resolve }));
    expect(less.changed).toBe('1 line of the commitment is no longer in purchase order SC-001');
    const more = found(seenOf(of, orderRet('901', [...STANDING, lineRet('1Z-1', '')]), { resolve }));
    expect(more.changed).toBeUndefined();
  });

  test('order-closed: it is closed, and a line is missing', async () => {
    const of = await fetchedAs();
    const closed = '<IsManuallyClosed>true</IsManuallyClosed>';
    expect(seenOf(of, orderRet('901', STANDING, closed))).toEqual({
      is: 'refused',
      reason: { code: 'order-closed', detail: { order: 'SC-001' } },
    });
    const all = [lineRet('1C-1', 'co:7101', '2212.50'), lineRet('1D-1', 'co:7102', '500.00')];
    expect(seenOf(of, orderRet('901', [...STANDING, ...all], closed)).is).toBe('found');
  });

  test('gone-from-quickbooks: there is no such order', async () => {
    const seen = seenOf(await fetchedAs(), orderRet('801', STANDING));
    expect(seen).toMatchObject({ is: 'refused', reason: { code: 'gone-from-quickbooks' } });
  });

  test('unreadable: QuickBooks tells no line of it, so that a change would delete them all', async () => {
    const seen = seenOf(await fetchedAs(), orderRet('901', []));
    expect(seen).toMatchObject({ is: 'refused', reason: { code: 'unreadable' } });
  });

  test('owned-by-other-integration: marked in Procore by somebody who may have added the lines', async () => {
    const of = await changed({ origin_id: listIdOf('901') });
    expect(refusal(of)).toBeUndefined();
    expect(seenOf(of, orderRet('901', STANDING))).toMatchObject({
      reason: { code: 'owned-by-other-integration' },
    });
    const all = [lineRet('1C-1', 'co:7101', '2212.50'), lineRet('1D-1', 'co:7102', '500.00')];
    expect(seenOf(of, orderRet('901', [...STANDING, ...all])).is).toBe('found');
  });
});

describe('the answer to a change', () => {
  test('gives the lines and what differs, to the cent', async () => {
    const of = await fetchedAs();
    const all = [lineRet('1C-1', 'co:7101', '2212.50'), lineRet('1D-1', 'co:7102', '500.01')];
    const told = answer('PurchaseOrderModRs', orderRet('901', [...STANDING, ...all]));
    expect(changeOrders.settle(of, given(key), told)).toMatchObject({
      mapping: { lines: { 7101: '1C-1', 7102: '1D-1', 7103: '1C-1', 7105: '1C-1' }, ofTarget: true },
      differs: 'line 2: 500.00 sent, 500.01 in QuickBooks',
    });
  });

  test('without lines proves nothing: the next lookup tells', async () => {
    const bare = `<ErrorRecovery><TxnID>${listIdOf('901')}</TxnID><EditSequence>5</EditSequence></ErrorRecovery>`;
    expect(
      changeOrders.settle(await fetchedAs(), given(key), answer('PurchaseOrderModRs', bare)),
    ).toBeUndefined();
  });
});
