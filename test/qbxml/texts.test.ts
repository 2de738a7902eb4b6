import fc from 'fast-check';
import { nameRefusal } from '../../lib/flows/rules.ts';
import { check } from '../../lib/qbxml/check.ts';
import { name, prose } from '../../lib/qbxml/latin.ts';
import { cut, representable } from '../../lib/qbxml/text.ts';
import { writeMessageSet } from '../../lib/qbxml/write.ts';
import { type Node, parseXml } from '../../local/simulators/quickbooks/xml.ts';

fc.configureGlobal({ seed: 20_261_122 });

const range = (from: number, to: number) =>
  fc.integer({ min: from, max: to }).map((code) => String.fromCodePoint(code));

/** Names and prose of all the world, broken and hidden characters among them. */
const unit = fc.oneof(
  { arbitrary: range(0x20, 0x7e), weight: 4 },
  { arbitrary: fc.oneof(range(0xa0, 0x17f), range(0x1e00, 0x1eff), range(0x2010, 0x206f)), weight: 4 },
  fc.constantFrom('\u0000', '\u0092', '\r', '\n', '\t', '\u0301', '\u00ad', '\u200d', '\ufeff', '\ud800'),
  fc.constantFrom('ﬁ', '½', '№', '™', '…', '“', '’', '🏗', '株', 'Ж', 'ß', 'ẞ', 'Ø', 'ﷺ', 'İ', '<', '&', ':'),
  range(0x80, 0x2ffff),
);
const text = fc.string({ unit, maxLength: 60 });

const added = (fields: Readonly<Record<string, string>>) => ({
  message: 'VendorAddRq',
  fields: { VendorAdd: fields },
});

/** The texts of the vendor as QuickBooks reads them. */
const readBack = (fields: Readonly<Record<string, string>>): Record<string, string> => {
  const xml = writeMessageSet([{ requestID: '1', request: added(fields) }], { onError: 'stopOnError' });
  const vendor = parseXml(xml)?.root.children[0]?.children[0]?.children[0]?.children ?? [];
  return Object.fromEntries(vendor.map((node: Node) => [node.name, node.text]));
};

test('a name that the rules let through is taken, measured as it is sent, and reads back the same', () => {
  let taken = 0;
  fc.assert(
    fc.property(text, (given) => {
      const Name = name(given);
      if (nameRefusal(Name, 41, 'name')) return;
      taken += 1;
      expect(check(added({ Name }), 'US')).toEqual([]);
      expect(readBack({ Name })).toEqual({ Name });
    }),
    { numRuns: 3_000 },
  );
  expect(taken).toBeGreaterThan(100);
});

test('a name of Latin letters and signs can always be stored', () => {
  const latin = fc.oneof(range(0x20, 0x7e), range(0xa1, 0x24f), range(0x1e00, 0x1eff), range(0x2018, 0x2026));
  fc.assert(
    fc.property(fc.string({ unit: latin }), (given) => representable(name(given))),
    { numRuns: 500 },
  );
});

test('nothing of another script is guessed in a name', () => {
  const other = fc.constantFrom('株', 'Ж', 'ش', '한', 'ก', 'α', '🏗');
  fc.assert(
    fc.property(text, other, text, (before, letter, after) => {
      expect(name(before + letter + after)).toContain(letter);
      expect(representable(name(before + letter + after))).toBe(false);
    }),
  );
});

test('prose of any script fits after it was cut, and reads back the same', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 40 }), (given, max) => {
      const Notes = cut(prose(given), max);
      expect(Notes.length).toBeLessThanOrEqual(max);
      expect(check(added({ Name: 'A', Notes }), 'US')).toEqual([]);
      expect(readBack({ Name: 'A', Notes })).toEqual({ Name: 'A', Notes });
    }),
    { numRuns: 1_000 },
  );
});

test('prose is settled after one pass', () => {
  fc.assert(
    fc.property(text, (given) => prose(prose(given)) === prose(given)),
    { numRuns: 1_000 },
  );
});
