import { SaxesParser, type SaxesTagNS } from 'saxes';

/** An element of an answer, with its namespace. */
export interface SoapNode {
  readonly local: string;
  readonly uri: string;
  readonly nil: boolean;
  readonly children: SoapNode[];
  text: string;
}

const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
const SCHEMA_INSTANCE = 'http://www.w3.org/2001/XMLSchema-instance';
const INTUIT = 'http://developer.intuit.com/';

export type Read<T> = { readonly value: T } | { readonly failed: string };

const isNil = (tag: SaxesTagNS): boolean =>
  Object.values(tag.attributes).some(
    ({ local, uri, value }) =>
      local === 'nil' && uri === SCHEMA_INSTANCE && value !== 'false' && value !== '0',
  );

const parse = (xml: string): SoapNode | undefined => {
  let root: SoapNode | undefined;
  let broken = false;
  const open: SoapNode[] = [];
  const parser = new SaxesParser<{ xmlns: true; position: false }>({ xmlns: true, position: false });
  parser.on('error', () => {
    broken = true;
  });
  parser.on('doctype', () => {
    broken = true;
  });
  parser.on('opentag', (tag) => {
    const node: SoapNode = { local: tag.local, uri: tag.uri, nil: isNil(tag), children: [], text: '' };
    open.at(-1)?.children.push(node);
    root ??= node;
    open.push(node);
  });
  const addText = (text: string): void => {
    const node = open.at(-1);
    if (node) node.text += text;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => open.pop());
  parser.write(xml.replace(/^\ufeff/, '')).close();
  return broken ? undefined : root;
};

const child = (node: SoapNode | undefined, uri: string, local: string): SoapNode | undefined =>
  node?.children.find((each) => each.uri === uri && each.local === local);

/** The text of a SOAP fault, for the log. */
export const faultText = (xml: string): string => {
  const root = parse(xml);
  const fault = child(child(root, SOAP, 'Body'), SOAP, 'Fault');
  return fault?.children.find((each) => each.local === 'faultstring')?.text ?? '';
};

/** `…Result` of a `…Response`; undefined value: the result is left out or nil, which .NET reads as null. */
export const readResult = (xml: string, method: string): Read<SoapNode | undefined> => {
  const root = parse(xml);
  if (!root) return { failed: 'Response is not well-formed XML.' };
  if (root.uri !== SOAP || root.local !== 'Envelope') return { failed: 'Possible SOAP version mismatch.' };
  const body = child(root, SOAP, 'Body');
  if (child(body, SOAP, 'Fault')) return { failed: `Server raised fault: ${faultText(xml)}` };
  const first = body?.children[0];
  if (!first) return { failed: 'SOAP message is missing its body.' };
  if (first.uri !== INTUIT || first.local !== `${method}Response`) {
    return { failed: `${method}Response was not expected to be {${first.uri}}${first.local}.` };
  }
  const result = child(first, INTUIT, `${method}Result`);
  return { value: result?.nil ? undefined : result };
};

/** A string result; null when it is left out. */
export const readString = (xml: string, method: string): Read<string | undefined> => {
  const result = readResult(xml, method);
  if ('failed' in result) return result;
  if (result.value && result.value.children.length > 0) {
    return { failed: `${method}Result holds elements where text belongs.` };
  }
  return { value: result.value?.text };
};

/** An xsd:int result. */
export const readInt = (xml: string, method: string): Read<number> => {
  const result = readString(xml, method);
  if ('failed' in result) return result;
  const text = (result.value ?? '').trim();
  const number = Number(text);
  const fits = /^[+-]?\d+$/.test(text) && Math.abs(number) < 2 ** 31;
  return fits ? { value: number } : { failed: 'Input string was not in a correct format.' };
};

/** An ArrayOfString result; items of another name or namespace are not seen. */
export const readStrings = (xml: string, method: string): Read<string[]> => {
  const result = readResult(xml, method);
  if ('failed' in result) return result;
  if (!result.value) return { failed: 'Object reference not set to an instance of an object.' };
  const items = result.value.children.filter((each) => each.uri === INTUIT && each.local === 'string');
  return { value: items.map((each) => (each.nil ? '' : each.text)) };
};
