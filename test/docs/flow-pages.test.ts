import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importFlows } from '../../lib/flows/imports.ts';
import { flows } from '../../lib/flows/index.ts';
import { WAYS } from '../../lib/procore/origins.ts';
import type { Fields, QbRequest } from '../../lib/qbxml/message.ts';
import { valuesOf } from '../../lib/qbxml/message.ts';
import type { Aggregate, Item } from '../../lib/qbxml/vocabulary/notation.ts';
import { vocabulary } from '../../lib/qbxml/vocabulary.ts';
import { REASONS, type ReasonCode } from '../../lib/reasons.ts';
import { NEAR } from '../../lib/similar.ts';
import { cases, requestsOf } from '../flows/documents.ts';
import { ENTRIES } from '../flows/entries.ts';

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

const firstCells = (table: string): string[] =>
  table
    .trim()
    .split('\n')
    .slice(2)
    .map((row) => row.split('|')[1]?.trim() ?? '');

/** First cells of each of the tables whose second column says where a field comes from. */
const fieldTables = (page: string): string[][] =>
  page
    .split('\n\n')
    .filter((block) => /^\|[^|]*\| from \|/.test(block))
    .map(firstCells);

const fieldCells = (page: string): string[] => fieldTables(page).flat();

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
  const isOther = seen.size > 0 && /= to(QuickBooks|Procore)</.test(block);
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
  /export const (\w+) = to(?:QuickBooks|Procore)</.exec(read(`lib/flows/${file}`))?.[1] ?? '';

/** What the engine says of any record. */
const engineCodes = (): string[] =>
  readdirSync(join(ROOT, 'lib/engine'))
    .map((file) => read(`lib/engine/${file}`))
    .flatMap((text) => all(text, /\breason\(\s*'([a-z-]+)'/g));

test('the index leads to a page for every flow, in their order', () => {
  const names = [...flows, ...importFlows].map(({ name }) => name);
  expect(all(shared, /^\| \[([\w-]+)\]\(\1\.md\) \|/gm)).toEqual([...names, 'marking']);
});

describe.each([...flows, ...importFlows].map(({ name }) => name))('docs/flows/%s.md', (name) => {
  const page = read(`docs/flows/${name}.md`);
  const module = `lib/flows/${name}.ts`;

  test('begins with the sentence that stands above the flow in the code', () => {
    const [above = ''] = read(module).split(/\nexport const \w+ = to(?:QuickBooks|Procore)</);
    const sentence = above.slice(above.lastIndexOf('/**') + 4, above.lastIndexOf(' */'));
    expect(page.replace(/\s+/g, ' ')).toContain(`**${sentence.replace(/\s*\n \*\s*/g, ' ')}**`);
    expect(page).toContain(`(../../${module})`);
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

describe.each(flows.map(({ name }) => name))('docs/flows/%s.md, to QuickBooks,', (name) => {
  const page = read(`docs/flows/${name}.md`);

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
});

/** `countryCode` → `country code`; what kind of entry it is stands above its table, its lines have a table of their own. */
const fieldWords = (entries: readonly object[]): string[] => {
  const names = new Set(entries.flatMap((entry) => Object.keys(entry)));
  return [...names]
    .filter((name) => !['of', 'lines'].includes(name))
    .map((name) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`));
};

describe.each(importFlows.map(({ name }) => name))('docs/flows/%s.md, to Procore,', (name) => {
  const page = read(`docs/flows/${name}.md`);

  test('names every field that its entries carry, and those of their lines, and no other', () => {
    const entries = ENTRIES[name]?.() ?? [];
    const lines = entries.flatMap((entry) => ('lines' in entry ? entry.lines : []));
    const told = fieldTables(page).map((cells) => cells.flatMap((cell) => cell.split(', ')).sort());
    const carried = [entries, ...(lines.length > 0 ? [lines] : [])].map((some) => fieldWords(some).sort());
    expect(told).toEqual(carried);
  });

  test('says how near a near name is', () => {
    for (const share of all(page, /(\d+) % alike/g)) expect(Number(share)).toBe(NEAR * 100);
  });
});

describe('docs/flows/marking.md', () => {
  const page = read('docs/flows/marking.md');
  const rows = page.split('\n').map((row) => row.split('|').map((cell) => cell.trim()));

  test('says of every flow with a mark whether it is marked by default', () => {
    const told = flows.flatMap(({ name, mark }) => {
      const row = rows.find(([, flow]) => flow === name);
      expect([name, row !== undefined]).toEqual([name, mark !== undefined]);
      return row && mark ? [[row[2]?.startsWith('yes'), mark.byDefault]] : [];
    });
    expect(told.length).toBeGreaterThan(5);
    for (const [says, does] of told) expect(says).toBe(does);
  });

  test('says of which people see the mark in Procore', () => {
    const kinds: Readonly<Record<string, keyof typeof WAYS>> = {
      ...{ 'cost-codes': 'standard-cost-code', companies: 'company', projects: 'project' },
      ...{ commitments: 'subcontract', 'change-orders': 'change-order-package' },
      ...{ invoices: 'requisition', payments: 'contract-payment' },
    };
    for (const [flow, kind] of Object.entries(kinds)) {
      const row = rows.find(([, name]) => name === flow);
      expect([flow, row?.[3]]).toEqual([flow, WAYS[kind].hasCode ? 'yes' : 'no']);
    }
  });
});
