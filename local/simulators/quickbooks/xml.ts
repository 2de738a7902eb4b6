import { SaxesParser } from 'saxes';

/** An element of a request or of an answer. */
export interface Node {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Node[];
  readonly text: string;
}

/** What a qbXML document declares and holds; undefined when QuickBooks' parser refuses it. */
export interface Document {
  /** Of the processing instruction `<?qbxml version="…"?>`; '' when it is missing. */
  readonly version: string;
  readonly root: Node;
}

interface OpenNode {
  name: string;
  attributes: Record<string, string>;
  children: Node[];
  text: string;
}

// QuickBooks stores Windows-1252; what is beyond U+00FF comes back as a question mark.
const storable = (text: string): string => text.replace(/[^\u0000-\u00ff]/gu, '?');

const close = (node: OpenNode): Node => ({
  ...node,
  text: node.children.length > 0 ? node.text.trim() : node.text,
});

/** Reads a document as QuickBooks does: ASCII only (the rest as numeric references), no DOCTYPE, well-formed. */
export const parseXml = (xml: string): Document | undefined => {
  if (/[^\u0000-\u007f]/.test(xml)) return undefined;
  let version = '';
  let root: Node | undefined;
  let refused = false;
  const open: OpenNode[] = [];
  const addText = (text: string): void => {
    const node = open.at(-1);
    if (node) node.text += storable(text);
  };
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
  parser.on('error', () => {
    refused = true;
  });
  parser.on('doctype', () => {
    refused = true;
  });
  parser.on('processinginstruction', ({ target, body }) => {
    if (target === 'qbxml') version = /^version\s*=\s*["']([^"']+)["']\s*$/.exec(body)?.[1] ?? '';
  });
  parser.on('opentag', ({ name, attributes }) => {
    open.push({ name, attributes: { ...attributes }, children: [], text: '' });
  });
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const node = open.pop();
    if (!node) return;
    const parent = open.at(-1);
    if (parent) parent.children.push(close(node));
    else root = close(node);
  });
  parser.write(xml).close();
  return refused || !root ? undefined : { version, root };
};

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

const escaped = (text: string): string =>
  text
    .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character)
    .replace(/[^\u0000-\u007f]/gu, (character) => `&#${character.codePointAt(0)};`);

const attributesText = (attributes: Node['attributes']): string =>
  Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escaped(value)}"`)
    .join('');

/** Writes an element in ASCII, with numeric references as QuickBooks answers them. */
export const writeNode = (node: Node): string => {
  const start = `<${node.name}${attributesText(node.attributes)}`;
  if (node.children.length > 0) {
    return `${start}>\n${node.children.map(writeNode).join('\n')}\n</${node.name}>`;
  }
  return node.text === '' ? `${start}/>` : `${start}>${escaped(node.text)}</${node.name}>`;
};

/** An element with text. */
export const leaf = (name: string, text: string): Node => ({ name, attributes: {}, children: [], text });

/** An element with children. */
export const branch = (
  name: string,
  children: readonly Node[],
  attributes: Node['attributes'] = {},
): Node => ({ name, attributes, children, text: '' });

/** The first child with a name. */
export const child = (node: Node | undefined, name: string): Node | undefined =>
  node?.children.find((each) => each.name === name);

/** The texts of all children with a name. */
export const texts = (node: Node | undefined, name: string): string[] =>
  (node?.children ?? []).filter((each) => each.name === name).map((each) => each.text);

/** The text of the first child with a name. */
export const text = (node: Node | undefined, name: string): string | undefined => child(node, name)?.text;
