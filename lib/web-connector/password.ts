import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';

const COST = { N: 16384, r: 8, p: 1 };
const BYTES = 32;

/** A scrypt hash with its salt, for storing. */
export const hashPassword = (password: string, salt: Buffer = randomBytes(16)): string =>
  `scrypt$${salt.toString('base64')}$${scryptSync(password, salt, BYTES, COST).toString('base64')}`;

/** The salt of a hash. A successor takes it over, so that both are tried by one hashing. */
export const saltOf = (hash: string): Buffer => Buffer.from(hash.split('$')[1] ?? '', 'base64');

/**
 * Compared with when the user is unknown, so that both cases cost the same. Of the form of a hash and no
 * password's: making a real one took half of the time in which the function loads.
 */
const NOBODY = `scrypt$${Buffer.alloc(16).toString('base64')}$${Buffer.alloc(BYTES).toString('base64')}`;

/** The password of a user and the one before. */
const SLOTS = 2;

const equal = (found: Buffer, hash: string): boolean => {
  const wanted = Buffer.from(hash.split('$')[2] ?? '', 'base64');
  return wanted.length === found.length && timingSafeEqual(found, wanted);
};

/**
 * Which of a user's hashes, all of one salt, is the password's. Constant-time; the work is the same for none,
 * one and two.
 */
export const fittingHash = (password: string, hashes: readonly string[]): string | undefined => {
  const salt = saltOf(hashes[0] ?? NOBODY);
  const found = scryptSync(password, salt, BYTES, COST);
  const fits = Array.from({ length: SLOTS }, (_, slot) => equal(found, hashes[slot] ?? NOBODY));
  return hashes.find((_, slot) => fits[slot]);
};
