import { misfit } from '../../lib/engine/misfit.ts';
import type { QbRequest } from '../../lib/qbxml/message.ts';
import { writeMessageSet } from '../../lib/qbxml/write.ts';

const US = { country: 'US' } as const;

const order = (lines: number, text = 'Concrete'): QbRequest => ({
  message: 'PurchaseOrderAddRq',
  fields: {
    PurchaseOrderAdd: {
      VendorRef: { FullName: 'Vendor' },
      RefNumber: 'PO-1',
      PurchaseOrderLineAdd: Array.from({ length: lines }, (_, n) => ({
        ItemRef: { FullName: 'Item' },
        Desc: `${text} ${n}`,
        Quantity: '1',
        Rate: '2.50',
      })),
    },
  },
});

const bytesOf = (request: QbRequest): number =>
  writeMessageSet([{ requestID: '1', request }], { onError: 'continueOnError' }).length;

test('a request that QuickBooks takes is sent, up to two million bytes', () => {
  const large = order(9_000);
  expect(bytesOf(large)).toBeGreaterThan(1_300_000);
  expect(misfit(large, US)).toBeUndefined();
});

test.each([
  ['of many lines', order(18_000)],
  ['of letters that become references', order(400, 'é'.repeat(1_000))],
])('one %s that is larger is refused, and told how large it may be', (_, request) => {
  expect(bytesOf(request)).toBeGreaterThan(2_000_000);
  const why = misfit(request, US);
  expect(why?.code).toBe('does-not-fit');
  expect(JSON.stringify(why)).toMatch(/some \d+ KB and a message carries 2000/);
});

test('one that QuickBooks would refuse is refused for that', () => {
  const why = misfit({ message: 'VendorAddRq', fields: { VendorAdd: { Name: 'x'.repeat(42) } } }, US);
  expect(JSON.stringify(why)).toContain('VendorAddRq/VendorAdd/Name');
});
