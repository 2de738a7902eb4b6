import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseCommand } from '../cli/arguments.ts';
import { EXIT_CODES } from '../cli/command.ts';
import { COMMANDS } from '../cli/commands.ts';
import { readConnectionFile } from '../lib/connection-file.ts';
import { MOVES } from '../lib/engine/status.ts';
import { importFlows } from '../lib/flows/imports.ts';
import { flows } from '../lib/flows/index.ts';
import { flowNames } from '../lib/flows/names.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** The code blocks of a page in a language; '' for those without one. */
const blocks = (page: string, language: string): string[] =>
  [...read(page).matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].flatMap(([, named, text]) =>
    named === language && text !== undefined ? [text] : [],
  );

const all = (text: string, form: RegExp): string[] => [
  ...new Set([...text.matchAll(form)].map(([, found]) => found ?? '')),
];

const meaningful = (yaml: string): string[] => yaml.split('\n').filter((line) => !/^\s*(#|$)/.test(line));

describe.each(pages)('%s', (page) => {
  const text = read(page);

  test('links to files that exist', () => {
    const links = all(text, /\]\(([^)#]+)[^)]*\)/g).filter((link) => !link.includes('://'));
    const missing = links.filter((link) => !existsSync(join(ROOT, normalize(join(dirname(page), link)))));
    expect(missing).toEqual([]);
  });

  test('names files and folders that exist', () => {
    const named = all(text, /`((?:lib|lambdas|local|cdk|cli|bench|scripts|test|examples)\/[\w./-]*)`/g);
    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  test('names only commands that package.json has', () => {
    const scripts = Object.keys(JSON.parse(read('package.json')).scripts);
    const named = [...all(text, /npm run ([\w-]+)/g), ...all(text, /npm (start|test)\b/g)];
    expect(named.filter((name) => !scripts.includes(name))).toEqual([]);
  });

  test('holds no path of anybody’s machine', () => {
    expect(text).not.toMatch(/(^|[\s"'`(])\/(work|tmp|home|Users|root|mnt)\//m);
  });
});

describe('README.md', () => {
  const text = read('README.md');

  test('is at most 300 lines long', () => {
    expect(text.split('\n').length).toBeLessThanOrEqual(301);
  });

  test('names only options that npm start or npm run apply takes', () => {
    const taken = ['local/start.ts', 'cli/apply.ts'].flatMap((path) => all(read(path), /(--[a-z-]+)/g));
    const commands = all(text, /npm (?:start|run apply) -- ([^`\n]+)/g);
    const named = commands.flatMap((command) => all(command, /(--[a-z-]+)/g));
    expect(named.length).toBeGreaterThan(2);
    expect(named.filter((option) => !taken.includes(option))).toEqual([]);
  });

  test('shows a connection file that is valid, and an excerpt of examples/acme.yaml', () => {
    const [shown = ''] = blocks('README.md', 'yaml');
    expect(readConnectionFile(shown, 'shown.yaml', flowNames)).toHaveProperty('settings');
    const example = meaningful(read('examples/acme.yaml'));
    let place = -1;
    for (const line of meaningful(shown)) {
      place = example.indexOf(line, place + 1);
      expect({ line, place }).not.toEqual({ line, place: -1 });
    }
  });

  test('asks for the webhooks that the flows are on, and for the lines of orders', () => {
    const rows = all(text, /^\| (?:company|project) \| `([^`]+)` \|/gm);
    const ordered = flows.flatMap(({ on, onProject = [] }) => [...on, ...onProject]);
    const isOfHolder = (name: string) => name.endsWith(' Line Items') && !ordered.includes(name);
    expect(rows.filter((name) => !isOfHolder(name)).sort()).toEqual([...ordered].sort());
    const holders = rows.filter(isOfHolder);
    expect(
      holders.map((name) => name.replace(/ Line Items$/, 's')).every((one) => ordered.includes(one)),
    ).toBe(true);
  });

  test('names every flow that there is', () => {
    const table = text.slice(text.indexOf('| from Procore |'), text.indexOf('Each flow with its fields'));
    expect(all(table, /`([\w-]+)` \|$/gm)).toEqual([...flows, ...importFlows].map(({ name }) => name));
  });
});

test('CONTRIBUTING.md shows the flow that is compiled and tested', () => {
  expect(blocks('CONTRIBUTING.md', 'ts')).toEqual([read('test/docs/first-flow.ts')]);
});

/** The words of a command line; those in quotes are one. */
const words = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');

describe.each(['docs/cli.md', 'docs/operations.md'])('%s', (page) => {
  const typed = all(read(page), /^npm run plumbline -- (.+)$/gm);

  test('shows commands that can be typed', () => {
    expect(typed.length).toBeGreaterThan(2);
    for (const line of typed) expect(parseCommand(COMMANDS, words(line))).toMatchObject({ is: 'command' });
  });
});

test('docs/cli.md explains every command about records, and every exit code', () => {
  const text = read('docs/cli.md');
  const own = Object.entries(COMMANDS).filter(([, { takes }]) => (takes?.length ?? 0) > 1);
  for (const [name] of own) expect(text).toContain(`\`${name}`);
  for (const [code, means] of Object.entries(EXIT_CODES)) expect(text).toContain(`| ${code} | ${means} |`);
});

describe('docs/states.md', () => {
  const text = read('docs/states.md');
  const [diagram = ''] = blocks('docs/states.md', 'mermaid');
  const nameOf = (node: string): string => new RegExp(`${node}\\[([a-z-]+)\\]`).exec(diagram)?.[1] ?? node;
  const arrows = [...diagram.matchAll(/(\w+) --> (\w+)/g)].map(([, from = '', to = '']) => [from, to]);
  const group = all(/subgraph planned.*?\n([\s\S]*?)\n {2}end/.exec(diagram)?.[1] ?? '', /^ +(\w+)/gm);
  const members = (node: string): string[] => (node === 'planned' ? group : [node]).map(nameOf);
  const drawn = [
    ...arrows.flatMap(([from = '', to = '']) =>
      members(from).flatMap((a) => members(to).map((b) => `${a} ${b}`)),
    ),
    ...group.flatMap((a) => group.map((b) => `${nameOf(a)} ${nameOf(b)}`)),
  ];

  test('draws the moves that are legal, and no others', () => {
    const legal = Object.entries(MOVES).flatMap(([from, to]) => to.map((state) => `${from} ${state}`));
    const real = (move: string): boolean => new Set(move.split(' ')).size === 2;
    expect([...new Set(drawn.filter(real))].sort()).toEqual(legal.filter(real).sort());
  });

  test('explains every state', () => {
    const explained = all(text, /^\| `([a-z-]+)` \| [^|]+ \| [^|]+ \|$/gm);
    for (const state of Object.keys(MOVES)) expect(explained).toContain(state);
  });
});

describe('docs/threat-model.md', () => {
  const text = read('docs/threat-model.md');
  const [head = [], , ...rows] = text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').map((cell) => cell.trim()));

  test('is one page', () => {
    expect(text.split(/\s+/).length).toBeLessThan(1_200);
  });

  test('gives a control and a test that there is for every threat', () => {
    expect(head.slice(1, 4)).toEqual(['threat', 'control', 'test']);
    expect(rows.length).toBeGreaterThan(12);
    for (const [, threat, control = '', tests = ''] of rows) {
      expect([threat, control]).toEqual([
        threat,
        expect.stringMatching(/`(lib|cdk)\/[\w/-]+\.ts`|\]\([\w-]+\.md\)/),
      ]);
      const files = all(tests, /`([^`]+)`/g);
      expect([threat, files.length > 0]).toEqual([threat, true]);
      for (const file of files) expect(file).toMatch(/^test\/.*(\.test|-suite)\.ts$/);
    }
  });
});
