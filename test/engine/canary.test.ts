import type { Told } from '../../lib/engine/after.ts';
import { canaryOf } from '../../lib/engine/canary.ts';
import type { Mapping } from '../../lib/flow.ts';
import { reason } from '../../lib/reasons.ts';
import { bare } from './records.ts';

const NOW = new Date('2026-03-05T12:00:00.000Z');
const sent = bare({ flow: 'companies', id: '1' });

const mappingOf = (type: string, id: string, created = true): Mapping => ({ type, id, name: id, created });
const made = (type: string, id: string, created = true): Told => ({
  sent,
  after: { do: 'synced', settled: { mapping: mappingOf(type, id, created) } },
});
const refused: Told = { sent, after: { do: 'refused', reason: reason('no-lines') } };
const changed: Told = { ...made('Vendor', '8-9'), sent: { ...sent, mapping: mappingOf('Vendor', '8-9') } };

const at = NOW.toISOString();

test('the last transaction that a batch made is the canary, before any list object', () => {
  const batch = [made('PurchaseOrder', '1-1'), made('PurchaseOrder', '1-2'), made('Vendor', '8-1'), refused];
  expect(canaryOf(batch, NOW)).toEqual({ type: 'PurchaseOrder', id: '1-2', name: '1-2', at });
});

test('of a batch of list objects it is the last', () => {
  expect(canaryOf([made('Vendor', '8-1'), made('ItemService', '8-2')], NOW)?.id).toBe('8-2');
});

test('what was linked, changed or refused is none: a backup may have it all the same', () => {
  expect(canaryOf([made('Vendor', '8-3', false), changed, refused], NOW)).toBeUndefined();
});

test('nor is the order that a change order was added to: it is older than what the batch made', () => {
  const mapping: Mapping = { ...mappingOf('PurchaseOrder', '1-1'), ofTarget: true };
  const added: Told = {
    sent: { ...sent, flow: 'change-orders' },
    after: { do: 'synced', settled: { mapping } },
  };
  expect(canaryOf([added], NOW)).toBeUndefined();
  expect(canaryOf([made('Estimate', '1-2'), added], NOW)?.id).toBe('1-2');
});
