import { createHash } from 'node:crypto';
import { hashToken, hookToken, tokenFits } from '../../lib/webhook/tokens.ts';

const hashes = [hashToken('new-token'), hashToken('old-token')];

test('a hash is SHA-256 in hexadecimal digits', () => {
  expect(hashToken('abc')).toBe(createHash('sha256').update('abc').digest('hex'));
});

test.each(['Bearer new-token', 'bearer  new-token', 'new-token', ' new-token ', 'Bearer old-token'])(
  '%j is accepted',
  (header) => {
    expect(tokenFits(header, hashes)).toBe(true);
  },
);

test.each([
  undefined,
  '',
  'Bearer',
  'Bearer ',
  'Basic new-token',
  'Bearer New-Token',
  'Bearer new-token,Bearer new-token',
  'Bearer new-toke',
  hashToken('new-token'),
])('%j is not', (header) => {
  expect(tokenFits(header, hashes)).toBe(false);
});

test('nothing fits a connection without tokens, not even no token', () => {
  for (const header of [undefined, '', 'Bearer ', '0'.repeat(64)]) expect(tokenFits(header, [])).toBe(false);
  expect(tokenFits('', [hashToken('')])).toBe(false);
});

test('a hash that is none fits nothing', () => {
  expect(tokenFits('x', ['', 'zz', hashToken('x').slice(1)])).toBe(false);
});

test('a third token of a connection is taken too', () => {
  expect(tokenFits('x', [...hashes, hashToken('x')])).toBe(true);
});

test('the token of our own hooks follows from the secret, the connection and its own token, each', () => {
  const all = [
    hookToken('secret', 'acme', 'seed'),
    hookToken('secret-2', 'acme', 'seed'),
    hookToken('secret', 'acme-2', 'seed'),
    hookToken('secret', 'acme', 'seed-2'),
  ];
  expect(new Set(all).size).toBe(4);
  expect(hookToken('secret', 'acme', 'seed')).toBe(all[0]);
  for (const token of all) expect(token).toMatch(/^[\w-]{43}$/);
});
