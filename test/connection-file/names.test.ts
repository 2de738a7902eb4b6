import { leastWith, told } from './read.ts';

/** Lines of a connection file that names its connection so. */
const naming = (name: string) => told(leastWith('name: ', `name: ${JSON.stringify(name)} #`));

test.each(['a', 'acme', 'acme-west', '9', 'a'.repeat(32)])('%j names a connection', (name) => {
  expect(naming(name)).toEqual([]);
});

test.each([
  ...['a#b', '#', 'a.b', '.', '..', 'a/b', '../a', 'a\\b', 'a b', 'A', 'ä', 'a_b', 'a:b', 'a*', 'a\u0000b'],
  ...['-', '-a', 'a-', '-none', '-locked', 'a\nb', 'a\n', '', 'a'.repeat(33), 'a.fifo'],
])('%j does not: it would end or begin something in a key, a path, a queue or a ticket', (name) => {
  expect(naming(name)).toHaveLength(1);
});
