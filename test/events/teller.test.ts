import type { RecordStore } from '../../lib/engine/ports.ts';
import { type DomainEvent, silentEvent } from '../../lib/events/events.ts';
import { createTeller } from '../../lib/events/teller.ts';
import { bare } from '../engine/records.ts';
import { mapped } from '../flows/given.ts';

const now = () => new Date('2026-03-05T12:00:00Z');
const KEY = { flow: 'companies', id: '501' };
const before = bare(KEY, { state: 'queued' });
const after = bare(KEY, { state: 'synced', mapping: mapped(KEY) });

const start = (put: (events: readonly DomainEvent[]) => Promise<void>) => {
  const lost: number[] = [];
  const teller = createTeller(put, now, (_, count) => void lost.push(count));
  const store = (wins: boolean) =>
    teller.overhearing({ save: async (record) => (wins ? { ...record, rev: 2 } : undefined) } as RecordStore);
  return { teller, store, lost };
};

test('what was stored is told once, when the work is done; what another write won is not', async () => {
  const told: string[] = [];
  const { teller, store } = start(async (events) => void told.push(...events.map(({ type }) => type)));
  await store(true).save(after, before);
  await store(false).save(after, before);
  await store(true).save(after, after);
  expect(told).toEqual([]);
  await teller.flush();
  expect(told).toEqual(['Record Synced']);
  await teller.flush();
  expect(told).toHaveLength(1);
});

test('a bus that takes nothing fails nobody', async () => {
  const { teller, lost } = start(async () => {
    throw new Error('out of reach');
  });
  teller.tell(silentEvent('a', 'b', undefined, 'c'));
  teller.tell(undefined);
  await expect(teller.flush()).resolves.toBeUndefined();
  expect(lost).toEqual([1]);
});
