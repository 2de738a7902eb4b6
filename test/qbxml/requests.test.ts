import fc from 'fast-check';
import { check } from '../../lib/qbxml/check.ts';
import { type Fields, type Value, valuesOf } from '../../lib/qbxml/message.ts';
import type { Aggregate } from '../../lib/qbxml/vocabulary/notation.ts';
import { vocabulary } from '../../lib/qbxml/vocabulary.ts';
import { writeMessageSet } from '../../lib/qbxml/write.ts';
import { checkRequest } from '../../local/simulators/quickbooks/schema/check.ts';
import { type Node, parseXml } from '../../local/simulators/quickbooks/xml.ts';
import { breaks } from './breaks.ts';
import { type Described, requests } from './requests.ts';

const RUNS = { numRuns: 800, seed: 20_261_122 };

const written = ({ request }: Described): string =>
  writeMessageSet([{ requestID: '1', request }], { onError: 'stopOnError' });

const elementOf = (xml: string): Node => {
  const request = parseXml(xml)?.root.children[0]?.children[0];
  if (!request) throw new Error(`no request in ${xml}`);
  return request;
};

/** What was given, with one value and a list of one alike, and an empty aggregate as it looks in XML. */
const plain = (value: Value): unknown => {
  if (typeof value === 'string') return value;
  const all = Object.entries(value).flatMap(([name, given]) => {
    const values = valuesOf(given).map(plain);
    return values.length > 0 ? [[name, values] as const] : [];
  });
  return all.length > 0 ? Object.fromEntries(all) : '';
};

const readBack = ({ children, text }: Node): unknown => {
  if (children.length === 0) return text;
  const names = [...new Set(children.map(({ name }) => name))];
  return Object.fromEntries(
    names.map((name) => [name, children.filter((one) => one.name === name).map(readBack)]),
  );
};

/** Places of the children in the vocabulary's order, for each aggregate. */
const disorder = (node: Node, content: Aggregate): string[] => {
  const places = node.children.map(({ name }) => content.order.findIndex((item) => item.name === name));
  const own = places.every((place, n) => place >= (places[n - 1] ?? 0)) ? [] : [node.name];
  const below = node.children.flatMap((child) => {
    const type = content.byName.get(child.name)?.type;
    return type?.is === 'aggregate' ? disorder(child, type) : [];
  });
  return [...own, ...below];
};

describe('a request that passes the check', () => {
  test('is written in ASCII, in order, and reads back as it was', () => {
    let passed = 0;
    fc.assert(
      fc.property(requests, (one) => {
        if (check(one.request, one.edition).length > 0) return;
        passed += 1;
        const xml = written(one);
        expect(xml).toMatch(/^[\t\n\x20-\x7e]*$/);
        const element = elementOf(xml);
        expect(readBack(element)).toEqual(plain(one.request.fields));
        const content = vocabulary.get(one.request.message)?.content as Aggregate;
        expect(disorder(element, content)).toEqual([]);
      }),
      RUNS,
    );
    expect(passed).toBeGreaterThan(RUNS.numRuns * 0.8);
  });

  test('is taken by the schema that was written apart from it', () => {
    fc.assert(
      fc.property(requests, (one) => {
        if (check(one.request, one.edition).length > 0) return;
        expect(checkRequest(elementOf(written(one)), one.edition)).toEqual({ complaints: [] });
      }),
      RUNS,
    );
  });
});

describe('a request that breaks a rule', () => {
  test.each(Object.entries(breaks))('%s: is noticed', (_rule, broken) => {
    let noticed = 0;
    fc.assert(
      fc.property(requests, fc.nat(), (one, seed) => {
        const other = broken(one, seed);
        if (!other || check(one.request, one.edition).length > 0) return;
        noticed += 1;
        expect(check(other.request, other.edition)).not.toEqual([]);
      }),
      { ...RUNS, numRuns: 400 },
    );
    expect(noticed).toBeGreaterThan(10);
  });

  test('or is none: what passes by chance is taken by the schema too', () => {
    const kinds = Object.values(breaks);
    fc.assert(
      fc.property(requests, fc.array(fc.nat(), { minLength: 1, maxLength: 3 }), (one, seeds) => {
        const other = seeds.reduce<Described>(
          (so, seed) => kinds[seed % kinds.length]?.(so, seed) ?? so,
          one,
        );
        if (check(other.request, other.edition).length > 0) return;
        expect(checkRequest(elementOf(written(other)), other.edition)).toEqual({ complaints: [] });
      }),
      RUNS,
    );
  });
});

test('an empty field is an empty element', () => {
  const Fields: Fields = { VendorMod: { ListID: '1', EditSequence: '1', Phone: '' } };
  const xml = written({ request: { message: 'VendorModRq', fields: Fields }, edition: 'US' });
  expect(xml).toContain('<Phone></Phone>');
});
