import type { Context } from '../../lib/flow.ts';
import { commitments } from '../../lib/flows/commitments.ts';
import type { CommitmentLine } from '../../lib/procore/shapes.ts';
import type { Fields } from '../../lib/qbxml/message.ts';
import type { Settings } from '../../lib/settings.ts';
import { answer, fetched, given, linkNames, mapped, written, writtenLines } from './given.ts';
import { procoreOf, type Tables } from './kestrel.ts';
import { canada, us } from './settings.ts';

const key = { flow: 'commitments', id: '801' };
const source = { project: '9001', resource: 'Purchase Order Contracts' };

type Order = Awaited<ReturnType<typeof order>>;

/** The purchase order of the fixtures as fetched after `change`. */
const order = (change: (tables: Tables) => void = () => undefined, settings = us) =>
  fetched(commitments, '801', { settings, source, change });

const headOf = (tables: Tables): Record<string, unknown> => tables.purchase_order_contracts[0] ?? {};
const linesOf = (tables: Tables): Record<string, unknown>[] =>
  headOf(tables).line_items as Record<string, unknown>[];

const changed = (more: Record<string, unknown>) => order((tables) => Object.assign(headOf(tables), more));
/** The order with one line of the schedule of values changed: the one in first place. */
const withLine = (more: Record<string, unknown>) =>
  order((tables) => Object.assign(linesOf(tables)[1] ?? {}, more));

const refusal = (of: Order, settings: Settings = us, context: Partial<Context> = {}) =>
  commitments.refuse(of, given(key, settings, context));

describe('a commitment that does not go', () => {
  test.each(['Draft', 'Out For Signature', 'Void'])('not-approved: its status is %s', async (status) => {
    expect(refusal(await changed({ status }))).toEqual({ code: 'not-approved', detail: { status } });
  });

  test('the settings may let other statuses go', async () => {
    const settings = { ...us, orderStatuses: ['Approved', 'Complete'] };
    expect(refusal(await changed({ status: 'Complete' }), settings)).toBeUndefined();
  });

  test('no-lines', async () => {
    expect(refusal(await changed({ line_items: [] }))).toEqual({ code: 'no-lines' });
  });

  test('zero-amount: all its lines are zero', async () => {
    const zero = await order((tables) => {
      for (const line of linesOf(tables)) line.amount = '0.0';
    });
    expect(refusal(zero)).toEqual({ code: 'zero-amount' });
  });

  test('negative-total, while a total of zero goes', async () => {
    const against = (amount: string) =>
      order((tables) => Object.assign(linesOf(tables)[0] ?? {}, { amount }));
    expect(refusal(await against('-1700.01'))).toEqual({
      code: 'negative-total',
      detail: { total: '-0.01' },
    });
    expect(refusal(await against('-1700.0'))).toBeUndefined();
  });

  test('no-vendor', async () => {
    expect(refusal(await changed({ vendor: null }))).toEqual({ code: 'no-vendor' });
  });

  test('currency', async () => {
    const inPesos = await changed({ currency_configuration: { currency_iso_code: 'MXN' } });
    expect(refusal(inPesos)).toEqual({ code: 'currency', detail: { currency: 'MXN', home: 'USD' } });
  });

  test('owned-by-other-integration', async () => {
    expect(refusal(await changed({ origin_id: 'SAGE/44' }))?.code).toBe('owned-by-other-integration');
  });

  test('closed-period: dated on the closing date or before', async () => {
    const of = await order();
    expect(refusal(of, us, { closingDate: '2026-03-02' })).toEqual({
      code: 'closed-period',
      detail: { date: '2026-03-02', closing: '2026-03-02' },
    });
    expect(refusal(of, us, { closingDate: '2026-03-01' })).toBeUndefined();
  });
});

describe('a line that cannot go keeps its whole document back', () => {
  const code = (more: Record<string, unknown>) => ({ biller_type: 'Project', name: 'x', ...more });

  test.each<[string, Record<string, unknown>, Record<string, string>]>([
    ['line-without-cost-code', { cost_code: null, wbs_code: null }, { line: '1' }],
    [
      'project-specific-cost-code',
      { cost_code: code({ id: 603, full_code: 'X1', standard_cost_code_id: null }), wbs_code: null },
      { line: '1', code: 'X1' },
    ],
    [
      'sub-job',
      { cost_code: code({ id: 605, full_code: 'A.03-300', biller_type: 'SubJob' }), wbs_code: null },
      { line: '1', code: 'A.03-300' },
    ],
    [
      'custom-segment',
      { wbs_code: { id: 702, flat_code: '03-300.S.N' }, line_item_type: { id: 31, code: 'S' } },
      { line: '1', segment: 'Phase' },
    ],
  ])('%s', async (expected, more, detail) => {
    expect(refusal(await withLine(more))).toEqual({ code: expected, detail });
  });

  test("project-specific-cost-code: a standard code of another list than the connection's", async () => {
    const old = { cost_code: code({ id: 604, full_code: '90', standard_cost_code_id: 190 }), wbs_code: null };
    expect(refusal(await withLine(old))).toEqual({
      code: 'project-specific-cost-code',
      detail: { line: '1', code: '90' },
    });
  });
});

describe('the number of an order', () => {
  const number = async (text: string, orderNumber = '{number}', context: Partial<Context> = {}) => {
    const settings = { ...us, orderNumber };
    const of = await order((tables) => Object.assign(headOf(tables), { number: text }), settings);
    const at = given(key, settings, context);
    return { refused: commitments.refuse(of, at)?.code, shown: commitments.claims(of, at)[0]?.shown };
  };

  test.each([
    ['{number}', 'PO-26-001-1', 'PO-26-001-1'],
    ['{number:digits}', 'PO-26-001-1', '260011'],
    ['{number:last8}', 'PO-26-001-1', '26-001-1'],
    ['{number:last8}', 'PO-1', 'PO-1'],
    ['{project.number}/{number}', '7', '26-001/7'],
    ['P{number:digits}-{number:last8}', 'a1', 'P1-a1'],
  ])('follows the template %s', async (template, given_, shown) => {
    expect(await number(given_, template)).toEqual({ refused: undefined, shown });
  });

  test('number-too-long: more than 11 characters after the template', async () => {
    expect((await number('x'.repeat(11))).refused).toBeUndefined();
    expect((await number('x'.repeat(12))).refused).toBe('number-too-long');
    expect((await number('x'.repeat(12), '{number:last8}')).refused).toBeUndefined();
  });

  test('name-missing: nothing is left of it', async () => {
    expect((await number('')).refused).toBe('name-missing');
    expect((await number('draft', '{number:digits}')).refused).toBe('name-missing');
  });

  test('name-not-representable: another script', async () => {
    expect((await number('塗-1')).refused).toBe('name-not-representable');
  });

  test('is the one that the operator gave', async () => {
    const context = { override: { number: '4711' } };
    expect(await number('x'.repeat(12), '{number}', context)).toEqual({ refused: undefined, shown: '4711' });
  });

  test('is claimed in lower case, and lost as number-taken', async () => {
    expect(commitments.claims(await changed({ number: 'Po-1a' }), given(key))).toEqual([
      { kind: 'order-number', value: 'po-1a', shown: 'Po-1a', lost: 'number-taken' },
    ]);
  });
});

describe('the date of an order', () => {
  const undated = (created_at: string, zone?: string) =>
    order((tables) => {
      Object.assign(headOf(tables), { contract_date: null, created_at });
      if (zone !== undefined) Object.assign(tables.projects[0] ?? {}, { tz_name: zone, time_zone: null });
    });

  test('is the contract date, else the day of creation where the project is', async () => {
    expect((await order()).date).toBe('2026-03-02');
    expect((await undated('2026-03-01T07:59:00Z')).date).toBe('2026-02-28');
    expect((await undated('2026-03-01T08:00:00Z')).date).toBe('2026-03-01');
    expect((await undated('2026-02-28T15:30:00Z', 'Asia/Tokyo')).date).toBe('2026-03-01');
  });

  test('is taken in UTC where Procore names no time zone', async () => {
    expect((await undated('2026-03-01T00:30:00Z', 'Central')).date).toBe('2026-03-01');
  });
});

describe('the tax code of a Canadian line', () => {
  const codes = (more: Partial<Settings['taxCodes']>) => ({ ...canada.taxCodes, ...more });
  const taxCode = async (more: Partial<Settings['taxCodes']>, tax_code_id: number | null) => {
    const of = await withLine({ tax_code_id });
    const settings = { ...canada, taxCodes: codes(more) };
    const request = commitments.request(of, given(key, settings), { is: 'absent' });
    const [line] = writtenLines(request);
    return (line?.SalesTaxCodeRef as Fields | undefined)?.FullName;
  };
  const byProject = { '9001': 'P' };
  const byVendor = { '502': 'G' };

  test("is that of Procore's tax code, else of the vendor, else of the project, else the default", async () => {
    expect(await taxCode({ byProject, byVendor }, 71)).toBe('H');
    expect(await taxCode({ byProject, byVendor }, 72)).toBe('G');
    expect(await taxCode({ byProject, byVendor }, null)).toBe('G');
    expect(await taxCode({ byProject }, null)).toBe('P');
    expect(await taxCode({}, null)).toBe('E');
    expect(await taxCode({ default: undefined }, null)).toBeUndefined();
  });
});

describe('what an order refers to', () => {
  test('its vendor, its project and the items of its lines that are sent, each once', async () => {
    expect(linkNames(commitments.links(await order(), us))).toEqual([
      'companies 502',
      'projects 9001',
      'cost-codes 101',
      'cost-codes 102',
    ]);
  });
});

describe('an order that stands in QuickBooks already', () => {
  const found = async (rets: string, more: Record<string, unknown> = {}) =>
    commitments.match(await changed(more), given(key), [answer('PurchaseOrderQueryRs', rets)]);
  const ret = (more: string) =>
    `<PurchaseOrderRet><TxnID>1F-1</TxnID><EditSequence>4</EditSequence><VendorRef><FullName>Oak Ltd</FullName></VendorRef>${more}</PurchaseOrderRet>`;

  test('is ours when it carries our GUID, as after an answer that was lost', async () => {
    const guid = given(key).guid.toUpperCase();
    const line =
      '<PurchaseOrderLineRet><TxnLineID>1F-9</TxnLineID><Other2>pl:8101</Other2></PurchaseOrderLineRet>';
    const rets =
      ret('<RefNumber>PO-26-001-1</RefNumber>') + ret(`<ExternalGUID>${guid}</ExternalGUID>${line}`);
    expect(await found(rets)).toEqual({
      is: 'found',
      mapping: {
        type: 'PurchaseOrder',
        id: '1F-1',
        name: 'PO-26-001-1',
        editSequence: '4',
        lines: { '8101': '1F-9' },
        created: true,
      },
    });
  });

  test('number-taken: another order has its number in any case', async () => {
    expect(await found(ret('<RefNumber>po-26-001-1</RefNumber>'))).toEqual({
      is: 'refused',
      reason: {
        code: 'number-taken',
        detail: { number: 'PO-26-001-1', holder: 'a purchase order to Oak Ltd in QuickBooks' },
      },
    });
  });

  test('is absent when the merged answers name other numbers only', async () => {
    expect(await found(ret('<RefNumber>PO-2</RefNumber>'))).toEqual({ is: 'absent' });
  });

  test('adoption-offered, or owned-by-other-integration, by what its origin_id names', async () => {
    const rets = ret('<RefNumber>Old-7</RefNumber>');
    expect(await found(rets, { origin_id: '1F-1' })).toMatchObject({ is: 'found', offered: true });
    expect(await found('', { origin_id: '1F-1' })).toMatchObject({
      reason: { code: 'owned-by-other-integration' },
    });
  });

  test('is not asked for once it is mapped: what changes is flagged, not sent', async () => {
    expect(commitments.lookup(await order(), given(key, us, { mapping: mapped(key) }))).toEqual([]);
  });

  test('when it was found there is nothing left to send', async () => {
    const seen = { is: 'found', mapping: mapped(key) } as const;
    expect(commitments.request(await order(), given(key), seen)).toBeUndefined();
  });
});

describe('what QuickBooks answers to an order', () => {
  const lineRet = (id: string, amount: string) =>
    `<PurchaseOrderLineRet><TxnLineID>L${id}</TxnLineID><Amount>${amount}</Amount><Other2>pl:${id}</Other2></PurchaseOrderLineRet>`;
  const all = ['8101', '8102', '8104', '8105'];
  const amounts = ['1000.00', '100.00', '600.00', '-150.50'];
  const settled = (of: Order, lines: string) =>
    commitments.settle(
      of,
      given(key),
      answer(
        'PurchaseOrderAddRs',
        `<PurchaseOrderRet><TxnID>1F-1</TxnID><EditSequence>4</EditSequence><RefNumber>PO-26-001-1</RefNumber>${lines}</PurchaseOrderRet>`,
      ),
    );

  test('is its mapping with that of each line, by our key', async () => {
    const lines = all.map((id, n) => lineRet(id, amounts[n] ?? '')).reverse();
    expect(settled(await order(), lines.join(''))).toEqual({
      mapping: {
        type: 'PurchaseOrder',
        id: '1F-1',
        name: 'PO-26-001-1',
        editSequence: '4',
        created: true,
        lines: { '8101': 'L8101', '8102': 'L8102', '8104': 'L8104', '8105': 'L8105' },
      },
      differs: undefined,
      leftOut: undefined,
    });
  });

  test('tells line by line where its amounts are other than those sent', async () => {
    const lines = [lineRet('8101', '1000.00'), lineRet('8102', '99.99'), lineRet('8104', '600.00')];
    expect(settled(await order(), lines.join(''))?.differs).toBe(
      'line 2: 100.00 sent, 99.99 in QuickBooks; line 4 is missing in QuickBooks',
    );
  });

  test('after a status check it is the mapping without lines', async () => {
    const recovered = '<ErrorRecovery><TxnID>1F-1</TxnID></ErrorRecovery>';
    const told = commitments.settle(await order(), given(key), answer('PurchaseOrderAddRs', recovered));
    expect(told?.mapping).toMatchObject({ id: '1F-1', name: 'PO-26-001-1' });
    expect(told?.differs).toBeUndefined();
  });
});

describe('texts that are too long', () => {
  test('description and memo are cut at 4,095 with dots, and told', async () => {
    const long = 'Concrete works '.repeat(300);
    const of = await order((tables) => {
      Object.assign(headOf(tables), { title: long });
      Object.assign(linesOf(tables)[1] ?? {}, { description: long });
    });
    const request = commitments.request(of, given(key), { is: 'absent' });
    const { Memo } = written(request);
    const [line] = writtenLines(request);
    expect(Memo).toHaveLength(4095);
    expect(Memo).toMatch(/works\.\.\.$|[a-z]\.\.\.$/);
    expect(line?.Desc).toBe(Memo);
    const ret = answer('PurchaseOrderAddRs', '<PurchaseOrderRet><TxnID>1-1</TxnID></PurchaseOrderRet>');
    expect(commitments.settle(of, given(key), ret)?.leftOut).toBe(
      'did not fit and was cut or left out: description of line 1, Memo',
    );
  });
});

test('keys of lines fit into Other2, whatever the id', async () => {
  const [first] = (await order()).lines;
  const id = '9'.repeat(19);
  const of = { ...(await order()), lines: [{ ...(first as CommitmentLine), id }] };
  const request = commitments.request(of, given(key), { is: 'absent' });
  expect(writtenLines(request).map(({ Other2 }) => Other2)).toEqual([`pl:${id}`]);
  expect(`pl:${id}`.length).toBeLessThanOrEqual(29);
});

test('both kinds of commitment of every selected project are listed with what fetch needs', async () => {
  expect(await commitments.list(procoreOf(), us, ['9001'])).toEqual([
    { flow: 'commitments', id: '801', source },
    { flow: 'commitments', id: '901', source: { project: '9001', resource: 'Work Order Contracts' } },
  ]);
});

test('a commitment deleted in Procore is gone', async () => {
  const none = await commitments.fetch(procoreOf(), { flow: 'commitments', id: '4' }, source, us);
  expect(none).toMatchObject({ gone: true });
});
