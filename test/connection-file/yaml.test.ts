import fc from 'fast-check';
import { nearest } from '../../lib/connection-file/nearest.ts';
import { example, least, leastWith, problemsOf } from './read.ts';

describe('what is no YAML, or more YAML than the file needs', () => {
  test.each([
    ['a tab', `${least}\n\tprojects: all`, '13: a tab indents this line; indent with blanks.'],
    [
      'a path in double quotes',
      leastWith('  user:', '  companyFile: "C:\\Books\\Acme.qbw"\n  user:'),
      '9: inside double quotes a backslash begins an escape; write a Windows path in single quotes or in none.',
    ],
    [
      'a second document',
      `${least}\n---\nname: b`,
      '13: a second document begins here; a file describes one connection.',
    ],
    [
      'a colon in a value',
      leastWith('Construction Income', 'Income: main'),
      '11: there is a colon inside the value, or the line is indented too far; put a value with a colon and a blank in quotes.',
    ],
    [
      'a reserved character',
      leastWith('plumbline-acme', '@acme'),
      '9: the value begins with a character that YAML reserves; put it in quotes.',
    ],
    ['a tag', leastWith('4418', '!!int 4418'), '5: tags (!…) are not used in this file; delete it.'],
    [
      'an alias',
      `${least}\nprojects: *all`,
      '13: aliases (*) are not used in this file; write the value out.',
    ],
    ['a merge key', `${least}\n<<: 1`, '13: << is not a key that Plumbline knows; the keys here are '],
    [
      'a key that is a list',
      `${least}\n? [a]\n: 1`,
      '1: the file holds a key that is no plain word; write keys as words.',
    ],
    ['a key twice', `${least}\nname: b`, '13: name stands here again, first on line 1; keep one.'],
    ['a list', '- name: acme', '1: the file is a list; it must be a group with the keys name, '],
    ['a word', 'acme', '1: the file is "acme"; it must be a group with the keys name, '],
    ['nothing', '# nothing yet\n', '1: the file is empty; it must be a group with the keys name, '],
    ['an unclosed quote', `${least}\nlink: "ask`, '13: this is no YAML: Missing closing "quote.'],
  ])('%s', (_, text, problem) => {
    const [first, ...others] = problemsOf(text);
    expect(first?.slice('acme.yaml:'.length, 'acme.yaml:'.length + problem.length)).toBe(problem);
    expect(others).toEqual([]);
  });

  test('names that objects have by nature are unknown keys like any other', () => {
    for (const key of ['__proto__', 'constructor', 'toString'])
      expect(problemsOf(`${least}\n${key}: 1`)).toEqual([
        expect.stringContaining(`acme.yaml:13: ${key} is not a key that Plumbline knows`),
      ]);
  });
});

test('whatever is done to a file, its problems are told and none is thrown', () => {
  const places = fc.record({
    from: fc.nat(example.length),
    cut: fc.nat(80),
    put: fc.string({ maxLength: 12 }),
  });
  const mangled = ({ from, cut, put }: { from: number; cut: number; put: string }) =>
    example.slice(0, from) + put + example.slice(from + cut);
  fc.assert(
    fc.property(places, (place) => {
      for (const problem of problemsOf(mangled(place)))
        expect(problem).toMatch(/^acme\.yaml:[1-9]\d*: \S.*[.?]$/);
    }),
    { seed: 7, numRuns: 300 },
  );
});

describe('the name that was meant', () => {
  const names = ['startDate', 'orderNumber', 'orderStatuses', 'off', 'mode'];
  test.each([
    ['start_date', 'startDate'],
    ['Start Date', 'startDate'],
    ['ordernumbr', 'orderNumber'],
    ['oredrNumber', 'orderNumber'],
    ['orderStatus', 'orderStatuses'],
    ['of', 'off'],
    ['model', 'mode'],
  ])('%s → %s', (word, name) => {
    expect(nearest(word, names)).toBe(name);
  });

  test.each(['', 'retainageItem', 'x'.repeat(100)])('%s is near none', (word) => {
    expect(nearest(word, names)).toBeUndefined();
  });
});
