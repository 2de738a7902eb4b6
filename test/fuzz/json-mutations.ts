import { inserting, type Mutation, replacingOne, spliced } from './mutation.ts';
import * as text from './text-mutations.ts';

/** A string, a number or a word where a value stands. */
const VALUE = /(?<=[:[,]\s*)(?:"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null)/g;
const KEY = /"(?:[^"\\]|\\.)*"(?=\s*:)/g;
const MEMBER = /"(?:[^"\\]|\\.)*"\s*:\s*(?:"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null)/g;

const VALUES = [
  ...([
    'null',
    'true',
    'false',
    '0',
    '-0',
    '-1',
    '1e999',
    '-1e999',
    '1e-999',
    '1e5',
    '1E+2',
    '0.1',
    '1.0',
  ] as const),
  ...([
    '9007199254740993',
    '562949953421312345',
    '99999999999999999999999',
    '0.1234567890123456789',
  ] as const),
  ...([
    '123456789012345678901234567890e-20',
    '01',
    '+1',
    '.5',
    '1.',
    '0x10',
    'NaN',
    'Infinity',
    'undefined',
  ] as const),
  ...([
    '""',
    '" "',
    '"0"',
    '"x"',
    '"1,000.00"',
    '"2026-02-30"',
    '"2026-13-01T99:99:99Z"',
    '"NaN"',
    '"1e99"',
  ] as const),
  ...([
    '"\\u0000"',
    '"\\ud800"',
    '"\\udc00\\ud800"',
    '"\\ufffe"',
    '"\\x"',
    '"\\u12"',
    '"\u0001"',
    "'x'",
  ] as const),
  ...([
    '[]',
    '[[]]',
    '[null]',
    '[1,2]',
    '{}',
    '{"id":1}',
    '{"":""}',
    '{"__proto__":{"id":1}}',
    '[,]',
    '{,}',
  ] as const),
  ...(['"__proto__"', '"constructor"', '"Łódź “x”"', '"株式会社"', '"🏗"', `"${'x'.repeat(5_000)}"`] as const),
  ...([`1${'0'.repeat(400)}`, `"${'9'.repeat(70)}"`, '"-12.345"', '"Europe/Nowhere"', '"{number}"'] as const),
] as const;

const KEYS = [
  ...([
    '"__proto__"',
    '"constructor"',
    '"toString"',
    '"hasOwnProperty"',
    '""',
    '"id"',
    '"\\u0069d"',
  ] as const),
  ...(['id', "'id'", '1', '"company_id"', '"resource_id"', '"lines"', `"${'k'.repeat(5_000)}"`] as const),
] as const;

const value = replacingOne(VALUE, (_, dice) => dice.pick(VALUES));
const key = replacingOne(KEY, (_, dice) => dice.pick(KEYS));
const twice = replacingOne(MEMBER, (found) => `${found},${found}`);
const gone = replacingOne(MEMBER, () => '"gone":1');
const contradicted = replacingOne(
  MEMBER,
  (found, dice) => `${found},${found.slice(0, found.indexOf(':'))}:${dice.pick(VALUES)}`,
);
const wrapped = replacingOne(VALUE, (found, dice) =>
  dice.pick([`[${found}]`, `{"id":${found}}`, `"${found}"`]),
);
const inserted = inserting(...VALUES, '//', '/* */', '\u00a0', '\ufeff', ',', '"__proto__":{},');

const deep: Mutation = (json, dice) => {
  const [open, close] = dice.pick<readonly [string, string]>([
    ['[', ']'],
    ['{"a":', '}'],
    ['[{"a":', '}]'],
  ]);
  const levels = 100_000;
  const put = open.repeat(levels) + (dice.below(2) === 0 ? `1${close.repeat(levels)}` : '');
  return replacingOne(VALUE, () => put)(json, dice);
};
const longString: Mutation = (json, dice) => {
  const put = dice.pick(['\\n', '\\u0041', 'é', '\\\\', '\\"', 'x']).repeat(500_000);
  return replacingOne(VALUE, () => (dice.below(3) === 0 ? `"${put}` : `"${put}"`))(json, dice);
};
const longNumber: Mutation = (json, dice) => {
  const put = dice.pick(['1', '0', '9']).repeat(200_000);
  const end = dice.pick(['', 'e5', 'e-5', '.5', 'e']);
  return replacingOne(VALUE, () => `1${dice.below(2) === 0 ? '.' : ''}${put}${end}`)(json, dice);
};
const manyKeys: Mutation = (json, dice) => {
  const at = json.indexOf('{') + 1;
  const named = dice.below(2) === 0;
  return spliced(
    json,
    at,
    at,
    Array.from({ length: 50_000 }, (_, n) => `"${named ? 'k' : ''}${n}":0,`).join(''),
  );
};
const manyItems: Mutation = (json, dice) =>
  replacingOne(VALUE, () => `[${dice.pick(['0,', '{},', '[],', '"",', '{"id":1},']).repeat(100_000)}0]`)(
    json,
    dice,
  );

/** Another document that is JSON too, mostly: a value of another kind or size. */
export const FIELDS = [...([value, value, value, wrapped, gone] as const)] as const;

export const LIGHT = [
  ...text.LIGHT,
  ...([value, value, value, value, key, twice, gone, contradicted, wrapped, inserted] as const),
] as const;

export const HEAVY = [...text.HEAVY, deep, longString, longNumber, manyKeys, manyItems] as const;
