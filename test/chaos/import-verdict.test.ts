import type { ProcoreCompany, ProcoreProject, Row } from '../../local/simulators/procore/data.ts';
import { withAws } from '../stores/stores.ts';
import { playSmallest } from './exhaustive.ts';
import { createSingleFault } from './faults.ts';
import { importsOf } from './import-verdict.ts';
import { judge, type Outcome, type Verdict } from './verdict.ts';

const aws = withAws();
let end: Outcome;

beforeAll(async () => {
  ({ outcome: end } = await playSmallest(aws(), 'imports', createSingleFault(0, 'go')));
});

const found = (all: Partial<Verdict>): Partial<Verdict> =>
  Object.fromEntries(Object.entries(all).filter(([, sentences]) => sentences.length > 0));

/** What is found of the company in Procore once it is changed. */
const planted = (change: (company: ProcoreCompany) => void): Partial<Verdict> => {
  const { contractor } = end;
  const before = structuredClone(contractor.company);
  const contracts = new Map(contractor.orders.map((order) => [order, contractor.contractOf(order)]));
  const payments = new Map([...contracts.values()].map((one) => [one, [...(one.payments ?? [])]]));
  change(contractor.company);
  const verdict = found(importsOf(end));
  Object.assign(contractor.company, before);
  for (const [contract, rows] of payments) contract.payments = rows;
  return verdict;
};

const ownJob = ({ projects }: ProcoreCompany): ProcoreProject =>
  projects.find(({ record }) => record.name === 'Own Job 1') as ProcoreProject;

const copy = <T>(one: T): T => structuredClone(one);

test('the smallest imports without a fault are as they should be', () => {
  const costs = end.contractor.company.projects.flatMap(({ record, direct_costs = [] }) =>
    direct_costs.map((cost) => `${cost.record.invoice_number} on ${record.name}: ${cost.record.grand_total}`),
  );
  expect(costs.sort()).toEqual(['H-1 on Own Job 1: 100.75']);
  expect(found(judge(end))).toEqual({});
});

describe('what is planted into Procore is found:', () => {
  test('a cost that stands twice', () => {
    const verdict = planted((company) => {
      const costs = ownJob(company).direct_costs ?? [];
      costs.push(...costs.map(copy));
    });
    expect(verdict).toEqual({ duplicates: ['H-1 on Own Job 1 stands 2 times in Procore'] });
  });

  test('a cost that is lost', () => {
    const verdict = planted((company) => void ownJob(company).direct_costs?.splice(0));
    expect(verdict).toEqual({ losses: ['H-1 on Own Job 1 is not in Procore'] });
  });

  test('a line that is a cent off', () => {
    const verdict = planted((company) => {
      const [line] = ownJob(company).direct_costs?.[0]?.line_items ?? [];
      Object.assign(line as Row, { amount: '99.76' });
    });
    expect(verdict).toEqual({ wrong: [expect.stringMatching(/H-1 on Own Job 1 is .*9976.*, not .*9975/)] });
  });

  test('a cost that QuickBooks has no more', () => {
    const verdict = planted((company) => {
      const [cost] = (ownJob(company).direct_costs ?? []).map(copy);
      if (cost)
        ownJob(company).direct_costs?.push({ ...cost, record: { ...cost.record, invoice_number: 'H-2' } });
    });
    expect(verdict).toEqual({ wrong: [expect.stringMatching(/^H-2 on Own Job 1 .* not so in QuickBooks$/)] });
  });

  test('a payment that stands twice, and one that is lost', () => {
    const [order] = end.contractor.orders;
    if (!order) throw new Error('no order');
    const contract = end.contractor.contractOf(order);
    const twice = planted(() => void contract.payments?.push(...contract.payments.map(copy)));
    expect(twice.duplicates).toEqual([expect.stringMatching(/^payment HP-1 of .* stands 2 times/)]);
    const lost = planted(() => void contract.payments?.splice(0));
    expect(lost).toEqual({ losses: [expect.stringMatching(/^payment HP-1 of .* is not in Procore$/)] });
  });

  test('a project and a company that stand twice, or that nobody wanted', () => {
    const verdict = planted((company) => {
      company.projects.push(copy(ownJob(company)));
      company.vendors.push({ id: 79_000_000, name: 'Somebody', origin_id: null });
    });
    expect(verdict).toMatchObject({
      duplicates: expect.arrayContaining(['project Own Job 1 stands twice in Procore']),
      wrong: ['nobody wanted company Somebody in Procore'],
    });
  });

  test('a job that was exported back as another one', () => {
    const { objects } = end.books;
    const job = objects.find(({ fullName }) => fullName.endsWith('Own Job 1'));
    if (!job) throw new Error('no job');
    const again = { ...job, id: '8-1', fullName: 'Harbor Trust:Own Job 1' };
    const verdict = judge({ ...end, books: { ...end.books, objects: [...objects, again] } });
    expect(verdict.wrong).toEqual(['nobody wanted Customer Harbor Trust:Own Job 1']);
  });

  test('a record that waits for ever', () => {
    const records = end.records.map((record) =>
      record.flow === 'costs' ? { ...record, state: 'queued' as const } : record,
    );
    expect(found(judge({ ...end, records })).stuck).not.toBeUndefined();
  });
});
