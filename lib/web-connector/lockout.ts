import type { LoginState } from '../engine/logins.ts';

/** So many wrong passwords cost no wait: a typing error, and the Web Connector's own repetitions. */
export const FREE = 5;
const FIRST_WAIT_MS = 10_000;
/** The longest that anybody waits, whatever strangers do. */
export const LONGEST_WAIT_MS = 5 * 60_000;

/** From so many wrong passwords an hour on, strangers have no free tries for this user or from this address. */
export const BESIEGED_USER = 30;
export const BESIEGED_ADDRESS = 20;

/** Addresses remembered of a user: an office with its lines, and a home or two. */
const ADDRESSES = 8;

type LockVerdict =
  | { readonly is: 'open' }
  /** A stranger in times of attack: refused without being judged, to come again after `until`. */
  | { readonly is: 'come-again'; readonly until: Date }
  | { readonly is: 'locked'; readonly until: Date };

/** How long after that many failures nobody is let in; doubles from 10 s to five minutes. */
const waitMs = (failures: number, free: number): number =>
  failures <= free ? 0 : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - free - 1));

const later = (at: Date, ms: number): Date => new Date(at.getTime() + ms);

/**
 * Whether a login is looked at. Only failures of the same user from the same address make anybody wait, so a
 * stranger elsewhere locks nobody out. An attack that is spread over addresses or users takes the free tries
 * from strangers: their first try is not judged, the next one is, 10 s later. Who has signed in from an address
 * before is no stranger there. Tries while locked are not counted, so that a poll never prolongs its own lock.
 */
export const lockOf = (
  { user, here, ofUser, ofAddress }: LoginState,
  address: string,
  at: Date,
): LockVerdict => {
  const atHome = user?.addresses?.includes(address) ?? false;
  const besieged = ofUser >= BESIEGED_USER || ofAddress >= BESIEGED_ADDRESS;
  const free = besieged && !atHome ? 0 : FREE;
  if (free === 0 && here.failures === 0) return { is: 'come-again', until: later(at, waitMs(1, 0)) };
  const until = new Date(Date.parse(here.lastAt ?? '') + waitMs(here.failures, free));
  return until.getTime() > at.getTime() ? { is: 'locked', until } : { is: 'open' };
};

/** The hashes that a user's password may have now; none for nobody. */
export const acceptedHashes = (user: LoginState['user'], at: Date): string[] => {
  if (!user) return [];
  const { passwordHash, previous } = user;
  return previous && Date.parse(previous.until) > at.getTime()
    ? [passwordHash, previous.hash]
    : [passwordHash];
};

/** What a login with the password of a hash changes about its user; mostly nothing. */
export const newsOf = (user: NonNullable<LoginState['user']>, address: string, hash: string) => ({
  ...(user.previous && hash === user.passwordHash && { previous: undefined }),
  ...(!user.addresses?.includes(address) && {
    addresses: [address, ...(user.addresses ?? [])].slice(0, ADDRESSES),
  }),
});

/**
 * An address as failures are counted by: of IPv6 the network of 64 bits, since one caller has all of it.
 * `from` is what the gateway saw, never a header.
 */
export const addressOf = (from: string): string => {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(from)?.[1];
  if (mapped) return mapped;
  if (!from.includes(':')) return from.slice(0, 64);
  const [head = '', tail] = from.toLowerCase().split('::');
  const left = head.split(':').filter((group) => group !== '');
  const right = (tail ?? '').split(':').filter((group) => group !== '');
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  const groups = [...left, ...(tail === undefined ? [] : zeros), ...right].slice(0, 4);
  return `${groups.map((group) => group.replace(/^0+(?=.)/, '').slice(0, 4)).join(':')}::/64`;
};
