/** The cents of an amount; throws on more than two decimals other than zeros. */
export const centsOf = (amount: string): bigint => {
  const match = /^([+-]?)(\d+)(?:\.(\d{0,2})0*)?$/.exec(amount);
  if (!match) throw new Error(`"${amount}" is no amount of money`);
  const cents = BigInt(`${match[2]}${(match[3] ?? '').padEnd(2, '0')}`);
  return match[1] === '-' ? -cents : cents;
};

/** Cents as QuickBooks writes them, e.g. `-12.30`. */
export const amountOf = (cents: bigint): string => {
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, '0');
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

export const sumOf = (amounts: readonly string[]): string =>
  amountOf(amounts.reduce((sum, amount) => sum + centsOf(amount), 0n));

/** A decimal in one way of writing: no plus, no zeros at the ends. */
export const canonical = (decimal: string): string => {
  const match = /^([+-]?)0*(\d+)(?:\.(\d*?)0*)?$/.exec(decimal);
  if (!match) return decimal;
  const [, sign = '', whole = '', fraction = ''] = match;
  const digits = fraction === '' ? whole : `${whole}.${fraction}`;
  return sign === '-' && digits !== '0' ? `-${digits}` : digits;
};
