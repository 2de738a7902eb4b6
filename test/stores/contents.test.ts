import { createContents } from '../../lib/stores/contents.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Unpacks into a new object each time, and counts how often. */
const counting = () => {
  const contents = createContents();
  const made: string[] = [];
  const read = (record: string, text: string) =>
    contents(record, bytes(text), () => {
      made.push(text);
      return { text };
    });
  return { read, made };
};

test('the same bytes of a record are unpacked once, and are the same object', () => {
  const { read, made } = counting();
  expect(read('a', 'x')).toBe(read('a', 'x'));
  expect(made).toEqual(['x']);
});

test('other bytes are another content, and so are the same bytes of another record', () => {
  const { read, made } = counting();
  const first = read('a', 'x');
  expect(read('a', 'y')).toEqual({ text: 'y' });
  expect(read('b', 'x')).not.toBe(first);
  expect(read('a', 'x')).not.toBe(first);
  expect(made).toEqual(['x', 'y', 'x', 'x']);
});

test('what somebody does to the bytes afterwards changes nothing that is kept', () => {
  const contents = createContents();
  const packed = bytes('x');
  const first = contents('a', packed, () => ({}));
  packed[0] = 0;
  expect(contents('a', packed, () => 'other')).toBe('other');
  expect(first).toEqual({});
});

test('large contents are not kept, and of the others the last two thousand', () => {
  const { read, made } = counting();
  const large = 'x'.repeat(4_001);
  read('large', large);
  read('large', large);
  expect(made.splice(0)).toHaveLength(2);
  for (let n = 0; n < 2_000; n++) read(`${n}`, 'x');
  read('0', 'x');
  read('new', 'x');
  made.splice(0);
  read('0', 'x');
  read('2', 'x');
  expect(made).toEqual([]);
  read('1', 'x');
  expect(made).toEqual(['x']);
});
