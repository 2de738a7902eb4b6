import type { RecordStore } from '../../lib/engine/ports.ts';
import { withAws } from '../stores/stores.ts';
import {
  type Builder,
  type BuilderOptions,
  commitment,
  ORDER,
  SUBCONTRACT,
  startBuilder,
} from './builder.ts';
import { isWrite } from './office.ts';
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

const both = [ORDER, SUBCONTRACT];

const sameNumber: BuilderOptions['change'] = ({ projects: [project] }) => {
  const records = [project?.purchase_order_contracts, project?.work_order_contracts].flat();
  for (const one of records) if (one) one.record.number = 'PO-77';
};

test('commitments told of before anything else was ever seen are posted with all that they need', async () => {
  const { connector, office, orders } = await start();
  await connector.tell('commitments', both, commitment);
  expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
  expect([...orders()].sort()).toEqual(['PO-001', 'SC-001']);
  expect(await connector.states('companies')).toEqual({ 501: 'synced', 502: 'synced' });
  expect(await connector.states('projects')).toEqual({ 9001: 'synced' });
});

describe('of two commitments with one number', () => {
  const expectOne = async ({ connector, orders }: Builder) => {
    expect(orders()).toEqual(['PO-77']);
    const states = Object.values(await connector.states('commitments')).sort();
    expect(states).toEqual(['failed: number-taken', 'synced']);
  };

  test('exactly one is posted', async () => {
    const builder = await start({ change: sameNumber });
    await builder.connector.tell('commitments', both, commitment);
    await visit(builder.connector, builder.office);
    await expectOne(builder);
  });

  test('exactly one is posted when the second is planned before the first is stored', async () => {
    let meet: (() => Promise<void>) | undefined;
    const records = (inside: RecordStore): RecordStore => ({
      ...inside,
      save: async (record, ...more) => {
        const first = record.flow === 'commitments' && record.id === ORDER && record.state === 'queued';
        const happens = first ? meet : undefined;
        if (happens) meet = undefined;
        await happens?.();
        return inside.save(record, ...more);
      },
    });
    const builder = await start({ change: sameNumber, wrap: { records } });
    const { connector, office, orders } = builder;
    await connector.apply({ orderStatuses: ['Nothing'] });
    await connector.tell('companies', ['501', '502']);
    await connector.tell('commitments', both, commitment);
    expect(orders()).toEqual([]);
    await connector.apply({ orderStatuses: ['Approved'] });
    await connector.tell('commitments', both, commitment);
    for (const id of both) {
      const found = await connector.records.get(connector.name, [{ flow: 'commitments', id }]);
      expect([...found.values()].map(({ state }) => state)).toEqual(['blocked']);
    }
    meet = async () => {
      const key = { flow: 'commitments', id: SUBCONTRACT };
      const change = { do: 'replan' as const, connection: connector.name, key };
      await connector.normalize([{ change, sentAt: '2026-03-05T13:00:00.000Z' }]);
    };
    await visit(connector, office);
    expect(meet).toBeUndefined();
    await visit(connector, office);
    await expectOne(builder);
  });

  test('a number that a bookkeeper has used in QuickBooks is taken', async () => {
    const { connector, office, orders } = await start();
    office.quickbooks.people.add('Vendor', 'Old Supplier');
    office.quickbooks.people.addPurchaseOrder({ VendorRef: 'Old Supplier', RefNumber: 'PO-001' });
    await connector.tell('commitments', both, commitment);
    await visit(connector, office);
    expect(orders()).toEqual(['PO-001', 'SC-001']);
    expect(await connector.stateOf(`commitments#${ORDER}`)).toBe('failed: number-taken');
  });
});

test.each([
  ['is found by its ExternalGUID', undefined],
  ['is found though it has another vendor by now', { id: 501, company: 'Alder Electrical Inc' }],
  ['is found though it has a vendor by now whom nobody has seen', { id: 503, company: 'Cedar' }],
])('an order whose answer is lost %s, and not posted twice', async (_, vendor) => {
  const { connector, office, orders, company } = await start();
  await connector.tell('commitments', both, commitment);
  const isOrder = (qbxml: string) => qbxml.includes('<PurchaseOrderAddRq');
  expect(await visit(connector, office, { dies: isOrder })).toMatchObject({ ended: 'died' });
  const { file } = office.quickbooks.snapshot();
  file.messageSets.clear();
  office.quickbooks.restore({ file });
  const [ordered] = company.projects[0]?.purchase_order_contracts ?? [];
  if (vendor) Object.assign(ordered?.record ?? {}, { vendor, status: 'Draft' });
  if (vendor) await connector.tell('commitments', [ORDER], commitment);
  connector.clock.pass(3_600_000);
  const before = office.sent.length;
  await visit(connector, office);
  expect([...orders()].sort()).toEqual(['PO-001', 'SC-001']);
  expect(office.sent.slice(before).filter(isWrite)).toEqual([]);
  expect(Object.values(await connector.states('commitments'))).toEqual(['synced', 'synced']);
});
