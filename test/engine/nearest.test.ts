import { held } from '../../lib/engine/parents.ts';
import { keyText, type SyncRecord } from '../../lib/engine/record.ts';
import type { Flow, RecordKey } from '../../lib/flow.ts';
import { us } from '../flows/settings.ts';
import { bare, synced } from './records.ts';

const keyOf = (text: string): RecordKey => {
  const [flow = '', id = ''] = text.split('#');
  return { flow, id };
};

/** A flow whose content is a list of what it refers to. */
const flowOf = (name: string, ...needs: readonly Flow<unknown>[]) =>
  ({
    name,
    needs,
    links: (content: unknown) => {
      if (content === 'broken') throw new Error('bug in links');
      return (content as readonly string[]).map(keyOf);
    },
  }) as unknown as Flow<unknown>;

const vendors = flowOf('vendors');
const orders = flowOf('orders', vendors);
const invoices = flowOf('invoices', vendors, orders);

const of = (text: string, content?: unknown, more: Partial<SyncRecord> = {}) =>
  bare(keyOf(text), { content, state: content === undefined ? 'wanted' : 'blocked', ...more });

const waits = (links: readonly string[], ...others: readonly SyncRecord[]): string[] | undefined => {
  const linked = new Map(others.map((record) => [keyText(record), record]));
  return held(invoices, links.map(keyOf), linked, us, [])?.waitsFor.map(keyText);
};

const vendor = of('vendors#1', [], { state: 'queued' });

describe('a record waits for the nearest of those that it refers to', () => {
  test('not for the vendor for which its order waits', () => {
    expect(waits(['vendors#1', 'orders#1'], vendor, of('orders#1', ['vendors#1']))).toEqual(['orders#1']);
  });

  test('nor for an order for which another invoice waits, nor for what that order waits for', () => {
    const order = of('orders#1', ['vendors#1']);
    const before = of('invoices#1', ['orders#1', 'vendors#1']);
    expect(waits(['vendors#1', 'orders#1', 'invoices#1'], vendor, order, before)).toEqual(['invoices#1']);
  });

  test('for all that its order knows nothing of', () => {
    const order = of('orders#1', ['vendors#1']);
    expect(waits(['vendors#1', 'vendors#2', 'orders#1'], vendor, order)).toEqual(['vendors#2', 'orders#1']);
  });

  test('for both where the order waits for nothing: it is not seen yet, refused, or not ready', () => {
    const both = ['vendors#1', 'orders#1'];
    expect(waits(both, vendor, of('orders#1'))).toEqual(both);
    for (const state of ['failed', 'not-ready', 'awaiting-approval', 'queued'] as const)
      expect(waits(both, vendor, of('orders#1', ['vendors#1'], { state }))).toEqual(both);
  });

  test('for nothing that is there, and for all if they wait for each other', () => {
    expect(waits(['vendors#1'], synced(keyOf('vendors#1')))).toBeUndefined();
    const round = [of('orders#1', ['orders#2']), of('orders#2', ['orders#1'])];
    expect(waits(['orders#1', 'orders#2'], ...round)).toEqual(['orders#1', 'orders#2']);
  });

  test('for both where the links of the order cannot be told', () => {
    const both = ['vendors#1', 'orders#1'];
    expect(waits(both, vendor, of('orders#1', 'broken'))).toEqual(both);
  });
});
