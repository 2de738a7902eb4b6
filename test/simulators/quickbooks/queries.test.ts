import { ask, contractor, isWellFormed, line, orderAdd, value, values, vendorAdd } from './ask.ts';

const OWNER = '{57F3B9B6-86F1-4FCC-B1FF-966DE1813D20}';
const FILE = '{90A44FB5-33D9-4815-AC85-BC87A7E7D1EB}';

const fiveVendors = () => {
  const quickbooks = contractor();
  for (const name of ['Baker', 'Carter', 'Dunn', 'Evans']) quickbooks.people.add('Vendor', name);
  return quickbooks;
};

describe('queries by key', () => {
  test('answer what is found, and warn of what is not', async () => {
    const { codes, messages, text } = await ask(
      contractor(),
      '<VendorQueryRq requestID="q"><FullName>ACME CONCRETE</FullName><FullName>Baker</FullName></VendorQueryRq>',
    );
    expect(codes).toEqual({ q: '500' });
    expect(messages.q).toBe(
      'The query request has not been fully completed. There was a required element ("Baker") that could not be found in QuickBooks.',
    );
    expect(values(text, 'Name')).toEqual(['Acme Concrete']);
  });

  test('find inactive objects, which filters do not', async () => {
    const quickbooks = contractor();
    quickbooks.people.setActive(quickbooks.people.find('Vendor', 'Acme Concrete')!, false);
    const { codes } = await ask(
      quickbooks,
      '<VendorQueryRq requestID="key"><FullName>Acme Concrete</FullName></VendorQueryRq>' +
        '<VendorQueryRq requestID="active"/>' +
        '<VendorQueryRq requestID="all"><ActiveStatus>All</ActiveStatus></VendorQueryRq>',
    );
    expect(codes).toEqual({ key: '0', active: '1', all: '0' });
  });

  test('of EntityQuery find whoever holds the name, of ItemQuery whatever type', async () => {
    const quickbooks = contractor();
    quickbooks.people.add('Employee', 'Rosa Diaz');
    quickbooks.people.add('ItemNonInventory', 'Rebar');
    const { text } = await ask(
      quickbooks,
      '<EntityQueryRq><FullName>Rosa Diaz</FullName><FullName>Harbor Trust</FullName></EntityQueryRq>' +
        '<ItemQueryRq><FullName>rebar</FullName></ItemQueryRq>',
    );
    expect(text).toMatch(/<EmployeeRet>[\s\S]*<CustomerRet>[\s\S]*<ItemNonInventoryRet>/);
  });

  test('by order number ignore case unless they say otherwise, and bring lines only when asked', async () => {
    const quickbooks = contractor();
    await ask(quickbooks, orderAdd('1', 'po-1', line('<Rate>1</Rate>')));
    const { codes, text } = await ask(
      quickbooks,
      '<PurchaseOrderQueryRq requestID="a"><RefNumber>PO-1</RefNumber></PurchaseOrderQueryRq>' +
        '<PurchaseOrderQueryRq requestID="b"><RefNumberCaseSensitive>PO-1</RefNumberCaseSensitive></PurchaseOrderQueryRq>',
    );
    expect(codes).toEqual({ a: '0', b: '500' });
    expect(text).not.toContain('PurchaseOrderLineRet');
    const lines = await ask(
      quickbooks,
      '<PurchaseOrderQueryRq><RefNumber>PO-1</RefNumber><IncludeLineItems>true</IncludeLineItems></PurchaseOrderQueryRq>',
    );
    expect(lines.text).toContain('<PurchaseOrderLineRet>');
  });

  test('with an ID of the wrong shape are 3000', async () => {
    const { codes } = await ask(
      contractor(),
      '<VendorQueryRq requestID="q"><ListID>nonsense</ListID></VendorQueryRq>',
    );
    expect(codes).toEqual({ q: '3000' });
  });
});

describe('queries by filter', () => {
  test.each([
    ['StartsWith', 'ca', ['Carter']],
    ['Contains', 'NN', ['Dunn']],
    ['EndsWith', 'er', ['Baker', 'Carter']],
  ])('%s %s', async (criterion, text, expected) => {
    const filter = `<NameFilter><MatchCriterion>${criterion}</MatchCriterion><Name>${text}</Name></NameFilter>`;
    const answer = await ask(fiveVendors(), `<VendorQueryRq>${filter}</VendorQueryRq>`);
    expect(values(answer.text, 'Name')).toEqual(expected);
  });

  test('FromModifiedDate is inclusive, and without offset in the time of QuickBooks', async () => {
    const quickbooks = contractor();
    const from = (time: string) =>
      ask(
        quickbooks,
        `<VendorQueryRq requestID="q"><FromModifiedDate>${time}</FromModifiedDate></VendorQueryRq>`,
      );
    expect((await from('2026-11-22T07:00:00')).codes).toEqual({ q: '0' });
    expect((await from('2026-11-22T07:00:01')).codes).toEqual({ q: '1' });
    expect((await from('2026-11-22T12:00:00+00:00')).codes).toEqual({ q: '0' });
  });

  test('that match nothing are 1, an information', async () => {
    const { text } = await ask(contractor(), '<ClassQueryRq/>');
    expect(text).toContain(
      'statusCode="1" statusSeverity="Info" statusMessage="A query request did not find a matching object in QuickBooks"',
    );
  });

  test('MetaDataOnly counts and shows nothing', async () => {
    const { text } = await ask(fiveVendors(), '<VendorQueryRq metaData="MetaDataOnly"/>');
    expect(text).toContain('retCount="5"');
    expect(text).not.toContain('VendorRet>');
  });

  test('IncludeRetElement leaves the rest out', async () => {
    const { text } = await ask(
      contractor(),
      '<VendorQueryRq><IncludeRetElement>ListID</IncludeRetElement><IncludeRetElement>Name</IncludeRetElement></VendorQueryRq>',
    );
    expect(text).toMatch(/<VendorRet>\n<ListID>[^<]+<\/ListID>\n<Name>Acme Concrete<\/Name>\n<\/VendorRet>/);
  });
});

describe('iterators', () => {
  const page = (attributes: string) =>
    `<VendorQueryRq ${attributes}><MaxReturned>2</MaxReturned></VendorQueryRq>`;
  const idOf = (text: string) => /iteratorID="([^"]+)"/.exec(text)?.[1] ?? '';

  test('bring every object once and say how many are left', async () => {
    const quickbooks = fiveVendors();
    const first = await ask(quickbooks, page('iterator="Start"'));
    const id = idOf(first.text);
    const second = await ask(quickbooks, page(`iterator="Continue" iteratorID="${id}"`));
    const third = await ask(quickbooks, page(`iterator="Continue" iteratorID="${id}"`));
    const pages = [first, second, third].map(({ text }) => values(text, 'Name'));
    expect(pages).toEqual([['Acme Concrete', 'Baker'], ['Carter', 'Dunn'], ['Evans']]);
    expect([first, second, third].map(({ text }) => /RemainingCount="(\d)"/.exec(text)?.[1])).toEqual([
      '3',
      '1',
      '0',
    ]);
  });

  test('end with the session', async () => {
    const quickbooks = fiveVendors();
    const { text } = await ask(quickbooks, page('iterator="Start"'));
    quickbooks.endSession();
    const { codes } = await ask(
      quickbooks,
      page(`requestID="q" iterator="Continue" iteratorID="${idOf(text)}"`),
    );
    expect(codes).toEqual({ q: '3391' });
  });

  test('need MaxReturned', async () => {
    const { codes } = await ask(fiveVendors(), '<VendorQueryRq requestID="q" iterator="Start"/>');
    expect(codes).toEqual({ q: '3391' });
  });
});

describe('deleted objects', () => {
  test('are told of for 90 days', async () => {
    let now = new Date('2026-11-22T12:00:00Z');
    const quickbooks = contractor({ now: () => now });
    await ask(quickbooks, orderAdd('1', 'PO-1', line('<Rate>1</Rate>')));
    quickbooks.people.remove(quickbooks.books().purchaseOrders[0]!.id);
    quickbooks.people.remove(quickbooks.people.find('Vendor', 'Acme Concrete')!);
    const query =
      '<ListDeletedQueryRq requestID="l"><ListDelType>Vendor</ListDelType></ListDeletedQueryRq>' +
      '<TxnDeletedQueryRq requestID="t"><TxnDelType>PurchaseOrder</TxnDelType></TxnDeletedQueryRq>';
    const soon = await ask(quickbooks, query);
    expect([value(soon.text, 'FullName'), value(soon.text, 'RefNumber')]).toEqual(['Acme Concrete', 'PO-1']);
    now = new Date('2027-02-21T12:00:00Z');
    expect((await ask(quickbooks, query)).codes).toEqual({ l: '1', t: '1' });
  });
});

describe('who QuickBooks is', () => {
  test('the stamp is shown to its owner only', async () => {
    const quickbooks = contractor({ fileId: { ownerId: OWNER, fileId: FILE } });
    const mine = await ask(quickbooks, `<CompanyQueryRq><OwnerID>${OWNER}</OwnerID></CompanyQueryRq>`);
    expect(value(mine.text, 'DataExtValue')).toBe(FILE);
    expect((await ask(quickbooks, '<CompanyQueryRq/>')).text).not.toContain(FILE);
    expect(
      (await ask(quickbooks, `<CompanyQueryRq><OwnerID>${FILE}</OwnerID></CompanyQueryRq>`)).text,
    ).not.toContain(OWNER);
  });

  test('host and preferences tell country, version, closing date and purchase orders', async () => {
    const quickbooks = contractor({
      country: 'CA',
      majorVersion: 32,
      closingDate: '2025-12-31',
      usesPurchaseOrders: false,
    });
    const { text } = await ask(quickbooks, '<HostQueryRq/><PreferencesQueryRq/>');
    expect(isWellFormed(text)).toBe(true);
    expect(
      ['Country', 'MajorVersion', 'ClosingDate', 'IsUsingInventory'].map((name) => value(text, name)),
    ).toEqual(['CA', '32', '2025-12-31', 'false']);
    expect(values(text, 'SupportedQBXMLVersion').at(-1)).toBe('16.0');
  });

  test('an answer leaves requestID out when the request had none', async () => {
    expect((await ask(contractor(), vendorAdd('', '<Name>B</Name>'))).text).toContain('requestID=""');
    expect((await ask(contractor(), '<HostQueryRq/>')).text).not.toContain('requestID');
  });
});
