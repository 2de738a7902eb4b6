import type { InvoiceRow } from '../expand-invoice.ts';
import { CREDIT, CURBS, SHAFT, SOFFIT } from './change-orders.ts';

const FEBRUARY = ['2026-02-01', '2026-02-28'] as const;
const MARCH = ['2026-03-01', '2026-03-31'] as const;
const APRIL = ['2026-04-01', '2026-04-30'] as const;

const soffit = { changeOrder: SOFFIT, line: 1 };
const shaft = (line: number) => ({ changeOrder: SHAFT, line });

/** Drywall, three periods: retainage held, held and released; stored materials move into work; change orders by line. */
const DRYWALL: readonly InvoiceRow[] = [
  {
    ...{ id: '1280701', commitmentId: '786001', number: 1, invoiceNumber: 'OD-1041' },
    ...{ billed: '2026-02-28', period: FEBRUARY, due: '15900.0', retained: '1766.67' },
    items: [
      { of: { line: 1 }, work: '10000.0', stored: '1500.0', toDate: '11500.0' },
      { of: { line: 2 }, work: '6166.67', toDate: '6166.67' },
      { of: soffit, toDate: '0.0' },
    ],
  },
  {
    ...{ id: '1280702', commitmentId: '786001', previous: '1280701', number: 2, invoiceNumber: 'OD-1052' },
    ...{ billed: '2026-03-31', period: MARCH, due: '14212.5', retained: '3345.84' },
    items: [
      { of: { line: 1 }, work: '8000.0', moved: '1500.0', toDate: '19500.0' },
      { of: { line: 2 }, work: '6166.67', toDate: '12333.34' },
      { of: soffit, work: '1000.0', toDate: '1000.0' },
      { of: shaft(1), work: '525.0', toDate: '525.0' },
      { of: shaft(2), work: '100.0', toDate: '100.0' },
    ],
  },
  {
    ...{ id: '1280703', commitmentId: '786001', previous: '1280702', number: 3, invoiceNumber: 'OD-1066' },
    ...{ billed: '2026-04-30', period: APRIL, final: true, due: '22797.1', retained: '0.0' },
    items: [
      { of: { line: 1 }, work: '10500.0', toDate: '30000.0' },
      { of: { line: 2 }, work: '6166.66', toDate: '18500.0' },
      { of: soffit, work: '1250.0', toDate: '2250.0' },
      { of: shaft(1), work: '525.0', toDate: '1050.0' },
      { of: shaft(2), work: '400.0', toDate: '500.0' },
      { of: shaft(3), work: '320.4', toDate: '320.4' },
      { of: shaft(4), work: '289.2', toDate: '289.2' },
      { of: { changeOrder: CREDIT, line: 1 }, toDate: '0.0' },
    ],
  },
];

/** Plumbing: without a number and a billing date; then nothing but retainage; then three that do not go. */
const PLUMBING: readonly InvoiceRow[] = [
  {
    ...{ id: '1280721', commitmentId: '786003', number: 1, period: ['2026-03-01', '2026-03-15'] },
    ...{ due: '20610.0', retained: '2290.0' },
    items: [
      { of: { line: 1 }, work: '20400.0', toDate: '20400.0' },
      { of: { line: 3 }, work: '2500.0', toDate: '2500.0' },
    ],
  },
  {
    ...{ id: '1280722', commitmentId: '786003', previous: '1280721', number: 2, invoiceNumber: 'OB-RET-1' },
    ...{ billed: '2026-03-20', due: '1145.0', retained: '1145.0' },
    items: [{ of: { line: 1 }, toDate: '20400.0' }],
  },
  {
    ...{ id: '1280723', commitmentId: '786003', previous: '1280722', number: 3, invoiceNumber: 'OB-3' },
    ...{ billed: '2026-04-20', due: '4879.5', retained: '1145.0' },
    items: [
      { of: { line: 1 }, work: '5000.0', toDate: '25400.0' },
      { of: { line: 3 }, work: '-120.5', toDate: '2379.5' },
    ],
  },
  {
    ...{ id: '1280724', commitmentId: '786003', previous: '1280722', number: 4, invoiceNumber: 'OB-4' },
    ...{ billed: '2026-04-21', due: '-200.0', retained: '1145.0' },
    items: [{ of: { line: 1 }, work: '-200.0', toDate: '20200.0' }],
  },
  {
    ...{ id: '1280725', commitmentId: '786003', previous: '1280722', number: 5, invoiceNumber: 'OB-5' },
    ...{ billed: '2026-04-22', due: '0.0', retained: '1145.0' },
    items: [{ of: { line: 1 }, toDate: '20400.0' }],
  },
];

/** HVAC: a whole change order, spread over its lines twice; the last invoice takes what is left. */
const HVAC: readonly InvoiceRow[] = [
  {
    ...{ id: '1280741', commitmentId: '786011', number: 1, invoiceNumber: 'PNM-5001' },
    ...{
      billed: '2026-03-31',
      period: MARCH,
      status: 'approved_as_noted',
      due: '44280.0',
      retained: '4920.0',
    },
    items: [
      { of: { line: 1 }, work: '48200.0', toDate: '48200.0' },
      { of: { changeOrder: CURBS }, work: '1000.0', toDate: '1000.0' },
    ],
  },
  {
    ...{ id: '1280742', commitmentId: '786011', previous: '1280741', number: 2, invoiceNumber: 'PNM-5002' },
    ...{ billed: '2026-04-30', period: APRIL, final: true, due: '85279.6', retained: '0.0' },
    items: [
      { of: { line: 1 }, work: '48200.0', toDate: '96400.0' },
      { of: { line: 2 }, work: '31000.0', toDate: '31000.0' },
      { of: { changeOrder: CURBS }, work: '1159.6', toDate: '2159.6' },
    ],
  },
];

/** Invoices that become bills, and those that follow or precede them on the same commitments. */
export const US_INVOICES: readonly InvoiceRow[] = [
  ...DRYWALL,
  ...PLUMBING,
  ...HVAC,
  // More than was ordered of a line by the unit.
  {
    ...{ id: '1280731', commitmentId: '512001', number: 1, invoiceNumber: 'CRM-88' },
    ...{ billed: '2026-03-20', period: MARCH, due: '25838.31', retained: '0.0' },
    items: [
      { of: { line: 1 }, work: '19000.0', toDate: '19000.0' },
      { of: { line: 2 }, work: '6060.0', toDate: '6060.0' },
      { of: { changeOrder: '1708904', line: 1 }, work: '778.31', toDate: '778.31' },
    ],
  },
  {
    ...{ id: '1280751', commitmentId: '512011', number: 1, invoiceNumber: 'AF-311' },
    ...{ billed: '2026-03-31', period: MARCH, due: '7924.8', retained: '0.0' },
    items: [{ of: { line: 1 }, work: '7924.8', toDate: '7924.8' }],
  },
  // Everything at once, and the period unknown.
  {
    ...{ id: '1280761', commitmentId: '786021', number: 1, invoiceNumber: 'SJ “Signs” 1' },
    ...{ billed: '2026-04-01', due: '4950.51', retained: '0.0' },
    items: [
      { of: { line: 1 }, work: '3100.0', toDate: '3100.0' },
      { of: { line: 2 }, work: '1845.5', toDate: '1845.5' },
      { of: { line: 3 }, work: '5.01', toDate: '5.01' },
    ],
  },
  // A small part of seven that cost 100.00.
  {
    ...{ id: '1280771', commitmentId: '512002', number: 1, invoiceNumber: 'KD-9' },
    ...{ billed: '2026-03-25', due: '34.16', retained: '0.0' },
    items: [
      { of: { line: 2 }, work: '33.33', toDate: '33.33' },
      { of: { line: 3 }, work: '0.83', toDate: '0.83' },
    ],
  },
  {
    ...{ id: '36028797018964501', commitmentId: '36028797018963971', number: 1, invoiceNumber: 'EE-2210' },
    ...{ billed: '2026-03-31', period: MARCH, due: '3476.33', retained: '386.26' },
    items: [
      { of: { line: 1 }, work: '3092.59', toDate: '3092.59' },
      { of: { line: 2 }, work: '770.0', toDate: '770.0' },
    ],
  },
];
