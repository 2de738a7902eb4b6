import type { Method } from './qbwc-error.ts';

/** Arguments in the order of the operation; `undefined` is .NET's null and is left out. */
export type Arguments = Readonly<Record<string, string | number | undefined>>;

const NAMESPACE = 'http://developer.intuit.com/';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

// XmlTextWriter escapes these three in text and writes the rest as it is.
const escaped = (text: string): string =>
  text.replace(/[&<>]/g, (character) => ENTITIES[character] ?? character);

const argument = ([name, value]: [string, string | number | undefined]): string => {
  if (value === undefined) return '';
  return value === '' ? `<${name} />` : `<${name}>${escaped(String(value))}</${name}>`;
};

/** The envelope of a call, byte for byte as .NET's SoapHttpClientProtocol writes it. */
export const envelope = (method: Method, values: Arguments): string => {
  const body = Object.entries(values).map(argument).join('');
  const call = body
    ? `<${method} xmlns="${NAMESPACE}">${body}</${method}>`
    : `<${method} xmlns="${NAMESPACE}" />`;
  return (
    '<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" ' +
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">' +
    `<soap:Body>${call}</soap:Body></soap:Envelope>`
  );
};

/** The headers of a call as .NET sends them. */
export const headers = (method: Method, body: string): Readonly<Record<string, string>> => ({
  'User-Agent': 'Mozilla/4.0 (compatible; MSIE 6.0; MS Web Services Client Protocol 4.0.30319.42000)',
  'Content-Type': 'text/xml; charset=utf-8',
  SOAPAction: `"${NAMESPACE}${method}"`,
  'Content-Length': String(Buffer.byteLength(body)),
});
