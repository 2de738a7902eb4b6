import fc from 'fast-check';
import { check } from '../../lib/qbxml/check.ts';
import { amount, compare, negate, quantityAndRate, sum } from '../../lib/qbxml/money.ts';

fc.configureGlobal({ seed: 20_261_122 });

const DECIMALS = 6;
const SCALE = 10n ** BigInt(DECIMALS);

/** A number of millionths as a decimal text, in one of the ways in which Procore writes it. */
const written = (millionths: bigint, way: number): string => {
  const sign = millionths < 0n ? '-' : '';
  const size = millionths < 0n ? -millionths : millionths;
  const part = String(size % SCALE).padStart(DECIMALS, '0');
  const whole = `${sign}${size / SCALE}.${part}`;
  if (way === 0) return whole;
  if (way === 1) return whole.replace(/\.?0+$/, '');
  return way === 2 ? `${millionths}e-${DECIMALS}` : `${sign}00${size / SCALE}.${part}000`;
};

/** Half a cent goes away from zero. */
const cents = (millionths: bigint): bigint => {
  const perCent = SCALE / 100n;
  const size = millionths < 0n ? -millionths : millionths;
  const rounded = (size + perCent / 2n) / perCent;
  return millionths < 0n ? -rounded : rounded;
};

const inCents = (value: bigint): string => {
  const size = value < 0n ? -value : value;
  return `${value < 0n ? '-' : ''}${size / 100n}.${String(size % 100n).padStart(2, '0')}`;
};

const most = 10n ** 12n * SCALE;
const millionths = fc.bigInt({ min: -most, max: most });
const figure = fc.record({ value: millionths, way: fc.nat(3) });
/** Quantities and unit costs as people write them, and some that no field takes. */
const small = fc
  .tuple(
    fc.bigInt({ min: -1_000_000_000n, max: 1_000_000_000n }),
    fc.constantFrom(1n, 10n, 10_000n, SCALE),
    fc.nat(3),
  )
  .map(([value, step, way]) => written(value * step, way));

test('an amount is the decimal to the cent, however it was written', () => {
  fc.assert(
    fc.property(figure, ({ value, way }) => amount(written(value, way)) === inCents(cents(value))),
    { numRuns: 500 },
  );
});

test('a sum is exact to the millionth before it is rounded once', () => {
  fc.assert(
    fc.property(fc.array(figure, { maxLength: 9 }), (all) => {
      const exact = all.reduce((total, { value }) => total + value, 0n);
      return sum(all.map(({ value, way }) => written(value, way))) === inCents(cents(exact));
    }),
    { numRuns: 500 },
  );
});

test('an amount and its opposite cancel out, and compare as what they are', () => {
  fc.assert(
    fc.property(figure, figure, (a, b) => {
      const [one, other] = [written(a.value, a.way), written(b.value, b.way)];
      return (
        sum([one, negate(amount(one))]) === sum([one, amount(negate(one))]) &&
        compare(one, other) === (a.value < b.value ? -1 : a.value > b.value ? 1 : 0)
      );
    }),
    { numRuns: 500 },
  );
});

/** Quantity times rate in cents; both have at most five decimals. */
const product = (quantity: string, rate: string): bigint => {
  const scaled = (text: string): bigint => {
    const [whole = '', part = ''] = text.replace('-', '').split('.');
    const size = BigInt(whole + part.padEnd(5, '0'));
    return text.startsWith('-') ? -size : size;
  };
  const exact = scaled(quantity) * scaled(rate);
  const perCent = 10n ** 8n;
  const size = exact < 0n ? -exact : exact;
  const rounded = (size + perCent / 2n) / perCent;
  return exact < 0n ? -rounded : rounded;
};

describe('the figures of a line', () => {
  test('multiply to its amount, or the amount itself is sent; never all three', () => {
    fc.assert(
      fc.property(small, small, figure, fc.boolean(), (quantity, cost, { value, way }, agrees) => {
        const fits = /^-?\d{1,10}(\.\d{1,5})?$/;
        const exact = agrees && fits.test(quantity) && fits.test(cost) ? product(quantity, cost) : undefined;
        const inField = exact !== undefined && exact < 10n ** 15n && exact > -(10n ** 15n);
        const lineAmount = !inField ? written(value, way) : inCents(exact);
        const figures = quantityAndRate(quantity, cost, lineAmount);
        expect('Rate' in figures && 'Amount' in figures).toBe(false);
        if ('Rate' in figures)
          expect(inCents(product(figures.Quantity, figures.Rate))).toBe(amount(lineAmount));
        else expect(figures.Amount).toBe(amount(lineAmount));
      }),
      { numRuns: 500 },
    );
  });

  test('are taken by QuickBooks, whatever Procore wrote', () => {
    fc.assert(
      fc.property(small, small, figure, (quantity, cost, { value, way }) => {
        const line = quantityAndRate(quantity, cost, written(value, way));
        const PurchaseOrderAdd = { VendorRef: { ListID: '8-1' }, PurchaseOrderLineAdd: [line] };
        const request = { message: 'PurchaseOrderAddRq', fields: { PurchaseOrderAdd } };
        expect(check(request, 'US')).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
