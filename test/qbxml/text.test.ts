import fc from 'fast-check';
import { cut, fits, representable, trim, wrap } from '../../lib/qbxml/text.ts';

fc.configureGlobal({ seed: 20_261_122 });

test('fits counts characters, the last one included', () => {
  expect([fits('abc', 3), fits('abcd', 3)]).toEqual([true, false]);
});

test('trim removes non-breaking blanks too', () => {
  expect(trim('\u00a0 Acme \u00a0')).toBe('Acme');
});

describe('cut', () => {
  test('leaves a text that fits alone', () => {
    expect(cut('abcdef', 6)).toBe('abcdef');
  });

  test('ends in three dots within the limit, without a blank before them', () => {
    expect(cut('abc defgh', 7)).toBe('abc...');
  });

  test('never exceeds the limit', () => {
    fc.assert(fc.property(fc.string(), fc.nat(20), (text, max) => fits(cut(text, max), max)));
  });
});

describe('wrap', () => {
  test('breaks at words', () => {
    expect(wrap('100 Main Street Suite 200', 12, 3)).toEqual(['100 Main', 'Street Suite', '200']);
  });

  test('keeps own line breaks where there is room', () => {
    expect(wrap('Acme\r\n100 Main Street', 41, 3)).toEqual(['Acme', '100 Main Street']);
  });

  test('gives them up where there is none', () => {
    expect(wrap('a\nb\nc\nd', 41, 3)).toEqual(['a b c d']);
  });

  test.each([
    ['too many lines', 'aaa bbb ccc', 3, 2],
    ['a word wider than a line', 'a bbbb', 3, 3],
  ])('is undefined for %s', (_case, address, width, lines) => {
    expect(wrap(address, width, lines)).toBeUndefined();
  });

  test('a blank address has no lines', () => {
    expect(wrap('  \n ', 41, 3)).toEqual([]);
  });

  test('loses no word and fits whenever it gives lines', () => {
    const address = fc
      .array(fc.constantFrom('a', 'bb', 'ccc', 'dddd', '\n'), { maxLength: 12 })
      .map((words) => words.join(' '));
    fc.assert(
      fc.property(address, (given) => {
        const lines = wrap(given, 6, 3);
        if (!lines) return;
        expect(lines.join(' ')).toBe(given.split(/\s+/).filter(Boolean).join(' '));
        expect(lines.length <= 3 && lines.every((line) => line.length <= 6)).toBe(true);
      }),
    );
  });
});

test.each([
  ['Café Müller & Söhne', true],
  ['', true],
  ['Łódź', false],
  ['a\nb', false],
  ['a\u0085b', false],
  ['中', false],
])('representable(%j) is %s', (text, expected) => {
  expect(representable(text)).toBe(expected);
});
