import type { Context } from '../../lib/flow.ts';
import { commitments } from '../../lib/flows/commitments.ts';
import type { CommitmentLine } from '../../lib/procore/shapes.ts';
import type { Fields } from '../../lib/qbxml/message.ts';
import type { Settings } from '../../lib/settings.ts';
import { answer, given, linkNames, written, writtenLines } from './given.ts';
import { changed, headOf, key, linesOf, order, withLine } from './orders.ts';
import { canada, us } from './settings.ts';

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
