import { importFlows } from '../../lib/flows/imports.ts';
import { uncoded } from '../../lib/flows/uncoded.ts';
import type { Feed, ImportContext, ImportFlow, ImportPlan, Owned, Ref } from '../../lib/import-flow.ts';
import { createEntering } from '../../lib/procore/entering.ts';
import { createTokenSource } from '../../lib/procore/oauth.ts';
import { readMessageSet } from '../../lib/qbxml/read.ts';
import type { Settings } from '../../lib/settings.ts';
import { compareCosts, compareNamed, comparePayments } from '../../local/sample/compare-life.ts';
import { describeDifference } from '../../local/sample/difference.ts';
import { beginLife, continueLife } from '../../local/sample/life.ts';
import {
  companiesIn,
  directCostsIn,
  enteredPaymentsIn,
  projectsIn,
} from '../../local/sample/read-procore.ts';
import { canadaSample, type Sample, usSample } from '../../local/sample/samples.ts';
import { type ProcoreCompany, sameId } from '../../local/simulators/procore/data.ts';
import type { ListKind, QuickBooks } from '../../local/simulators/quickbooks/quickbooks.ts';
import { CREDENTIALS, closeAll, simulate } from '../procore/simulated.ts';
import { document } from '../simulators/quickbooks/ask.ts';
import { postedBooks } from './posted-books.ts';

afterEach(closeAll);

const RATE = { perTenSeconds: 1_000, perHour: 10_000 };
const LINKED: readonly Feed[] = ['Bill', 'VendorCredit', 'Check'];

const retsOf = async (quickbooks: QuickBooks, feed: Feed) => {
  const isList = feed === 'Customer' || feed === 'Vendor';
  const links = LINKED.includes(feed) ? '<IncludeLinkedTxns>true</IncludeLinkedTxns>' : '';
  const asked = isList ? '' : `<IncludeLineItems>true</IncludeLineItems>${links}`;
  const answer = await quickbooks.process(document(`<${feed}QueryRq>${asked}</${feed}QueryRq>`));
  if ('hresult' in answer) throw new Error(answer.message);
  return readMessageSet(answer.response).answers.flatMap(({ rets }) => rets);
};

/** Whose the objects of the books are: what the sample's own reading of Procore says, and jobs that were created. */
const ownersOf = (
  { people }: QuickBooks,
  { expectation, procore }: Sample,
  created: readonly { readonly id: string; readonly name: string }[],
) => {
  const owners = new Map<string, Owned>();
  const own = (ref: Partial<Ref>, flow: string, id: string, content: object = {}): void => {
    const name = `${ref.type} ${id}`;
    if (ref.type && ref.id)
      owners.set(`${ref.type}:${ref.id}`, {
        ...{ key: { flow, id }, content },
        mapping: { type: ref.type, id: ref.id, name, created: true },
      });
  };
  const { totals, postings, billings, checks } = expectation;
  for (const [id, name] of totals.jobs)
    own({ type: 'Customer', id: people.find('Customer', name) }, 'projects', id);
  for (const { id, name } of created)
    own({ type: 'Customer', id: people.find('Customer', name) }, 'projects', id);
  for (const [id, name] of totals.vendors)
    own({ type: 'Vendor', id: people.find('Vendor', name) }, 'companies', id);
  for (const { id, fullName } of totals.items)
    own({ type: 'ItemService', id: people.find('ItemService', fullName) }, 'cost-codes', id);
  const placeOf = new Map(
    procore().projects.flatMap(({ record, purchase_order_contracts: a, work_order_contracts: b }) =>
      [...a, ...b].map((one) => [String(one.record.id), String(record.id)] as const),
    ),
  );
  for (const { id, number } of postings) {
    const order = people.findTransaction('PurchaseOrder', { RefNumber: number });
    own({ type: 'PurchaseOrder', id: order }, 'commitments', id, { projectId: placeOf.get(id) });
  }
  for (const { id, kind = 'Bill', number, order } of billings) {
    const commitmentId = postings.find((one) => one.number === order)?.id ?? '';
    const content = { projectId: placeOf.get(commitmentId), commitmentId, invoiceNumber: number };
    own({ type: kind, id: people.findTransaction(kind, { RefNumber: number }) }, 'invoices', id, content);
  }
  for (const { id, memo } of checks)
    own(
      { type: 'BillPaymentCheck', id: people.findTransaction('BillPaymentCheck', { Memo: memo }) },
      'payments',
      id,
    );
  return (ref: Ref): Owned | undefined => owners.get(`${ref.type}:${ref.id}`);
};

const leaf = (fullName: string): string => fullName.slice(fullName.lastIndexOf(':') + 1);

/** The books have lived, and Procore is as it was; what people approve is approved. */
const lived = async (sample: Sample) => {
  const quickbooks = postedBooks(sample);
  const { people } = quickbooks;
  const { life, expected } = sample.life;
  continueLife(people, life, beginLife(people, life));
  const settings: Settings = { ...sample.settings, journalCodes: expected.journalCodes };
  const company = sample.procore() as unknown as ProcoreCompany;
  const { simulator, clock } = await simulate({ companies: [company], rateLimit: RATE });
  const token = createTokenSource({ loginUrl: simulator.url, ...CREDENTIALS }, { fetch, now: clock.now });
  const { companyId } = settings.procore;
  const entering = createEntering({ fetch, now: clock.now, token, apiUrl: simulator.url, companyId });
  const { totals } = sample.expectation;
  const contextNow = (): ImportContext => {
    const created = projectsIn(company).flatMap(({ id, name }) => {
      const job = life.customers.find((one) => leaf(one) === name);
      return job === undefined ? [] : [{ id, name: job }];
    });
    const rows = [...company.vendors, ...company.projects.map(({ record }) => record)];
    return {
      ...{ settings, owner: ownersOf(quickbooks, sample, created), approved: true },
      named: rows.map(({ id, name, is_active, active }) => ({
        ...{ id: String(id), name: String(name), active: is_active !== false && active !== false },
      })),
      taken: new Set([...totals.vendors.keys(), ...totals.jobs.keys()]),
    };
  };
  return { quickbooks, settings, company, entering, contextNow };
};

type Lived = Awaited<ReturnType<typeof lived>>;

const plansOf = async ({ quickbooks, settings, contextNow }: Lived, flow: ImportFlow<unknown>) => {
  const plans: ImportPlan[] = [];
  const context = contextNow();
  for (const feed of flow.feeds)
    for (const ret of await retsOf(quickbooks, feed))
      for (const { id, content } of flow.read(feed, ret, settings))
        plans.push(flow.plan(id, content, context));
  return plans;
};

/** Flow by flow, as the writer does it: what is linked carries the id of QuickBooks from then on. */
const enterAll = async (world: Lived): Promise<void> => {
  for (const flow of importFlows) {
    const plans = await plansOf(world, flow);
    const entries = plans.flatMap((plan) => (plan.is === 'write' ? [plan.entry] : []));
    for (const told of await world.entering.enter(entries, new Map()))
      expect(told).toMatchObject({ is: 'done' });
    for (const plan of plans) {
      const row = plan.is === 'link' && world.company.vendors.find(({ id }) => sameId(id, plan.key.id));
      if (row && plan.is === 'link') row.origin_id = plan.object.id;
    }
  }
};

describe.each([
  ['the US contractor', usSample()],
  ['the Canadian contractor', canadaSample()],
])('what comes from the books of %s', (_, sample) => {
  const { expected } = sample.life;

  test('stands in Procore as it was written by hand: costs, payments, companies and projects', async () => {
    const world = await lived(sample);
    await enterAll(world);
    const { company, quickbooks } = world;
    const before = sample.procore() as unknown as ProcoreCompany;
    const created = projectsIn(company);
    const projectOf = (job: string): string =>
      expected.projects[job] ?? created.find(({ name }) => name === leaf(job))?.id ?? 'none';
    const idOf = (kind: ListKind) => (name: string) => quickbooks.people.find(kind, name) ?? 'none';
    const vendors = { before: companiesIn(before), after: companiesIn(company), listId: idOf('Vendor') };
    const jobs = { before: projectsIn(before), after: created, listId: idOf('Customer') };
    const found = [
      ...compareCosts(directCostsIn(company), expected, projectOf),
      ...comparePayments(enteredPaymentsIn(company), expected),
      ...compareNamed('company', expected.vendors, vendors),
      ...compareNamed('project', expected.jobs, jobs),
    ];
    expect(found.map(describeDifference)).toEqual([]);
  });

  test('leaves out the lines that were named, for the reasons that were named', async () => {
    const { quickbooks, contextNow } = await lived(sample);
    // A project was created for its job: nothing of it is left out.
    const isCreated = (name: string | undefined): boolean =>
      name !== undefined && sample.life.life.customers.includes(name);
    const context = contextNow();
    const rows: string[] = [];
    for (const feed of importFlows.find(({ name }) => name === 'costs')?.feeds ?? [])
      for (const ret of await retsOf(quickbooks, feed))
        for (const { number, line, why } of uncoded(feed, ret, context))
          if (!isCreated(line.job?.name))
            rows.push([number, line.job?.name ?? '', line.amount, why].join(' / '));
    expect(rows.sort()).toEqual(
      expected.uncoded
        .map(({ number, job = '', amount, why }) => [number, job, amount, why].join(' / '))
        .sort(),
    );
  });
});
