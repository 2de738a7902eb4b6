import fc from 'fast-check';
import { diceOf } from './dice.ts';

/** A body on the wire, with what its sender says about it. */
export interface WireBody {
  readonly bytes: Buffer;
  readonly contentType?: string;
}

type Encode = (text: string) => Buffer;

const utf8: Encode = (text) => Buffer.from(text);
const utf16: Encode = (text) => Buffer.from(text, 'utf16le');
const bigEndian: Encode = (text) => utf16(text).swap16();
const marked =
  (encode: Encode): Encode =>
  (text) =>
    encode(`\ufeff${text}`);
/** Lone surrogates and all, as a broken encoder writes them: three bytes for each unit. */
const cesu: Encode = (text) =>
  Buffer.concat(
    [...text].map((one) =>
      /^\p{Surrogate}$/u.test(one)
        ? Buffer.from([0xed, 0x80 | ((one.charCodeAt(0) >> 6) & 0x3f), 0x80 | (one.charCodeAt(0) & 0x3f)])
        : Buffer.from(one),
    ),
  );

const encodings: Encode[] = [
  ...[utf16, marked(utf16), bigEndian, marked(bigEndian), marked(utf8)],
  (text) => Buffer.from(text, 'latin1'),
  (text) => cesu(text.slice(0, 20_000)),
];

const types = [
  ...[undefined, 'text/xml', 'text/xml; charset=iso-8859-1', 'text/xml; charset="windows-1252"'],
  ...['text/xml; charset=utf-16', 'text/xml; charset=utf-16be', 'application/soap+xml; charset=utf-8'],
  ...['text/xml; charset=klingon', 'text/xml; charset=utf-7', `text/xml; charset=${'x'.repeat(7_000)}`],
  ...['text/xml; charset=', 'text/xml; charset="', 'application/octet-stream', 'text/plain; charset=utf-8'],
];

const damaged = (bytes: Buffer, seed: number): Buffer => {
  const dice = diceOf(seed);
  const copy = Buffer.from(bytes);
  for (let n = 0; n <= dice.below(3); n++) {
    const put = [0x00, 0xff, 0xfe, 0xc0, 0xed, 0x80, 0xf8, dice.below(256)][dice.below(8)] ?? 0;
    if (copy.length > 0) copy[dice.below(copy.length)] = put;
  }
  return dice.below(4) === 0 ? copy.subarray(0, dice.below(copy.length + 1)) : copy;
};

/** Texts as bytes: mostly UTF-8 as it should be, else in another charset, called another, or damaged. */
export const bodies = (texts: fc.Arbitrary<string>): fc.Arbitrary<WireBody> =>
  fc
    .record({
      text: texts,
      encode: fc.oneof(
        { arbitrary: fc.constant(utf8), weight: 3 },
        { arbitrary: fc.constantFrom(...encodings), weight: 1 },
      ),
      contentType: fc.oneof(
        { arbitrary: fc.constant('text/xml; charset=utf-8'), weight: 3 },
        { arbitrary: fc.constantFrom(...types), weight: 1 },
      ),
      damage: fc.option(fc.nat(), { freq: 4 }),
    })
    .map(({ text, encode, contentType, damage }) => {
      const bytes = encode(text);
      return { bytes: damage === null || damage % 5 > 0 ? bytes : damaged(bytes, damage), contentType };
    });
