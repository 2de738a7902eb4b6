import fc from 'fast-check';
import type { Fields, QbRequest } from '../../lib/qbxml/message.ts';
import { type MessageSet, writeMessageSet } from '../../lib/qbxml/write.ts';
import { dump } from '../qbxml-dump.ts';

fc.configureGlobal({ seed: 20_261_122 });

const vendor = (fields: Fields): QbRequest => ({ message: 'VendorAddRq', fields: { VendorAdd: fields } });

const written = (request: QbRequest, set: MessageSet = { onError: 'continueOnError' }): string => {
  const xml = writeMessageSet([{ requestID: 'r1', request }], set);
  dump('write', xml);
  return xml;
};

const line = { Desc: 'Concrete', Amount: '12.00', ItemRef: { FullName: '03-100' }, Quantity: '1' };

test('elements stand in QuickBooks order whatever the order of the keys', () => {
  const order = {
    PurchaseOrderLineAdd: [line, { Desc: 'Steel' }],
    Memo: 'Tower',
    RefNumber: 'SC-1',
    TxnDate: '2026-03-01',
    VendorRef: { ListID: '80000001-1' },
  };
  const request = {
    message: 'PurchaseOrderAddRq',
    fields: { IncludeRetElement: ['TxnID', 'EditSequence'], PurchaseOrderAdd: order },
  };
  expect(written(request)).toBe(
    [
      '<?xml version="1.0" encoding="utf-8"?>',
      '<?qbxml version="13.0"?>',
      '<QBXML><QBXMLMsgsRq onError="continueOnError">',
      '<PurchaseOrderAddRq requestID="r1"><PurchaseOrderAdd><VendorRef><ListID>80000001-1</ListID></VendorRef>' +
        '<TxnDate>2026-03-01</TxnDate><RefNumber>SC-1</RefNumber><Memo>Tower</Memo><PurchaseOrderLineAdd>' +
        '<ItemRef><FullName>03-100</FullName></ItemRef><Desc>Concrete</Desc><Quantity>1</Quantity>' +
        '<Amount>12.00</Amount></PurchaseOrderLineAdd><PurchaseOrderLineAdd><Desc>Steel</Desc>' +
        '</PurchaseOrderLineAdd></PurchaseOrderAdd><IncludeRetElement>TxnID</IncludeRetElement>' +
        '<IncludeRetElement>EditSequence</IncludeRetElement></PurchaseOrderAddRq>',
      '</QBXMLMsgsRq></QBXML>',
      '',
    ].join('\n'),
  );
});

test('any order of the keys gives the same bytes', () => {
  const entries = Object.entries({
    Name: 'Acme',
    Phone: '1',
    Fax: '2',
    Email: 'a@b',
    Notes: 'n',
    CreditLimit: '1.00',
  });
  const expected = written(vendor(Object.fromEntries(entries)));
  fc.assert(
    fc.property(fc.shuffledSubarray(entries, { minLength: entries.length }), (shuffled) => {
      expect(
        writeMessageSet([{ requestID: 'r1', request: vendor(Object.fromEntries(shuffled)) }], {
          onError: 'continueOnError',
        }),
      ).toBe(expected);
    }),
  );
});

test('undefined leaves an element out, the empty string sends it empty', () => {
  expect(written(vendor({ Name: 'Acme', Phone: undefined, Fax: '' }))).toContain(
    '<Name>Acme</Name><Fax></Fax>',
  );
});

test('markup characters are escaped and what lies above ASCII becomes a decimal reference', () => {
  expect(written(vendor({ Name: `A&B <"C" 'D'> caf\u00e9 \u00ff\u00a0\u007f` }))).toContain(
    '<Name>A&amp;B &lt;&quot;C&quot; &apos;D&apos;&gt; caf&#233; &#255;&#160;&#127;</Name>',
  );
});

test('control characters are dropped, except tab, line feed and carriage return', () => {
  expect(written(vendor({ Name: 'A', Notes: 'a\u0000b\u000bc\td\ne\rf\u001fg' }))).toContain(
    '<Notes>abc\td\ne&#13;fg</Notes>',
  );
});

test('the document is ASCII for every text that QuickBooks can store', () => {
  const latin1 = fc.string({
    unit: fc.integer({ min: 0, max: 0xff }).map((code) => String.fromCharCode(code)),
  });
  fc.assert(
    fc.property(latin1, (text) => {
      expect(written(vendor({ Name: 'A', Notes: text }))).toMatch(/^[\t\n\u0020-\u007e]*$/);
    }),
    { numRuns: 50 },
  );
});

test('a character beyond U+00FF is a bug of the caller, named with message and path', () => {
  expect(() =>
    writeMessageSet([{ requestID: '1', request: vendor({ VendorAddress: { Addr1: 'Łódź' } }) }], {
      onError: 'stopOnError',
    }),
  ).toThrow('VendorAddRq/VendorAdd/VendorAddress/Addr1: "Ł" lies beyond U+00FF');
});

describe('refused as bugs of the caller:', () => {
  const send =
    (request: QbRequest, set: Partial<MessageSet> = {}, requestID = '1') =>
    () =>
      writeMessageSet([{ requestID, request }], { onError: 'stopOnError', ...set });
  const query = (attributes: Record<string, string>) => ({ message: 'HostQueryRq', fields: {}, attributes });
  test.each([
    ['an unknown message', send({ message: 'BillPayRq', fields: {} }), 'no message BillPayRq'],
    ['an unknown element', send(vendor({ Nmae: 'x' })), 'VendorAddRq/VendorAdd knows no element Nmae'],
    ['text for an aggregate', send(vendor({ VendorAddress: 'x' })), 'VendorAddress has elements, not text'],
    ['an aggregate for text', send(vendor({ Name: { A: 'x' } })), 'Name has text, not elements'],
    [
      'an attribute that the message does not take',
      send(query({ iterator: 'Start' })),
      'no attribute iterator',
    ],
    ['a requestID over 50 characters', send(query({}), {}, 'x'.repeat(51)), 'exceeds 50'],
    [
      'a message set id over 23 characters',
      send(query({}), { newMessageSetID: 'x'.repeat(24) }),
      'exceeds 23',
    ],
  ])('%s', (_rule, act, message) => {
    expect(act).toThrow(message);
  });
});

test('an element of Object is no element of QuickBooks', () => {
  const fields = JSON.parse('{"VendorAdd":{"__proto__":"x","Name":"A"}}') as Fields;
  expect(() =>
    writeMessageSet([{ requestID: '1', request: { message: 'VendorAddRq', fields } }], {
      onError: 'stopOnError',
    }),
  ).toThrow('__proto__');
});

test('attributes follow requestID in a fixed order and are escaped', () => {
  const request = {
    message: 'VendorQueryRq',
    fields: { MaxReturned: '100' },
    attributes: { iteratorID: '{a"b}', iterator: 'Continue', metaData: 'NoMetaData' },
  };
  expect(written(request)).toContain(
    '<VendorQueryRq requestID="r1" metaData="NoMetaData" iterator="Continue" iteratorID="{a&quot;b}">',
  );
});

test('a status check has both ids and no requests', () => {
  const xml = writeMessageSet([], {
    onError: 'stopOnError',
    newMessageSetID: 'abc',
    oldMessageSetID: 'abc',
    responseData: 'includeNone',
  });
  dump('status-check', xml);
  expect(xml.split('\n').slice(2)).toEqual([
    '<QBXML><QBXMLMsgsRq onError="stopOnError" newMessageSetID="abc" oldMessageSetID="abc" responseData="includeNone">',
    '</QBXMLMsgsRq></QBXML>',
    '',
  ]);
});

describe('lines and groups of lines', () => {
  const ids = (...all: string[]) => all.map((TxnLineID) => ({ TxnLineID }));
  const order = {
    ...{ TxnID: '1-1', EditSequence: '7', Memo: 'x' },
    PurchaseOrderLineMod: ids('a', 'c', '-1'),
    PurchaseOrderLineGroupMod: ids('b'),
  };
  const request = { message: 'PurchaseOrderModRq', fields: { PurchaseOrderMod: order } };
  const sent = (xml: string) => [...xml.matchAll(/<(TxnLineID|Memo)>([^<]*)/g)].map(([, , value]) => value);

  test('stand name by name', () => {
    expect(sent(written(request))).toEqual(['x', 'a', 'c', '-1', 'b']);
  });

  test('stand in the sequence that the request gives; what it does not name follows', () => {
    const [line, group] = ['PurchaseOrderLineMod', 'PurchaseOrderLineGroupMod'];
    expect(sent(written({ ...request, sequence: [line, group, line] }))).toEqual(['x', 'a', 'b', 'c', '-1']);
    expect(sent(written({ ...request, sequence: [group] }))).toEqual(['x', 'a', 'c', '-1', 'b']);
    expect(sent(written({ ...request, sequence: [group, line] }))).toEqual(['x', 'b', 'a', 'c', '-1']);
  });
});
