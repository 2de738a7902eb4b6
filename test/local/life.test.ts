import {
  addedCosts,
  compareCosts,
  comparePayments,
  comparePlanted,
  costLines,
  type FoundCost,
  type FoundDifference,
  type JobCosts,
} from '../../local/sample/compare-life.ts';
import { amountOf, centsOf, sumOf } from '../../local/sample/decimals.ts';
import { beginLife, continueLife } from '../../local/sample/life.ts';
import { canadaSample, type Sample, usSample } from '../../local/sample/samples.ts';
import { US_LIFE_EXPECTED } from '../../local/sample/us/life-expected.ts';
import type { QuickBooks } from '../../local/simulators/quickbooks/quickbooks.ts';
import { ask } from '../simulators/quickbooks/ask.ts';
import { postedBooks } from './posted-books.ts';

const COMPANIES: [string, Sample][] = [
  ['the US contractor', usSample()],
  ['the Canadian contractor', canadaSample()],
];

const decoded = (text: string): string =>
  text.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code))).replaceAll('&amp;', '&');

const escaped = (text: string): string =>
  text.replace(/[^\u0020-\u007e]|[&<>]/g, (character) => `&#${character.codePointAt(0)};`);

/** Actual cost by job and item, as QuickBooks' own report has it. */
const reported = async (quickbooks: QuickBooks, jobs: readonly string[]): Promise<JobCosts> => {
  const sums = new Map<string, bigint>();
  for (const job of jobs) {
    const { text } = await ask(
      quickbooks,
      `<JobReportQueryRq><JobReportType>ItemEstimatesVsActuals</JobReportType><ReportEntityFilter><FullName>${escaped(job)}</FullName></ReportEntityFilter></JobReportQueryRq>`,
    );
    const rows = text.matchAll(
      /<DataRow [^>]*>\n<RowData rowType="item" value="([^"]*)"\/>([\s\S]*?)<\/DataRow>/g,
    );
    for (const [, item = '', cells = ''] of rows) {
      const cost = /colID="3" value="([^"]*)"/.exec(cells)?.[1] ?? '0';
      sums.set(`${job} / ${decoded(item)}`, centsOf(cost));
    }
  }
  return sums;
};

const lived = (sample: Sample) => {
  const quickbooks = postedBooks(sample);
  const { people } = quickbooks;
  const { life } = sample.life;
  const begun = beginLife(people, life);
  return { quickbooks, people, played: () => continueLife(people, life, begun) };
};

describe.each(COMPANIES)('the books of %s', (_, sample) => {
  const { life, expected, plant } = sample.life;
  const jobs = [...new Set([...sample.expectation.totals.jobs.values(), ...life.customers])];

  test('cost each job and item more by just what is expected in Procore, and by the named rows', async () => {
    const before = await reported(postedBooks(sample), [...sample.expectation.totals.jobs.values()]);
    const { quickbooks, played } = lived(sample);
    played();
    const after = await reported(quickbooks, jobs);
    const grown = new Map([...after].map(([key, cents]) => [key, cents - (before.get(key) ?? 0n)]));
    expect(costLines(grown)).toEqual(costLines(addedCosts(expected)));
  });

  test('hold every line that is expected to be uncoded', () => {
    const { people, played } = lived(sample);
    const ids = played();
    for (const { number } of expected.uncoded) {
      const entered = [...life.entries, ...life.later].find((entry) => entry.number === number);
      const id = entered ? ids.get(entered.key) : people.findTransaction('Bill', { RefNumber: number });
      expect([number, people.linesOf(id ?? '').length]).not.toEqual([number, 0]);
    }
  });

  test('sum up: each expected cost is what its lines come to', () => {
    for (const { total, lines } of expected.costs)
      expect(sumOf(lines.map(([, amount]) => amount))).toBe(total);
  });

  test('know whom it is about: companies and projects of Procore', () => {
    const procore = sample.procore();
    const vendors = procore.vendors.map(({ id }) => String(id));
    for (const { vendor } of expected.costs) if (vendor) expect(vendors).toContain(vendor);
    for (const { to } of expected.vendors) if (to) expect(vendors).toContain(to);
    const projects = procore.projects.map(({ record }) => String(record.id));
    for (const id of Object.values(expected.projects)) expect(projects).toContain(id);
    for (const { job } of expected.costs)
      expect(expected.projects[job] ?? life.customers.includes(job)).toBeTruthy();
  });

  test('let somebody change what was posted', () => {
    const { quickbooks, people, played } = lived(sample);
    played();
    const before = JSON.stringify(quickbooks.books());
    plant(people);
    expect(JSON.stringify(quickbooks.books())).not.toBe(before);
  });

  const projectOf = (job: string): string => expected.projects[job] ?? `project of ${job}`;
  const found = expected.costs.map(
    (cost): FoundCost => ({
      ...{ project: projectOf(cost.job), type: cost.type, vendor: cost.vendor ?? '', lines: cost.lines },
      ...{ number: cost.number ?? 'QB 12', date: cost.date, description: `${cost.payee ?? ''}: memo` },
    }),
  );

  test('a comparison finds nothing where all is as expected', () => {
    expect(compareCosts(found, expected, projectOf)).toEqual([]);
    expect(comparePayments(expected.payments, expected)).toEqual([]);
  });

  test.each([
    ['one cost is missing', found.slice(1)],
    ['one stands twice', [...found, ...found.slice(0, 1)]],
    ['one has another type', found.map((one, n) => (n === 0 ? { ...one, type: 'expense' } : one))],
    ['one has another company', found.map((one, n) => (n === 0 ? { ...one, vendor: '1' } : one))],
    [
      'a cent is too much',
      found.map((one, n) =>
        n === 0 ? { ...one, lines: [['03-300', '1300.01'] as const, ...one.lines.slice(1)] } : one,
      ),
    ],
    ['a payee is not named', found.map((one) => ({ ...one, description: '' }))],
  ])('a comparison notices when %s', (__, other) => {
    expect(compareCosts(other, expected, projectOf)).not.toEqual([]);
  });
});

test('bills that people pay are open by what is left', () => {
  const { quickbooks, played } = lived(COMPANIES[0]![1]);
  played();
  const open = new Map(quickbooks.books().bills.map((bill) => [bill.refNumber, bill.open]));
  expect(['PNM-5001', 'PNM-5002', 'KD-9', 'SJ "Signs" 1'].map((number) => open.get(number))).toEqual([
    '0.00',
    amountOf(centsOf('85279.60') - centsOf('20000.00')),
    '0.00',
    '2450.51',
  ]);
});

test('a payment too many, or of another amount, is noticed', () => {
  const [first, ...others] = US_LIFE_EXPECTED.payments;
  expect(comparePayments(others, US_LIFE_EXPECTED)).toHaveLength(1);
  expect(comparePayments([{ ...first!, amount: '1.00' }, ...others], US_LIFE_EXPECTED)).toHaveLength(2);
});

describe('a report of differences', () => {
  const { planted } = US_LIFE_EXPECTED;
  const named = planted.map(({ flow, id, code, was, is, by }): FoundDifference => {
    const figures = by === undefined ? { procore: was, quickbooks: is } : { procore: '0', quickbooks: by };
    return { flow, id, code, ...figures };
  });

  test('that names each planted difference, whatever its decimals, is right', () => {
    expect(comparePlanted(named, US_LIFE_EXPECTED)).toEqual([]);
    const other = named.map((one) =>
      one.procore === '88000.00' ? { ...one, procore: '88000', quickbooks: '88500.0' } : one,
    );
    expect(comparePlanted(other, US_LIFE_EXPECTED)).toEqual([]);
  });

  test.each([
    ['leaves one out', named.slice(1)],
    ['names one more', [...named, { flow: 'companies', id: '161072', code: 'inactive' }]],
    ['gives another amount', named.map((one) => ({ ...one, quickbooks: '1.00' }))],
    ['says that it was otherwise', named.map((one) => ({ ...one, code: 'gone' }))],
  ])('that %s is noticed', (_, found) => {
    expect(comparePlanted(found, US_LIFE_EXPECTED)).not.toEqual([]);
  });
});
