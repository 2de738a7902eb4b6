import anyAscii from 'any-ascii';

// C0 and C1; QuickBooks keeps Windows-1252 characters where Unicode has C1.
const controls = /[\u0000-\u001f\u007f-\u009f]/g;
const beyondLatin1 = /[^\u0000-\u00ff]/gu;
// any-ascii spells emoji so; as a name that would be wrong, and QuickBooks refuses the colon.
const spelledEmoji = /^:[\w-]+:$/;
const latinOrSign = /\p{Script=Latin}|(?=\p{Script=Common})[\p{P}\p{S}\p{Z}\p{N}\p{Cf}]/u;

/** NFC, breaks and non-breaking blanks as blanks, marks that have no letter to sit on and hidden signs dropped. */
const composed = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\p{Script=Inherited}|\u00ad/gu, '')
    .replace(/[\t\u00a0]/g, ' ');

const transliterated = (character: string): string => anyAscii(character).replace(controls, '');

const transliteratedSign = (character: string): string => {
  if (!latinOrSign.test(character)) return character;
  const plain = transliterated(character);
  return spelledEmoji.test(plain) ? character : plain;
};

/**
 * A name or number as QuickBooks can store it: Latin letters, punctuation and symbols beyond ISO-8859-1 are
 * transliterated. Other scripts and emoji stay, so that `representable` refuses the name: a wrong spelling
 * of a vendor would be worse than none.
 */
export const name = (text: string): string =>
  composed(text)
    .replace(/\r\n?|\n/g, ' ')
    .replace(controls, '')
    .replace(beyondLatin1, transliteratedSign)
    .trim();

/** A description or memo: every script is transliterated; line breaks stay, as LF. */
export const prose = (text: string): string =>
  composed(text)
    .replace(/\r\n?/g, '\n')
    .replace(controls, (character) => (character === '\n' ? character : ''))
    .replace(beyondLatin1, transliterated)
    .trim();
