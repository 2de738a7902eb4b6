import { createHash, timingSafeEqual } from 'node:crypto';

/** SHA-256 in hexadecimal digits. Enough for tokens of 256 random bits, which nobody can guess. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/** A connection accepts one token, or two while one is being replaced. */
const SLOTS = 2;

/** The hash of nothing: stands where a connection has no token, or where there is no connection. */
const NONE = '0'.repeat(64);

/**
 * Whether an Authorization header, `Bearer <token>` or the bare token, holds a token of these hashes. The work
 * is the same for one hash, for two and for none.
 */
export const tokenFits = (header: string | undefined, hashes: readonly string[]): boolean => {
  const token = (header ?? '').trim().replace(/^bearer +/i, '');
  const found = Buffer.from(hashToken(token));
  const equal = Array.from({ length: Math.max(SLOTS, hashes.length) }, (_, slot) => {
    const expected = Buffer.from(hashes[slot] ?? NONE);
    return expected.length === found.length && timingSafeEqual(expected, found);
  });
  return equal.includes(true) && token !== '';
};
