import { workIn } from '../../bench/slow-quickbooks.ts';

const rs = (inner: string): string =>
  `<?xml version="1.0" ?><QBXML><QBXMLMsgsRs>${inner}</QBXMLMsgsRs></QBXML>`;

describe('what QuickBooks takes its time for', () => {
  test('each Add and Mod, whatever comes of it', () => {
    const asked = '<QBXMLMsgsRq><VendorAddRq requestID="1"/><CustomerModRq requestID="2"/></QBXMLMsgsRq>';
    expect(workIn(asked, rs('<VendorAddRs statusCode="3100"/><CustomerModRs statusCode="0"/>'))).toBe(2);
  });

  test('each object that a query gives back, and not each of its lines', () => {
    const order = '<PurchaseOrderRet><PurchaseOrderLineRet/><PurchaseOrderLineRet/></PurchaseOrderRet>';
    const answered = rs(`<PurchaseOrderQueryRs statusCode="0">${order}${order}</PurchaseOrderQueryRs>`);
    expect(workIn('<PurchaseOrderQueryRq/>', answered)).toBe(2);
  });

  test('no name or number that a query looks up in vain', () => {
    const asked =
      '<PurchaseOrderQueryRq><RefNumber>1</RefNumber><RefNumber>2</RefNumber></PurchaseOrderQueryRq>';
    expect(workIn(asked, rs('<PurchaseOrderQueryRs statusCode="500"/>'))).toBe(0);
  });

  test('the objects of every query of a document', () => {
    const vendors = '<VendorQueryRs statusCode="0"><VendorRet/><VendorRet/></VendorQueryRs>';
    const none = '<ItemServiceQueryRs statusCode="1"/>';
    const customers = '<CustomerQueryRs statusCode="0"><CustomerRet/></CustomerQueryRs>';
    expect(workIn('', rs(vendors + none + customers))).toBe(3);
  });
});
