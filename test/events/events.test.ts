import { readFileSync } from 'node:fs';
import {
  approvalsEvent,
  type DomainEvent,
  driftEvent,
  recordEvent,
  silentEvent,
} from '../../lib/events/events.ts';
import { isNewlySilent } from '../../lib/events/silence.ts';
import { reason } from '../../lib/reasons.ts';
import type { Finding } from '../../lib/reconcile/findings.ts';
import { bare, SINCE } from '../engine/records.ts';
import { mapped } from '../flows/given.ts';
import { faultsOf, type Schema } from './schema.ts';

const page = readFileSync(new URL('../../docs/events.md', import.meta.url), 'utf8');

/** The example and the schema of a type, as the page has them. */
const described = (type: string) => {
  const section = page.split('\n## ').find((one) => one.startsWith(`${type}\n`)) ?? '';
  const [example, schema] = [...section.matchAll(/```json\n([\s\S]*?)\n```/g)].map(([, json = '']) =>
    JSON.parse(json),
  );
  return { example, schema: schema as Schema };
};

const faults = ({ type, detail }: DomainEvent): string[] => faultsOf(described(type).schema, detail);

const KEY = { flow: 'commitments', id: '801' };
const AT = '2026-03-05T12:00:00.000Z';
const found: Finding = {
  ...{ ...KEY, code: 'closed', since: AT },
  object: { type: 'PurchaseOrder', id: '1A-1', name: 'SC-1' },
};
const report = { connection: 'kestrel', run: AT, at: AT, subjects: 9 };
const record = (more: Parameters<typeof bare>[1]) =>
  recordEvent(bare(KEY, { title: 'SC-1', rev: 4, ...more }), bare(KEY, { state: 'queued' }), AT);

const EVENTS: readonly (readonly [string, DomainEvent | undefined])[] = [
  ['Record Synced', record({ state: 'synced', mapping: mapped(KEY) })],
  ['Record Failed', record({ state: 'failed', reason: reason('no-vendor') })],
  ['Record Blocked', record({ state: 'blocked', blockedBy: ['companies#502'] })],
  ['Record Blocked', record({ state: 'blocked', reason: reason('choose-customer') })],
  ['Record Awaiting Approval', record({ state: 'awaiting-approval', document: 'abc' })],
  ['Record Synced', record({ state: 'synced', into: 'procore', mapping: mapped(KEY) })],
  ['Drift Found', driftEvent({ ...report, findings: [found, { ...found, since: SINCE }] })],
  ['Approvals Waiting', approvalsEvent('kestrel', AT, { invoices: 2, vendors: 0 })],
  ['Connection Silent', silentEvent('kestrel', AT, undefined, AT)],
  ['Connection Silent', silentEvent('kestrel', AT, AT, AT)],
];

test.each(EVENTS)('%s is as its schema says', (type, event) => {
  expect(event?.type).toBe(type);
  expect(event && faults(event)).toEqual([]);
});

test.each([...new Set(EVENTS.map(([type]) => type))])('the example of %s fits its schema', (type) => {
  const { example, schema } = described(type);
  expect(faultsOf(schema, example)).toEqual([]);
  expect(faultsOf(schema, { ...example, connection: undefined, secret: 'x' })).not.toEqual([]);
});

test('the page describes every type and no other', () => {
  const headings = [...page.matchAll(/^## (.+)$/gm)].map(([, name]) => name);
  expect(headings.sort()).toEqual([...new Set(EVENTS.map(([type]) => type))].sort());
});

test('a record that stays where it is, or comes into a state that nobody waits for, is not told of', () => {
  const stays = bare(KEY, { state: 'synced', mapping: mapped(KEY) });
  expect(recordEvent({ ...stays, rev: 5 }, stays, AT)).toBeUndefined();
  expect(record({ state: 'queued' })).toBeUndefined();
  expect(record({ state: 'skipped' })).toBeUndefined();
});

test('the same save has the same id, the next one another', () => {
  const id = (rev: number) => record({ state: 'synced', rev })?.detail.id;
  expect(id(4)).toBe(id(4));
  expect(id(5)).not.toBe(id(4));
});

test('both sides agree: nothing is told; what is known from before is not new', () => {
  expect(driftEvent({ ...report, findings: [] })).toBeUndefined();
  const old = { ...found, since: '2026-03-01T00:00:00.000Z' };
  expect(driftEvent({ ...report, findings: [found, old] })?.detail).toMatchObject({
    ...{ findings: 2, new: 1, byCode: { closed: 2 } },
  });
});

test('nobody is told of approvals that nobody waits for', () => {
  expect(approvalsEvent('kestrel', AT, { invoices: 0 })).toBeUndefined();
  expect(approvalsEvent('kestrel', AT, { invoices: 2, vendors: 0 })?.detail.byFlow).toEqual({ invoices: 2 });
});

const now = new Date('2026-03-05T12:00:00Z');
test.each([
  ['called within a day', { contactAt: '2026-03-04T13:00:00Z' }, false],
  ['has not called for a day', { contactAt: '2026-03-04T11:00:00Z' }, true],
  ['was told of already', { contactAt: '2026-03-04T11:00:00Z', silentSince: '2026-03-04T11:00:00Z' }, false],
  [
    'called since it was told of',
    { contactAt: '2026-03-04T11:00:00Z', silentSince: '2026-03-01T11:00:00Z' },
    true,
  ],
  ['has work for hours', { contactAt: '2026-03-05T09:00:00Z', workAt: '2026-03-05T09:30:00Z' }, true],
  ['has work that is new', { contactAt: '2026-03-05T09:00:00Z', workAt: '2026-03-05T11:30:00Z' }, false],
  ['never called', {}, false],
])('a connection that %s', (_, heard, silent) => {
  expect(isNewlySilent(heard, now)).toBe(silent);
});
