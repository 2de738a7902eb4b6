import { takeRestored } from '../../lib/admin/restored.ts';
import { vendors } from '../../lib/flows/vendors.ts';
import { withAws } from '../stores/stores.ts';
import { type Builder, startBuilder } from './builder.ts';
import { partOf, written } from './toy-entries.ts';
import { visit } from './visit.ts';

const aws = withAws();
let builder: Builder;

afterEach(() => builder.procore.close());

const HOUR_MS = 3_600_000;

test('a company that was entered for a vendor which a restored company file lacks is not mapped to it again', async () => {
  const imports = { jobs: 'never', vendors: '1h', costs: 'never', payments: 'never' } as const;
  builder = await startBuilder(aws(), {
    ...{ imports: [vendors], settings: { imports, approval: { vendors: 'auto' } } },
  });
  const { connector, office, company } = builder;
  const { connections, records, clock } = connector;
  const backup = office.quickbooks.snapshot();
  connector.clock.pass(HOUR_MS);
  const lost = office.quickbooks.people.add('Vendor', 'Pacific Crane');
  await connector.tell('projects', ['9001']);
  await visit(connector, office);
  await written(connector);
  const id = String(company.vendors.find(({ name }) => name === 'Pacific Crane')?.id);
  const standing = () => partOf(connector, `companies#${id}`);
  expect(await standing()).toMatchObject({ state: 'synced', mapping: { id: lost } });

  office.quickbooks.restore(backup);
  connector.clock.pass(HOUR_MS);
  expect(await visit(connector, office)).toMatchObject({ ended: 'stopped' });
  const flows = ['projects', 'companies'];
  await takeRestored({ connections, records, flows, now: clock.now }, connector.name);
  await visit(connector, office);
  await written(connector);
  await connector.tell('companies', [id]);
  expect(await standing()).toMatchObject({ state: 'skipped', reason: { code: 'not-referenced' } });
  expect((await standing())?.mapping).toBeUndefined();
});
