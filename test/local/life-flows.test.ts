import { importFlows } from '../../lib/flows/imports.ts';
import { uncoded } from '../../lib/flows/uncoded.ts';
import type { Feed, ImportContext, Owned, Ref } from '../../lib/import-flow.ts';
import type { ProcoreEntry } from '../../lib/procore/entries.ts';
import { readMessageSet } from '../../lib/qbxml/read.ts';
import type { Settings } from '../../lib/settings.ts';
import {
  compareCosts,
  comparePayments,
  type FoundCost,
  type FoundPayment,
} from '../../local/sample/compare-life.ts';
import { describeDifference } from '../../local/sample/difference.ts';
import { beginLife, continueLife } from '../../local/sample/life.ts';
import { canadaSample, type Sample, usSample } from '../../local/sample/samples.ts';
import type { QuickBooks } from '../../local/simulators/quickbooks/quickbooks.ts';
import { document } from '../simulators/quickbooks/ask.ts';
import { postedBooks } from './posted-books.ts';

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
const ownersOf = ({ people }: QuickBooks, { expectation, life, procore }: Sample) => {
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
  for (const name of life.life.customers)
    own({ type: 'Customer', id: people.find('Customer', name) }, 'projects', `project of ${name}`);
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

const lived = (sample: Sample) => {
  const quickbooks = postedBooks(sample);
  const { people } = quickbooks;
  const { life, expected } = sample.life;
  continueLife(people, life, beginLife(people, life));
  const settings: Settings = { ...sample.settings, journalCodes: expected.journalCodes };
  const owner = ownersOf(quickbooks, sample);
  const context: ImportContext = { settings, owner, named: [], taken: new Set(), approved: true };
  return { quickbooks, settings, context };
};

const entriesOf = async (sample: Sample): Promise<ProcoreEntry[]> => {
  const { quickbooks, settings, context } = lived(sample);
  const entries: ProcoreEntry[] = [];
  for (const flow of importFlows)
    for (const feed of flow.feeds)
      for (const ret of await retsOf(quickbooks, feed))
        for (const { id, content } of flow.read(feed, ret, settings)) {
          const plan = flow.plan(id, content, context);
          if (plan.is === 'write') entries.push(plan.entry);
        }
  return entries;
};

const costsIn = (entries: readonly ProcoreEntry[], { expectation }: Sample): FoundCost[] => {
  const codes = new Map([...expectation.codeIds].map(([code, id]) => [id, code]));
  return entries.flatMap((entry) => {
    if (entry.of !== 'direct-cost') return [];
    const { projectId: project, type, vendorId: vendor = '', number, description = '', date, lines } = entry;
    const own = lines.map(({ code, amount }) => {
      const fullCode = 'fullCode' in code ? code.fullCode : codes.get(code.standardCostCodeId);
      return [fullCode ?? '', amount] as const;
    });
    return [{ project, type, vendor, number, description, date, lines: own }];
  });
};

const paymentsIn = (entries: readonly ProcoreEntry[]): FoundPayment[] =>
  entries.flatMap((entry) => {
    if (entry.of !== 'contract-payment') return [];
    const { contractId: commitment, requisitionId: invoice, date, amount, method, checkNumber = '' } = entry;
    return [{ commitment, invoice, date, amount, method, number: checkNumber }];
  });

describe.each([
  ['the US contractor', usSample()],
  ['the Canadian contractor', canadaSample()],
])('what the flows read in the books of %s', (_, sample) => {
  const { expected } = sample.life;

  test('comes to the costs and payments that were written by hand', async () => {
    const entries = await entriesOf(sample);
    const projectOf = (job: string): string => expected.projects[job] ?? `project of ${job}`;
    const found = [
      ...compareCosts(costsIn(entries, sample), expected, projectOf),
      ...comparePayments(paymentsIn(entries), expected),
    ];
    expect(found.map(describeDifference)).toEqual([]);
  });

  test('and leaves out the lines that were named, for the reasons that were named', async () => {
    const { quickbooks, context } = lived(sample);
    const rows: string[] = [];
    for (const feed of importFlows.find(({ name }) => name === 'costs')?.feeds ?? [])
      for (const ret of await retsOf(quickbooks, feed))
        for (const { number, line, why } of uncoded(feed, ret, context))
          rows.push([number, line.job?.name ?? '', line.amount, why].join(' / '));
    expect(rows.sort()).toEqual(
      expected.uncoded
        .map(({ number, job = '', amount, why }) => [number, job, amount, why].join(' / '))
        .sort(),
    );
  });
});
