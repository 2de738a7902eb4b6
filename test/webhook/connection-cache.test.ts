import type { Connection } from '../../lib/engine/ports.ts';
import { createConnectionCache } from '../../lib/webhook/connection-cache.ts';
import { US_SETTINGS } from '../../local/sample/us/settings.ts';

const connectionOf = (name: string): Connection => ({
  name,
  settings: US_SETTINGS,
  fileId: '{0}',
  webhookTokens: [],
  marks: 0,
});

/** A store that knows every name but `nobody`, a clock, and the names that were read. */
const start = () => {
  const state = { at: 0, broken: false, read: [] as string[] };
  const read = async (name: string): Promise<Connection | undefined> => {
    state.read.push(name);
    if (state.broken) throw new Error('throttled');
    return name === 'nobody' ? undefined : connectionOf(name);
  };
  const cached = createConnectionCache(read, {
    now: () => new Date(state.at),
    maxAgeMs: 60_000,
    maxNames: 2,
  });
  return { state, cached };
};

test('a connection is read once a minute', async () => {
  const { state, cached } = start();
  expect((await cached('acme'))?.name).toBe('acme');
  state.at = 59_999;
  await cached('acme');
  expect(state.read).toEqual(['acme']);
  state.at = 60_000;
  await cached('acme');
  expect(state.read).toEqual(['acme', 'acme']);
});

test('a name that is none is as quick the second time', async () => {
  const { state, cached } = start();
  expect(await cached('nobody')).toBeUndefined();
  expect(await cached('nobody')).toBeUndefined();
  expect(state.read).toEqual(['nobody']);
});

test('callers at the same time share one read', async () => {
  const { state, cached } = start();
  await Promise.all([cached('acme'), cached('acme')]);
  expect(state.read).toEqual(['acme']);
});

test('a failed read is tried again', async () => {
  const { state, cached } = start();
  state.broken = true;
  await expect(cached('acme')).rejects.toThrow('throttled');
  state.broken = false;
  expect((await cached('acme'))?.name).toBe('acme');
});

test('made-up names push out the oldest, not each other without end', async () => {
  const { state, cached } = start();
  for (const name of ['a', 'b', 'c', 'b', 'c', 'a']) await cached(name);
  expect(state.read).toEqual(['a', 'b', 'c', 'a']);
});
