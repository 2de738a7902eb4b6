import { createQuickBooks } from '../../../local/simulators/quickbooks/quickbooks.ts';
import { ask, contractor, customerAdd, value, vendorAdd } from './ask.ts';

const job = (id: string, parent: string, name: string): string =>
  customerAdd(id, `<Name>${name}</Name><ParentRef><FullName>${parent}</FullName></ParentRef>`);

const item = (id: string, name: string, account = 'Job Costs'): string =>
  `<ItemServiceAddRq requestID="${id}"><ItemServiceAdd><Name>${name}</Name><SalesAndPurchase>` +
  '<IncomeAccountRef><FullName>Sales</FullName></IncomeAccountRef>' +
  `<ExpenseAccountRef><FullName>${account}</FullName></ExpenseAccountRef>` +
  '</SalesAndPurchase></ItemServiceAdd></ItemServiceAddRq>';

const vendorMod = (id: string, editSequence: string, fields: string): string =>
  `<VendorModRq requestID="m"><VendorMod><ListID>${id}</ListID><EditSequence>${editSequence}</EditSequence>${fields}</VendorMod></VendorModRq>`;

describe('names', () => {
  test('of customers, vendors, employees and other names are one space, whatever the case', async () => {
    const quickbooks = contractor();
    quickbooks.people.add('Employee', 'Rosa Diaz');
    quickbooks.people.add('OtherName', 'City Hall');
    const { codes, messages } = await ask(
      quickbooks,
      customerAdd('a', '<Name>ACME concrete</Name>') +
        vendorAdd('b', '<Name>harbor trust</Name>') +
        vendorAdd('c', '<Name>rosa diaz</Name>') +
        customerAdd('d', '<Name>City Hall</Name>'),
    );
    expect(codes).toEqual({ a: '3100', b: '3100', c: '3100', d: '3100' });
    expect(messages.a).toBe('The name "ACME concrete" of the list element is already in use.');
  });

  test('of jobs are unique within their customer only', async () => {
    const quickbooks = contractor();
    quickbooks.people.add('Customer', 'Second Bank');
    const { codes } = await ask(
      quickbooks,
      job('same', 'Harbor Trust', 'PIER 9') +
        job('other', 'Second Bank', 'Pier 9') +
        vendorAdd('v', '<Name>Pier 9</Name>'),
    );
    expect(codes).toEqual({ same: '3100', other: '0', v: '0' });
  });

  test('of items are one space over all types', async () => {
    const quickbooks = contractor();
    quickbooks.people.add('ItemNonInventory', 'Rebar');
    expect((await ask(quickbooks, item('1', 'REBAR'))).codes).toEqual({ 1: '3100' });
  });

  test('of inactive objects stay taken', async () => {
    const quickbooks = contractor();
    quickbooks.people.setActive(quickbooks.people.find('Vendor', 'Acme Concrete')!, false);
    expect((await ask(quickbooks, vendorAdd('1', '<Name>Acme Concrete</Name>'))).codes).toEqual({
      1: '3100',
    });
  });

  test('hold no colon', async () => {
    const { codes, messages } = await ask(createQuickBooks(), customerAdd('1', '<Name>A:B</Name>'));
    expect(codes).toEqual({ 1: '3090' });
    expect(messages['1']).toContain('Names in this list cannot contain a colon.');
  });
});

describe('references', () => {
  test('to a parent that is not there are 3130', async () => {
    const { codes, messages } = await ask(contractor(), job('1', 'Nobody', 'Pier 10'));
    expect(codes).toEqual({ 1: '3130' });
    expect(messages['1']).toBe(
      'There is an invalid reference to a parent "Nobody" in the Customers list.  QuickBooks error message: Invalid argument.  The specified record does not exist in the list.',
    );
  });

  test('to anything else that is not there are 3140 and name it', async () => {
    const { codes, messages } = await ask(contractor(), item('1', '09-100', 'Nowhere'));
    expect(codes).toEqual({ 1: '3140' });
    expect(messages['1']).toContain(
      'There is an invalid reference to QuickBooks Account "Nowhere" in the ItemService.',
    );
  });

  test('by a ListID of the wrong shape are 3000', async () => {
    const bad = customerAdd('1', '<Name>X</Name><ParentRef><ListID>nonsense</ListID></ParentRef>');
    expect((await ask(contractor(), bad)).codes).toEqual({ 1: '3000' });
  });

  test('follow a renaming', async () => {
    const quickbooks = contractor();
    quickbooks.people.rename(quickbooks.people.find('Customer', 'Harbor Trust')!, 'Harbour Trust');
    const { text } = await ask(
      quickbooks,
      '<CustomerQueryRq><FullName>harbour trust:pier 9</FullName></CustomerQueryRq>',
    );
    expect(value(text, 'FullName')).toBe('Harbour Trust:Pier 9');
  });
});

describe('modifications', () => {
  const acme = async () => {
    const quickbooks = contractor();
    const id = quickbooks.people.find('Vendor', 'Acme Concrete')!;
    const { text } = await ask(quickbooks, `<VendorQueryRq><ListID>${id}</ListID></VendorQueryRq>`);
    return { quickbooks, id, editSequence: value(text, 'EditSequence')! };
  };

  test('change what they name, clear what is empty, and give a new EditSequence within the same second', async () => {
    const { quickbooks, id, editSequence } = await acme();
    const { codes, text } = await ask(
      quickbooks,
      vendorMod(
        id,
        editSequence,
        '<VendorAddress><Addr1>2 Mill Ln</Addr1><City></City></VendorAddress><Phone>555</Phone>',
      ),
    );
    expect(codes).toEqual({ m: '0' });
    expect(value(text, 'EditSequence')).not.toBe(editSequence);
    expect(quickbooks.books().objects.find((each) => each.id === id)?.fields).toEqual({
      VendorAddress: { Addr1: '2 Mill Ln' },
      Phone: '555',
    });
  });

  test('with an old EditSequence are 3200 and show the object as it is', async () => {
    const { quickbooks, id, editSequence } = await acme();
    quickbooks.people.edit(id, { Phone: '123' });
    const { codes, text } = await ask(quickbooks, vendorMod(id, editSequence, '<Phone>555</Phone>'));
    expect(codes).toEqual({ m: '3200' });
    expect(value(text, 'Phone')).toBe('123');
    expect(value(text, 'ListID')).toBe(id);
  });

  test('of an object that is gone are 3120', async () => {
    const { quickbooks, id, editSequence } = await acme();
    quickbooks.people.remove(id);
    expect((await ask(quickbooks, vendorMod(id, editSequence, ''))).codes).toEqual({ m: '3120' });
  });

  test('to a name that is taken are 3100, to its own in other case are done', async () => {
    const { quickbooks, id, editSequence } = await acme();
    const { codes } = await ask(quickbooks, vendorMod(id, editSequence, '<Name>Harbor Trust</Name>'));
    expect(codes).toEqual({ m: '3100' });
    const own = await ask(quickbooks, vendorMod(id, editSequence, '<Name>ACME CONCRETE</Name>'));
    expect(own.codes).toEqual({ m: '0' });
  });
});

describe('people in the way', () => {
  test('an open object is 3170, a list under change 3180, and both end', async () => {
    const quickbooks = contractor();
    const { people } = quickbooks;
    const id = people.find('Vendor', 'Acme Concrete')!;
    people.open(id);
    expect((await ask(quickbooks, vendorMod(id, '1', ''))).codes).toEqual({ m: '3170' });
    people.close(id);
    expect((await ask(quickbooks, vendorMod(id, '1', ''))).codes).toEqual({ m: '3200' });
    people.holdList('Vendor');
    const held = await ask(quickbooks, vendorAdd('1', '<Name>Baker</Name>'));
    expect(held.codes).toEqual({ 1: '3180' });
    expect(held.messages['1']).toContain('This list has been modified by another user.');
    people.releaseList('Vendor');
    expect((await ask(quickbooks, vendorAdd('1', '<Name>Baker</Name>'))).codes).toEqual({ 1: '0' });
  });

  test('a permission that is missing is 3260 until it is given', async () => {
    const quickbooks = contractor();
    quickbooks.people.forbid('VendorAddRq', '3260');
    expect((await ask(quickbooks, vendorAdd('1', '<Name>Baker</Name>'))).codes).toEqual({ 1: '3260' });
    quickbooks.people.allow('VendorAddRq');
    expect((await ask(quickbooks, vendorAdd('1', '<Name>Baker</Name>'))).codes).toEqual({ 1: '0' });
  });

  test('a currency in a file of one currency is 3250', async () => {
    const foreign = vendorAdd('1', '<Name>Baker</Name><CurrencyRef><FullName>Euro</FullName></CurrencyRef>');
    expect((await ask(createQuickBooks(), foreign)).codes).toEqual({ 1: '3250' });
  });
});
