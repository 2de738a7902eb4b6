import { XMLValidator } from 'fast-xml-parser';
import {
  createQuickBooks,
  type QuickBooks,
  type QuickBooksOptions,
} from '../../../local/simulators/quickbooks/quickbooks.ts';

/** A document around requests. */
export const document = (
  requests: string,
  attributes = 'onError="continueOnError"',
  version = '13.0',
): string =>
  `<?xml version="1.0" encoding="utf-8"?><?qbxml version="${version}"?><QBXML><QBXMLMsgsRq ${attributes}>${requests}</QBXMLMsgsRq></QBXML>`;

export interface Answered {
  /** The attributes of QBXMLMsgsRs. */
  readonly set: Record<string, string>;
  /** Status code by requestID. */
  readonly codes: Record<string, string>;
  readonly messages: Record<string, string>;
  readonly text: string;
}

const attribute = (tag: string, name: string): string =>
  new RegExp(` ${name}="([^"]*)"`)
    .exec(tag)?.[1]
    ?.replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&') ?? '';

/** Executes requests and gives their statuses; throws when the whole set is refused. */
export const ask = async (
  quickbooks: QuickBooks,
  requests: string,
  attributes?: string,
): Promise<Answered> => {
  const answer = await quickbooks.process(document(requests, attributes));
  if ('hresult' in answer) throw new Error(`${answer.hresult} ${answer.message}`);
  const text = answer.response;
  const tags = text.match(/<\w+Rs( [^>]*)?\/?>/g) ?? [];
  const own = tags.filter((tag) => !tag.startsWith('<QBXMLMsgsRs'));
  const head = tags.find((tag) => tag.startsWith('<QBXMLMsgsRs')) ?? '';
  return {
    set: Object.fromEntries([...head.matchAll(/ (\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value])),
    codes: Object.fromEntries(
      own.map((tag, at) => [attribute(tag, 'requestID') || String(at), attribute(tag, 'statusCode')]),
    ),
    messages: Object.fromEntries(
      own.map((tag, at) => [attribute(tag, 'requestID') || String(at), attribute(tag, 'statusMessage')]),
    ),
    text,
  };
};

/** The texts of every element with a name, in document order. */
export const values = (text: string, name: string): string[] =>
  [...text.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, value]) => value ?? '');

/** The text of the first element with a name. */
export const value = (text: string, name: string): string | undefined => values(text, name)[0];

/** Is a response well-formed? */
export const isWellFormed = (text: string): boolean => XMLValidator.validate(text) === true;

/** A company file with accounts, a customer with a job, a vendor and two items; a clock that stands still. */
export const contractor = (options: QuickBooksOptions = {}): QuickBooks => {
  const quickbooks = createQuickBooks({ now: () => new Date('2026-11-22T12:00:00Z'), ...options });
  const { people } = quickbooks;
  people.add('Account', 'Sales', { AccountType: 'Income' });
  people.add('Account', 'Job Costs', { AccountType: 'CostOfGoodsSold' });
  people.add('Customer', 'Harbor Trust');
  people.add('Customer', 'Harbor Trust:Pier 9');
  people.add('Vendor', 'Acme Concrete', { VendorAddress: { Addr1: '1 Quarry Rd', City: 'Dover' } });
  for (const code of ['03-100', '03-200']) {
    people.add('ItemService', code, {
      SalesAndPurchase: { IncomeAccountRef: 'Sales', ExpenseAccountRef: 'Job Costs' },
    });
  }
  return quickbooks;
};

/** A VendorAddRq. */
export const vendorAdd = (id: string, fields: string): string =>
  `<VendorAddRq requestID="${id}"><VendorAdd>${fields}</VendorAdd></VendorAddRq>`;

/** A CustomerAddRq. */
export const customerAdd = (id: string, fields: string): string =>
  `<CustomerAddRq requestID="${id}"><CustomerAdd>${fields}</CustomerAdd></CustomerAddRq>`;

/** One line to be added to an order. */
export const line = (
  money: string,
  { item = '03-100', job = 'Harbor Trust:Pier 9' }: { item?: string; job?: string } = {},
): string => {
  return (
    `<PurchaseOrderLineAdd><ItemRef><FullName>${item}</FullName></ItemRef>${money}` +
    `<CustomerRef><FullName>${job}</FullName></CustomerRef></PurchaseOrderLineAdd>`
  );
};

/** A PurchaseOrderAddRq of Acme Concrete. */
export const orderAdd = (
  id: string,
  number: string,
  lines: string,
  { vendor = 'Acme Concrete', date = '2026-11-20' }: { vendor?: string; date?: string } = {},
): string =>
  `<PurchaseOrderAddRq requestID="${id}"><PurchaseOrderAdd><VendorRef><FullName>${vendor}</FullName></VendorRef>` +
  `<TxnDate>${date}</TxnDate><RefNumber>${number}</RefNumber>${lines}</PurchaseOrderAdd></PurchaseOrderAddRq>`;
