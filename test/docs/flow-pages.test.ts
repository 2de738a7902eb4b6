import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { flows } from '../../lib/flows/index.ts';
import type { Fields, QbRequest } from '../../lib/qbxml/message.ts';
import { valuesOf } from '../../lib/qbxml/message.ts';
import type { Aggregate, Item } from '../../lib/qbxml/vocabulary/notation.ts';
import { vocabulary } from '../../lib/qbxml/vocabulary.ts';
import { REASONS, type ReasonCode } from '../../lib/reasons.ts';
import { cases, requestsOf } from '../flows/documents.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const all = (text: string, form: RegExp): string[] => [
  ...new Set([...text.matchAll(form)].map(([, found]) => found ?? '')),
];

const shared = read('docs/flows/README.md');
const codesIn = (text: string): string[] =>
  all(text, /`([a-z]+(?:-[a-z]+)*)`/g).filter((code) => code in REASONS);

/** Which object and which line; never a field that somebody maps. */
const ADDRESSING = ['ListID', 'TxnID', 'TxnLineID', 'EditSequence', 'ExternalGUID'];

const isLines = (name: string): boolean => /Line(Group)?(Add|Mod)$|^AppliedToTxnAdd$/.test(name);

/** Name and rule of each field of a document and of its lines. */
const fieldsOf = (fields: Fields, type: Aggregate): Item[] =>
  Object.entries(fields).flatMap(([name, value]) => {
    const item = type.byName.get(name);
    if (value === undefined || !item || ADDRESSING.includes(name)) return [];
    // The two sides of an item: buying and selling.
    if (!isLines(name) && !/^SalesAndPurchase/.test(name)) return [item];
    return valuesOf(value).flatMap((inner) =>
      typeof inner === 'object' && item.type.is === 'aggregate' ? fieldsOf(inner, item.type) : [],
    );
  });

const writtenBy = ({ message, fields }: QbRequest): Item[] => {
  const inner = message.replace(/Rq$/, '');
  const type = vocabulary.get(message)?.content.byName.get(inner)?.type;
  const value = fields[inner];
  if (type?.is !== 'aggregate' || typeof value !== 'object' || Array.isArray(value)) return [];
  return fieldsOf(value as Fields, type);
};

const sentBy = async (flow: string): Promise<Item[]> => {
  const writes = cases.filter((one) => one.flow === flow && one.asks === 'write');
  return (await Promise.all(writes.map(requestsOf))).flat().flatMap(writtenBy);
};

/** First cells of the tables whose second column says where a field comes from. */
const fieldCells = (page: string): string[] =>
  page
    .split('\n\n')
    .filter((block) => /^\|[^|]*\| from \|/.test(block))
    .flatMap((block) => block.split('\n').slice(2))
    .map((row) => row.split('|')[1]?.trim() ?? '');

/** The declarations of a module of lib/flows by name, and where its imported names come from. */
const declared = (file: string) => {
  const text = read(`lib/flows/${file}`);
  const blocks = text.split(/^(?=(?:\/\*\*[^\n]*|export const|const) )/m);
  const named = blocks.flatMap((block) => {
    const [, name] = /^(?:export )?const (\w+)/m.exec(block) ?? [];
    return name ? [[name, block] as const] : [];
  });
  const imports = [...text.matchAll(/import (?:type )?\{([^}]*)\} from '\.\/([\w-]+\.ts)'/g)].flatMap(
    ([, names = '', from = '']) =>
      names.split(',').map((name) => [name.replace('type ', '').trim(), from] as const),
  );
  return { blocks: new Map(named), imports: new Map(imports) };
};

/** The code that a flow runs: its value, and what that uses of its module and of others, without other flows. */
const codeOf = (file: string, name: string, seen = new Map<string, string>()): string => {
  const { blocks, imports } = declared(file);
  const block = blocks.get(name) ?? '';
  const isOther = seen.size > 0 && block.includes('= toQuickBooks<');
  if (seen.has(`${file} ${name}`) || isOther) return [...seen.values()].join('\n');
  seen.set(`${file} ${name}`, block);
  for (const used of all(block, /\b([A-Za-z_]\w*)\b/g)) {
    if (blocks.has(used)) codeOf(file, used, seen);
    else if (imports.has(used)) codeOf(imports.get(used) ?? '', used, seen);
  }
  return [...seen.values()].join('\n');
};

/** The value of the flow that a module exports. */
const valueIn = (file: string): string =>
  /export const (\w+) = toQuickBooks</.exec(read(`lib/flows/${file}`))?.[1] ?? '';

/** What the engine says of any record. */
const engineCodes = (): string[] =>
  readdirSync(join(ROOT, 'lib/engine'))
    .map((file) => read(`lib/engine/${file}`))
    .flatMap((text) => all(text, /\breason\(\s*'([a-z-]+)'/g));

test('the index leads to a page for every flow, in their order', () => {
  expect(all(shared, /^\| \[([\w-]+)\]\(\1\.md\) \|/gm)).toEqual(flows.map(({ name }) => name));
});

describe.each(flows.map(({ name }) => name))('docs/flows/%s.md', (name) => {
  const page = read(`docs/flows/${name}.md`);
  const module = `lib/flows/${name}.ts`;

  test('begins with the sentence that stands above the flow in the code', () => {
    const [above = ''] = read(module).split(/\nexport const \w+ = toQuickBooks</);
    const sentence = above.slice(above.lastIndexOf('/**') + 4, above.lastIndexOf(' */'));
    expect(page.replace(/\s+/g, ' ')).toContain(`**${sentence.replace(/\s*\n \*\s*/g, ' ')}**`);
    expect(page).toContain(`(../../${module})`);
  });

  test('names every field that its documents carry, and no other', async () => {
    const sent = (await sentBy(name)).map((item) => item.name);
    const named = fieldCells(page).flatMap((cell) => all(cell, /\b([A-Z]\w+)/g));
    expect([...new Set(named)].sort()).toEqual([...new Set(sent)].sort());
  });

  test('gives QuickBooks’ limits', async () => {
    const limits = new Map(
      (await sentBy(name)).map(({ name: field, type }) => [field, type.is === 'text' ? type.max : undefined]),
    );
    const told = fieldCells(page).flatMap((cell) =>
      [...cell.matchAll(/\b([A-Z]\w+),? ≤ ([\d,]+)/g)].map(([, field = '', max = '']) => [
        field,
        Number(max.replace(',', '')),
      ]),
    );
    for (const [field, max] of told) expect([field, limits.get(String(field))]).toEqual([field, max]);
  });

  test('gives every reason that its code gives, and no other', () => {
    const source = codeOf(`${name}.ts`, valueIn(`${name}.ts`));
    const given = all(source, /(?:\breason\(\s*|\blost: )'([a-z-]+)'/g);
    const rows = page.split('\n').filter((line) => /^\| `/.test(line));
    const told = rows.flatMap((row) => codesIn(row.split('|')[1] ?? ''));
    expect(given.filter((code) => ![...told, ...codesIn(shared)].includes(code))).toEqual([]);
    const known = [...given, ...engineCodes()];
    expect(told.filter((code) => !known.includes(code as ReasonCode))).toEqual([]);
  });
});
