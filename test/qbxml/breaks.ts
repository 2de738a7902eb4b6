import type { Fields, Value } from '../../lib/qbxml/message.ts';
import { type Aggregate, type Item, isChoice } from '../../lib/qbxml/vocabulary/notation.ts';
import { vocabulary } from '../../lib/qbxml/vocabulary.ts';
import { diceOf } from '../fuzz/dice.ts';
import type { Described } from './requests.ts';

/** An aggregate that stands in a request, and how the request looks with another in its place. */
interface Place {
  readonly content: Aggregate;
  readonly fields: Fields;
  readonly put: (fields: Fields) => Fields;
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && !Array.isArray(value);

const placesIn = (content: Aggregate, fields: Fields, put: Place['put']): Place[] => [
  { content, fields, put },
  ...content.order.flatMap(({ name, type }) => {
    const value = fields[name];
    if (type.is !== 'aggregate' || !isFields(value)) return [];
    return placesIn(type, value, (inner) => put({ ...fields, [name]: inner }));
  }),
];

/** Breaks one rule at one place; undefined where the request has no such place. */
type Break = (one: Described, seed: number) => Described | undefined;

const atItems =
  (
    fits: (item: Item, value: Fields[string], at: Place) => boolean,
    broken: (item: Item, value: Value) => Fields[string],
  ): Break =>
  ({ request, edition }, seed) => {
    const content = vocabulary.get(request.message)?.content;
    if (!content) return undefined;
    const found = placesIn(content, request.fields, (fields) => fields).flatMap((place) =>
      place.content.order.flatMap((item) => {
        const value = place.fields[item.name];
        return fits(item, value, place) ? [{ place, item, value: value as Value }] : [];
      }),
    );
    const one = found[diceOf(seed).below(found.length)];
    if (!one) return undefined;
    const { place, item, value } = one;
    return {
      edition,
      request: { ...request, fields: place.put({ ...place.fields, [item.name]: broken(item, value) }) },
    };
  };

const isText = (value: Fields[string]): value is string => typeof value === 'string';

const inSequence = ({ content }: Place, item: Item): boolean =>
  content.parts.some((part) => !isChoice(part) && part === item);

const inChoice = ({ content }: Place, item: Item): boolean =>
  content.parts.some(
    (part) =>
      isChoice(part) &&
      !part.many &&
      part.alternatives.length > 1 &&
      part.alternatives.some(({ names }) => names[0] === item.name),
  );

/** Each rule of QuickBooks' schema, broken. */
export const breaks: Readonly<Record<string, Break>> = {
  'a text that is too long': atItems(
    ({ type }, value) => type.is === 'text' && type.max !== undefined && isText(value),
    ({ type }) => 'x'.repeat((type.is === 'text' ? (type.max ?? 0) : 0) + 1),
  ),
  'a word that is none of the list': atItems(
    ({ type }, value) => type.is === 'enum' && isText(value),
    (_, value) => `${String(value)}x`,
  ),
  'a text of another form': atItems(
    ({ type }, value) => !['text', 'enum', 'aggregate'].includes(type.is) && isText(value),
    () => '1,0 %',
  ),
  'a character beyond U+00FF': atItems(
    ({ type }, value) => type.is === 'text' && isText(value),
    () => 'Ł',
  ),
  'a control character': atItems(
    ({ type }, value) => type.is === 'text' && isText(value),
    () => 'a\u0001',
  ),
  'a missing element': atItems(
    (item, value, at) => item.required && value !== undefined && inSequence(at, item),
    () => undefined,
  ),
  'an empty element that must say something': atItems(
    (item, value, at) => item.required && isText(value) && inSequence(at, item),
    () => '',
  ),
  'an element twice': atItems(
    (item, value, at) => !item.many && value !== undefined && !Array.isArray(value) && inSequence(at, item),
    (_, value) => [value, value],
  ),
  'an element of the other edition': (one) => {
    const other = one.edition === 'US' ? 'CA' : 'US';
    return atItems(
      ({ only, type }, value, at) =>
        only === other && value === undefined && type.is === 'bool' && at.fields !== undefined,
      () => 'true',
    )(one, 0);
  },
  'two of which one may stand': ({ request, edition }, seed) => {
    const fill = atItems(
      (item, value, at) =>
        value === undefined &&
        item.type.is !== 'aggregate' &&
        inChoice(at, item) &&
        at.content.order.some(
          (sibling) =>
            sibling !== item &&
            inChoice(at, sibling) &&
            sameChoice(at, item, sibling) &&
            at.fields[sibling.name] !== undefined,
        ),
      () => 'x',
    );
    return fill({ request, edition }, seed);
  },
  'text in place of elements': atItems(
    ({ type }, value) => type.is === 'aggregate' && isFields(value),
    () => 'x',
  ),
  'elements in place of text': atItems(
    ({ type }, value) => type.is !== 'aggregate' && isText(value),
    () => ({ x: 'y' }),
  ),
  'an element that nobody knows': ({ request, edition }) => ({
    edition,
    request: { ...request, fields: { ...request.fields, Surprise: 'x' } },
  }),
};

function sameChoice({ content }: Place, a: Item, b: Item): boolean {
  return content.parts.some(
    (part) =>
      isChoice(part) && [a, b].every(({ name }) => part.alternatives.some(({ names }) => names[0] === name)),
  );
}
