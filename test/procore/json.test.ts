import fc from 'fast-check';
import { parseJson } from '../../lib/procore/json.ts';

const readOf = (text: string): unknown => {
  const parsed = parseJson(text);
  return parsed.is === 'json' ? parsed.value : `malformed: ${parsed.why}`;
};

const why = (text: string): string => {
  const parsed = parseJson(text);
  return parsed.is === 'malformed' ? parsed.why : `read as ${JSON.stringify(parsed.value)}`;
};

/** JSON.parse, told apart from the value it gives. */
const builtIn = (text: string): { value: unknown } | 'malformed' => {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return 'malformed';
  }
};

describe('numbers', () => {
  test('an id above 2^53 is kept to the last digit', () => {
    expect(readOf('{"id":5982324300946918154}')).toEqual({ id: '5982324300946918154' });
  });

  test('any integer beyond 15 digits comes back as its exact text, wherever it stands', () => {
    const big = fc.bigInt({ min: 10n ** 15n, max: 10n ** 40n });
    fc.assert(
      fc.property(big, fc.boolean(), (n, negative) => {
        const digits = `${negative ? '-' : ''}${n}`;
        expect(readOf(`{"a":[1,${digits}],"${n}":${digits}}`)).toEqual({ a: [1, digits], [`${n}`]: digits });
      }),
    );
  });

  test('money with more digits than a double holds keeps them all', () => {
    expect(readOf('[1234567890123456.78, 0.10]')).toEqual(['1234567890123456.78', 0.1]);
  });

  test('digits inside a string are left alone', () => {
    expect(readOf('"5982324300946918154 \\" 12345678901234567890"')).toBe(
      '5982324300946918154 " 12345678901234567890',
    );
  });

  test('a number that is infinite as a double is refused', () => {
    expect(why('[1e999]')).toMatch(/out of range, at line 1/);
  });
});

describe('agreement with JSON.parse', () => {
  test('every JSON value reads the same, apart from long numbers', () => {
    const number = fc.oneof(
      fc.integer(),
      fc.integer().map((n) => n / 100),
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5 },
        fc.string({ unit: 'binary' }),
        number,
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('tree')),
        fc.dictionary(fc.string({ unit: 'binary' }), tie('tree')),
      ),
    }));
    fc.assert(
      fc.property(tree, fc.integer({ min: 0, max: 3 }), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(readOf(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  test('a damaged text is refused when JSON.parse refuses it', () => {
    const sound = '{"a":[1,-2.5e3,"x\\u00e9\\n",true,null],"b":{"c":"d"}}';
    fc.assert(
      fc.property(
        fc.nat(sound.length - 1),
        fc.constantFrom('', '"', '{', ']', ',', '0', 'x', '\n', '\\'),
        (at, mark) => {
          const text = sound.slice(0, at) + mark + sound.slice(at + 1);
          const expected = builtIn(text);
          if (expected === 'malformed') expect(parseJson(text).is).toBe('malformed');
          else expect(readOf(text)).toEqual(expected.value);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('a name like __proto__ is data and changes no prototype', () => {
    const value = readOf('{"__proto__":{"polluted":1}}');
    expect(Object.keys(value as object)).toEqual(['__proto__']);
    expect('polluted' in {}).toBe(false);
  });
});

describe('refusals say what and where', () => {
  test('a name that occurs twice in one object, however it is escaped', () => {
    expect(why('{\n "id": 1,\n "\\u0069d": 2}')).toBe(
      'the name "id" occurs twice in one object, at line 3, column 2',
    );
  });

  test('the same name in two objects is fine', () => {
    expect(readOf('[{"id":1},{"id":2}]')).toEqual([{ id: 1 }, { id: 2 }]);
  });

  test('every truncation of a text is refused as ending too early', () => {
    const text = '{"a":[1,"b"],"c":{"d":true}}';
    for (let length = 0; length < text.length; length += 1) {
      expect(why(text.slice(0, length))).toMatch(/ends too early|is missing/);
    }
  });

  test('a web page, an empty text, two values', () => {
    expect(why('<html></html>')).toBe('a value is missing, at line 1, column 1');
    expect(why('')).toBe('the text ends too early, at line 1, column 1');
    expect(why('{} {}')).toBe('there is something after the end of the value, at line 1, column 4');
  });

  test('a number out of range, also where the text ends with it', () => {
    expect(why('[1, 1e999]')).toBe('a number is out of range, at line 1, column 5');
    expect(why(' 1e999')).toBe('a number is out of range, at line 1, column 2');
  });

  test('nesting beyond 100 levels, instead of a stack overflow', () => {
    expect(why('['.repeat(100_000))).toMatch(/nested deeper than 100/);
  });

  test('a byte order mark is no reason', () => {
    expect(readOf('\uFEFF{"a":1}')).toEqual({ a: 1 });
  });
});
