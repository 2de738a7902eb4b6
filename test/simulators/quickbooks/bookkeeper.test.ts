import { createQuickBooks } from '../../../local/simulators/quickbooks/quickbooks.ts';

/** Two vendors, one of them with an order. */
const start = () => {
  const { people, books, process } = createQuickBooks();
  people.add('Account', 'Income', { AccountType: 'Income' });
  people.add('ItemService', '03-100', { SalesOrPurchase: { AccountRef: 'Income' } });
  const [oak, elm] = ['Oak Ltd', 'Elm Ltd'].map((name) => people.add('Vendor', name));
  const line = { ItemRef: '03-100', Amount: '5.00' };
  people.addPurchaseOrder({ VendorRef: 'Oak Ltd', RefNumber: 'PO-1', PurchaseOrderLineAdd: [line] });
  const vendorOf = () => books().purchaseOrders[0]?.fields.VendorRef;
  const deleted = async () => {
    const query =
      '<?xml version="1.0"?><?qbxml version="13.0"?><QBXML><QBXMLMsgsRq onError="continueOnError"><ListDeletedQueryRq><ListDelType>Vendor</ListDelType></ListDeletedQueryRq></QBXMLMsgsRq></QBXML>';
    const processed = await process(query);
    return 'response' in processed ? processed.response : processed.message;
  };
  return { people, books, oak: oak ?? '', elm: elm ?? '', vendorOf, deleted };
};

describe('a bookkeeper', () => {
  test('may delete a list object that nothing refers to, and the deleted queries tell', async () => {
    const { people, elm, deleted } = start();
    people.remove(elm);
    expect(people.find('Vendor', 'Elm Ltd')).toBeUndefined();
    expect(await deleted()).toContain(elm);
  });

  test('may not delete what an order names: its vendor, or the item of a line', () => {
    const { people, oak } = start();
    expect(() => people.remove(oak)).toThrow(/3160/);
    expect(() => people.remove(people.find('ItemService', '03-100') ?? '')).toThrow(/3160/);
    expect(() => people.remove(people.find('Account', 'Income') ?? '')).toThrow(/3160/);
  });

  test('merges one vendor into another, which takes over its orders; nothing tells of it', async () => {
    const { people, books, oak, elm, vendorOf, deleted } = start();
    people.merge(oak, elm);
    expect(people.find('Vendor', 'Oak Ltd')).toBeUndefined();
    expect(JSON.stringify(vendorOf())).toContain('Elm Ltd');
    expect(books().objects.filter(({ kind }) => kind === 'Vendor')).toHaveLength(1);
    expect(await deleted()).not.toContain(oak);
  });

  test('merges nothing into itself or into another kind', () => {
    const { people, oak } = start();
    expect(() => people.merge(oak, oak)).toThrow(/not two of one kind/);
    expect(() => people.merge(oak, people.find('ItemService', '03-100') ?? '')).toThrow(
      /not two of one kind/,
    );
  });
});
