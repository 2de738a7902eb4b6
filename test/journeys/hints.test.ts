import type { Asked } from '../../local/simulators/procore/endpoint.ts';
import { withAws } from '../stores/stores.ts';
import {
  type Builder,
  type BuilderOptions,
  commitment,
  ORDER,
  SUBCONTRACT,
  startBuilder,
} from './builder.ts';
import { visit } from './visit.ts';

const aws = withAws();
const open: Builder[] = [];

const start = async (options?: BuilderOptions): Promise<Builder> => {
  const builder = await startBuilder(aws(), options);
  open.push(builder);
  return builder;
};

afterEach(async () => {
  await Promise.all(open.splice(0).map(({ procore }) => procore.close()));
});

const isVendor = ({ path }: Asked) => path === '/rest/v1.0/vendors/501';

const all = { companies: 'all' } as const;

describe('many hints', () => {
  test('about one record become one fetch', async () => {
    const { connector, procore } = await start({ settings: all });
    await connector.tell(
      'companies',
      Array.from({ length: 40 }, () => '501'),
    );
    expect(procore.requests.filter(isVendor)).toHaveLength(1);
  });

  test('sent before a fetch began are not fetched again', async () => {
    const { connector, procore } = await start({ settings: all });
    const { changes, name } = connector;
    const hint = {
      do: 'fetch' as const,
      connection: name,
      key: { flow: 'companies', id: '501' },
      source: {},
    };
    await changes.send([hint, hint]);
    const late = changes.take();
    connector.clock.pass(2_000);
    await connector.tell('companies', ['501']);
    await connector.normalize(late);
    expect(procore.requests.filter(isVendor)).toHaveLength(1);
  });

  test('beyond the rate limit wait for the next window and are all worked off', async () => {
    const ids = Array.from({ length: 40 }, (_, n) => String(600 + n));
    const { connector, procore } = await start({
      settings: all,
      procore: { rateLimit: { perTenSeconds: 25, perHour: 600 } },
      change: ({ vendors }) => {
        const [first] = vendors;
        for (const id of ids) if (first) vendors.push({ ...first, id: Number(id), name: `Vendor ${id}` });
      },
    });
    await connector.tell('companies', ids);
    const early = Object.values(await connector.states('companies'));
    expect(early).toHaveLength(25);
    for (let n = 0; n < 5; n++) {
      connector.clock.pass(10_000);
      await connector.drain();
    }
    const states = Object.values(await connector.states('companies'));
    expect(states).toEqual(ids.map(() => 'queued'));
    expect(procore.requests.length).toBeLessThan(60);
  });
});

test('content that was fetched earlier never replaces what was fetched later', async () => {
  const held: { first?: () => Promise<void> } = {};
  const slow = await start({
    settings: all,
    change: ({ vendors: [first] }) => {
      if (first) first.name = 'Old name';
    },
    wrap: {
      records: (records) => ({
        ...records,
        save: async (record, ...more) => {
          const happens = held.first;
          held.first = undefined;
          await happens?.();
          return records.save(record, ...more);
        },
      }),
    },
  });
  held.first = async () => {
    slow.procore.company('77').update('Company Vendors', '501', { name: 'New name' });
    const change = {
      ...{ do: 'fetch' as const, connection: slow.connector.name, source: {} },
      key: { flow: 'companies', id: '501' },
    };
    await slow.connector.normalize([{ change, sentAt: slow.connector.clock.now().toISOString() }]);
  };
  await slow.connector.tell('companies', ['501']);
  const found = await slow.connector.records.get(slow.connector.name, [{ flow: 'companies', id: '501' }]);
  expect(found.get('companies#501')?.title).toBe('New name');
});

test('messages doubled, lost and late lose nothing and post nothing twice', async () => {
  const { connector, office, orders } = await start({
    wrap: { exports: (inside) => ({ ...inside, send: async () => undefined }) },
  });
  const both = [ORDER, SUBCONTRACT];
  await connector.tell('commitments', [...both, ...both], commitment);
  await visit(connector, office);
  await connector.tell('commitments', both, commitment);
  await visit(connector, office);
  expect([...orders()].sort()).toEqual(['PO-001', 'SC-001']);
});
