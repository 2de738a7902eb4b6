import { textAt } from '../../lib/qbxml/message.ts';
import { readMessageSet } from '../../lib/qbxml/read.ts';
import { isMalformedAnswer, type Piece, walkMessageSet } from '../../lib/qbxml/walk.ts';

const status = 'statusCode="0" statusSeverity="Info" statusMessage="Status OK"';
const answerTo = (inner: string): string =>
  `<?xml version="1.0" ?>\n<QBXML>\n<QBXMLMsgsRs>\n${inner}\n</QBXMLMsgsRs>\n</QBXML>\n`;
const vendors = (count: number, inner = ''): string =>
  Array.from(
    { length: count },
    (_, n) => `<VendorRet>\n  <ListID>${n}</ListID>${inner}\n</VendorRet>\n`,
  ).join('');
const page = (count: number, further = ''): string =>
  answerTo(
    `<VendorQueryRs requestID="7" ${status} iteratorRemainingCount="12" iteratorID="{a}">${vendors(count)}${further}</VendorQueryRs>`,
  );
const line = (n: number): string =>
  `<ItemLineRet>\n      <TxnLineID>${n}</TxnLineID>\n      <Amount>1.00</Amount>\n   </ItemLineRet>\n`;

const kindsOf = (xml: string): string[] => [...walkMessageSet(xml)].map(({ is }) => is);
const retsOf = (xml: string) =>
  [...walkMessageSet(xml)].flatMap((piece) => (piece.is === 'ret' ? [piece.ret] : []));
const faultOf = (walk: Generator<Piece>): { before: number; error: unknown } => {
  let before = 0;
  try {
    for (const piece of walk) if (piece.is === 'ret') before += 1;
    return { before, error: undefined };
  } catch (error) {
    return { before, error };
  }
};

test('the set, each answer and its objects come one after the other', () => {
  const xml = `<QBXML><QBXMLMsgsRs newMessageSetID="s"><VendorQueryRs requestID="1" ${status} retCount="2">${vendors(2)}</VendorQueryRs><BillAddRs requestID="2" ${status}><BillRet/><ErrorRecovery/></BillAddRs></QBXMLMsgsRs></QBXML>`;
  expect(kindsOf(xml)).toEqual(['set', 'answer', 'ret', 'ret', 'answer', 'ret', 'recovery']);
  const [set, answer] = walkMessageSet(xml);
  expect(set).toEqual({ is: 'set', set: { newMessageSetID: 's' } });
  expect(answer).toMatchObject({ answer: { requestID: '1', attributes: { retCount: '2' } } });
});

test('what an iterator has left is known before the objects', () => {
  const walk = walkMessageSet(page(5_000));
  walk.next();
  expect(walk.next().value).toMatchObject({
    answer: { statusCode: '0', attributes: { iteratorRemainingCount: '12', iteratorID: '{a}' } },
  });
});

test('thousands of objects all come, in their order', () => {
  const ids = retsOf(page(20_000)).map((ret) => textAt(ret, 'ListID'));
  expect(ids).toEqual(Array.from({ length: 20_000 }, (_, n) => String(n)));
});

test('no more is read than is asked for: a fault behind is not met', () => {
  const walk = walkMessageSet(page(20_000, '<'));
  expect([walk.next(), walk.next(), walk.next()].map(({ value }) => value?.is)).toEqual([
    'set',
    'answer',
    'ret',
  ]);
  expect(walk.return().done).toBe(true);
});

test('an answer that is cut short gives what is whole, and says that it is not all', () => {
  const xml = page(10_000);
  const { before, error } = faultOf(walkMessageSet(xml.slice(0, xml.length / 2)));
  expect(isMalformedAnswer(error)).toBe(true);
  expect(before).toBeGreaterThan(4_000);
  expect(before).toBeLessThan(5_100);
});

test('an answer that is cut between two objects is cut short all the same', () => {
  const whole = page(3);
  const { before, error } = faultOf(walkMessageSet(whole.slice(0, whole.indexOf('</VendorQueryRs>'))));
  expect([before, isMalformedAnswer(error)]).toEqual([3, true]);
});

test('thousands of lines in one transaction are one object', () => {
  const lines = Array.from({ length: 8_000 }, (_, n) => line(n)).join('   ');
  const [bill] = retsOf(answerTo(`<BillQueryRs ${status}><BillRet>\n   ${lines}</BillRet></BillQueryRs>`));
  expect(bill?.children).toHaveLength(8_000);
  expect(bill?.text).toBe('');
  expect(textAt(bill?.children.at(-1), 'TxnLineID')).toBe('7999');
});

test('line breaks between thousands of objects are no text', () => {
  const gap = `\n${' '.repeat(20)}`;
  const xml = answerTo(`<VendorQueryRs ${status}>${`${gap}<VendorRet/>`.repeat(5_000)}</VendorQueryRs>`);
  expect(readMessageSet(xml).answers[0]?.rets).toHaveLength(5_000);
});

test('a report comes column by column and row by row', () => {
  const rows = Array.from(
    { length: 3_000 },
    (_, n) =>
      `<DataRow rowNumber="${n}"><RowData rowType="item" value="03-100"/><ColData colID="2" value="1.00"/></DataRow>`,
  ).join('\n');
  const xml = answerTo(
    `<JobReportQueryRs requestID="3" ${status}><ReportRet><ReportTitle>T</ReportTitle><NumRows>3000</NumRows>
     <ColDesc colID="1" dataType="STRTYPE"><ColTitle titleRow="1"/><ColType>Label</ColType></ColDesc>
     <ReportData><TextRow rowNumber="0" value="Service"/>${rows}</ReportData></ReportRet></JobReportQueryRs>`,
  );
  const rets = retsOf(xml);
  expect(rets.slice(0, 4).map(({ name }) => name)).toEqual(['ReportTitle', 'NumRows', 'ColDesc', 'TextRow']);
  expect(rets.filter(({ name }) => name === 'DataRow')).toHaveLength(3_000);
  expect(rets.at(-1)?.children.map(({ attributes }) => attributes.value)).toEqual(['03-100', '1.00']);
});

test('unknown elements around and between are passed over with all that is in them', () => {
  const xml = `<QBXML><Extra><VendorRet/></Extra><QBXMLMsgsRs><VendorQueryRs ${status}><Extra><VendorRet/><ErrorRecovery/></Extra><VendorRet/></VendorQueryRs></QBXMLMsgsRs><QBXMLMsgsRs><VendorQueryRs ${status}><VendorRet/></VendorQueryRs></QBXMLMsgsRs></QBXML>`;
  expect(kindsOf(xml)).toEqual(['set', 'answer', 'ret']);
});

test('where the text is cut to be parsed changes nothing', () => {
  const inner = '<Name>Mori&amp;n &#233; <![CDATA[<b>]]>18.0%</Name><Note> x </Note><Empty/>';
  const body = `<VendorQueryRs ${status}>${vendors(600, inner)}</VendorQueryRs>`;
  const told = (xml: string): string => JSON.stringify(retsOf(xml));
  const plain = told(answerTo(body));
  for (let shift = 0; shift < 120; shift += 1)
    expect(told(answerTo(`<!--${'x'.repeat(shift)}-->${body}`)) === plain).toBe(true);
});
