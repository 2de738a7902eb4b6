import type { ChangeOrder, Commitment, Invoice, InvoiceItem, Payment } from '../lib/procore/shapes.ts';
import { sum } from '../lib/qbxml/money.ts';
import { COUNTS, codeId, madeCode, madeCommitment, projectId } from './made-company.ts';

/** How many there are in the one project. Commitment n has the change order n and the invoices 2n and 2n + 1. */
export const PROJECT_COUNTS = {
  commitments: 500,
  changeOrders: 300,
  invoices: 1000,
  payments: 1000,
} as const;

export const PROJECT = projectId(0);

export const changeOrderId = (n: number): string => String(5_600_000 + n);
export const invoiceId = (n: number): string => String(5_700_000 + n);
export const paymentId = (n: number): string => String(5_800_000 + n);

/** The number of an id made above. */
export const numberIn = (id: string): number => Number(id) % 100_000;

export const projectCommitment = (n: number): Commitment => ({ ...madeCommitment(n), projectId: PROJECT });

/** Two lines, one of them less. */
export const madeChangeOrder = (n: number): ChangeOrder => {
  const amounts = [`${1_000 + n}.50`, '-125.25'];
  return {
    id: changeOrderId(n),
    projectId: PROJECT,
    commitmentId: madeCommitment(n).id,
    of: 'commitment',
    number: '001',
    title: `Change ${n}`,
    status: 'approved',
    grandTotal: sum(amounts),
    lines: amounts.map((amount, line) => ({
      id: String(700_000_000 + n * 2 + line),
      description: `Added scope ${line + 1}`,
      amount,
      markup: '0.00',
      unitPriced: false,
      costCode: {
        is: 'standard',
        standardCostCodeId: codeId(n + line),
        fullCode: madeCode((n + line) % COUNTS.codes).fullCode,
      },
    })),
  };
};

const cents = (amount: string): number => Math.round(Number(amount) * 100);
const money = (amount: number): string => (amount / 100).toFixed(2);

/** Of every line 30 %, then 20 %; a tenth of it is held back. */
const SHARES = [0.3, 0.2] as const;
const HELD = 0.1;

const workOf = (amount: string, period: number): number => Math.round(cents(amount) * (SHARES[period] ?? 0));

const madeItem = (line: Commitment['lines'][number], period: number): InvoiceItem => {
  const periods = Array.from({ length: period + 1 }, (_, n) => n);
  const none = { materialsMoved: '0.00', storedNow: '0.00', storedBefore: '0.00' };
  return {
    id: `${line.id}${period}`,
    kind: 'contract_item',
    lineId: line.id,
    description: line.description,
    costCode: line.costCode,
    scheduledValue: line.amount,
    workThisPeriod: money(workOf(line.amount, period)),
    ...none,
    billedToDate: money(periods.reduce((total, n) => total + workOf(line.amount, n), 0)),
  };
};

const grossIn = ({ lines }: Commitment, period: number): number =>
  lines.reduce((total, { amount }) => total + workOf(amount, period), 0);

const heldIn = (commitment: Commitment, period: number): number =>
  Math.round(grossIn(commitment, period) * HELD);

const dueIn = (commitment: Commitment, period: number): string =>
  money(grossIn(commitment, period) - heldIn(commitment, period));

const placeOf = (invoice: number) => ({ commitment: Math.floor(invoice / 2), period: invoice % 2 });

export const madeInvoice = (n: number): Invoice => {
  const { commitment, period } = placeOf(n);
  const of = projectCommitment(commitment);
  const first = heldIn(of, 0);
  return {
    id: invoiceId(n),
    projectId: PROJECT,
    commitmentId: of.id,
    vendorId: of.vendorId,
    number: String(period + 1),
    invoiceNumber: `INV-${n}`,
    contract: `${of.number} - ${of.title}`,
    status: 'approved',
    billingDate: period === 0 ? '2026-10-31' : '2026-11-30',
    final: false,
    summary: {
      currentPaymentDue: dueIn(of, period),
      totalRetainage: money(period === 0 ? first : first + heldIn(of, 1)),
    },
    ...(period === 0 ? {} : { previous: { id: invoiceId(n - 1), totalRetainage: money(first) } }),
    items: of.lines.map((line) => madeItem(line, period)),
  };
};

/** Each pays one invoice whole, through Procore Pay. */
export const madePayment = (n: number): Payment => {
  const { commitment, period } = placeOf(n);
  const of = projectCommitment(commitment);
  const paid = {
    ...{ id: paymentId(n), commitmentId: of.id, name: `${of.number} payment ${period + 1}` },
    ...{ invoiceId: invoiceId(n), amount: dueIn(of, period), status: 'paid' },
  };
  return {
    ...paid,
    projectId: PROJECT,
    vendorId: of.vendorId,
    externalPaymentId: `pay-${n}`,
    date: '2026-12-05',
    createdAt: '2026-12-05T18:00:00Z',
    checkNumber: String(20_000 + n),
    together: [paid],
  };
};
