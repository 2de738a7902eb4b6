import { keep } from '../../lib/engine/kept.ts';
import type { SyncRecord } from '../../lib/engine/record.ts';
import { keyText } from '../../lib/engine/record.ts';
import type { Element, Fields } from '../../lib/qbxml/message.ts';
import { findingsOf, type Judging } from '../../lib/reconcile/judge.ts';
import { sentRequest } from '../../lib/reconcile/sent.ts';
import { facts, linkedTo, order, SINCE, synced } from '../engine/records.ts';
import { flowNamed, mapped } from '../flows/given.ts';
import { retOf } from './standing.ts';

const judging = (...others: readonly SyncRecord[]): Judging => ({
  ...{ flowOf: flowNamed, facts: facts(), linked: linkedTo(...others), now: SINCE },
});

const told = (records: readonly SyncRecord[], ret: Element | undefined, at = judging()) =>
  findingsOf({ records, ...(ret && { ret }) }, at).map(({ code, field, procore, quickbooks }) =>
    [code, field, procore, quickbooks].filter((part) => part !== undefined).join(' | '),
  );

const posted = async (more: Partial<SyncRecord> = {}): Promise<SyncRecord> => {
  const record = await order();
  const mapping = { ...mapped(record), name: 'PO-1' };
  return { ...record, state: 'synced', syncedHash: record.hash, mapping, ...more };
};

const requestOf = (record: SyncRecord, at = judging()) => {
  const request = sentRequest(flowNamed(record.flow), record, at.facts, at.linked);
  if (!request) throw new Error(`${keyText(record)} cannot be rendered`);
  return request;
};

const asStanding = async (more: Fields = {}) => {
  const record = await posted();
  return { record, ret: retOf(requestOf(record), { ...more }) };
};

test('what stands there as it was sent is no finding, whatever QuickBooks adds', async () => {
  const { record, ret } = await asStanding({
    TotalAmount: '1.00',
    DueDate: '2026-04-01',
    IsFullyReceived: 'true',
  });
  expect(told([record], ret)).toEqual([]);
});

test('what QuickBooks keeps otherwise is no difference: blanks, line ends, decimals, case of settings', async () => {
  const record = await posted();
  const request = requestOf(record);
  const add = request.fields.PurchaseOrderAdd as Fields;
  const lines = (add.PurchaseOrderLineAdd as readonly Fields[]).map((line) => ({
    ...line,
    Quantity: `${line.Quantity}.0`,
    ReceivedQuantity: '3',
  }));
  const ret = retOf(request, { Memo: `${add.Memo} \r\n`, PurchaseOrderLineAdd: lines });
  expect(told([record], ret)).toEqual([]);
});

test.each([
  [{ TxnDate: '2020-01-01' }, /^changed \| TxnDate \| 20\d\d-\d\d-\d\d \| 2020-01-01$/],
  [{ RefNumber: 'X' }, /^changed \| RefNumber \| .+ \| X$/],
  [{ VendorRef: { ListID: '80-9', FullName: 'Other' } }, /^changed \| Vendor \| companies 502 \| Other$/],
  [{ IsManuallyClosed: 'true' }, /^closed$/],
] as const)('%j is found and named', async (more, words) => {
  const { record, ret } = await asStanding(more);
  const found = told([record], ret);
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(words);
});

test('an object that is not there, and one that was voided, are one finding each', async () => {
  const { record, ret } = await asStanding({
    Memo: 'VOID: Title',
    TotalAmount: '0.00',
    TxnDate: '2020-01-01',
  });
  expect(told([record], ret)).toEqual(['voided']);
  expect(told([record], undefined)).toEqual(['deleted']);
});

test('a number that the template gives no more, and that QuickBooks has as it was sent, is no difference', async () => {
  const record = await posted();
  const ret = retOf(requestOf(record), { RefNumber: 'PO-1' });
  expect(told([record], ret)).toEqual([]);
});

test('a name that comes from the settings counts only once somebody touched the object', async () => {
  const record = await posted();
  const at = { ...judging(), facts: facts({ defaultTerms: 'Net 60' }) };
  const ret = (EditSequence: string) =>
    retOf(requestOf(record, at), { TermsRef: { FullName: 'Net 30' }, EditSequence });
  expect(told([record], ret(record.mapping?.editSequence ?? ''), at)).toEqual([]);
  expect(told([record], ret('1'), at)).toEqual(['changed | Terms | Net 60 | Net 30']);
});

test('what stood there before Plumbline is compared by its name and activity alone', async () => {
  const vendor = synced({ flow: 'companies', id: '502' });
  const record = { ...vendor, mapping: { ...mapped(vendor), name: 'Oak', created: false } };
  const ret = (more: Fields) =>
    retOf({ message: 'VendorAddRq', fields: { VendorAdd: { ListID: '1', Name: 'OAK', ...more } } });
  expect(told([record], ret({ Phone: '1' }))).toEqual([]);
  expect(told([record], ret({ Name: 'Elm', IsActive: 'false' }))).toEqual([
    'inactive',
    'changed | Name | Oak | Elm',
  ]);
});

test('a record in doubt, or being undone, is not compared', async () => {
  const { record } = await asStanding();
  expect(told([{ ...record, doubt: { of: 'object' } }], undefined)).toEqual([]);
  const undo = { by: 'M', at: SINCE, why: 'w', how: 'delete' } as const;
  expect(told([{ ...record, undo }], undefined)).toEqual([]);
});

test('what is known of Procore is told beside it', async () => {
  const { record, ret } = await asStanding();
  const flags = [{ code: 'changed-in-procore', detail: 'its title' } as const];
  expect(told([{ ...record, flags }], ret)).toEqual(['changed-in-procore | its title']);
  const content = { ...(record.content as object), title: 'Other' };
  const title = (record.content as { title: string }).title;
  const changed = { ...record, flags, content, hash: 'other', syncedContent: keep(record.content) };
  expect(told([changed], ret)).toEqual([`changed-in-procore | title | Other | ${title}`]);
  expect(told([{ ...record, flags: [{ code: 'deleted-in-procore' }] }], ret)).toEqual(['deleted-in-procore']);
});
