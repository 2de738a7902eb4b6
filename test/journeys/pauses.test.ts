import { withAws } from '../stores/stores.ts';
import { createClock } from './clock.ts';
import { purge } from './purge.ts';
import type { Table } from './toy-flow.ts';
import { startToys, vendors } from './toys.ts';
import { visit } from './visit.ts';

const aws = withAws();

/** One vendor is ready; another waits for one that was asked for and is not fetched yet. */
const start = async () => {
  const tables: Record<string, Table> = {
    a: new Map([['1', { name: 'First' }]]),
    b: new Map([
      ['1', { name: 'Ready' }],
      ['2', { name: 'Second', needs: ['a#1'] }],
    ]),
  };
  const toys = await startToys(aws(), tables);
  const { connector } = toys;
  const hints = ['1', '2'].map((id) => ({
    ...{ do: 'fetch' as const, connection: connector.name, source: {} },
    key: { flow: 'b', id },
  }));
  await connector.changes.send(hints);
  await connector.normalize(connector.changes.take());
  expect(await connector.stateOf('a#1')).toBe('wanted');
  return toys;
};

describe('while records that others wait for are being fetched, a session', () => {
  test('pauses, and goes on with what has become ready', async () => {
    const { connector, office } = await start();
    const session = await visit(connector, office);
    expect(session).toMatchObject({ ended: 'complete', pauses: 1 });
    expect(office.vendors()).toEqual(['Ready', 'First', 'Second']);
  });

  test('ends after two minutes all the same, and leaves the rest to the next one', async () => {
    const { connector, office } = await start();
    const began = connector.clock.now().getTime();
    const session = await visit(connector, office, { pause: async () => undefined });
    expect(session.ended).toBe('complete');
    const seconds = (connector.clock.now().getTime() - began) / 1000;
    expect(seconds).toBeGreaterThan(110);
    expect(seconds).toBeLessThan(135);
    expect(office.vendors()).toEqual(['Ready']);
    await connector.drain();
    await visit(connector, office);
    expect(office.vendors()).toEqual(['Ready', 'First', 'Second']);
  });

  test('does not pause for what Procore has not given for longer than that', async () => {
    const { connector, office } = await start();
    connector.clock.pass(10 * 60_000);
    expect(await visit(connector, office)).toMatchObject({ ended: 'complete', pauses: 0 });
  });
});

test('a session that finds only what has moved elsewhere pauses rather than keep its caller waiting', async () => {
  const clock = createClock();
  const on = { slow: false };
  const toys = await startToys(
    aws(),
    { a: vendors(120), b: new Map([['1', { name: 'Ready' }]]) },
    {
      clock,
      wrap: {
        records: (inside) => ({
          ...inside,
          queued: (...asked) => {
            if (on.slow) clock.pass(5_000);
            return inside.queued(...asked);
          },
        }),
      },
    },
  );
  const { connector, office } = toys;
  await connector.tell('a', [...vendors(120).keys()]);
  clock.pass(60_000);
  await connector.tell('b', ['1']);
  await purge(aws(), connector);
  await connector.apply({ off: ['a'] });
  on.slow = true;
  const session = await visit(connector, office);
  expect(session.ended).toBe('complete');
  expect(session.pauses).toBeGreaterThan(0);
  expect(office.vendors()).toEqual(['Ready']);
});
