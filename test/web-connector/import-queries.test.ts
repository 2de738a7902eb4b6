import { importFlows } from '../../lib/flows/imports.ts';
import { check } from '../../lib/qbxml/check.ts';
import { writeMessageSet } from '../../lib/qbxml/write.ts';
import { deletedBy, importRequest, isFeed, type Query } from '../../lib/web-connector/import-queries.ts';
import { allFeeds } from '../../lib/web-connector/importing.ts';
import { dump } from '../../local/qbxml-dump.ts';

const feeds = allFeeds(importFlows);
const asked = [...feeds, 'ListDeleted', 'TxnDeleted'] as const;
const asking = { feeds, startDate: '2026-03-01' };

const query = (one: (typeof asked)[number], more: Partial<Query> = {}) =>
  importRequest({ asked: one, max: 50, page: 1, ...more }, asking);

test('all that is due in an hour are twelve queries', () => {
  expect(feeds).toHaveLength(10);
  expect(new Set(feeds.map(deletedBy))).toEqual(new Set(['ListDeleted', 'TxnDeleted']));
});

test.each(asked)('%s is asked in a form that both editions take', (one) => {
  const from = '2026-03-05T07:00:00';
  const elements = ['Name', 'IsActive'];
  const requests = [
    query(one),
    query(one, { from, page: 2 }),
    ...(isFeed(one) ? [query(one, { from, page: 3, iteratorID: '{a}' })] : []),
    ...(one === 'Vendor' ? [importRequest({ asked: one, max: 5, page: 4 }, { ...asking, elements })] : []),
  ];
  dump('import-queries', writeMessageSet(requests, { onError: 'continueOnError' }));
  for (const edition of ['US', 'CA'] as const)
    expect(requests.flatMap(({ request }) => check(request, edition))).toEqual([]);
});

test('from the start: what is active of lists, and transactions by their date', () => {
  expect(query('Vendor').request.fields).toEqual({ MaxReturned: '50', ActiveStatus: 'ActiveOnly' });
  expect(query('Check').request).toMatchObject({
    attributes: { iterator: 'Start' },
    fields: { TxnDateRangeFilter: { FromTxnDate: '2026-03-01' }, IncludeLineItems: 'true' },
  });
});

test('later: what was changed, of lists also what became inactive', () => {
  const from = '2026-03-05T07:00:00';
  expect(query('Vendor', { from }).request.fields).toMatchObject({
    ...{ ActiveStatus: 'All', FromModifiedDate: from },
  });
  expect(query('Check', { from }).request.fields).toMatchObject({
    ModifiedDateRangeFilter: { FromModifiedDate: from },
  });
  expect(query('TxnDeleted', { from }).request.fields).toMatchObject({
    DeletedDateRangeFilter: { FromDeletedDate: from },
  });
});

test('of people in lists no more is asked for than flows read, and whose it is', () => {
  const elements = ['Name', 'IsActive'];
  const { request } = importRequest({ asked: 'Vendor', max: 5, page: 1 }, { ...asking, elements });
  expect(request.fields.IncludeRetElement).toEqual([
    ...['ListID', 'TimeModified', 'ExternalGUID', 'Name', 'IsActive'],
  ]);
});
