import fc from 'fast-check';
import { childrenOf, textAt } from '../../lib/qbxml/message.ts';
import { isMalformedAnswer, readMessageSet } from '../../lib/qbxml/read.ts';
import { writeMessageSet } from '../../lib/qbxml/write.ts';

fc.configureGlobal({ seed: 20_261_122 });

const answerTo = (inner: string, attributes = '') =>
  `<?xml version="1.0" ?>\n<QBXML>\n<QBXMLMsgsRs${attributes}>\n${inner}\n</QBXMLMsgsRs>\n</QBXML>\n`;
const status = 'statusCode="0" statusSeverity="Info" statusMessage="Status OK"';
const vendorRet = (inner: string) =>
  readMessageSet(answerTo(`<VendorQueryRs ${status}>${inner}</VendorQueryRs>`)).answers[0]?.rets[0];

test('each answer has its id, status, further attributes and objects', () => {
  const { answers } = readMessageSet(
    answerTo(
      `<VendorQueryRs requestID="7" ${status} retCount="2" iteratorRemainingCount="0" iteratorID="{a}">
         <VendorRet><ListID>1</ListID></VendorRet><VendorRet><ListID>2</ListID></VendorRet>
       </VendorQueryRs>
       <VendorAddRs requestID="8" statusCode="3100" statusSeverity="Error" statusMessage="The name &quot;A&quot; is in use."/>`,
    ),
  );
  expect(
    answers.map(({ requestID, message, statusCode, rets }) => [requestID, message, statusCode, rets.length]),
  ).toEqual([
    ['7', 'VendorQueryRs', '0', 2],
    ['8', 'VendorAddRs', '3100', 0],
  ]);
  expect(answers[0]?.attributes).toEqual({ retCount: '2', iteratorRemainingCount: '0', iteratorID: '{a}' });
  expect(answers[1]).toMatchObject({ statusSeverity: 'Error', statusMessage: 'The name "A" is in use.' });
});

test('an answer without requestID has none', () => {
  expect(readMessageSet(answerTo(`<HostQueryRs ${status}/>`)).answers[0]).not.toHaveProperty('requestID');
});

test('the recovery status and id of the set are read', () => {
  const set = readMessageSet(answerTo('', ' messageSetStatusCode="600" newMessageSetID="abc"'));
  expect(set).toEqual({ messageSetStatusCode: '600', newMessageSetID: 'abc', answers: [] });
});

test('error recovery stands beside the objects, not among them', () => {
  const [answer] = readMessageSet(
    answerTo(`<BillAddRs ${status}><ErrorRecovery><TxnID>9-1</TxnID></ErrorRecovery></BillAddRs>`),
  ).answers;
  expect(answer?.rets).toEqual([]);
  expect(textAt(answer?.errorRecovery, 'TxnID')).toBe('9-1');
});

test('texts stay texts: blanks, percent signs, leading zeros', () => {
  const ret = vendorRet(
    '<ItemRet><Name> 007 </Name><PricePercent>18.0%</PricePercent><Memo> \n </Memo></ItemRet>',
  );
  expect(textAt(ret, 'Name')).toBe(' 007 ');
  expect(textAt(ret, 'PricePercent')).toBe('18.0%');
  expect(textAt(ret, 'Memo')).toBe(' \n ');
});

test('blanks between elements are no text', () => {
  const ret = vendorRet('<VendorRet>\n  <VendorAddress>\n <Addr1>x</Addr1>\n </VendorAddress>\n</VendorRet>');
  expect([ret?.text, ret?.children[0]?.text]).toEqual(['', '']);
});

test('references are decoded once', () => {
  const ret = vendorRet(
    '<VendorRet><Name>Jean-S&#233;bastien &#xE9; &amp;#233; <![CDATA[&amp;]]></Name></VendorRet>',
  );
  expect(textAt(ret, 'Name')).toBe('Jean-Sébastien é &#233; &amp;');
});

test('order and unknown elements do not matter', () => {
  const ret = vendorRet(
    '<OrderRet><New><Deep>1</Deep></New><LineRet><N>1</N></LineRet><TxnID>5</TxnID><LineRet><N>2</N></LineRet></OrderRet>',
  );
  expect(textAt(ret, 'TxnID')).toBe('5');
  expect(ret && childrenOf(ret, 'LineRet').map((line) => textAt(line, 'N'))).toEqual(['1', '2']);
});

test.each([
  ['<?xml version="1.0" encoding="windows-1252"?>'],
  ['<?xml version="1.0" encoding="ISO-8859-1"?><?qbxml version="13.0"?>'],
  ['\ufeff<?xml version="1.0" encoding="utf-8"?>'],
  ['\r\n<?xml version="1.0" ?><?something else?>'],
  [''],
])('the answer may begin with %j', (head) => {
  const body = `<QBXML><?pi x?><QBXMLMsgsRs><HostQueryRs ${status}><HostRet><A>é</A></HostRet></HostQueryRs></QBXMLMsgsRs></QBXML>`;
  expect(textAt(readMessageSet(head + body).answers[0]?.rets[0], 'A')).toBe('é');
});

describe('malformed:', () => {
  test.each([
    ['nothing', ''],
    ['no XML', 'Server error'],
    ['cut off', '<QBXML><QBXMLMsgsRs>'],
    ['crossed tags', '<QBXML><QBXMLMsgsRs></QBXML></QBXMLMsgsRs>'],
    ['a bare ampersand', answerTo('<A>R&D</A>')],
    ['an entity nobody defined', answerTo('<A>&eacute;</A>')],
    ['a document type', `<!DOCTYPE QBXML [<!ENTITY a "b">]>${answerTo('')}`],
    ['another document', '<html/>'],
    ['a message set without answers', '<QBXML/>'],
    ['text behind the end', `${answerTo('')}x`],
    ['endless nesting', answerTo(`${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}`)],
    ['a text that no record could keep', answerTo(`<A>${'x'.repeat(30_001)}</A>`)],
    ['such a text in parts', answerTo(`<A>${'<![CDATA[x]]>&amp;'.repeat(15_001)}</A>`)],
    ['an attribute that no record could keep', answerTo('', ` x="${'x'.repeat(30_001)}"`)],
    ['a name of a megabyte', answerTo(`</${'x'.repeat(1_000_000)}>`)],
    ['a megabyte that is no name', answerTo(`<A ${'x'.repeat(1_000_000)}>`)],
    ['an open name of a megabyte', `<${'x'.repeat(1_000_000)}>`],
  ])('%s', (_case, xml) => {
    const thrown = (() => {
      try {
        return readMessageSet(xml);
      } catch (error) {
        return error;
      }
    })();
    expect(isMalformedAnswer(thrown)).toBe(true);
    expect((thrown as Error).message.length).toBeLessThan(300);
  });

  test('the error says where', () => {
    expect(() => readMessageSet('<QBXML>\n<QBXMLMsgsRs>\n</QBXML>')).toThrow(
      /line 3, column \d+: unexpected close tag/,
    );
  });
});

test('what is written comes back the same, for every text that QuickBooks can store', () => {
  const storable = fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code));
  const text = fc.string({
    unit: fc.oneof(storable, fc.constantFrom('\t', '\n', '\r', '&', '<', ']]>', "'")),
    minLength: 1,
  });
  fc.assert(
    fc.property(text, (Name) => {
      const request = { message: 'VendorAddRq', fields: { VendorAdd: { Name } } };
      const sent = writeMessageSet([{ requestID: '1', request }], { onError: 'stopOnError' });
      const echoed = sent.replace(/MsgsRq/g, 'MsgsRs').replace(/VendorAdd(?!Rq)/g, 'VendorRet');
      expect(textAt(readMessageSet(echoed).answers[0]?.rets[0], 'Name')).toBe(Name);
    }),
  );
});
