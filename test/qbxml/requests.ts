import fc from 'fast-check';
import { type Fields, type QbRequest, type Value, valuesOf } from '../../lib/qbxml/message.ts';
import {
  type Aggregate,
  type Choice,
  type Edition,
  type Item,
  isChoice,
  type Leaf,
  type Part,
} from '../../lib/qbxml/vocabulary/notation.ts';
import { vocabulary } from '../../lib/qbxml/vocabulary.ts';

/** Every character that QuickBooks can store and XML can carry, markup more often than by chance. */
const storable = fc.oneof(
  fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)),
  fc.constantFrom('\t', '\n', '\r', '&', '<', '>', '"', "'", ']', '\u0085', '\u00a0'),
);

const text = (least: number, max = 60): fc.Arbitrary<string> =>
  fc.oneof(
    { arbitrary: fc.string({ unit: storable, minLength: least, maxLength: Math.min(max, 20) }), weight: 6 },
    { arbitrary: fc.string({ unit: storable, minLength: max, maxLength: max }), weight: max > 200 ? 0 : 1 },
    { arbitrary: storable.map((unit) => unit.repeat(max).slice(0, max)), weight: 1 },
  );

const day = fc.date({ min: new Date(0), max: new Date('2038-01-18T23:59:59Z'), noInvalidDate: true });
const decimal = (whole: number, decimals: number): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom('', '-', '+'), fc.nat(whole), fc.option(fc.nat(10 ** decimals - 1)))
    .map(([sign, units, part]) =>
      part === null ? `${sign}${units}` : `${sign}${units}.${String(part).padStart(decimals, '0')}`,
    );
const hex = (digits: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdefABCDEF'), minLength: digits, maxLength: digits });

const simple: Readonly<Record<Exclude<Leaf['is'], 'text' | 'enum'>, fc.Arbitrary<string>>> = {
  bool: fc.constantFrom('true', 'false'),
  date: day.map((date) => date.toISOString().slice(0, 10)),
  datetime: fc
    .tuple(day, fc.constantFrom(10, 13, 16, 19), fc.constantFrom('', '+01:00', '-08:00'))
    .map(([date, to, zone]) => date.toISOString().slice(0, to) + (to === 19 ? zone : '')),
  amount: decimal(9_999_999, 2),
  price: decimal(999_999_999, 5),
  percent: decimal(99, 5),
  quantity: decimal(999_999_999, 5),
  float: decimal(999_999_999, 3),
  integer: fc.integer().map(String),
  count: fc.integer({ min: 1, max: 999_999_999 }).map(String),
  guid: fc.tuple(hex(8), hex(4), hex(4), hex(4), hex(12)).map((parts) => `{${parts.join('-')}}`),
};

const leaf = (type: Leaf, required: boolean): fc.Arbitrary<string> => {
  if (type.is === 'enum') return fc.constantFrom(...type.values);
  if (type.is === 'text') return text(required ? 1 : 0, type.max);
  return simple[type.is];
};

type Given = Value | readonly Value[] | undefined;
type Entry = readonly [name: string, value: Given];

const item = ({ name, type, required, many, only }: Item, edition: Edition): fc.Arbitrary<Entry[]> => {
  if (only && only !== edition) return fc.constant([]);
  const one: fc.Arbitrary<Value> = type.is === 'aggregate' ? fieldsIn(type, edition) : leaf(type, required);
  const several = fc.array(one, { minLength: required ? 1 : 0, maxLength: 3 });
  const value: fc.Arbitrary<Given> = many
    ? several
    : required
      ? one
      : fc.option(one, { nil: undefined, freq: 2 });
  return value.map((given) => [[name, given]]);
};

const choice = ({ alternatives, required, many }: Choice, edition: Edition): fc.Arbitrary<Entry[]> => {
  const each = alternatives.map(({ parts }) => entriesOf(parts, edition));
  const taken = many
    ? fc.subarray(each, { minLength: required ? 1 : 0 }).chain((some) => fc.tuple(...some))
    : fc.constantFrom(...each).chain((one) => fc.tuple(one));
  const entries = taken.map((some) => some.flat());
  if (required) return entries.filter((all) => all.some(([, value]) => valuesOf(value).length > 0));
  return fc.oneof(entries, fc.constant<Entry[]>([]));
};

const entriesOf = (parts: readonly Part[], edition: Edition): fc.Arbitrary<Entry[]> =>
  fc
    .tuple(...parts.map((part) => (isChoice(part) ? choice(part, edition) : item(part, edition))))
    .map((all) => all.flat());

const fieldsIn = (content: Aggregate, edition: Edition): fc.Arbitrary<Fields> =>
  entriesOf(content.parts, edition).map((entries) => Object.fromEntries(entries));

const EDITIONS = ['US', 'CA'] as const;

/** A request as the vocabulary describes it, and the edition that it is for. */
export interface Described {
  readonly request: QbRequest;
  readonly edition: Edition;
}

/** Requests of every message; nearly all of them right. */
export const requests: fc.Arbitrary<Described> = fc.oneof(
  ...[...vocabulary.values()].flatMap(({ name: message, content }) =>
    EDITIONS.map((edition) =>
      fieldsIn(content, edition).map((fields): Described => ({ request: { message, fields }, edition })),
    ),
  ),
);
