import type { Life, LifeEntry, LifePayment } from '../life.ts';

const NORTHGATE = 'Northgate Health Partners:Northgate Medical Office Building';
const ALDER = 'Alder School District No. 7:Alder Elementary Gym';
const PENA = 'Lodz Software Inc.:Peña Station - Tenant Fit-out';
const PARKING = 'Northgate Health Partners:Northgate Parking Deck';

const CASCADE = 'Cascade Ready-Mix';
const KESTREL = 'Kestrel Doors & Hardware';
const MARIA = 'Maria Holm';

const BILLS: readonly LifeEntry[] = [
  {
    ...{ key: 'pump', kind: 'Bill', payee: CASCADE, number: 'CRM-501', date: '2026-04-02' },
    memo: 'Pump truck & slab mix',
    lines: [
      { item: '03-300', job: NORTHGATE, amount: '1250.00', text: 'Pump truck' },
      { item: 'Concrete:03-310', job: NORTHGATE, amount: '310.40', text: 'Slab mix, short load' },
      { item: '03-300', job: ALDER, amount: '200.00', text: 'Curb repair' },
      { item: '01-500', amount: '45.00', text: 'Delivery to the yard' },
    ],
  },
  {
    ...{ key: 'deck', kind: 'Bill', payee: CASCADE, number: 'CRM-502', date: '2026-04-14' },
    lines: [{ item: '03-300', job: PARKING, amount: '999.00', text: 'Test piles' }],
  },
  {
    ...{ key: 'patches', kind: 'Bill', payee: 'Olympic Drywall LLC', number: 'OD-1100', date: '2026-04-15' },
    lines: Array.from({ length: 120 }, (_, n) => ({
      ...{ item: '09-250', job: ALDER, amount: '1.01', text: `Patch ${n + 1}` },
    })),
  },
  {
    ...{ key: 'rebate', kind: 'VendorCredit', payee: CASCADE, number: 'CM-77', date: '2026-04-08' },
    lines: [{ item: '03-300', job: NORTHGATE, amount: '150.00', text: 'Volume rebate' }],
  },
  {
    ...{ key: 'returned-mix', kind: 'VendorCredit', payee: CASCADE, number: 'CM-78', date: '2026-04-09' },
    lines: [{ item: '03-300', job: ALDER, amount: '75.25', text: 'Returned mix' }],
  },
];

const CHECKS: readonly LifeEntry[] = [
  {
    ...{ key: 'tarps', kind: 'Check', payee: MARIA, number: '2041', date: '2026-04-03' },
    lines: [{ item: '01-500', job: NORTHGATE, amount: '86.15', text: 'Tarps' }],
  },
  {
    ...{ key: 'unnumbered', kind: 'Check', payee: 'Olympic Drywall LLC', date: '2026-04-06' },
    lines: [{ item: '09-250', job: ALDER, amount: '412.00', text: 'Patch at the door' }],
  },
  // One number twice.
  {
    ...{ key: 'hinges', kind: 'Check', payee: KESTREL, number: '2050', date: '2026-04-07' },
    lines: [{ item: '08-710', job: NORTHGATE, amount: '18.40', text: 'Hinges' }],
  },
  {
    ...{ key: 'water', kind: 'Check', payee: MARIA, number: '2050', date: '2026-04-07' },
    lines: [{ item: '01-500', job: ALDER, amount: '22.00', text: 'Water for the crew' }],
  },
  {
    ...{ key: 'permit', kind: 'Check', payee: 'City of Denver', number: '2060', date: '2026-04-13' },
    lines: [{ item: '01-100', job: PENA, amount: '150.00', text: 'Permit' }],
  },
  // Its item stands for no cost code.
  {
    ...{ key: 'sign', kind: 'Check', payee: KESTREL, number: '2061', date: '2026-04-13' },
    lines: [{ item: 'Signs:10-140', job: PENA, amount: '33.00', text: 'Door sign' }],
  },
  {
    ...{ key: 'payroll', kind: 'Paycheck', payee: MARIA, date: '2026-04-10' },
    lines: [{ item: '01-100', job: NORTHGATE, amount: '1840.00' }],
  },
];

const CARDS: readonly LifeEntry[] = [
  {
    ...{ key: 'screws', kind: 'CreditCardCharge', payee: KESTREL, number: 'V-118', date: '2026-04-07' },
    lines: [
      { item: '08-710', job: NORTHGATE, amount: '64.90', text: 'Screws' },
      { account: 'Job Overhead', job: NORTHGATE, amount: '20.00', text: 'Parking' },
    ],
  },
  {
    ...{ key: 'screws-back', kind: 'CreditCardCredit', payee: KESTREL, number: 'V-119', date: '2026-04-08' },
    lines: [{ item: '08-710', job: NORTHGATE, amount: '12.98', text: 'Screws returned' }],
  },
];

const JOURNALS: readonly LifeEntry[] = [
  {
    ...{ key: 'crane', kind: 'JournalEntry', number: 'J-26-03', date: '2026-03-31' },
    lines: [
      { account: 'Job Overhead', job: NORTHGATE, amount: '500.00', text: 'Share of the crane' },
      { account: 'Job Overhead', job: ALDER, amount: '125.00', text: 'Share of the crane' },
      { account: 'Checking', amount: '-625.00' },
    ],
  },
  {
    ...{ key: 'crane-back', kind: 'JournalEntry', number: 'J-26-04', date: '2026-04-30' },
    lines: [
      { account: 'Checking', amount: '40.00' },
      { account: 'Job Overhead', job: ALDER, amount: '-40.00', text: 'Crane, too much' },
    ],
  },
];

const PACIFIC = 'Pacific Northwest Mechanical Contractors.';

const PAYMENTS: readonly LifePayment[] = [
  {
    ...{ key: 'two-bills', kind: 'BillPaymentCheck', payee: PACIFIC, number: '5001', date: '2026-05-04' },
    pays: [
      ['PNM-5001', '44280.00'],
      ['PNM-5002', '20000.00'],
    ],
  },
  {
    ...{ key: 'wrong-check', kind: 'BillPaymentCheck', payee: PACIFIC, number: '5003', date: '2026-05-05' },
    pays: [['PNM-5002', '500.00']],
  },
  {
    ...{ key: 'lost-check', kind: 'BillPaymentCheck', payee: PACIFIC, number: '5005', date: '2026-05-05' },
    pays: [['PNM-5002', '750.00']],
  },
  // Two percent off for paying at once.
  {
    ...{ key: 'by-card', kind: 'BillPaymentCreditCard', payee: KESTREL, number: 'V-201', date: '2026-05-05' },
    pays: [['KD-9', '33.48', '0.68']],
  },
  {
    ...{ key: 'in-part', kind: 'BillPaymentCheck', payee: 'Smith / Jones "Signs" JV', number: '5004' },
    ...{ date: '2026-05-06', pays: [['SJ "Signs" 1', '1000.00']] },
  },
];

/** What the US contractor's bookkeeper does while the connector is at work. */
export const US_LIFE: Life = {
  accounts: [{ fullName: 'Company Visa', type: 'CreditCard' }],
  customers: [PARKING],
  vendors: [
    {
      name: 'Timberline Lumber',
      fields: { VendorAddress: { Addr1: '12 Mill Rd', City: 'Shelton', State: 'WA' }, Phone: '360-555-0142' },
    },
    // Procore has it in another case, and near to another.
    { name: 'BLUE HERON LANDSCAPING' },
    { name: 'Granite Peak Surveyors' },
    { name: 'Closed Quarry', fields: { IsActive: 'false' } },
  ],
  otherNames: ['City of Denver'],
  bank: 'Checking',
  card: 'Company Visa',
  entries: [...BILLS, ...CHECKS, ...CARDS, ...JOURNALS],
  payments: PAYMENTS,
  changes: [
    // A colleague has it open meanwhile.
    { do: 'open', key: 'returned-mix' },
    { do: 'change-line', key: 'pump', at: 1, fields: { Amount: '1300.00' } },
    { do: 'change-line', key: 'screws', at: 1, fields: { CustomerRef: ALDER } },
    { do: 'cut-lines', key: 'patches', after: 119 },
    { do: 'void', key: 'tarps' },
    { do: 'void', key: 'crane-back' },
    { do: 'delete', key: 'rebate' },
    { do: 'pay-other', key: 'in-part', pays: [['SJ "Signs" 1', '1500.00']] },
    { do: 'void', key: 'wrong-check' },
    { do: 'delete', key: 'lost-check' },
    { do: 'close', key: 'returned-mix' },
  ],
  later: [
    {
      ...{ key: 'pump-again', kind: 'Bill', payee: CASCADE, number: 'CRM-504', date: '2026-05-07' },
      lines: [{ item: '03-300', job: ALDER, amount: '60.00', text: 'Pump truck' }],
    },
    // Drawn from an order of Procore, and not invoiced there.
    {
      ...{ key: 'fence', kind: 'Bill', payee: 'Evergreen Earthworks', number: 'EE-2300', date: '2026-05-08' },
      ...{ lines: [{ amount: '23.10' }], draws: { order: 'SC-203', line: 2 } },
    },
  ],
};
