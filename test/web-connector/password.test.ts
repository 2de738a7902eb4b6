import { fittingHash, hashPassword, hashSuccessor } from '../../lib/web-connector/password.ts';

const salt = Buffer.alloc(16, 3);
const [NEW, OLD] = [hashPassword('new', salt), hashPassword('old', salt)];

test('a hash is scrypt of N = 16384, r = 8, p = 1 with a salt of its own', () => {
  expect(hashPassword('new')).not.toBe(hashPassword('new'));
  expect(NEW).toMatch(/^scrypt\$16384\$[\w+/]{22}==\$[\w+/]{43}=$/);
  expect(NEW).toContain(`$${salt.toString('base64')}$`);
});

test('the hash that a password fits is found among two of one salt', () => {
  expect(fittingHash('new', [NEW, OLD])).toBe(NEW);
  expect(fittingHash('old', [NEW, OLD])).toBe(OLD);
  expect(fittingHash('old', [NEW])).toBeUndefined();
  expect(fittingHash('', [NEW, OLD])).toBeUndefined();
});

test('a hash is tried with the cost that it says', () => {
  const cheap = hashPassword('new', salt, 16);
  expect(fittingHash('new', [cheap])).toBe(cheap);
  expect(fittingHash('new', [cheap.replace('$16$', '$32$')])).toBeUndefined();
});

test('a successor is tried by the same hashing, whatever the cost of its predecessor', () => {
  const before = hashPassword('old', salt, 32);
  const after = hashSuccessor('new', before);
  expect(fittingHash('old', [after, before])).toBe(before);
  expect(fittingHash('new', [after, before])).toBe(after);
});

test('nobody signs in without a hash, nor with one that is none', () => {
  for (const password of ['', 'new', '\u0000']) {
    expect(fittingHash(password, [])).toBeUndefined();
    for (const hash of ['', 'scrypt', 'scrypt$$', 'scrypt$16384$a$b', 'scrypt$3$a$b', 'new'])
      expect(fittingHash(password, [hash])).toBeUndefined();
  }
});

test('none, one and two hashes cost the same work, whether or not one fits', () => {
  // The least of several: what else the machine does only adds.
  const workOf = (hashes: readonly string[], password: string): number => {
    const each = Array.from({ length: 7 }, () => {
      const before = process.cpuUsage().user;
      fittingHash(password, hashes);
      return process.cpuUsage().user - before;
    });
    return Math.min(...each);
  };
  const usual = workOf([NEW], 'new');
  for (const hashes of [[], [NEW], [NEW, OLD], ['scrypt$16384$a$b'], ['scrypt$-1$a$b']]) {
    // One hashing more or less would be twice the work or next to none.
    const part = workOf(hashes, 'wrong') / usual;
    expect(part).toBeGreaterThan(0.6);
    expect(part).toBeLessThan(1.7);
  }
});
