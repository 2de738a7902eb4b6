import type { ExportQueue, RecordStore } from '../../lib/engine/ports.ts';
import { withAws } from '../stores/stores.ts';
import { createClock } from './clock.ts';
import { type Connector, startConnector } from './connector.ts';
import type { HeldChanges } from './held-changes.ts';
import { createOffice } from './office.ts';
import { type Table, toyFlows } from './toy-flow.ts';
import { visit } from './visit.ts';

const aws = withAws();

/** What happens once, just before a call of a store. */
interface Before {
  want?: () => Promise<void>;
  save?: () => Promise<void>;
  send?: () => Promise<void>;
  release?: () => Promise<void>;
}

const onceBefore = async (before: Before, call: keyof Before): Promise<void> => {
  const happens = before[call];
  before[call] = undefined;
  await happens?.();
};

const start = async (tables: Record<string, Table>) => {
  const clock = createClock();
  const before: Before = {};
  const records = (inside: RecordStore): RecordStore => ({
    ...inside,
    want: async (...given) => {
      await onceBefore(before, 'want');
      return inside.want(...given);
    },
    save: async (record) => {
      await onceBefore(before, 'save');
      return inside.save(record);
    },
  });
  const exports = (inside: ExportQueue): ExportQueue => ({
    ...inside,
    send: async (given) => {
      await onceBefore(before, 'send');
      return inside.send(given);
    },
  });
  const changes = (inside: HeldChanges): HeldChanges => ({
    ...inside,
    send: async (given, ...more) => {
      if (given.some((change) => change.do === 'release')) await onceBefore(before, 'release');
      return inside.send(given, ...more);
    },
  });
  const flows = toyFlows(tables, clock);
  const connector = await startConnector(aws(), { flows, clock, wrap: { records, exports, changes } });
  return { before, connector, office: createOffice() };
};

const dies = async (): Promise<never> => {
  throw new Error('the Lambda is gone');
};

/** A Lambda that dies: what it has sent is lost too, its own messages come again. */
const failingOnce = async ({ changes, normalize, name }: Connector, key: string): Promise<void> => {
  const [flow = '', id = ''] = key.split('#');
  await changes.send([{ do: 'fetch', connection: name, key: { flow, id }, source: {} }]);
  const items = changes.take();
  await expect(normalize(items)).rejects.toThrow('the Lambda is gone');
  changes.take();
  changes.giveBack(items);
};

const fetchOf = (connection: string, flow: string, id: string) => ({
  change: { do: 'fetch' as const, connection, key: { flow, id }, source: {} },
  sentAt: '2026-03-05T13:00:00.000Z',
});

describe('two at work at once', () => {
  test('a vendor planned on its own while the order that needs it is being stored goes all the same', async () => {
    const { before, connector, office } = await start({
      a: new Map([['1', { name: 'Vendor', onDemand: true }]]),
      b: new Map([['1', { name: 'Order', needs: ['a#1'] }]]),
    });
    before.want = () => connector.normalize([fetchOf(connector.name, 'a', '1')]);
    await connector.tell('b', ['1']);
    await visit(connector, office);
    expect(office.vendors()).toEqual(['Vendor', 'Order']);
  });

  test('a link that is mapped while its record is being stored as blocked releases it', async () => {
    const { before, connector, office } = await start({
      a: new Map([['1', { name: 'Vendor' }]]),
      b: new Map([['1', { name: 'Order', needs: ['a#1'] }]]),
    });
    await connector.tell('a', ['1']);
    before.save = async () => {
      await visit(connector, office);
    };
    await connector.tell('b', ['1']);
    expect(await connector.stateOf('b#1')).toBe('queued');
  });
});

describe('a Lambda that dies', () => {
  test('after a record was stored as queued and before anybody was told loses nothing', async () => {
    const { before, connector, office } = await start({ a: new Map([['1', { name: 'Vendor' }]]) });
    await visit(connector, office);
    before.send = dies;
    await failingOnce(connector, 'a#1');
    await connector.drain();
    expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
    expect(office.vendors()).toEqual(['Vendor']);
  });

  test('after a record was stored as blocked and before its links were asked for loses nothing', async () => {
    const { before, connector, office } = await start({
      a: new Map([['1', { name: 'Vendor' }]]),
      b: new Map([['1', { name: 'Order', needs: ['a#1'] }]]),
    });
    before.want = dies;
    await failingOnce(connector, 'b#1');
    await connector.drain();
    await visit(connector, office);
    expect(office.vendors()).toEqual(['Vendor', 'Order']);
  });

  test('after a parent was stored as no longer skipped and before its children were told loses nothing', async () => {
    const parents: Table = new Map([['1', { name: 'Parent', refused: 'project-not-selected' }]]);
    const { before, connector, office } = await start({
      a: parents,
      b: new Map([['1', { name: 'Child', needs: ['a#1'] }]]),
    });
    await connector.tell('b', ['1']);
    expect(await connector.stateOf('b#1')).toBe('skipped: project-not-selected');
    parents.set('1', { name: 'Parent', refused: 'not-approved' });
    before.release = dies;
    await failingOnce(connector, 'a#1');
    await connector.drain();
    expect(await connector.stateOf('b#1')).toBe('blocked: blocked-by');
    parents.set('1', { name: 'Parent' });
    await connector.tell('a', ['1']);
    await visit(connector, office);
    expect(office.vendors()).toEqual(['Parent', 'Child']);
  });
});
