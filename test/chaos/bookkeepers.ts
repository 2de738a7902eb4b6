import type { BookOrder, ListKind, QuickBooks } from '../../local/simulators/quickbooks/quickbooks.ts';
import type { HandsOn } from './deeds.ts';
import type { Theatre } from './machines.ts';
import { MINUTE_MS } from './time.ts';
import { createTried } from './tried.ts';

const LISTS: readonly ListKind[] = ['Vendor', 'Customer', 'ItemService'];
const OURS: readonly ListKind[] = ['Vendor', 'Customer', 'ItemService'];

/** Text of a line that somebody entered by hand. */
export const BY_HAND = 'By hand';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Of a check that pays for Procore Pay: the id that its memo names. */
export const externalOf = (fields: { readonly Memo?: unknown }): string =>
  text(fields.Memo).replace(/^Procore Pay /, '');

/** Changes of orders, bills and checks at the screen. */
const createDesk = (theatre: Theatre, { people, books }: QuickBooks, { hands, did }: HandsOn) => {
  const { chance } = theatre.stage;
  const tried = createTried(theatre);

  const some = <T>(all: readonly T[], act: (one: T) => void): void => {
    if (all.length > 0) act(chance.pick(all));
  };

  const keptLines = (order: BookOrder, without?: string) =>
    order.lines.filter(({ id }) => id !== without).map(({ id }) => ({ TxnLineID: id }));

  const addLine = (order: BookOrder): void => {
    const Desc = `${BY_HAND} ${hands.ever.size + 1}`;
    const line = {
      TxnLineID: '-1',
      ItemRef: text(order.lines[0]?.fields.ItemRef),
      Desc,
      Quantity: '1',
      Amount: '12.34',
    };
    const PurchaseOrderLineMod = [...keptLines(order), line];
    if (
      tried(`add a line to ${order.refNumber}`, 'quickbooks edit', () =>
        people.edit(order.id, { PurchaseOrderLineMod }),
      )
    )
      did('added', `${order.refNumber} ${Desc}`);
  };

  const takeLine = (order: BookOrder): void => {
    if (hands.taken.size > 0 || order.lines.length < 2) return;
    const { id, fields } = chance.pick(order.lines);
    const billed = books().bills.some(({ lines }) => lines.some(({ orderLine }) => orderLine === id));
    if (billed || text(fields.Desc).startsWith(BY_HAND)) return;
    const PurchaseOrderLineMod = keptLines(order, id);
    if (
      tried(`take a line out of ${order.refNumber}`, 'quickbooks edit', () =>
        people.edit(order.id, { PurchaseOrderLineMod }),
      )
    )
      did('taken', `${order.refNumber} ${text(fields.Desc)}`);
  };

  const closeOrder = (order: BookOrder): void => {
    if (hands.closed.size > 0) return;
    if (
      tried(`close ${order.refNumber}`, 'quickbooks edit', () =>
        people.edit(order.id, { IsManuallyClosed: 'true' }),
      )
    )
      did('closed', order.refNumber);
  };

  const remove = (id: string, what: string, mostOfThem: RegExp): void => {
    if ([...hands.deleted].some((one) => mostOfThem.test(one))) return;
    if (tried(`delete ${what}`, 'quickbooks delete', () => people.remove(id))) did('deleted', what);
  };

  const deeds = [
    () => some(books().purchaseOrders, addLine),
    () => some(books().purchaseOrders, takeLine),
    () => some(books().purchaseOrders, closeOrder),
    () => some(books().bills, ({ id, refNumber }) => remove(id, refNumber, /-\d+-\d+$/)),
    () =>
      some(
        books().payments,
        ({ id, fields }) => externalOf(fields).startsWith('pp-') && remove(id, externalOf(fields), /^pp-/),
      ),
    () => some(books().estimates, ({ id, fields }) => remove(id, text(fields.CustomerRef), /:/)),
  ];

  return {
    meddle: (): void => chance.pick(deeds)(),
    deleteOrder: (): void =>
      some(books().purchaseOrders, ({ id, refNumber }) => remove(id, refNumber, /^[A-Z]+-\d+$/)),
  };
};

/** Users of QuickBooks: they open windows, lock lists, edit what stands there, and delete some of it. */
export const createBookkeepers = (theatre: Theatre, quickbooks: QuickBooks, hands: HandsOn) => {
  const { stage, faults } = theatre;
  const { people, books } = quickbooks;
  const { chance, note, perhaps } = stage;
  const { meddle, deleteOrder } = createDesk(theatre, quickbooks, hands);
  const open = new Set<string>();
  const held = new Set<ListKind>();

  const forSomeMinutes = async (most: number, end: () => void): Promise<void> => {
    await stage.sleep(chance.between(1, most) * MINUTE_MS);
    end();
  };

  const openObject = (): void => {
    const objects = books().objects.filter(({ kind }) => OURS.includes(kind));
    if (objects.length === 0) return;
    const { id, fullName } = chance.pick(objects);
    note(`bookkeeper opens ${fullName}`);
    faults.count('quickbooks lock');
    people.open(id);
    open.add(id);
    void forSomeMinutes(8, () => people.close(id));
  };

  const openDocument = (): void => {
    const { purchaseOrders, bills } = books();
    const documents = [...purchaseOrders, ...bills];
    if (documents.length === 0) return;
    const { id, refNumber } = chance.pick(documents);
    note(`bookkeeper opens ${refNumber}`);
    faults.count('quickbooks lock');
    people.open(id);
    open.add(id);
    void forSomeMinutes(8, () => people.close(id));
  };

  const holdList = (): void => {
    const kind = chance.pick(LISTS);
    note(`bookkeeper holds ${kind}`);
    faults.count('quickbooks lock');
    people.holdList(kind);
    held.add(kind);
    void forSomeMinutes(6, () => people.releaseList(kind));
  };

  const editVendor = (): void => {
    const vendors = books().objects.filter(({ kind }) => kind === 'Vendor');
    if (vendors.length === 0) return;
    const { id, fullName } = chance.pick(vendors);
    note(`bookkeeper edits ${fullName}`);
    faults.count('quickbooks edit');
    people.edit(id, { Phone: `253-555-0${chance.between(100, 999)}` });
  };

  const editOrder = (): void => {
    const orders = books().purchaseOrders;
    if (orders.length === 0) return;
    const { id, refNumber } = chance.pick(orders);
    note(`bookkeeper edits order ${refNumber}`);
    faults.count('quickbooks edit');
    people.edit(id, { Memo: 'Seen' });
  };

  /** As another application may: what QuickBooks had stored of our message sets is gone. */
  const clearMessageSets = (): void => {
    note('another application clears all message sets');
    faults.count('quickbooks forgets');
    const { file } = quickbooks.snapshot();
    file.messageSets.clear();
    quickbooks.restore({ file });
  };

  const deeds = [openObject, openDocument, holdList, editVendor, editOrder, clearMessageSets];

  return {
    act: (): void => {
      if (perhaps(12)) deleteOrder();
      else if (books().purchaseOrders.length > 0 && perhaps(2)) meddle();
      else chance.pick(deeds)();
    },
    goHome: (): void => {
      for (const id of open) people.close(id);
      for (const kind of held) people.releaseList(kind);
    },
  };
};
