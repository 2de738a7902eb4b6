import { inserting, type Mutation, replacingOne, spliced } from './mutation.ts';
import * as text from './text-mutations.ts';

const VALUE = /(?<=^ *[\w-]+: +)\S.*$/gm;
const KEY = /^ *[\w-]+(?=:)/gm;
const LINE = /^.*\n/gm;

const VALUES = [
  ...([
    '',
    '~',
    'null',
    "''",
    '""',
    '" "',
    'x',
    '[]',
    '{}',
    '[a, a]',
    '{a: b}',
    '- a',
    '? a',
    '0x1F',
    '1e5',
  ] as const),
  ...([
    'true',
    'US',
    'ca',
    'live',
    'ask',
    'job',
    '2026-02-30',
    '2026-1-1',
    '9'.repeat(40),
    '-1',
    '.inf',
  ] as const),
  ...([
    '&a b',
    '*a',
    '!!int 5',
    '!x y',
    '|',
    '>',
    '|\n  text',
    '"C:\\Books"',
    "'open",
    '"open',
    '@x',
    '`x`',
  ] as const),
  ...([
    '%x',
    '__proto__',
    'constructor',
    '{__proto__: x}',
    '<<',
    'a: b: c',
    '{number}',
    '{x}',
    'Łódź',
    '株',
  ] as const),
  ...([
    'file:/etc/passwd',
    'env:PATH',
    'secretsmanager:x',
    'x'.repeat(5_000),
    '[',
    '{',
    '[[[[',
    '*',
  ] as const),
] as const;

const LINES = [
  ...([
    '---',
    '...',
    '%YAML 1.2',
    '<<: *a',
    '\tx: y',
    '? [a]',
    ': b',
    '- a',
    '__proto__: x',
    'name: b',
  ] as const),
  ...([
    '? ',
    'a:\n  b:\n    c:',
    '"": x',
    '#',
    '!!map {}',
    '&x',
    'constructor: 1',
    '{a: b',
    'procore: []',
  ] as const),
] as const;

const value = replacingOne(VALUE, (_, dice) => dice.pick(VALUES));
const key = replacingOne(KEY, (found, dice) =>
  dice.pick([`${found}x`, '__proto__', found.toUpperCase(), '  a', '?']),
);
const lineTwice = replacingOne(LINE, (found) => found + found);
const lineGone = replacingOne(LINE, () => '');
const indented = replacingOne(LINE, (found, dice) => dice.pick([' ', '  ', '\t', '      ']) + found);
const line = replacingOne(LINE, (found, dice) => `${found}${dice.pick(LINES)}\n`);
const inserted = inserting(...VALUES);

const deep: Mutation = (yaml, dice) => {
  const [open, close] = dice.pick<readonly [string, string]>([
    ['[', ']'],
    ['{a: ', '}'],
    ['- ', ''],
    ['? ', ''],
  ]);
  const put = open.repeat(20_000) + close.repeat(dice.below(2) * 20_000);
  return dice.below(2) === 0 ? `${yaml}\nx: ${put}` : put;
};
const deepBlocks: Mutation = (yaml) =>
  `${yaml}\n${Array.from({ length: 1_000 }, (_, n) => `${' '.repeat(n)}a:\n`).join('')}`;
const manyKeys: Mutation = (yaml, dice) => {
  const same = dice.below(2) === 0;
  return `${yaml}\n${Array.from({ length: 20_000 }, (_, n) => `k${same ? '' : n}: v\n`).join('')}`;
};
const manyAnchors: Mutation = (yaml) => {
  const laughs = Array.from({ length: 30 }, (_, n) => `a${n + 1}: &a${n + 1} [${`*a${n},`.repeat(9)}]\n`);
  return `a0: &a0 x\n${laughs.join('')}${yaml}`;
};
const manyItems: Mutation = (yaml, dice) =>
  `${yaml}\noff:\n${dice.pick(['- a\n', '- [\n', '- *a\n', '- !x y\n']).repeat(20_000)}`;
const longLine: Mutation = (yaml, dice) => {
  const at = yaml.indexOf(':') + 1;
  return spliced(
    yaml,
    at,
    at,
    ` ${dice.pick(['a', '"', "'", ' ', '#', ': ', '\\', '{', ','] as const).repeat(300_000)}`,
  );
};

export const LIGHT = [
  ...text.LIGHT,
  ...([value, value, value, key, lineTwice, lineGone, indented, line, line, inserted] as const),
] as const;

export const HEAVY = [
  ...text.HEAVY,
  ...([deep, deepBlocks, manyKeys, manyAnchors, manyItems, longLine] as const),
] as const;
