import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';

/** scrypt's N of every hash that is made; a hash says its own, so that it may be raised. */
const COST = 16_384;
const BYTES = 32;

const scrypt = (password: string, salt: Buffer, N: number): Buffer =>
  scryptSync(password, salt, BYTES, { N, r: 8, p: 1 });

/** A scrypt hash with its cost and salt, for storing. Only tests, where nobody guesses, give a lower cost. */
export const hashPassword = (password: string, salt: Buffer = randomBytes(16), cost = COST): string =>
  `scrypt$${cost}$${salt.toString('base64')}$${scrypt(password, salt, cost).toString('base64')}`;

const costOf = (hash: string): number => {
  const cost = Number(hash.split('$')[1]);
  return Number.isInteger(Math.log2(cost)) && cost > 1 && cost <= COST ? cost : COST;
};

const saltOf = (hash: string): Buffer => Buffer.from(hash.split('$')[2] ?? '', 'base64');

/** The hash of a password that follows another one: of its salt and cost, so that both are tried by one hashing. */
export const hashSuccessor = (password: string, before: string): string =>
  hashPassword(password, saltOf(before), costOf(before));

/**
 * Compared with when the user is unknown, so that both cases cost the same. Of the form of a hash and no
 * password's: making a real one took half of the time in which the function loads.
 */
const NOBODY = `scrypt$${COST}$${Buffer.alloc(16).toString('base64')}$${Buffer.alloc(BYTES).toString('base64')}`;

/** The password of a user and the one before. */
const SLOTS = 2;

const equal = (found: Buffer, hash: string): boolean => {
  const wanted = Buffer.from(hash.split('$')[3] ?? '', 'base64');
  return wanted.length === found.length && timingSafeEqual(found, wanted);
};

/**
 * Which of a user's hashes, all of one salt, is the password's. Constant-time; the work is the same for none,
 * one and two.
 */
export const fittingHash = (password: string, hashes: readonly string[]): string | undefined => {
  const first = hashes[0] ?? NOBODY;
  const found = scrypt(password, saltOf(first), costOf(first));
  const fits = Array.from({ length: SLOTS }, (_, slot) => equal(found, hashes[slot] ?? NOBODY));
  return hashes.find((_, slot) => fits[slot]);
};
