import fc from 'fast-check';
import { check } from '../../lib/qbxml/check.ts';
import {
  amount,
  amountLine,
  compare,
  isZero,
  negate,
  proportion,
  quantityAndRate,
  quantityOf,
  sum,
} from '../../lib/qbxml/money.ts';

fc.configureGlobal({ seed: 20_261_122 });

const cents = fc.integer({ min: -999_999_999, max: 999_999_999 });
const inCents = (value: number) =>
  `${value < 0 ? '-' : ''}${Math.floor(Math.abs(value) / 100)}.${String(Math.abs(value) % 100).padStart(2, '0')}`;

test.each([
  ['30000.0', '30000.00'],
  ['1E+3', '1000.00'],
  ['1.5e-1', '0.15'],
  ['-5', '-5.00'],
  ['+5.', '5.00'],
  ['.5', '0.50'],
  ['1.005', '1.01'],
  ['-1.005', '-1.01'],
  ['-0.001', '0.00'],
  ['9999999999999.99', '9999999999999.99'],
])('amount(%s) is %s', (given, expected) => {
  expect(amount(given)).toBe(expected);
});

test.each(['', 'abc', '1,000.00', '1 ', '$1', 'NaN', 'Infinity', '0x1', '1e', '1e999', '--1', '.'])(
  'amount refuses %j',
  (given) => {
    expect(() => amount(given)).toThrow('Not a decimal number');
  },
);

test.each(['10000000000000', '-1e13', '9999999999999.995'])(
  'amount refuses %s, which AMTTYPE cannot hold',
  (given) => {
    expect(() => amount(given)).toThrow(RangeError);
  },
);

test('money to the cent survives amount', () => {
  fc.assert(
    fc.property(cents, (value) => expect(amount(inCents(value))).toBe(amount(amount(inCents(value))))),
  );
  fc.assert(
    fc.property(cents, (value) =>
      expect(amount(inCents(value)).replace('.', '')).toMatch(new RegExp(`^-?0*${Math.abs(value)}$`)),
    ),
  );
});

test('sums are exact where floats are not', () => {
  expect(sum(['0.10', '0.20', '-0.30'])).toBe('0.00');
  expect(sum([])).toBe('0.00');
  fc.assert(
    fc.property(fc.array(cents, { maxLength: 50 }), (values) => {
      const total = values.reduce((all, value) => all + value, 0);
      expect(compare(sum(values.map(inCents)), inCents(total))).toBe(0);
    }),
  );
});

test('a value and its negation sum to zero', () => {
  fc.assert(fc.property(cents, (value) => isZero(sum([inCents(value), negate(inCents(value))]))));
  expect(negate('0')).toBe('0.00');
});

test('values are compared, not texts', () => {
  expect([compare('1.0', '1'), compare('-2', '1'), compare('10', '9'), isZero('-0.000')]).toEqual([
    0,
    -1,
    1,
    true,
  ]);
});

describe('quantityAndRate', () => {
  test.each([
    ['10', '12.5', '125.00', { Quantity: '10', Rate: '12.5' }],
    ['3', '33.33333', '100.00', { Quantity: '3', Rate: '33.33333' }],
    ['10.500', '2.00', '21', { Quantity: '10.5', Rate: '2' }],
    ['1E+3', '2', '2000', { Quantity: '1000', Rate: '2' }],
    ['-2', '5', '-10', { Quantity: '-2', Rate: '5' }],
  ])('%s × %s = %s gives quantity and rate', (quantity, cost, total, expected) => {
    expect(quantityAndRate(quantity, cost, total)).toEqual(expected);
  });

  test.each([
    ['they disagree by a cent', '3', '33.33', '100.00', { Quantity: '3', Amount: '100.00' }],
    ['the rate is finer than five decimals', '3', '33.333333', '100.00', { Quantity: '3', Amount: '100.00' }],
    ['there is no rate', '3', undefined, '100.00', { Quantity: '3', Amount: '100.00' }],
    ['there is no quantity', undefined, '5', '5', { Quantity: '1', Amount: '5.00' }],
    ['the quantity is zero', '0.0', '5', '5', { Quantity: '1', Amount: '5.00' }],
    ['the quantity is finer than five decimals', '0.333333', '3', '1', { Quantity: '1', Amount: '1.00' }],
    [
      'the quantity has over ten digits',
      '12345678901',
      '0.01',
      '123456789.01',
      { Quantity: '1', Amount: '123456789.01' },
    ],
  ])('an amount where %s', (_case, quantity, cost, total, expected) => {
    expect(quantityAndRate(quantity, cost, total)).toEqual(expected);
  });

  test('QuickBooks takes whatever it gives', () => {
    const decimal = fc
      .tuple(cents, fc.integer({ min: -6, max: 2 }))
      .map(([value, exponent]) => `${value}e${exponent}`);
    fc.assert(
      fc.property(decimal, decimal, cents, (quantity, cost, total) => {
        const PurchaseOrderLineAdd = { ...quantityAndRate(quantity, cost, inCents(total)) };
        expect(
          check(
            { message: 'PurchaseOrderAddRq', fields: { PurchaseOrderAdd: { PurchaseOrderLineAdd } } },
            'US',
          ),
        ).toEqual([]);
      }),
    );
  });
});

test.each([
  ['100', '200', '300', '66.67'],
  ['100', '-200', '300', '-66.67'],
  ['0.01', '1', '2', '0.01'],
  ['9000000000000', '9', '1', undefined],
])('%s × %s ÷ %s is %s of it', (value, part, whole, expected) => {
  expect(proportion(value, part, whole)).toBe(expected);
});

describe('what an amount is of a line, in its quantity', () => {
  test.each([
    ['10000', '1', '30000', '0.33333'],
    ['20000', '1', '30000', '0.66667'],
    ['1000', '10', '2500', '4'],
    ['-50', '2', '100', '-1'],
    ['0.14', '1', '30000', '0'],
    ['1000000000000', '1', '0.01', undefined],
  ])('%s with quantity %s of %s is %s', (lineAmount, quantity, whole, expected) => {
    expect(quantityOf(lineAmount, quantity, whole)).toBe(expected);
  });
});

test('an amount line has quantity 1', () => {
  expect(amountLine('-3.5')).toEqual({ Quantity: '1', Amount: '-3.50' });
});
