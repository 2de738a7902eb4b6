import type { Settings } from '../../lib/settings.ts';
import type { Bookkeeper } from '../simulators/quickbooks/quickbooks.ts';
import { CA_ADDED } from './canada/added.ts';
import { CA_BILLS } from './canada/bills.ts';
import { CA_ESTIMATES } from './canada/estimates.ts';
import { CA_LIFE } from './canada/life.ts';
import { CA_LIFE_EXPECTED } from './canada/life-expected.ts';
import { CA_ITEM_CARDS, CA_JOB_CARDS, CA_VENDOR_CARDS } from './canada/lists.ts';
import { CA_PLANTED } from './canada/planted.ts';
import { plantCaDifferences } from './canada/planted-in-quickbooks.ts';
import { CA_POSTINGS } from './canada/postings.ts';
import { CA_QUICKBOOKS } from './canada/quickbooks.ts';
import { CA_SETTINGS } from './canada/settings.ts';
import { canadaProcore } from './canada.ts';
import type { SampleProcore } from './company.ts';
import type { Expectation } from './expectation.ts';
import type { Life } from './life.ts';
import type { LifeExpectation } from './life-expectation.ts';
import type { QuickBooksBefore } from './quickbooks-before.ts';
import { totalsOf } from './totals.ts';
import { US_ADDED } from './us/added.ts';
import { US_BILLS } from './us/bills.ts';
import { US_CHECKS } from './us/checks.ts';
import { US_ESTIMATES } from './us/estimates.ts';
import { US_LIFE } from './us/life.ts';
import { US_LIFE_EXPECTED } from './us/life-expected.ts';
import { US_ITEM_CARDS, US_JOB_CARDS, US_VENDOR_CARDS } from './us/lists.ts';
import { US_PLANTED } from './us/planted.ts';
import { US_PLANTED_DEALINGS } from './us/planted-dealings.ts';
import { plantUsDifferences } from './us/planted-in-quickbooks.ts';
import { ELSEWHERE_POSTINGS } from './us/postings-elsewhere.ts';
import { NORTHGATE_POSTINGS } from './us/postings-northgate.ts';
import { US_QUICKBOOKS } from './us/quickbooks.ts';
import { US_RIVALRIES } from './us/rivalries.ts';
import { US_SETTINGS } from './us/settings.ts';
import { usProcore } from './us.ts';

/** One contractor: both systems beforehand, the settings between them, and what must come out. */
export interface Sample {
  readonly settings: Settings;
  /** Fresh objects at every call: a simulator may change them. */
  readonly procore: () => SampleProcore;
  readonly quickbooks: QuickBooksBefore;
  readonly expectation: Expectation;
  readonly life: LifeOfBooks;
}

/** What people do at this QuickBooks beside the connector, and what must come of it. */
export interface LifeOfBooks {
  readonly life: Life;
  readonly expected: LifeExpectation;
  /** Changes in QuickBooks what was posted, once all is; `expected.planted` names each. */
  readonly plant: (people: Bookkeeper) => void;
}

type Written = Omit<Expectation, 'before' | 'totals' | 'codeIds' | 'payable' | 'bank' | 'retainageItem'>;

const sampleOf = (
  settings: Settings,
  procore: () => SampleProcore,
  before: QuickBooksBefore,
  written: Written,
  life: LifeOfBooks,
): Sample => {
  const company = procore();
  const expectation: Expectation = {
    ...written,
    before,
    payable: settings.accounts.payable ?? '',
    bank: settings.accounts.bank ?? '',
    retainageItem: settings.retainageItem ?? '',
    totals: totalsOf(company, settings, before),
    codeIds: new Map(company.standard_cost_codes.map((code) => [code.full_code, String(code.id)])),
  };
  return { settings, procore, quickbooks: before, expectation, life };
};

const US_WRITTEN: Written = {
  postings: [...NORTHGATE_POSTINGS, ...ELSEWHERE_POSTINGS],
  estimates: US_ESTIMATES,
  added: US_ADDED,
  billings: US_BILLS,
  checks: US_CHECKS,
  flagged: ['invoices 1280731: not-linked'],
  rivalries: US_RIVALRIES,
  planted: [...US_PLANTED, ...US_PLANTED_DEALINGS],
  vendorCards: US_VENDOR_CARDS,
  jobCards: US_JOB_CARDS,
  itemCards: US_ITEM_CARDS,
};

/** The US contractor. */
export const usSample = (): Sample =>
  sampleOf(US_SETTINGS, usProcore, US_QUICKBOOKS, US_WRITTEN, {
    life: US_LIFE,
    expected: US_LIFE_EXPECTED,
    plant: plantUsDifferences,
  });

const CA_WRITTEN: Written = {
  postings: CA_POSTINGS,
  estimates: CA_ESTIMATES,
  added: CA_ADDED,
  billings: CA_BILLS,
  checks: [],
  flagged: [],
  rivalries: [],
  planted: CA_PLANTED,
  vendorCards: CA_VENDOR_CARDS,
  jobCards: CA_JOB_CARDS,
  itemCards: CA_ITEM_CARDS,
};

/** The Canadian contractor. */
export const canadaSample = (): Sample =>
  sampleOf(CA_SETTINGS, canadaProcore, CA_QUICKBOOKS, CA_WRITTEN, {
    life: CA_LIFE,
    expected: CA_LIFE_EXPECTED,
    plant: plantCaDifferences,
  });
