import type { LoginState } from '../../lib/engine/logins.ts';
import {
  acceptedHashes,
  addressOf,
  BESIEGED_ADDRESS,
  BESIEGED_USER,
  FREE,
  LONGEST_WAIT_MS,
  lockOf,
  newsOf,
} from '../../lib/web-connector/lockout.ts';

const NOW = Date.parse('2026-11-22T09:30:00.000Z');
const ago = (ms: number): string => new Date(NOW - ms).toISOString();
const USER = { connection: 'acme', passwordHash: 'new' };
const QUIET: LoginState = { user: USER, here: { failures: 0 }, ofUser: 0, ofAddress: 0 };

const lock = (state: Partial<LoginState>) => lockOf({ ...QUIET, ...state }, 'here', new Date(NOW));

/** Seconds from the last failure until somebody is looked at again. */
const wait = (failures: number, more: Partial<LoginState> = {}): number => {
  const verdict = lock({ here: { failures, lastAt: ago(0) }, ...more });
  return verdict.is === 'open' ? 0 : (verdict.until.getTime() - NOW) / 1000;
};

describe('failures of one user from one address', () => {
  test('the first five cost nothing, then the wait doubles, to five minutes at most', () => {
    const waits = [0, 1, FREE, 6, 7, 8, 9, 10, 11, 12, 1_000_000].map((failures) => wait(failures));
    expect(waits).toEqual([0, 0, 0, 10, 20, 40, 80, 160, 300, 300, 300]);
  });

  test('are forgotten when the wait is over', () => {
    expect(lock({ here: { failures: 99, lastAt: ago(LONGEST_WAIT_MS - 1) } }).is).toBe('locked');
    expect(lock({ here: { failures: 99, lastAt: ago(LONGEST_WAIT_MS) } }).is).toBe('open');
  });
});

describe.each([
  ['a user', { ofUser: BESIEGED_USER }, { ofUser: BESIEGED_USER - 1 }],
  ['an address', { ofAddress: BESIEGED_ADDRESS }, { ofAddress: BESIEGED_ADDRESS - 1 }],
] as const)('%s under attack', (_what, attack, almost) => {
  test('asks a stranger to come again, and looks at the second try', () => {
    expect(lock(almost).is).toBe('open');
    expect(lock(attack)).toEqual({ is: 'come-again', until: new Date(NOW + 10_000) });
    expect(lock({ ...attack, here: { failures: 1, lastAt: ago(9_999) } }).is).toBe('locked');
    expect(lock({ ...attack, here: { failures: 1, lastAt: ago(10_000) } }).is).toBe('open');
  });

  test('makes a stranger wait from the first failure on, no longer than five minutes', () => {
    expect([1, 2, 3, 99].map((failures) => wait(failures, attack))).toEqual([10, 20, 40, 300]);
  });

  test('is nothing to who has signed in from this address before', () => {
    const user = { ...USER, addresses: ['elsewhere', 'here'] };
    expect(lock({ user, ...attack }).is).toBe('open');
    expect(wait(FREE, { user, ...attack })).toBe(0);
    expect(wait(FREE + 1, { user, ...attack })).toBe(10);
  });

  test('is the same to a user that does not exist', () => {
    expect(lock({ user: undefined, ...attack }).is).toBe('come-again');
  });
});

describe('what a login leaves', () => {
  const user = { ...USER, previous: { hash: 'old', until: ago(-1) }, addresses: ['here'] };

  test('nothing, as long as it comes from where it came from before', () => {
    expect(newsOf({ ...USER, addresses: ['there', 'here'] }, 'here', 'new')).toEqual({});
    expect(newsOf(user, 'here', 'old')).toEqual({});
  });

  test('the new password ends the old one', () => {
    const news = newsOf(user, 'here', 'new');
    expect(Object.entries(news)).toEqual([['previous', undefined]]);
  });

  test('the newest eight addresses are kept', () => {
    const addresses = Array.from({ length: 8 }, (_, n) => `${n}`);
    expect(newsOf({ ...USER, addresses }, 'here', 'new')).toEqual({
      addresses: ['here', ...addresses.slice(0, 7)],
    });
  });
});

test('the password before is taken until its time has come', () => {
  const until = (ms: number) => ({ ...USER, previous: { hash: 'old', until: ago(ms) } });
  expect(acceptedHashes(until(-1), new Date(NOW))).toEqual(['new', 'old']);
  expect(acceptedHashes(until(0), new Date(NOW))).toEqual(['new']);
  expect(acceptedHashes(undefined, new Date(NOW))).toEqual([]);
});

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64'],
  ['2001:db8::9', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['', ''],
])('failures from %j are counted for %j', (from, address) => {
  expect(addressOf(from)).toBe(address);
});
