import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { explain, REASONS, type ReasonCode, reason, stateOf } from '../lib/reasons.ts';
import { REASONS_PAGE, reasonsDoc } from '../scripts/reasons-doc.ts';

const codes = Object.keys(REASONS) as ReasonCode[];

describe('docs/reasons.md', () => {
  test('is what scripts/reasons-doc.ts writes', () => {
    expect(readFileSync(REASONS_PAGE, 'utf8')).toBe(reasonsDoc());
  });

  test.each(codes)('has one row for %s', (code) => {
    expect(
      reasonsDoc()
        .split('\n')
        .filter((line) => line.startsWith(`| \`${code}\` |`)),
    ).toHaveLength(1);
  });
});

describe('every reason', () => {
  const lib = fileURLToPath(new URL('../lib/', import.meta.url));
  const sources = readdirSync(lib, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && path !== 'reasons.ts')
    .map((path) => readFileSync(join(lib, path), 'utf8'))
    .join('\n');

  test('is given by some part of lib; what a later flow will give is named here', () => {
    const given = new Set(
      [...sources.matchAll(/(?:\breason\(\s*|\bcode: |\blost: )'([^']+)'/g)].map(([, code]) => code),
    );
    expect(codes.filter((code) => !given.has(code))).toEqual([]);
  });

  test.each(codes)('says in words what, who and how: %s', (code) => {
    const { says, who, cure, again } = explain({ code });
    for (const words of [says, who, cure, again]) expect(words).not.toBe('');
  });
});

test('a sentence is filled from the details of its reason; what is missing shows as a question mark', () => {
  expect(explain(reason('not-approved', { status: 'Draft' })).says).toBe('Its status in Procore is Draft.');
  expect(explain({ code: 'not-approved' }).says).toBe('Its status in Procore is ?.');
  expect(explain(reason('quickbooks-refused', { code: '3070', words: 'w', cure: 'Shorten it.' })).cure).toBe(
    'Shorten it.',
  );
  expect(stateOf({ code: 'blocked-by' })).toBe('blocked');
});
