import type { SyncRecord } from '../../lib/engine/record.ts';
import type { ProcoreCompany } from '../../local/simulators/procore/data.ts';
import { contractRecord, vendor } from '../procore/company-data.ts';
import { recordOf, withAws } from '../stores/stores.ts';
import { type Builder, startBuilder } from './builder.ts';
import { NOBODY, startWatching } from './watching.ts';

const aws = withAws();
const running: Builder[] = [];
afterEach(async () => {
  for (const builder of running.splice(0)) await builder.procore.close();
});

const PROJECTS = 4;
const OF_EACH = 150;
const VENDORS = 900;
const HOUR = 3_600_000;

const ids = (count: number, from: number) => Array.from({ length: count }, (_, n) => from + n);
const contractsOf = (project: number): number[] => ids(OF_EACH, project * 1_000);

/** So many vendors, and projects with so many subcontracts each. */
const grow = (company: ProcoreCompany): void => {
  const [first] = company.projects;
  if (!first) throw new Error('there is no project');
  company.vendors.splice(0, company.vendors.length);
  for (const id of ids(VENDORS, 10_000)) company.vendors.push(vendor(id, `Vendor ${id}`));
  company.projects.splice(0, company.projects.length);
  for (const id of ids(PROJECTS, 9_001))
    company.projects.push({
      ...structuredClone(first),
      record: { ...first.record, id, name: `Project ${id}` },
      purchase_order_contracts: [],
      work_order_contracts: contractsOf(id).map((contract) => ({
        record: { ...contractRecord(contract, `SC-${contract}`), project: { id, name: `Project ${id}` } },
        line_items: [],
      })),
    });
};

/** Records that were fetched and posted, as they are stored: nothing is asked of Procore for them. */
const stored = ({ connector }: Builder): SyncRecord[] => {
  const fetchStartedAt = connector.clock.now().toISOString();
  const common = { connection: connector.name, state: 'synced', fetchStartedAt, rev: 0 } as const;
  const mapping = (type: string, id: number) => ({ type, id: `8-${id}`, name: String(id), created: true });
  return [
    ...ids(VENDORS, 10_000).map((id) =>
      recordOf({ ...common, flow: 'companies', id: String(id), source: {}, mapping: mapping('Vendor', id) }),
    ),
    ...ids(PROJECTS, 9_001).flatMap((project) => [
      recordOf({
        ...{ ...common, flow: 'projects', id: String(project), source: {} },
        mapping: mapping('Customer', project),
      }),
      ...contractsOf(project).map((id) =>
        recordOf({
          ...{ ...common, flow: 'commitments', id: String(id) },
          source: { project: String(project), resource: 'Work Order Contracts' },
          mapping: mapping('PurchaseOrder', id),
        }),
      ),
    ]),
  ];
};

/** A night over all of them: the calls that it took, and how many records were asked for. */
const night = async (off: readonly string[], change?: (company: ProcoreCompany) => void) => {
  const builder = await startBuilder(aws(), {
    settings: { off: [...off], companies: 'all', procoreCallsPerHour: 3_600 },
    procore: { rateLimit: { perTenSeconds: 100_000, perHour: 100_000 } },
    change: grow,
  });
  running.push(builder);
  const { connector, company } = builder;
  const records = stored(builder);
  for (const record of records) await connector.records.save(record);
  const watching = startWatching(aws(), builder, NOBODY);
  await watching.run();
  connector.clock.pass(24 * HOUR);
  change?.(company);
  let calls = 0;
  for (let n = 0; n < 6; n++) {
    const run = await watching.run();
    calls += run.calls;
    if (!run.stopped) break;
    connector.clock.pass(HOUR / 6);
  }
  const fetches = connector.changes.take().flatMap(({ change }) => ('key' in change ? [change.key.id] : []));
  return { records: records.length, calls, asked: new Set(fetches).size };
};

const QUIET = ['cost-codes', 'budgets', 'payments'];

test('what lists tell of is compared with some calls for a project and one for hundreds of companies', async () => {
  const { records, calls, asked } = await night(QUIET);
  expect(records).toBe(VENDORS + PROJECTS * (OF_EACH + 1));
  expect(asked).toBe(0);
  expect(calls).toBeLessThanOrEqual(20 + 15 * PROJECTS);
}, 120_000);

test('what changed or is gone is asked for, and nothing else', async () => {
  const { asked } = await night(QUIET, ({ projects }) => {
    const [first, second] = projects;
    const at = '2026-03-06T09:00:00Z';
    Object.assign(first?.work_order_contracts[3]?.record ?? {}, { title: 'Other', updated_at: at });
    second?.work_order_contracts.splice(7, 1);
  });
  expect(asked).toBe(2);
}, 120_000);
