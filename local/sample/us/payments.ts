import type { PaymentRow } from '../expand-payment.ts';

/** Payments issued by the US contractor; US_CHECKS says what becomes of those that go, US_PLANTED why others do not. */
export const US_PAYMENTS: readonly PaymentRow[] = [
  {
    ...{ id: '91001', commitmentId: '786001', invoiceId: '1280701', amount: '15900.0', external: 'pp-7001' },
    ...{ check: '100231', initiated: '2026-03-11T05:30:00Z', date: '2026-03-12' },
  },
  // Two parts of one bill.
  {
    ...{ id: '91002', commitmentId: '786001', invoiceId: '1280702', amount: '10000.0', external: 'pp-7002' },
    initiated: '2026-04-10T18:00:00Z',
  },
  {
    ...{ id: '91003', commitmentId: '786001', invoiceId: '1280702', amount: '4212.5', external: 'pp-7003' },
    date: '2026-04-24',
  },
  {
    ...{ id: '91004', commitmentId: '786001', invoiceId: '1280703', amount: '22797.1', external: 'pp-7004' },
    ...{ check: '100260', initiated: '2026-05-12T16:00:00Z' },
  },
  // Two bills at once.
  {
    ...{ id: '91010', commitmentId: '786003', invoiceId: '1280721', amount: '20610.0', external: 'pp-7010' },
    ...{ check: '100240', initiated: '2026-03-26T17:00:00Z' },
  },
  {
    ...{ id: '91011', commitmentId: '786003', invoiceId: '1280722', amount: '1145.0', external: 'pp-7010' },
    ...{ check: '100240', initiated: '2026-03-26T17:00:00Z' },
  },
  {
    ...{ id: '91031', commitmentId: '786021', invoiceId: '1280761', amount: '1000.0', external: 'pp-7031' },
    date: '2026-04-02',
  },
  {
    ...{ id: '36028797018964701', commitmentId: '36028797018963971', invoiceId: '36028797018964501' },
    ...{ amount: '3476.33', external: 'pp-7050', check: '00123456789', date: '2026-04-15' },
  },
  {
    ...{ id: '91020', commitmentId: '786002', invoiceId: '1280711', amount: '900.01', external: 'pp-7020' },
    date: '2026-04-02',
  },
  {
    ...{ id: '91030', commitmentId: '786021', invoiceId: '1280761', amount: '2000.0', external: 'pp-7030' },
    ...{ status: 'processing', date: '2026-04-02' },
  },
  {
    ...{ id: '91032', commitmentId: '786021', invoiceId: '1280761', amount: '500.0', external: 'pp-7032' },
    ...{ status: 'failed', date: '2026-04-02' },
  },
  {
    ...{ id: '91040', commitmentId: '512011', invoiceId: '1280751', amount: '7924.8' },
    ...{ check: '5541', date: '2026-04-03' },
  },
  {
    ...{ id: '91041', commitmentId: '512011', invoiceId: '1280751', amount: '9000.0', external: 'pp-7041' },
    date: '2026-04-03',
  },
  { id: '91051', commitmentId: '786004', amount: '100.0', external: 'pp-7051', date: '2026-04-03' },
  {
    ...{ id: '91060', commitmentId: '512001', invoiceId: '1280731', amount: '25838.31', external: 'pp-7060' },
    ...{ check: '100231-WIRE', date: '2026-04-03' },
  },
  {
    ...{ id: '91061', commitmentId: '512001', invoiceId: '1280731', amount: '25838.31', external: 'pp-7061' },
    ...{ check: '100231-WIRE7', date: '2026-04-03' },
  },
];
