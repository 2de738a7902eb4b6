import { type MatchInput, matchReport, rowsFor } from '../../lib/admin/match.ts';
import type { ListRow } from '../../lib/engine/archive.ts';
import { comparable, similarity, sortedWords } from '../../lib/similar.ts';

const row = (fullName: string, more: Partial<ListRow> = {}): ListRow => ({
  ...{ id: `id of ${fullName}`, name: fullName.slice(fullName.lastIndexOf(':') + 1), fullName },
  ...{ active: true, ...more },
});

const match = (titles: readonly string[], rows: readonly ListRow[], more: Partial<MatchInput> = {}) =>
  matchReport({
    records: titles.map((title, n) => ({ flow: 'companies', id: String(n), title })),
    rows,
    parentOf: () => undefined,
    ...more,
  }).map(({ is, candidates }) => [is, ...candidates.map(({ fullName }) => fullName)]);

test('exact is letter for letter, but for case', () => {
  expect(match(['ACME concrete'], [row('Acme Concrete')])).toEqual([['exact', 'Acme Concrete']]);
  expect(match(['Acme Concrete.'], [row('Acme Concrete')])).toEqual([['near', 'Acme Concrete']]);
});

test('near ones come best first, in whatever order their words stand', () => {
  const rows = [row('Smith, John'), row('Jon Smith'), row('John Smithe'), row('Joan Myth')];
  expect(match(['John Smith'], rows)).toEqual([['near', 'Smith, John', 'John Smithe', 'Jon Smith']]);
});

test('what looks like nothing is none', () => {
  expect(match(['Elm'], [row('Oak'), row('Elmwood Paving')])).toEqual([['none']]);
  expect(match(['***'], [row('???')])).toEqual([['none']]);
});

test('jobs of one name are told apart by their customer, and else ambiguous', () => {
  const rows = [row('Harbor Trust:Tower'), row('Second Bank:Tower')];
  expect(match(['Tower'], rows)).toEqual([['ambiguous', 'Harbor Trust:Tower', 'Second Bank:Tower']]);
  expect(match(['Tower'], rows, { parentOf: () => 'second bank' })).toEqual([['exact', 'Second Bank:Tower']]);
  expect(match(['Tower'], rows, { parentOf: () => 'Third' })[0]?.[0]).toBe('ambiguous');
});

test('a linked record is linked, and its object is told as taken where another looks like it', () => {
  const rows = [row('Oak')];
  const mapping = { type: 'Vendor', id: 'id of Oak', name: 'Oak', created: true };
  const records = [
    { flow: 'companies', id: '1', title: 'Oak & Sons', mapping },
    { flow: 'companies', id: '2', title: 'Oak' },
  ];
  expect(matchReport({ records, rows, parentOf: () => undefined })).toMatchObject([
    { id: '1', is: 'linked' },
    { id: '2', is: 'exact', candidates: [{ holder: 'companies Oak & Sons' }] },
  ]);
});

test('another name that an operator gave counts', () => {
  const records = [{ flow: 'companies', id: '1', title: 'Oak', override: { name: 'Elm' } }];
  const [found] = matchReport({ records, rows: [row('Oak'), row('Elm')], parentOf: () => undefined });
  expect(found).toMatchObject({ is: 'exact', candidates: [{ fullName: 'Elm' }] });
});

test('jobs stand under customers; projects that become customers stand at the top', () => {
  const rows = [row('Harbor Trust'), row('Harbor Trust:Tower')];
  expect(rowsFor('Customer', rows, { projectsAs: 'job' })).toEqual([rows[1]]);
  expect(rowsFor('Customer', rows, { projectsAs: 'customer' })).toEqual([rows[0]]);
  expect(rowsFor('Vendor', rows, { projectsAs: 'job' })).toEqual(rows);
});

describe('similarity', () => {
  const alike = (a: string, b: string) => similarity(comparable(a), comparable(b), 0.85);

  test('knows no case, accents, punctuation or order of words', () => {
    expect(sortedWords("O'Brien & Söns, Inc.")).toBe('and inc obrien sons');
    expect(alike('Söns Inc', 'INC. SONS')).toBe(1);
  });

  test('is one less the share of letters that are to be changed', () => {
    expect(alike('abcdefghij', 'abcdefghix')).toBeCloseTo(0.9);
    expect(alike('abcdefghij', 'abcdefgh')).toBeUndefined();
    expect(alike('abcdefghij', 'bcdefghija')).toBeUndefined();
  });

  test('holds five hundred names against two thousand', () => {
    const words = ['Concrete', 'Paving', 'Roofing', 'Glass', 'Steel', 'Electric', 'Plumbing', 'Drywall'];
    const name = (n: number) =>
      `${(n * 2_654_435_761).toString(36)} ${words[n % 8]} ${(n * 40_503).toString(36)}`;
    const rows = Array.from({ length: 2000 }, (_, n) => row(name(n + 1)));
    const titles = Array.from({ length: 500 }, (_, n) => `${name(n + 1)}, Co`);
    const found = match(titles, rows);
    expect(found.filter(([is, best]) => is === 'near' && best !== undefined).length).toBeGreaterThan(375);
  }, 300_000);
});
