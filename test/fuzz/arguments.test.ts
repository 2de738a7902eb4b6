import { fuzzArguments } from './arguments.ts';

const asked = (...args: string[]) => fuzzArguments(args, ['soap', 'json'], () => 77);

test('every target, 20,000 inputs, a chance seed', () => {
  expect(asked()).toEqual({ targets: ['soap', 'json'], count: 20_000, seed: 77 });
});

test('what is named', () => {
  expect(asked('--count', '5', '--seed', '0', '--only', 'json')).toEqual({
    ...{ targets: ['json'], count: 5, seed: 0 },
  });
});

test('help', () => {
  expect(asked('--help')).toBeUndefined();
});

test.each([
  [['--count', '0'], '--count takes a whole number from 1 to 2147483647, not "0".'],
  [['--count', '1e3'], '--count takes a whole number from 1 to 2147483647, not "1e3".'],
  [['--seed', 'x'], '--seed takes a whole number from 0 to 2147483647, not "x".'],
  [['--only', 'toString'], '--only takes one of soap, json, not "toString".'],
  [['soap'], "Unexpected argument 'soap'"],
  [['--cuont', '5'], "Unknown option '--cuont'"],
])('%j is refused', (args, sentence) => {
  expect(() => asked(...args)).toThrow(sentence);
});
