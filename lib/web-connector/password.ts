import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';

const COST = { N: 16384, r: 8, p: 1 };
const BYTES = 32;

/** A scrypt hash with its salt, for storing. */
export const hashPassword = (password: string, salt: Buffer = randomBytes(16)): string =>
  `scrypt$${salt.toString('base64')}$${scryptSync(password, salt, BYTES, COST).toString('base64')}`;

/**
 * Compared with when the user is unknown, so that both cases cost the same. Of the form of a hash and no
 * password's: making a real one took half of the time in which the function loads.
 */
const NOBODY = `scrypt$${Buffer.alloc(16).toString('base64')}$${Buffer.alloc(BYTES).toString('base64')}`;

/** Constant-time; the work is the same whether or not there is a hash to compare with. */
export const passwordFits = (password: string, hash: string | undefined): boolean => {
  const [, salt = '', expected = ''] = (hash ?? NOBODY).split('$');
  const found = scryptSync(password, Buffer.from(salt, 'base64'), BYTES, COST);
  const wanted = Buffer.from(expected, 'base64');
  const equal = wanted.length === found.length && timingSafeEqual(found, wanted);
  return equal && hash !== undefined;
};
