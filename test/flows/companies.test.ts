import type { Context } from '../../lib/flow.ts';
import { companies } from '../../lib/flows/companies.ts';
import type { Company } from '../../lib/procore/shapes.ts';
import { answer, fetched, given, listIdOf, mapped } from './given.ts';
import { procoreOf } from './kestrel.ts';
import { canada, us } from './settings.ts';

const key = { flow: 'companies', id: '502' };
const company = (more: Partial<Company> = {}) =>
  fetched(companies, '502').then((value): Company => ({ ...value, ...more }));
const codeOf = async (more: Partial<Company>, context: Partial<Context> = {}, settings = us) =>
  companies.refuse(await company(more), given(key, settings, context))?.code;

describe('a company that does not go', () => {
  test.each<[string, Partial<Company>, string]>([
    ['inactive: it is inactive in Procore', { active: false }, 'inactive'],
    ['name-missing', { name: '' }, 'name-missing'],
    ['name-too-long: 42 characters', { name: 'x'.repeat(42) }, 'name-too-long'],
    ['name-has-colon', { name: 'Birch: Masonry' }, 'name-has-colon'],
    ['name-not-representable: another script', { name: '塗装' }, 'name-not-representable'],
    ['currency: not that of the company file', { currency: 'CAD' }, 'currency'],
    [
      'owned-by-other-integration: marked with an id of another system',
      { origin: { id: 'SAGE-VENDOR-7' } },
      'owned-by-other-integration',
    ],
  ])('%s', async (_, more, code) => expect(await codeOf(more)).toBe(code));

  test('not-referenced: no order needs it, unless the settings ask for all', async () => {
    const alone = { referenced: false };
    expect(await codeOf({}, alone)).toBe('not-referenced');
    expect(await codeOf({}, alone, { ...us, companies: 'all' })).toBeUndefined();
  });

  test('a name of 41 characters goes; the currency of the file goes, in Canada CAD', async () => {
    expect(await codeOf({ name: 'x'.repeat(41) })).toBeUndefined();
    expect(await codeOf({ currency: 'USD' })).toBeUndefined();
    expect(await codeOf({ currency: 'CAD' }, {}, canada)).toBeUndefined();
    expect(await codeOf({ currency: 'USD' }, {}, canada)).toBe('currency');
  });

  test('a name given by the operator is judged instead of the one in Procore', async () => {
    expect(await codeOf({ name: '塗装' }, { override: { name: 'Toso' } })).toBeUndefined();
    expect(await codeOf({}, { override: { name: 'a:b' } })).toBe('name-has-colon');
  });

  test('a mark that we set ourselves keeps no mapped company back', async () => {
    expect(await codeOf({ origin: { id: 'SAGE-7' } }, { mapping: mapped(key) })).toBeUndefined();
  });
});

describe('names of vendors are unique', () => {
  test('the claim ignores case and shares its kind with customers', async () => {
    expect(companies.claims(await company(), given(key))).toEqual([
      { kind: 'entity', value: 'birch masonry', shown: 'Birch Masonry', lost: 'name-taken' },
    ]);
  });
});

describe('a vendor that stands in QuickBooks already', () => {
  const found = async (rets: string, more: Partial<Company> = {}, context: Partial<Context> = {}) =>
    companies.match(await company(more), given(key, us, context), [answer('EntityQueryRs', rets)]);
  const vendor = (name: string, more = '') =>
    `<VendorRet><ListID>80000007-1</ListID><EditSequence>9</EditSequence><Name>${name}</Name>${more}</VendorRet>`;

  test.each(['Birch Masonry', 'BIRCH masonry'])('is adopted by its name in any case: %s', async (name) => {
    expect(await found(vendor(name, '<IsActive>true</IsActive>'))).toEqual({
      is: 'found',
      mapping: { type: 'Vendor', id: '80000007-1', name, editSequence: '9', created: false },
    });
  });

  test('is ours when it carries our GUID, as after an answer that was lost', async () => {
    const { guid } = given(key);
    const rets = vendor('Birch Masonry', `<ExternalGUID>${guid.toUpperCase()}</ExternalGUID>`);
    expect(await found(rets)).toMatchObject({ is: 'found', mapping: { created: true } });
  });

  test('inactive-in-quickbooks: it is refused while inactive', async () => {
    expect(await found(vendor('Birch Masonry', '<IsActive>false</IsActive>'))).toMatchObject({
      is: 'refused',
      reason: { code: 'inactive-in-quickbooks' },
    });
  });

  test.each([
    ['Customer', 'Customer'],
    ['Employee', 'Employee'],
    ['OtherName', 'Other Name'],
  ])('taken-by-other-list: the name stands among others, as %s', async (type, list) => {
    const rets = `<${type}Ret><ListID>8-1</ListID><Name>Birch Masonry</Name></${type}Ret>`;
    expect(await found(rets)).toEqual({
      is: 'refused',
      reason: { code: 'taken-by-other-list', detail: { name: 'Birch Masonry', list } },
    });
  });

  test('a job of the same name under some customer does not take it', async () => {
    const job =
      '<CustomerRet><ListID>8-1</ListID><Name>Birch Masonry</Name><FullName>Harbor Trust:Birch Masonry</FullName></CustomerRet>';
    expect(await found(job)).toEqual({ is: 'absent' });
  });

  test('is absent when the answers name others only', async () => {
    expect(await found(vendor('Birch Masonry Inc'))).toEqual({ is: 'absent' });
    expect(await found('')).toEqual({ is: 'absent' });
  });

  test('adoption-offered: what an origin_id names is offered, not taken', async () => {
    const origin = { id: '80000007-1' };
    expect(await found(vendor('Birch and Sons'), { origin })).toMatchObject({ is: 'found', offered: true });
  });

  test('owned-by-other-integration: what an origin_id names is not of this file', async () => {
    expect(await found('', { origin: { id: '80000007-1' } })).toEqual({
      is: 'refused',
      reason: { code: 'owned-by-other-integration', detail: { origin: '80000007-1' } },
    });
  });

  test('when mapped is read again by id for its EditSequence; gone, it is absent', async () => {
    const context = { mapping: mapped(key) };
    const rets = `<VendorRet><ListID>${listIdOf('502')}</ListID><EditSequence>12</EditSequence><Name>Old</Name></VendorRet>`;
    expect(await found(rets, {}, context)).toMatchObject({
      is: 'found',
      mapping: { editSequence: '12', created: true },
    });
    expect(await found(vendor('Birch Masonry'), {}, context)).toEqual({ is: 'absent' });
  });
});

describe('what QuickBooks answers to a vendor', () => {
  const settled = async (id: string, rets: string) =>
    companies.settle(
      await fetched(companies, id),
      given({ flow: 'companies', id }),
      answer('VendorAddRs', rets),
    );
  const ret = '<VendorRet><ListID>8-1</ListID><EditSequence>1</EditSequence><Name>Cedar</Name></VendorRet>';

  test('is its mapping, with what was left out for the flag', async () => {
    expect(await settled('503', ret)).toEqual({
      mapping: { type: 'Vendor', id: '8-1', name: 'Cedar', editSequence: '1', created: true },
      leftOut: 'did not fit and was cut or left out: Phone, City',
    });
    expect((await settled('504', ret))?.leftOut).toBe('did not fit and was cut or left out: Addr1');
    expect((await settled('502', ret))?.leftOut).toBeUndefined();
  });

  test('may be what a status check recovered', async () => {
    const recovered = '<ErrorRecovery><ListID>8-2</ListID><EditSequence>3</EditSequence></ErrorRecovery>';
    expect(await settled('502', recovered)).toMatchObject({
      mapping: { type: 'Vendor', id: '8-2', name: 'Birch Masonry', editSequence: '3' },
    });
  });

  test('proves nothing when it names no object', async () => {
    expect(await settled('502', '')).toBeUndefined();
  });

  test('proves nothing when its id is none of QuickBooks', async () => {
    const id = '8'.repeat(37);
    expect(await settled('502', ret.replace('8-1', id))).toBeUndefined();
    expect(await settled('502', `<ErrorRecovery><ListID>${id}</ListID></ErrorRecovery>`)).toBeUndefined();
  });
});

test('a company name in another script is left out beside the name that the operator gave', async () => {
  const context = given(key, us, { override: { name: 'Toso' } });
  const request = companies.request(await company({ name: '塗装' }), context, { is: 'absent' });
  expect(request?.fields.VendorAdd).toMatchObject({ Name: 'Toso' });
  expect(request?.fields.VendorAdd).not.toHaveProperty('CompanyName');
});

test('companies are listed only where the settings ask for all of them', async () => {
  expect(await companies.list(procoreOf(), us, [])).toEqual([]);
  const all = await companies.list(procoreOf(), { ...us, companies: 'all' }, []);
  expect(all.map(({ id }) => id)).toEqual(['501', '502', '503', '504']);
});

test('a company that Procore no longer shows is gone', async () => {
  expect(await companies.fetch(procoreOf(), { flow: 'companies', id: '9' }, {}, us)).toMatchObject({
    gone: true,
  });
});
