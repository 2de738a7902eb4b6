import fc from 'fast-check';
import { batchSize, fitting, merge, writeOf } from '../../lib/engine/batch.ts';
import { keyOf, keyText } from '../../lib/engine/record.ts';
import type { QbRequest } from '../../lib/qbxml/message.ts';
import { bare } from './records.ts';

describe('how many records a batch carries', () => {
  test.each<[string, number | undefined, number]>([
    ['20 while nothing was measured', undefined, 20],
    ['about ten seconds of the work of QuickBooks', 100, 100],
    ['at most 500', 1, 500],
    ['at most 500 however fast', 0, 500],
    ['one at least, however slow', 60_000, 1],
    ['rounded down', 3_000, 3],
  ])('%s', (_, ms, size) => expect(batchSize(ms)).toBe(size));

  test('between 1 and 500 for any measure', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), (ms) => {
        const size = batchSize(ms);
        expect(Number.isInteger(size) && size >= 1 && size <= 500).toBe(true);
      }),
    );
  });
});

describe('how much a message set carries', () => {
  const fieldsOf = ({ request }: { request: QbRequest }) => request.fields;
  const sized = (length: number) => ({
    request: { message: 'VendorAddRq', fields: { Name: 'x'.repeat(length) } },
  });

  test('all requests that are small', () => {
    const requests = Array.from({ length: 500 }, () => sized(200));
    expect(fitting(requests, fieldsOf)).toEqual(requests);
  });

  test('no more than about a million and a quarter bytes, in the order given', () => {
    const requests = Array.from({ length: 20 }, (_, n) => ({ ...sized(100_000), n }));
    expect(fitting(requests, fieldsOf).map(({ n }) => n)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  test('one request at least, so that a huge one is not left for ever', () => {
    expect(fitting([sized(2_000_000), sized(1)], fieldsOf)).toHaveLength(1);
    expect(fitting([], fieldsOf)).toEqual([]);
  });
});

describe('lookups of many records', () => {
  const record = (id: string) => bare({ flow: 'companies', id });
  const byName = (name: string): QbRequest => ({
    message: 'EntityQueryRq',
    fields: { FullName: [name], IncludeRetElement: ['ListID'] },
  });
  const byId = (id: string): QbRequest => ({ message: 'VendorQueryRq', fields: { ListID: [id] } });
  const leaf = (name: string): QbRequest => ({
    message: 'ItemServiceQueryRq',
    fields: { NameFilter: { MatchCriterion: 'EndsWith', Name: name } },
  });

  test('become one query per kind, each value asked for once', () => {
    const { requests, sent } = merge('lookup', [
      { record: record('1'), queries: [byName('A')] },
      { record: record('2'), queries: [byName('B')] },
      { record: record('3'), queries: [byName('A'), byId('8-1')] },
    ]);
    expect(requests).toEqual([
      {
        requestID: 'lookup-1',
        request: {
          message: 'EntityQueryRq',
          fields: { FullName: ['A', 'B'], IncludeRetElement: ['ListID'] },
        },
      },
      { requestID: 'lookup-2', request: byId('8-1') },
    ]);
    expect(sent.map(({ requestIDs }) => requestIDs)).toEqual([
      ['lookup-1'],
      ['lookup-1'],
      ['lookup-1', 'lookup-2'],
    ]);
  });

  test('by a payee become one where they ask the same of each', () => {
    const paidSince = (day: string, payee: string): QbRequest => ({
      message: 'BillPaymentCheckQueryRq',
      fields: {
        ModifiedDateRangeFilter: { FromModifiedDate: day },
        EntityFilter: { ListID: [payee] },
        IncludeRetElement: ['TxnID'],
      },
    });
    const { requests, sent } = merge('lookup', [
      { record: record('1'), queries: [paidSince('2026-03-01', '8-1')] },
      { record: record('2'), queries: [paidSince('2026-03-02', '8-1')] },
      { record: record('3'), queries: [paidSince('2026-03-01', '8-2')] },
    ]);
    expect(requests.map(({ request }) => request.fields.EntityFilter)).toEqual([
      { ListID: ['8-1', '8-2'] },
      { ListID: ['8-1'] },
    ]);
    expect(sent.map(({ requestIDs }) => requestIDs)).toEqual([['lookup-1'], ['lookup-2'], ['lookup-1']]);
  });

  test('with a filter stay apart, unless they are the same', () => {
    const { requests } = merge('lookup', [
      { record: record('1'), queries: [leaf('A')] },
      { record: record('2'), queries: [leaf('B')] },
      { record: record('3'), queries: [leaf('A')] },
    ]);
    expect(requests.map(({ request }) => request)).toEqual([leaf('A'), leaf('B')]);
  });

  test('keep a record without queries, which is written without a lookup', () => {
    expect(merge('lookup', [{ record: record('1'), queries: [] }])).toEqual({
      requests: [],
      sent: [{ record: record('1'), requestIDs: [], named: [] }],
    });
  });

  test('ask for every value of every record, whatever they are', () => {
    const queries = fc.array(
      fc.oneof(fc.string().map(byName), fc.string().map(byId), fc.string().map(leaf)),
      {
        maxLength: 3,
      },
    );
    fc.assert(
      fc.property(fc.array(queries, { maxLength: 12 }), (all) => {
        const wanted = all.map((own, n) => ({ record: record(String(n)), queries: own }));
        const { requests, sent } = merge('lookup', wanted);
        const ids = requests.map(({ requestID }) => requestID);
        expect(new Set(ids).size).toBe(ids.length);
        for (const [n, { requestIDs }] of sent.entries())
          for (const [m, id] of requestIDs.entries()) {
            const merged = requests.find(({ requestID }) => requestID === id)?.request;
            const own = wanted[n]?.queries[m];
            expect(merged?.message).toBe(own?.message);
            for (const name of ['FullName', 'ListID'])
              if (own?.fields[name])
                expect(merged?.fields[name]).toEqual(expect.arrayContaining(own.fields[name] as string[]));
          }
      }),
    );
  });
});

describe('a write', () => {
  test('is named by its record, in the 50 characters that QuickBooks takes', () => {
    const record = bare({ flow: 'commitments', id: '9'.repeat(19) });
    const { requestID, sent } = writeOf(record, { message: 'PurchaseOrderAddRq', fields: {} });
    expect(sent.requestIDs).toEqual([requestID]);
    expect(requestID.length).toBeLessThanOrEqual(50);
    expect(keyOf(requestID)).toEqual({ flow: 'commitments', id: '9'.repeat(19) });
    expect(keyText(keyOf('a#b#c'))).toBe('a#b#c');
  });
});
