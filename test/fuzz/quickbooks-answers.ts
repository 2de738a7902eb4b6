import { createQuickBooks } from '../../local/simulators/quickbooks/quickbooks.ts';

const IDENTITY =
  '<HostQueryRq requestID="host"/><CompanyQueryRq requestID="company"/><PreferencesQueryRq requestID="preferences"/>';

const VENDOR =
  '<VendorAddRq requestID="1"><VendorAdd><Name>Alder &amp; Söhne</Name><Phone>1</Phone></VendorAdd></VendorAddRq>'.replace(
    'ö',
    '&#246;',
  );

const ORDER =
  '<PurchaseOrderAddRq requestID="2"><PurchaseOrderAdd><VendorRef><FullName>Acme</FullName></VendorRef>' +
  '<TxnDate>2026-11-20</TxnDate><RefNumber>SC-1</RefNumber><PurchaseOrderLineAdd><ItemRef>' +
  '<FullName>03-100</FullName></ItemRef><Desc>Rough-in &lt;1&gt;</Desc><Quantity>2</Quantity><Rate>12.5</Rate>' +
  '</PurchaseOrderLineAdd></PurchaseOrderAdd></PurchaseOrderAddRq>';

const QUERIES =
  '<VendorQueryRq requestID="3"><FullName>Acme</FullName></VendorQueryRq>' +
  '<PurchaseOrderQueryRq requestID="4"><RefNumber>SC-1</RefNumber><IncludeLineItems>true</IncludeLineItems></PurchaseOrderQueryRq>' +
  '<EntityQueryRq requestID="5"><FullName>Nobody</FullName></EntityQueryRq>';

const STATUS_CHECK = 'onError="continueOnError" newMessageSetID="b1" oldMessageSetID="b1"';

const setOf = (requests: string, attributes: string): string =>
  `<?xml version="1.0" encoding="utf-8"?><?qbxml version="13.0"?><QBXML><QBXMLMsgsRq ${attributes}>${requests}</QBXMLMsgsRq></QBXML>`;

/** What QuickBooks answers to an identity, to writes (one refused), to queries and to a status check. */
export const quickBooksAnswers = async (): Promise<string[]> => {
  const { people, process } = createQuickBooks({ now: () => new Date('2026-11-22T12:00:00Z') });
  people.add('Account', 'Sales', { AccountType: 'Income' });
  people.add('Account', 'Job Costs', { AccountType: 'CostOfGoodsSold' });
  people.add('Vendor', 'Acme', { VendorAddress: { Addr1: '1 Quarry Rd', City: 'Dover' } });
  people.add('ItemService', '03-100', {
    SalesAndPurchase: { IncomeAccountRef: 'Sales', ExpenseAccountRef: 'Job Costs' },
  });
  const answers: string[] = [];
  for (const [requests, attributes] of [
    [IDENTITY, 'onError="continueOnError"'],
    [VENDOR + ORDER + VENDOR, 'onError="continueOnError" newMessageSetID="b1"'],
    [QUERIES, 'onError="continueOnError"'],
    ['', STATUS_CHECK],
  ] as const) {
    const answer = await process(setOf(requests, attributes));
    if (!('response' in answer)) throw new Error(answer.message);
    answers.push(answer.response);
  }
  return answers;
};
