const MARKS = [
  { charset: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { charset: 'utf-16le', bytes: [0xff, 0xfe] },
  { charset: 'utf-16be', bytes: [0xfe, 0xff] },
] as const;

const markOf = (body: Uint8Array): string | undefined =>
  MARKS.find(({ bytes }) => bytes.every((byte, place) => body[place] === byte))?.charset;

const named = (contentType: string): string | undefined => /charset="?([^";\s]+)/i.exec(contentType)?.[1];

/** What the XML declaration names; the bytes before it are ASCII in every charset that it can name. */
const declared = (body: Uint8Array): string | undefined =>
  /^<\?xml[^>]*\sencoding=["']([\w.:-]+)/.exec(Buffer.from(body.subarray(0, 200)).toString('latin1'))?.[1];

// Windows-1252 from 0x80 to 0x9F. Node 20 decodes it as ISO-8859-1, which has control characters there.
const WINDOWS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

const western = (body: Uint8Array): string =>
  Buffer.from(body)
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (c) => WINDOWS[c.charCodeAt(0) - 0x80] ?? c);

export type Decoded = { readonly text: string } | { readonly refused: string };

/**
 * The text of a body: a byte order mark decides its charset, else the Content-Type, else the XML
 * declaration, else UTF-8. Bytes that are no text of that charset are refused, never replaced: a record's
 * name with a wrong letter is worse than a call that fails.
 */
export const decode = (body: Uint8Array, contentType = ''): Decoded => {
  const charset = markOf(body) ?? named(contentType) ?? declared(body) ?? 'utf-8';
  if (/^(iso-8859-1|windows-1252)$/i.test(charset)) return { text: western(body) };
  try {
    return { text: new TextDecoder(charset, { fatal: true }).decode(body) };
  } catch {
    return { refused: `The request is not text in its charset, ${charset.slice(0, 40)}.` };
  }
};
