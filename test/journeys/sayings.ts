import { isWrite, type Meddle } from './office.ts';

/** QuickBooks does nothing and says this of the only write of a set. */
export const saying =
  (code: string, words: string): Meddle =>
  async (qbxml) => {
    const [, id] = /newMessageSetID="([^"]*)"/.exec(qbxml) ?? [];
    const status = `statusCode="${code}" statusSeverity="Error" statusMessage="${words}"`;
    const answer = `<VendorAddRs requestID="a#1" ${status}/>`;
    const set = `<QBXMLMsgsRs newMessageSetID="${id}" messageSetStatusCode="0">${answer}</QBXMLMsgsRs>`;
    return isWrite(qbxml) ? { response: `<?xml version="1.0"?><QBXML>${set}</QBXML>` } : undefined;
  };
