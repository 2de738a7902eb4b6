/** So many random bytes, fit for secrets. */
export type RandomBytes = (size: number) => Buffer;

/** Crockford's 32 digits: none that is easily taken for another when read from paper. */
const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';
const GROUPS = 7;
const PER_GROUP = 4;

/** E.g. `k7mq-2x9d-…`: 140 random bits in seven groups of four, to be typed or pasted on the QuickBooks PC. */
export const newPassword = (randomBytes: RandomBytes): string => {
  const digits = [...randomBytes(GROUPS * PER_GROUP)].map((byte) => DIGITS[byte % DIGITS.length]).join('');
  return (digits.match(/.{4}/g) ?? []).join('-');
};

/** 256 random bits in 43 characters that stand in a header as they are. */
export const newToken = (randomBytes: RandomBytes): string => randomBytes(32).toString('base64url');

/** A random GUID (version 4) in braces. */
export const newGuid = (randomBytes: RandomBytes): string => {
  const bytes = randomBytes(16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `{${[hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')}}`;
};
