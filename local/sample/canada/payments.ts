import type { PaymentRow } from '../expand-payment.ts';

/** Payments issued by the Canadian contractor: none goes, Procore Pay is American. */
export const CA_PAYMENTS: readonly PaymentRow[] = [
  {
    ...{ id: '562949953504001', commitmentId: '562949953490001', invoiceId: '562949953503001' },
    ...{ amount: '13452.02', external: 'pp-ca-1', date: '2026-03-20' },
  },
  {
    ...{ id: '562949953504002', commitmentId: '562949953490004', invoiceId: '562949953503003' },
    ...{ amount: '4500.0', check: '1001', date: '2026-03-31' },
  },
];
