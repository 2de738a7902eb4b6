import { firstList, relist } from '../../lib/admin/relist.ts';
import { flows } from '../../lib/flows/index.ts';
import { createProcore } from '../../lib/procore/client.ts';
import { createTokenSource } from '../../lib/procore/oauth.ts';
import * as text from '../../lib/qbxml/latin.ts';
import { contractRecord } from '../procore/company-data.ts';
import { paymentRow } from '../procore/payment-data.ts';
import { withAws } from '../stores/stores.ts';
import { type Builder, commitment, ORDER, startBuilder } from './builder.ts';
import { visit } from './visit.ts';

const aws = withAws();
let builder: Builder;

beforeEach(async () => {
  builder = await startBuilder(aws());
  await builder.connector.tell('commitments', [ORDER], commitment);
  await visit(builder.connector, builder.office);
});

afterEach(() => builder.procore.close());

const clientOf = ({ connector, procore, company }: Builder) => {
  const { clock } = connector;
  const clientSecret = async () => 'secret-of-app-1';
  const credentials = { loginUrl: procore.url, clientId: 'app-1', clientSecret };
  return createProcore({
    ...{ fetch, now: clock.now, text, apiUrl: procore.url, companyId: String(company.id) },
    token: createTokenSource(credentials, { fetch, now: clock.now }),
  });
};

const listAgain = async (): Promise<void> => {
  const { connector } = builder;
  const { clock, changes, records } = connector;
  const { settings } = await connector.connection();
  const client = clientOf(builder);
  clock.pass(60_000);
  await relist({ flows, changes, records, procore: client }, settings);
  await connector.drain();
};

test('a list finds the new name of a vendor whose webhook was lost', async () => {
  const { connector, company, office } = builder;
  for (const vendor of company.vendors) Object.assign(vendor, { name: `${vendor.name} & Sons` });
  await listAgain();
  await visit(connector, office);
  expect(office.vendors()).toContain('Birch Masonry & Sons');
});

test('a list finds that an order was deleted though its webhook was lost', async () => {
  const { connector, company } = builder;
  for (const { record } of company.projects[0]?.purchase_order_contracts ?? [])
    record.deleted_at = '2026-03-05T13:00:00Z';
  await listAgain();
  const stored = await connector.records.get(connector.name, [{ flow: 'commitments', id: ORDER }]);
  expect([...stored.values()][0]?.flags).toEqual([{ code: 'deleted-in-procore' }]);
});

test('the first list of a project with more commitments than a window of Procore has calls comes to an end', async () => {
  const rows = Array.from({ length: 40 }, (_, n) => ({
    record: { ...contractRecord(5_000 + n, `SC-${n}`), id: 5_000 + n },
    line_items: [],
    payments: [paymentRow(6_000 + n, { contract_id: 5_000 + n })],
  }));
  const limited = await startBuilder(aws(), {
    procore: { rateLimit: { perTenSeconds: 15, perHour: 10_000 } },
    change: ({ projects: [project] }) => project?.work_order_contracts.push(...rows),
  });
  const { connector } = limited;
  const { settings } = await connector.connection();
  let waits = 0;
  const counts = await firstList(
    {
      ...{
        flows,
        changes: connector.changes,
        records: connector.records,
        procore: async () => clientOf(limited),
      },
      say: () => undefined,
      wait: async (seconds) => {
        waits += 1;
        if (waits > 20) throw new Error('it does not come to an end');
        connector.clock.pass(seconds * 1000);
      },
    },
    settings,
  );
  await limited.procore.close();
  expect(waits).toBeGreaterThan(1);
  expect(counts).toMatchObject({ payments: 40, commitments: 42 });
});
