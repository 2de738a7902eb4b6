import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { isOperation, NAMESPACE, OPERATIONS, type OperationName } from './wsdl.ts';

/** A call as it came. An argument that is missing, empty or nil is not in `values`. */
export interface SoapCall {
  readonly name: OperationName;
  readonly values: ReadonlyMap<string, string>;
}

export type ReadCall = { readonly call: SoapCall } | { readonly refused: string };

interface Refusal extends Error {
  readonly name: 'Refusal';
}

const refuse = (sentence: string): never => {
  throw Object.assign(new Error(sentence), { name: 'Refusal' as const });
};

const isRefusal = (error: unknown): error is Refusal => error instanceof Error && error.name === 'Refusal';

// Envelope, Body, call, argument; the rest is room for the headers of a proxy.
const DEEPEST = 16;
const IN_CALL = 3;
const IN_ARGUMENT = 4;

// With Style RPC the Web Connector writes q1:authenticate: only what follows the colon counts.
const local = (name: string): string => name.slice(name.indexOf(':') + 1);

const read = (xml: string): { name: string; values: Map<string, string> } => {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const path: string[] = [];
  const values = new Map<string, string>();
  let name: string | undefined;
  let inCall = false;
  let text = '';
  const onText = (part: string) => {
    if (inCall && path.length === IN_ARGUMENT) text += part;
  };
  // What follows a colon is quoted from the request: of any length, and perhaps part of a password.
  parser.on('error', ({ message }) =>
    refuse(`The request is not well-formed XML: ${message.replace(/:.*|\.$/s, '')}.`),
  );
  parser.on('doctype', () => refuse('A document type is not accepted.'));
  parser.on('text', onText);
  parser.on('cdata', onText);
  parser.on('opentag', (tag: SaxesTagPlain) => {
    path.push(local(tag.name));
    if (path[0] !== 'Envelope') refuse('The request is no SOAP envelope.');
    if (path.length > DEEPEST) refuse(`Elements nest deeper than ${DEEPEST} levels.`);
    if (inCall && path.length > IN_ARGUMENT) refuse('An argument holds elements where text was expected.');
    // The first element of the body is the call; with encoded arguments others may follow.
    if (path.length === IN_CALL && path[1] === 'Body' && name === undefined) {
      name = path[2];
      inCall = true;
    }
    text = '';
  });
  parser.on('closetag', () => {
    const argument = path[IN_CALL];
    if (inCall && path.length === IN_ARGUMENT && argument !== undefined && !values.has(argument))
      values.set(argument, text);
    if (path.length === IN_CALL) inCall = false;
    path.pop();
  });
  parser.write(xml).close();
  return { name: name ?? refuse('The SOAP body holds no call.'), values };
};

// .NET writes a control character of a text as a reference that XML 1.0 forbids. An answer of QuickBooks
// that is refused for it is work done and not recorded, so the reference is dropped instead.
const ILLEGAL_REFERENCE =
  /&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01]|6553[45])|x0*(?:[0-8bcef]|1[\da-f]|fff[ef]));/gi;

// Names, tickets and codes, which become keys of tables; these others are texts.
const TEXTS: ReadonlySet<string> = new Set(['strHCPResponse', 'strCompanyFileName', 'response', 'message']);
const LONGEST_NAME = 255;

const known = (name: string, values: ReadonlyMap<string, string>): SoapCall => {
  if (!isOperation(name)) return refuse(`There is no call named ${name.slice(0, 60)}.`);
  const given = Object.entries<string>(OPERATIONS[name].parameters).flatMap(([parameter, type]) => {
    const value = values.get(parameter) ?? '';
    if (value === '') return [];
    if (type === 'int' && !/^\s*\d{1,9}\s*$/.test(value)) refuse(`${parameter} is no whole number.`);
    if (!TEXTS.has(parameter) && value.length > LONGEST_NAME)
      refuse(`${parameter} is longer than ${LONGEST_NAME} characters.`);
    return [[parameter, value] as const];
  });
  return { name, values: new Map(given) };
};

/** The call in an envelope of SOAP 1.1 or 1.2, or the sentence to refuse it with. Namespaces do not matter. */
export const readCall = (xml: string): ReadCall => {
  try {
    const { name, values } = read(xml.trimStart().replace(ILLEGAL_REFERENCE, ''));
    return { call: known(name, values) };
  } catch (error) {
    if (isRefusal(error)) return { refused: error.message };
    throw error;
  }
};

/** A text for an element's content: escaped, and without the characters that XML 1.0 has no way to write. */
export const xmlText = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');

const SOAP_1_1 = 'http://schemas.xmlsoap.org/soap/envelope/';

const envelope = (body: string): string =>
  `<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="${SOAP_1_1}"><soap:Body>${body}</soap:Body></soap:Envelope>`;

/**
 * A call for the SOAP library to dispatch, without its arguments: answers of QuickBooks come to megabytes, and
 * the library would parse them once more only to lose blanks and attributes.
 */
export const writeCall = (name: OperationName): string => envelope(`<${name} xmlns="${NAMESPACE}"/>`);

/** `Client`: the request is at fault. `Server`: we are. */
export const faultEnvelope = (code: 'Client' | 'Server', sentence: string): string =>
  envelope(
    `<soap:Fault><faultcode>soap:${code}</faultcode><faultstring>${xmlText(sentence)}</faultstring></soap:Fault>`,
  );
