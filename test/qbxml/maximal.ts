import type { Fields, Value } from '../../lib/qbxml/message.ts';
import {
  type Aggregate,
  type Edition,
  type Item,
  isChoice,
  type Leaf,
  type Part,
} from '../../lib/qbxml/vocabulary/notation.ts';

const samples: Readonly<Record<Exclude<Leaf['is'], 'text' | 'enum'>, string>> = {
  bool: 'true',
  date: '2026-02-28',
  datetime: '2026-02-28T23:59:59',
  amount: '-9999999999999.99',
  price: '1234567890.12345',
  percent: '12.5',
  quantity: '-1234567890.12345',
  float: '1.25',
  integer: '7',
  count: '1',
  guid: '{01234567-89ab-cdef-0123-456789abcdef}',
};

const leafValue = (type: Leaf, turn: number): string => {
  if (type.is === 'enum') return type.values[turn % type.values.length] ?? '';
  if (type.is === 'text') return 'x'.repeat(Math.min(type.max ?? 60, 5000));
  return samples[type.is];
};

const itemValue = ({ type, many }: Item, edition: Edition, turn: number): Value | readonly Value[] => {
  const one = type.is === 'aggregate' ? fullest(type, edition, turn) : leafValue(type, turn);
  return many ? [one, one] : one;
};

const partFields = (part: Part, edition: Edition, turn: number): [string, Value | readonly Value[]][] => {
  if (!isChoice(part))
    return part.only && part.only !== edition ? [] : [[part.name, itemValue(part, edition, turn)]];
  const { alternatives } = part;
  const taken = part.many ? alternatives : [alternatives[turn % alternatives.length] ?? alternatives[0]!];
  return taken.flatMap(({ parts }) => parts.flatMap((inner) => partFields(inner, edition, turn)));
};

/**
 * Every element of an aggregate at its longest, in reverse of the right order. `turn` goes through the
 * alternatives of choices and the values of enumerations.
 */
export const fullest = (content: Aggregate, edition: Edition, turn: number): Fields =>
  Object.fromEntries(content.parts.flatMap((part) => partFields(part, edition, turn)).reverse());
