import { differences } from '../../lib/engine/difference.ts';

test('names each field that is another, new or gone, by its path', () => {
  const before = { VendorMod: { Name: 'Oak', Phone: '1', VendorAddress: { Addr1: 'a', Addr2: 'b' } } };
  const now = { VendorMod: { Name: 'Oak', Fax: '2', VendorAddress: { Addr1: 'c', Addr2: 'b' } } };
  expect(differences(before, now)).toEqual([
    { field: 'VendorMod Phone', before: '1', now: undefined },
    { field: 'VendorMod VendorAddress Addr1', before: 'a', now: 'c' },
    { field: 'VendorMod Fax', before: undefined, now: '2' },
  ]);
});

test('compares lines by their place', () => {
  expect(differences({ lines: [{ a: '1' }] }, { lines: [{ a: '1' }, { a: '2' }] })).toEqual([
    { field: 'lines 2 a', before: undefined, now: '2' },
  ]);
  expect(differences({ lines: [{ a: '1', b: undefined }] }, { lines: [{ a: '1' }] })).toEqual([]);
});
