import { companyThatPays, paymentRow } from './payment-data.ts';
import { closeAll, failureIn, simulate } from './simulated.ts';

afterEach(closeAll);

const start = (payments: Parameters<typeof companyThatPays>[0]) =>
  simulate({ companies: [companyThatPays(payments)] });

/** Which commitments were asked for their payments. */
const asked = ({ simulator }: Awaited<ReturnType<typeof start>>) =>
  simulator.requests
    .filter(({ path }) => path === '/rest/v1.0/contract_payments')
    .map(({ query }) => query.get('contract_id'));

test('a payment in its normal form, with what was paid together with it', async () => {
  const { procore } = await start({ 901: [paymentRow(20, { check_number: ' 10482 ', amount: '1e2' })] });
  expect(await procore.payment('20', '9001')).toEqual({
    startedAt: '2026-05-04T10:00:00.000Z',
    value: {
      id: '20',
      projectId: '9001',
      commitmentId: '901',
      vendorId: '501',
      name: 'N:SC-001 payment N:1',
      invoiceId: '1280646',
      externalPaymentId: 'N:pp-1',
      amount: '100.00',
      status: 'paid',
      date: '2026-03-04',
      initiatedAt: '2026-03-03T02:30:00Z',
      createdAt: '2026-03-02T18:00:00Z',
      checkNumber: 'N:10482',
      currency: undefined,
      origin: undefined,
      together: [
        {
          ...{ id: '20', commitmentId: '901', name: 'N:SC-001 payment N:1', invoiceId: '1280646' },
          ...{ amount: '100.00', status: 'paid' },
        },
      ],
    },
  });
});

test('payments of one external id and vendor belong together, on whatever commitment, in the order of their ids', async () => {
  const { procore } = await start({
    901: [paymentRow(100), paymentRow(21, { external_payment_id: 'pp-2' })],
    902: [paymentRow(99, { status: 'PROCESSING' })],
    903: [paymentRow(22)],
  });
  const found = await procore.payment('100', '9001', '901');
  const together = 'value' in found ? found.value.together : [];
  expect(together.map(({ id, status }) => [id, status])).toEqual([
    ['99', 'processing'],
    ['100', 'paid'],
  ]);
});

test('a payment without an external id stands alone', async () => {
  const noted = { external_payment_id: null, status: null };
  const { procore } = await start({ 901: [paymentRow(1, noted), paymentRow(2, noted)] });
  const found = await procore.payment('1', '9001', '901');
  expect(found).toMatchObject({ value: { status: '', together: [{ id: '1' }] } });
});

test('a known commitment and those of its vendor are asked, no other', async () => {
  const simulated = await start({ 901: [paymentRow(20)] });
  await simulated.procore.payment('20', '9001', '901');
  expect(asked(simulated).sort()).toEqual(['901', '902']);
});

test('many payments of one project ask for each commitment once', async () => {
  const simulated = await start({ 901: [paymentRow(20), paymentRow(21)], 902: [paymentRow(22)] });
  const { procore } = simulated;
  await procore.payments('9001');
  await Promise.all(['20', '21', '22'].map((id) => procore.payment(id, '9001')));
  expect(asked(simulated).sort()).toEqual(['801', '901', '902', '903']);
  expect(simulated.paths().filter((path) => path.endsWith('_contracts'))).toHaveLength(2);
});

test('all payments of a project, with their commitments; commitments never invoiced nor paid are left out', async () => {
  const { procore } = await start({
    801: [paymentRow(30, { external_payment_id: null })],
    901: [paymentRow(20)],
    904: [paymentRow(40)],
  });
  const { value } = await procore.payments('9001');
  expect(value.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual([
    { id: '20', commitmentId: '901' },
    { id: '30', commitmentId: '801' },
  ]);
});

test('a payment that is on no commitment, or whose commitment was deleted, is gone', async () => {
  const simulated = await start({ 901: [paymentRow(20)] });
  const gone = { startedAt: '2026-05-04T10:00:00.000Z', gone: true };
  expect(await simulated.procore.payment('99', '9001')).toEqual(gone);
  expect(await simulated.procore.payment('20', '9001', '902')).toEqual(gone);
  simulated.simulator.company('77').remove('Work Order Contracts', 901);
  const { procore } = await simulate({ companies: [simulated.simulator.company('77').data] });
  expect(await procore.payment('20', '9001', '901')).toEqual(gone);
});

test.each([
  ['amount', ''],
  ['amount', 'much'],
  ['created_at', null],
  ['requisition_id', 'x'],
  ['date_payment_initiated', 'soon'],
])('a payment whose %s is %p is malformed, never taken as none', async (field, value) => {
  const { procore } = await start({ 901: [paymentRow(20, { [field]: value })] });
  expect(await failureIn(procore.payment('20', '9001', '901'))).toMatchObject({ kind: 'malformed' });
});
