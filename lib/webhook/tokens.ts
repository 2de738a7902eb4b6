import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** SHA-256 in hexadecimal digits. Enough for tokens of 256 random bits, which nobody can guess. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/**
 * The token of the hooks that Plumbline makes itself: nobody has to keep it, since who may read the client secret can
 * work it out. `seed`: the hash of the connection's own token, so that a new one of those makes a new one of these.
 */
export const hookToken = (clientSecret: string, connection: string, seed: string): string =>
  createHmac('sha256', clientSecret).update(`webhook of ${connection} ${seed}`).digest('base64url');

/** A connection accepts two tokens, or four while they are being replaced. */
const SLOTS = 4;

/** The hash of nothing: stands where a connection has no token, or where there is no connection. */
const NONE = '0'.repeat(64);

/**
 * Whether an Authorization header, `Bearer <token>` or the bare token, holds a token of these hashes. The work
 * is the same for up to four hashes, and for none.
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
