import type { SyncRecord, Undo } from '../../lib/engine/record.ts';
import { afterUndo, undone, undoQuery, undoStep, unlinked } from '../../lib/engine/undo.ts';
import type { Mapping } from '../../lib/flow.ts';
import { writeMessageSet } from '../../lib/qbxml/write.ts';
import { answer } from '../flows/given.ts';
import { dump } from '../qbxml-dump.ts';
import { bare } from './records.ts';

const undo: Undo = { by: 'Mira', at: '2026-03-05T12:00:00.000Z', why: 'a mistake', how: 'delete' };
const ORDER: Mapping = {
  ...{ type: 'PurchaseOrder', id: '1A-1', name: 'PO-1', created: true, editSequence: '1' },
  lines: { p1: '1B-1', p2: '1C-1' },
};
const CHANGE: Mapping = { ...ORDER, ofTarget: true, lines: { c1: '1D-1', c2: '1F-1' } };

const to = (mapping: Mapping, how: Undo['how'] = 'delete'): SyncRecord =>
  bare({ flow: 'f', id: '1' }, { state: 'queued', mapping, undo: { ...undo, how } });

const line = (id: string, more = ''): string =>
  `<PurchaseOrderLineRet><TxnLineID>${id}</TxnLineID>${more}</PurchaseOrderLineRet>`;
const order = (inside: string) => [
  answer(
    'PurchaseOrderQueryRs',
    `<PurchaseOrderRet><TxnID>1A-1</TxnID><EditSequence>77</EditSequence>${inside}</PurchaseOrderRet>`,
  ),
];
const five = ['1B-1', '1C-1', '1D-1', '1E-1', '1F-1'].map((id) => line(id)).join('');
const linked = (type: string) =>
  `<LinkedTxn><TxnID>2-2</TxnID><TxnType>${type}</TxnType><TxnDate>2026-03-01</TxnDate><RefNumber>B-7</RefNumber></LinkedTxn>`;

const textOf = (record: SyncRecord, answers: Parameters<typeof undoStep>[1]): string => {
  const step = undoStep(record, answers, []);
  if (!('write' in step)) return JSON.stringify(step.after);
  const text = writeMessageSet([{ requestID: '1', request: step.write }], { onError: 'continueOnError' });
  dump(`undo-${record.mapping?.type}-${step.write.message}`, text);
  return text.replace(/\s*\n\s*/g, '');
};

test('an order is asked for with its lines and links, a vendor alone', () => {
  expect(undoQuery(to(ORDER))).toMatchObject({
    message: 'PurchaseOrderQueryRq',
    fields: { TxnID: ['1A-1'], IncludeLineItems: 'true', IncludeLinkedTxns: 'true' },
  });
  expect(undoQuery(to({ ...ORDER, type: 'Vendor' }))).toEqual({
    message: 'VendorQueryRq',
    fields: { ListID: ['1A-1'], IncludeRetElement: ['ListID'] },
  });
});

test('what is its own is deleted', () => {
  expect(textOf(to(ORDER), order(line('1B-1') + line('1C-1')))).toContain(
    '<TxnDelRq requestID="1"><TxnDelType>PurchaseOrder</TxnDelType><TxnID>1A-1</TxnID></TxnDelRq>',
  );
  const vendor = [answer('VendorQueryRs', '<VendorRet><ListID>1A-1</ListID></VendorRet>')];
  expect(textOf(to({ ...ORDER, type: 'Vendor' }), vendor)).toContain(
    '<ListDelRq requestID="1"><ListDelType>Vendor</ListDelType><ListID>1A-1</ListID></ListDelRq>',
  );
});

test('of an order that it added lines to, every other line is named in stored order', () => {
  expect(textOf(to(CHANGE), order(five))).toContain(
    '<PurchaseOrderMod><TxnID>1A-1</TxnID><EditSequence>77</EditSequence>' +
      ['1B-1', '1C-1', '1E-1']
        .map((id) => `<PurchaseOrderLineMod><TxnLineID>${id}</TxnLineID></PurchaseOrderLineMod>`)
        .join('') +
      '</PurchaseOrderMod>',
  );
});

test('lines that somebody took out already are not named, and none left is done', () => {
  expect(textOf(to(CHANGE), order(line('1B-1') + line('1F-1')))).toContain('<TxnLineID>1B-1</TxnLineID>');
  expect(undoStep(to(CHANGE), order(line('1B-1')), [])).toEqual({ after: { do: 'undone' } });
});

test('an order is closed by a flag, whatever hangs on it', () => {
  expect(textOf(to(ORDER, 'close'), order(linked('Bill') + five))).toContain(
    '<EditSequence>77</EditSequence><IsManuallyClosed>true</IsManuallyClosed></PurchaseOrderMod>',
  );
});

describe('it stays', () => {
  const keptWords = (
    record: SyncRecord,
    answers: Parameters<typeof undoStep>[1],
    dependents: string[] = [],
  ) => {
    const step = undoStep(record, answers, dependents);
    return 'after' in step && step.after.do === 'kept'
      ? step.after.words
      : `not kept: ${JSON.stringify(step)}`;
  };

  test('when records refer to it', () => {
    expect(keptWords(to(ORDER), order(''), ['invoices 7'])).toContain('invoices 7');
  });

  test('when a bill in QuickBooks hangs on it', () => {
    expect(keptWords(to(ORDER), order(linked('Bill')))).toContain('Bill B-7');
  });

  test('when somebody added lines to it', () => {
    expect(keptWords(to(ORDER), order(line('1B-1') + line('9-9')))).toContain('1 of its lines');
  });

  test.each([
    ['billed', '<IsBilled>true</IsBilled>'],
    ['received in part', '<ReceivedQuantity>0.5</ReceivedQuantity>'],
  ])('when a line that it added is %s', (_, more) => {
    expect(keptWords(to(CHANGE), order(line('1B-1') + line('1D-1', more)))).toContain('drawn on its lines');
    const others = line('1B-1', more) + line('1D-1', '<ReceivedQuantity>0</ReceivedQuantity>');
    expect(undoStep(to(CHANGE), order(others), [])).toHaveProperty('write');
  });

  test('when its lines are all that is left, or the order holds a group', () => {
    expect(keptWords(to(CHANGE), order(line('1D-1')))).toContain('undo the order itself');
    const group = '<PurchaseOrderLineGroupRet><TxnLineID>8-8</TxnLineID></PurchaseOrderLineGroupRet>';
    expect(keptWords(to(CHANGE), order(five + group))).toContain('group of items');
  });
});

test('a bill is not kept by the order that it was made from', () => {
  const ret = `<BillRet><TxnID>1A-1</TxnID>${linked('PurchaseOrder')}</BillRet>`;
  expect(undoStep(to({ ...ORDER, type: 'Bill' }), [answer('BillQueryRs', ret)], [])).toMatchObject({
    write: { message: 'TxnDelRq', fields: { TxnDelType: 'Bill' } },
  });
});

test('what Procore says of the object that is gone counts no more', () => {
  const content = { name: 'x', origin: { id: ORDER.id } };
  const now = new Date('2026-03-05T13:00:00.000Z');
  const made = undone({ ...to(ORDER), content }, undo, now);
  expect(made).toMatchObject({ formerly: [ORDER.id], content: { name: 'x' }, generation: 1 });
  expect(made.content).not.toHaveProperty('origin');
  const other = { name: 'x', origin: { id: 'another integration' } };
  expect(unlinked({ ...to(ORDER), content: other }, 'Mira', 'why', now).content).toEqual(other);
});

test('nor what it says of one before that', () => {
  const now = new Date('2026-03-05T13:00:00.000Z');
  const first = undone({ ...to(ORDER), content: {} }, undo, now);
  const again = {
    ...to({ ...ORDER, id: '2A-2' }),
    formerly: first.formerly,
    content: { origin: { id: ORDER.id } },
  };
  const second = undone(again, undo, now);
  expect(second).toMatchObject({ formerly: ['2A-2', ORDER.id], content: {} });
  expect(second.content).not.toHaveProperty('origin');
});

describe("QuickBooks' answer", () => {
  const said = (message: string, statusCode: string, statusMessage = 'words') =>
    afterUndo({ message, statusCode, statusSeverity: 'Error', statusMessage, attributes: {}, rets: [] });

  test('that it is gone already means that it was deleted', () => {
    expect(said('TxnDelRs', '3120')).toEqual({ do: 'undone' });
    expect(said('ListDelRs', '3000')).toEqual({ do: 'undone' });
    expect(said('PurchaseOrderModRs', '3120')).toMatchObject({ do: 'again', counts: true });
  });

  test('that it is held or stale lets it be tried again', () => {
    expect(said('TxnDelRs', '3175')).toMatchObject({ do: 'held' });
    expect(said('PurchaseOrderModRs', '3200')).toMatchObject({ do: 'again', wait: false });
  });

  test.each(['3160', '3161', '3171', '3260', '9999'])('%s keeps it, in its own words', (code) => {
    expect(said('TxnDelRs', code)).toEqual({ do: 'kept', words: `QuickBooks refused (${code}): words` });
  });
});
