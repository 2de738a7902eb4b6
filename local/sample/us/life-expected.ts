import type { ExpectedCost, LifeExpectation } from '../life-expectation.ts';
import { ALDER as ALDER_ID, NORTHGATE as NORTHGATE_ID, PENA as PENA_ID } from './projects.ts';

const NORTHGATE = 'Northgate Health Partners:Northgate Medical Office Building';
const ALDER = 'Alder School District No. 7:Alder Elementary Gym';
const PENA = 'Lodz Software Inc.:Peña Station - Tenant Fit-out';
const PARKING = 'Northgate Health Partners:Northgate Parking Deck';

const CASCADE = '161073';
const OLYMPIC = '161072';
const KESTREL = '161095';

const COSTS: readonly ExpectedCost[] = [
  {
    ...{ job: NORTHGATE, type: 'invoice', vendor: CASCADE, number: 'CRM-501', date: '2026-04-02' },
    ...{ total: '1610.40' },
    // It was 1,250.00 at first.
    lines: [
      ['03-300', '1300.00'],
      ['03-310', '310.40'],
    ],
  },
  {
    ...{ job: ALDER, type: 'invoice', vendor: CASCADE, number: 'CRM-501', date: '2026-04-02' },
    ...{ total: '200.00', lines: [['03-300', '200.00']] },
  },
  {
    ...{ job: PARKING, type: 'invoice', vendor: CASCADE, number: 'CRM-502', date: '2026-04-14' },
    ...{ total: '999.00', lines: [['03-300', '999.00']] },
  },
  {
    ...{ job: ALDER, type: 'invoice', vendor: CASCADE, number: 'CRM-504', date: '2026-05-07' },
    ...{ total: '60.00', lines: [['03-300', '60.00']] },
  },
  // 119 of 120 lines are left: 119 × 1.01.
  {
    ...{ job: ALDER, type: 'invoice', vendor: OLYMPIC, number: 'OD-1100', date: '2026-04-15' },
    ...{ total: '120.19', lines: Array.from({ length: 119 }, () => ['09-250', '1.01'] as const) },
  },
  {
    ...{ job: ALDER, type: 'invoice', vendor: CASCADE, number: 'CM-78', date: '2026-04-09' },
    ...{ total: '-75.25', lines: [['03-300', '-75.25']] },
  },
  {
    ...{ job: ALDER, type: 'expense', vendor: OLYMPIC, date: '2026-04-06', total: '412.00' },
    lines: [['09-250', '412.00']],
  },
  {
    ...{ job: NORTHGATE, type: 'expense', vendor: KESTREL, number: '2050', date: '2026-04-07' },
    ...{ total: '18.40', lines: [['08-710', '18.40']] },
  },
  {
    ...{ job: ALDER, type: 'expense', payee: 'Maria Holm', number: '2050', date: '2026-04-07' },
    ...{ total: '22.00', lines: [['01-500', '22.00']] },
  },
  {
    ...{ job: PENA, type: 'expense', payee: 'City of Denver', number: '2060', date: '2026-04-13' },
    ...{ total: '150.00', lines: [['01-100', '150.00']] },
  },
  // It stood under Northgate at first.
  {
    ...{ job: ALDER, type: 'expense', vendor: KESTREL, number: 'V-118', date: '2026-04-07' },
    ...{ total: '64.90', lines: [['08-710', '64.90']] },
  },
  {
    ...{ job: NORTHGATE, type: 'expense', vendor: KESTREL, number: 'V-119', date: '2026-04-08' },
    ...{ total: '-12.98', lines: [['08-710', '-12.98']] },
  },
  {
    ...{ job: NORTHGATE, type: 'expense', isJournal: true, number: 'J-26-03', date: '2026-03-31' },
    ...{ total: '500.00', lines: [['01-500', '500.00']] },
  },
  {
    ...{ job: ALDER, type: 'expense', isJournal: true, number: 'J-26-03', date: '2026-03-31' },
    ...{ total: '125.00', lines: [['01-500', '125.00']] },
  },
];

/** What US_LIFE must come to, written by hand from the rules. */
export const US_LIFE_EXPECTED: LifeExpectation = {
  costs: COSTS,
  payments: [
    {
      ...{ commitment: '786011', invoice: '1280741', date: '2026-05-04', amount: '44280.00' },
      ...{ method: 'check', number: '5001' },
    },
    {
      ...{ commitment: '786011', invoice: '1280742', date: '2026-05-04', amount: '20000.00' },
      ...{ method: 'check', number: '5001' },
    },
    {
      ...{ commitment: '512002', invoice: '1280771', date: '2026-05-05', amount: '33.48' },
      ...{ method: 'credit_card', number: 'V-201' },
    },
    {
      ...{ commitment: '786021', invoice: '1280761', date: '2026-05-06', amount: '1500.00' },
      ...{ method: 'check', number: '5004' },
    },
  ],
  jobs: [{ name: PARKING, is: 'created' }],
  vendors: [
    // It stood there before the connector came.
    { name: 'Puget Sound Energy', is: 'created' },
    { name: 'Timberline Lumber', is: 'created' },
    { name: 'BLUE HERON LANDSCAPING', is: 'linked', to: '161089' },
    { name: 'Granite Peak Surveyors', is: 'created', near: 'Granite Peak Surveying' },
    { name: 'Closed Quarry', is: 'left-alone' },
  ],
  uncoded: [
    // Entered by hand before the connector came.
    { number: 'AF-310', item: '01-100', amount: '312.50', why: 'no-job' },
    { number: 'CRM-501', item: '01-500', amount: '45.00', why: 'no-job' },
    { number: 'V-118', job: NORTHGATE, amount: '20.00', why: 'no-item' },
    { number: '2061', job: PENA, item: 'Signs:10-140', amount: '33.00', why: 'item-not-synced' },
    { number: 'EE-2300', job: ALDER, item: '31-250', amount: '23.10', why: 'billed-from-order' },
  ],
  payroll: [{ job: NORTHGATE, item: '01-100', amount: '1840.00' }],
  closedOtherwise: [['KD-9', '0.68']],
  planted: [
    { flow: 'commitments', id: '786004', code: 'changed', was: '88000.00', is: '88500.00' },
    { flow: 'commitments', id: '786002', code: 'closed' },
    // All of AF-311 is one line.
    { flow: 'invoices', id: '1280751', code: 'voided' },
    { flow: 'projects', id: ALDER_ID, code: 'cost-differs', by: '-7924.80' },
    { flow: 'payments', id: '91031', code: 'deleted' },
    { flow: 'companies', id: '161094', code: 'inactive' },
    { flow: 'budgets', id: NORTHGATE_ID, code: 'changed', was: '12000.00', is: '12500.00' },
  ],
  journalCodes: { 'Job Overhead': '01-500' },
  projects: { [NORTHGATE]: NORTHGATE_ID, [ALDER]: ALDER_ID, [PENA]: PENA_ID },
  items: { '03-310': 'Concrete:03-310' },
};
