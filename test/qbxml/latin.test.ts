import fc from 'fast-check';
import { name, prose } from '../../lib/qbxml/latin.ts';
import { representable } from '../../lib/qbxml/text.ts';

fc.configureGlobal({ seed: 20_261_122 });

describe('name', () => {
  test.each([
    ['transliterates Latin letters', 'Łódź Şahin', 'Lódz Sahin'],
    ['keeps what ISO-8859-1 has', 'Café Müller ½ £', 'Café Müller ½ £'],
    ['composes before it measures', 'Cafe\u0301', 'Café'],
    ['straightens quotes and dashes', '“Bob’s” – Steel…', '"Bob\'s" - Steel...'],
    ['spells out signs', '10 € №5 ™', '10 EUR No5 TM'],
    ['drops marks that no letter took', 'q\u0301x', 'qx'],
    ['drops controls, C1 included', 'a\u0000b\u0092c\u007fd', 'abcd'],
    ['turns breaks and non-breaking blanks into blanks', 'a\r\nb\tc\u00a0d', 'a b c d'],
    ['drops what nobody can see', 'a\u200bb\u00adc\ufeffd', 'abcd'],
    ['trims', ' \u00a0Acme\u2003', 'Acme'],
    ['widens full-width signs', 'Ａ＆Ｂ', 'A&B'],
  ])('%s', (_rule, given, expected) => {
    expect(name(given)).toBe(expected);
  });

  test.each(['Строй', '株式会社', 'شركة', 'αβ', '🏗 Build'])(
    'leaves %s for representable to refuse',
    (given) => {
      expect(name(given)).toBe(given);
      expect(representable(name(given))).toBe(false);
    },
  );

  test('is settled after one pass', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => expect(name(name(text))).toBe(name(text))),
    );
  });
});

describe('prose', () => {
  test.each([
    ['transliterates every script', 'Бетон 中文', 'Beton ZhongWen'],
    ['keeps the vowel signs of scripts that need them', 'हिन्दी', 'hindi'],
    ['keeps line breaks as LF', 'a\r\nb\rc\nd', 'a\nb\nc\nd'],
    ['keeps what ISO-8859-1 has', 'Béton ½', 'Béton ½'],
    ['drops controls', 'a\u0007b', 'ab'],
  ])('%s', (_rule, given, expected) => {
    expect(prose(given)).toBe(expected);
  });

  test('is always representable, line by line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => prose(text).split('\n').every(representable)),
    );
  });
});
