import { createQuickBooks } from '../../../local/simulators/quickbooks/quickbooks.ts';
import { ask, contractor, document, line, orderAdd, value, vendorAdd } from './ask.ts';

const GOOD = vendorAdd('1', '<Name>Baker</Name>');

const wholeSetRefused: [string, string][] = [
  ['elements in another order', document(vendorAdd('1', '<CompanyName>B</CompanyName><Name>Baker</Name>'))],
  ['an element that is not known', document(vendorAdd('1', '<Name>Baker</Name><Colour>red</Colour>'))],
  ['a request that is not known', document('<FleetAddRq requestID="1"/>')],
  ['a required element missing', document(vendorAdd('1', '<IsActive>true</IsActive>'))],
  ['an element twice', document(vendorAdd('1', '<Name>Baker</Name><Name>Baker</Name>'))],
  ['a Boolean in words', document(vendorAdd('1', '<Name>Baker</Name><IsActive>yes</IsActive>'))],
  ['an amount with one decimal', document(orderAdd('1', 'A', line('<Amount>1.5</Amount>')))],
  ['an amount with a comma', document(orderAdd('1', 'A', line('<Amount>1,000.00</Amount>')))],
  ['a rate with six decimals', document(orderAdd('1', 'A', line('<Rate>1.123456</Rate>')))],
  [
    'a date that does not exist',
    document(orderAdd('1', 'A', line('<Rate>1</Rate>'), { date: '2026-02-30' })),
  ],
  ['an order without lines', document(orderAdd('1', 'A', ''))],
  [
    'an enumeration value that is not known',
    document(
      '<CustomerAddRq><CustomerAdd><Name>C</Name><JobStatus>Done</JobStatus></CustomerAdd></CustomerAddRq>',
    ),
  ],
  ['an ID over 36 characters', document(`<VendorQueryRq><ListID>${'8'.repeat(37)}</ListID></VendorQueryRq>`)],
  [
    'a GUID without braces',
    document(
      vendorAdd('1', '<Name>B</Name><ExternalGUID>57F3B9B6-86F1-4FCC-B1FF-966DE1813D20</ExternalGUID>'),
    ),
  ],
  [
    'ListIDs beside full names',
    document('<VendorQueryRq><ListID>8-1</ListID><FullName>A</FullName></VendorQueryRq>'),
  ],
  ['text between elements', document(vendorAdd('1', 'hello<Name>Baker</Name>'))],
  ['an attribute that is not known', document('<HostQueryRq id="1"/>')],
  ['an iterator on a query that has none', document('<AccountQueryRq iterator="Start"/>')],
  ['no onError', document(GOOD, '')],
  ['rollbackOnError', document(GOOD, 'onError="rollbackOnError"')],
  ['a version that QuickBooks does not know', document(GOOD, 'onError="stopOnError"', '99.0')],
  ['no version', document(GOOD).replace(/<\?qbxml[^>]*>/, '')],
  ['a DOCTYPE', document(GOOD).replace('<QBXML>', '<!DOCTYPE QBXML><QBXML>')],
  ['a bare é', document(vendorAdd('1', '<Name>Café</Name>'))],
  ['a bare ampersand', document(vendorAdd('1', '<Name>A & B</Name>'))],
  ['a control character', document(vendorAdd('1', '<Name>A&#1;B</Name>'))],
  ['an entity of HTML', document(vendorAdd('1', '<Name>Caf&eacute;</Name>'))],
  ['a truncated document', document(GOOD).slice(0, -8)],
];

describe('the parser refuses the whole message set for', () => {
  test.each(wholeSetRefused)('%s', async (_, bad) => {
    const quickbooks = contractor();
    const before = quickbooks.books();
    const both = bad.replace(/(<QBXMLMsgsRq[^>]*>)/, `$1${vendorAdd('0', '<Name>Innocent</Name>')}`);
    expect(await quickbooks.process(both)).toMatchObject({ hresult: '0x80040400' });
    expect(quickbooks.books()).toEqual(before);
  });

  test('nothing at all when the same set is right', async () => {
    const { codes } = await ask(createQuickBooks(), GOOD);
    expect(codes).toEqual({ 1: '0' });
  });
});

describe('a request alone is refused for', () => {
  test('text that is too long, counted in characters after unescaping', async () => {
    const quickbooks = createQuickBooks();
    const { codes, messages } = await ask(
      quickbooks,
      vendorAdd('long', `<Name>${'x'.repeat(42)}</Name>`) +
        vendorAdd('fits', `<Name>${'&#233;'.repeat(41)}</Name>`),
    );
    expect(codes).toEqual({ long: '3070', fits: '0' });
    expect(messages.long).toBe(`The string "${'x'.repeat(42)}" in the field "Name" is too long.`);
  });

  test('an order number over 11 characters', async () => {
    const { codes } = await ask(contractor(), orderAdd('1', 'PO-123456789', line('<Rate>1</Rate>')));
    expect(codes).toEqual({ 1: '3070' });
  });

  test('a requestID over 50 characters', async () => {
    const { text } = await ask(createQuickBooks(), `<HostQueryRq requestID="${'r'.repeat(51)}"/>`);
    expect(text).toContain('statusCode="1060"');
  });
});

describe('fields of another edition', () => {
  const us = vendorAdd('1', '<Name>Baker</Name><IsVendorEligibleFor1099>true</IsVendorEligibleFor1099>');

  test('are dropped with a warning, and the object is saved', async () => {
    const quickbooks = createQuickBooks({ country: 'CA' });
    const { codes, text } = await ask(quickbooks, us);
    expect(codes).toEqual({ 1: '530' });
    expect(text).toContain('statusSeverity="Warn"');
    expect(quickbooks.books().objects[0]?.fields).toEqual({});
  });

  test('are taken by their own', async () => {
    expect((await ask(createQuickBooks(), us)).codes).toEqual({ 1: '0' });
  });
});

describe('text', () => {
  test('above U+00FF is stored as question marks, and the rest is answered in ASCII', async () => {
    const { text } = await ask(
      createQuickBooks(),
      vendorAdd('1', '<Name>&#321;ukasz &amp; Jos&#233;</Name>'),
    );
    expect(value(text, 'Name')).toBe('?ukasz &amp; Jos&#233;');
  });

  test('of a name loses the blanks at its ends', async () => {
    const { text } = await ask(createQuickBooks(), vendorAdd('1', '<Name> Baker </Name>'));
    expect(value(text, 'Name')).toBe('Baker');
  });
});
