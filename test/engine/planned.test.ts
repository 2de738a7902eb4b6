import { type Facts, type Linked, plan } from '../../lib/engine/plan.ts';
import { createPlanned } from '../../lib/engine/planned.ts';
import type { SyncRecord } from '../../lib/engine/record.ts';
import type { Flow } from '../../lib/flow.ts';
import { commitments } from '../../lib/flows/commitments.ts';
import { facts, linkedTo, order, synced } from './records.ts';

/** Plans the order of the fixtures, and tells whether its flow was asked anew. */
const start = async () => {
  let asked = 0;
  const flow = {
    ...commitments,
    refuse: (...args: Parameters<typeof commitments.refuse>) => {
      asked += 1;
      return commitments.refuse(...args);
    },
  } as Flow<unknown>;
  const planned = createPlanned();
  const record = await order({ state: 'blocked' });
  const at = facts();
  const isAskedAnew = (more: Partial<SyncRecord> = {}, by: Facts = at, linked: Linked = linkedTo()) => {
    asked = 0;
    const given = { ...record, ...more };
    const made = planned(flow, given, by, linked);
    const isAnew = asked > 0;
    expect(made).toEqual(plan(flow, given, by, linked));
    return isAnew;
  };
  return { isAskedAnew, record };
};

test('is asked of its flow once, however far the record has come meanwhile', async () => {
  const { isAskedAnew } = await start();
  expect(isAskedAnew()).toBe(true);
  expect(isAskedAnew()).toBe(false);
  const queued = { state: 'queued', rev: 7, since: '2026-03-06T00:00:00.000Z', attempts: 2 } as const;
  expect(isAskedAnew({ ...queued, blockedBy: undefined, notBefore: '2026-03-07T00:00:00.000Z' })).toBe(false);
});

test.each<[string, (record: SyncRecord) => Parameters<Awaited<ReturnType<typeof start>>['isAskedAnew']>]>([
  ['other content', ({ content }) => [{ content: { ...(content as object), number: 'PO-9' } }]],
  ['another number, by an operator', () => [{ override: { number: 'PO-9' } }]],
  ['other settings', () => [{}, facts({ linkBills: false })]],
  ['another closing date', () => [{}, { ...facts(), closingDate: '2026-12-31' }]],
  [
    'a vendor to which something happened',
    () => [{}, facts(), linkedTo({ ...synced({ flow: 'companies', id: '502' }), rev: 2 })],
  ],
  [
    'a vendor that is gone',
    () => [{}, facts(), new Map([...linkedTo()].filter(([key]) => key !== 'companies#502'))],
  ],
])('is asked anew after %s', async (_, change) => {
  const { isAskedAnew, record } = await start();
  isAskedAnew();
  expect(isAskedAnew(...change(record))).toBe(true);
});

test('is never remembered of a record that was refused: its state counts', async () => {
  const { isAskedAnew } = await start();
  for (let n = 0; n < 2; n++) expect(isAskedAnew({ state: 'failed' })).toBe(true);
});
