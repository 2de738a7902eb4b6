import { vendors } from '../../lib/flows/vendors.ts';
import type { ImportContext } from '../../lib/import-flow.ts';
import { explain } from '../../lib/reasons.ts';
import type { Settings } from '../../lib/settings.ts';
import { codeOf, entryOf, importing, owned, partOf, partsOf } from './imports.ts';
import { canada, us } from './settings.ts';

const ID = '80000035-1767263000';

const vendor = (more = '', name = 'Cedar &amp; Sons') =>
  `<VendorRet><ListID>${ID}</ListID><EditSequence>1</EditSequence><Name>${name}</Name>` +
  `<IsActive>true</IsActive>${more}</VendorRet>`;

const planned = (ret: string, more: Partial<ImportContext> = {}) => {
  const { id, content } = partOf(vendors, 'Vendor', ret, more.settings);
  return vendors.plan(id, content, importing([], more));
};

const placed = (inner: string, settings: Settings = us) =>
  partOf(vendors, 'Vendor', vendor(`<VendorAddress>${inner}</VendorAddress>`), settings).content.place;

const FULL =
  '<CompanyName>Cedar and Sons LLC</CompanyName><VendorAddress><Addr1>Cedar and Sons LLC</Addr1>' +
  '<Addr2>Jos&#233; Cedar</Addr2><Addr3>12 Mill Rd</Addr3><City>Kent</City><State>WA</State>' +
  '<PostalCode>98030</PostalCode><Country>USA</Country></VendorAddress><Phone>253-555-0101</Phone>' +
  '<Fax>253-555-0102</Fax><Email>ap@cedar.example</Email><VendorTaxIdent>91-1234567</VendorTaxIdent>';

test('a vendor becomes a company with its address, phone, fax and e-mail, and no tax id', () => {
  expect(entryOf(planned(vendor(FULL), { approved: true }))).toEqual({
    ...{ of: 'company', originId: ID, originCode: 'Cedar & Sons', name: 'Cedar & Sons' },
    ...{ phone: '253-555-0101', fax: '253-555-0102', email: 'ap@cedar.example' },
    ...{ address: 'José Cedar\n12 Mill Rd', city: 'Kent', stateCode: 'WA', zip: '98030', countryCode: 'US' },
  });
  expect(JSON.stringify(partOf(vendors, 'Vendor', vendor(FULL)))).not.toContain('1234567');
});

test('one without details becomes a company with a name', () => {
  expect(entryOf(planned(vendor(), { approved: true }))).toEqual({
    ...{ of: 'company', originId: ID, originCode: 'Cedar & Sons', name: 'Cedar & Sons' },
  });
});

describe('a state or country', () => {
  test('without a code stays as a line of the address', () => {
    expect(placed('<Addr1>1 Rue A</Addr1><State>Bavaria</State><Country>Germany</Country>')).toEqual({
      address: '1 Rue A\nBavaria\nGermany',
    });
  });

  test('has the code of the file’s country when only a state is given', () => {
    expect(placed('<State>BC</State>', canada)).toEqual({ stateCode: 'BC', countryCode: 'CA' });
    expect(placed('<State>BC</State><Country>Canada</Country>')).toEqual({
      ...{ stateCode: 'BC', countryCode: 'CA' },
    });
  });
});

test('none that is inactive is read', () => {
  const inactive = vendor().replace('<IsActive>true', '<IsActive>false');
  expect(partsOf(vendors, 'Vendor', inactive)).toEqual([]);
});

describe('by its name', () => {
  const named = [{ id: '501', name: 'CEDAR & SONS', active: true }];

  test('it is linked to the company that nobody has', () => {
    expect(planned(vendor(), { named })).toEqual({
      ...{ is: 'link', key: { flow: 'companies', id: '501' } },
      object: { type: 'Vendor', id: ID, name: 'Cedar & Sons', created: false },
    });
  });

  test('link-offered, several-in-procore: a person decides', () => {
    expect(codeOf(planned(vendor(), { named, settings: { ...us, link: 'ask' } }))).toBe('link-offered');
    const two = [...named, { id: '502', name: 'Cedar & Sons', active: true }];
    expect(codeOf(planned(vendor(), { named: two }))).toBe('several-in-procore');
  });

  test('near-in-procore, new-in-procore: what is near is shown, and nothing is created unasked', () => {
    const near = planned(vendor(), { named: [{ id: '501', name: 'Cedar and Sons', active: true }] });
    expect(near.is === 'held' && explain(near.reason).says).toContain('"Cedar and Sons" (501), 100 % alike');
    expect(codeOf(planned(vendor()))).toBe('new-in-procore');
    expect(codeOf(planned(vendor(), { settings: { ...us, approval: { vendors: 'auto' } } }))).toBe('write');
    expect(codeOf(planned(vendor(), { settings: { ...us, approval: { vendors: 'manual' } } }))).toBe(
      'new-in-procore',
    );
  });
});

test('one that is linked stays as it is: its address is nobody’s but its own', () => {
  const ours = owned('Vendor', ID, { flow: 'companies', id: '501' });
  const { content } = partOf(vendors, 'Vendor', vendor(FULL));
  expect(vendors.plan(ID, content, importing([ours], { approved: true }))).toMatchObject({ is: 'ours' });
  expect(vendors.refs(content)).toEqual([{ type: 'Vendor', id: ID }]);
});
