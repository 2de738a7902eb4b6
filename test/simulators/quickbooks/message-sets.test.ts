import type { QuickBooks } from '../../../local/simulators/quickbooks/quickbooks.ts';
import { ask, contractor, customerAdd, document, line, orderAdd, value, vendorAdd } from './ask.ts';

const GUID = '{57F3B9B6-86F1-4FCC-B1FF-966DE1813D20}';
const WRITE =
  vendorAdd('v', `<Name>Baker</Name><ExternalGUID>${GUID}</ExternalGUID>`) +
  orderAdd('o', 'PO-1', line('<Rate>5</Rate>'));
const ATTRIBUTES = 'onError="continueOnError" newMessageSetID="set-1"';
const CHECK = 'onError="continueOnError" newMessageSetID="set-1" oldMessageSetID="set-1"';

const vendors = (quickbooks: QuickBooks): number =>
  quickbooks.books().objects.filter((each) => each.kind === 'Vendor').length;

describe('onError', () => {
  const three =
    customerAdd('a', '<Name>A</Name>') +
    customerAdd('b', '<Name>A</Name>') +
    customerAdd('c', '<Name>C</Name>');

  test('stopOnError keeps what was done and does not process the rest', async () => {
    const { codes, messages } = await ask(contractor(), three, 'onError="stopOnError"');
    expect(codes).toEqual({ a: '0', b: '3100', c: '3231' });
    expect(messages.c).toBe('The request has not been processed.');
  });

  test('continueOnError goes on', async () => {
    expect((await ask(contractor(), three)).codes).toEqual({ a: '0', b: '3100', c: '0' });
  });

  test('a warning or an information stops nothing', async () => {
    const { codes } = await ask(
      contractor(),
      `<VendorQueryRq requestID="q"><FullName>X</FullName></VendorQueryRq>${vendorAdd('v', '<Name>B</Name>')}`,
      'onError="stopOnError"',
    );
    expect(codes).toEqual({ q: '500', v: '0' });
  });
});

describe('message set recovery', () => {
  test('the status code of the set comes only with recovery attributes', async () => {
    expect((await ask(contractor(), WRITE)).set).toEqual({});
    expect((await ask(contractor(), WRITE, ATTRIBUTES)).set).toEqual({
      newMessageSetID: 'set-1',
      messageSetStatusCode: '0',
    });
  });

  test('the same set with the same ID is answered again and not done again', async () => {
    const quickbooks = contractor();
    const first = await ask(quickbooks, WRITE, ATTRIBUTES);
    const count = vendors(quickbooks);
    const again = await ask(quickbooks, WRITE, ATTRIBUTES);
    expect(again.codes).toEqual(first.codes);
    expect(value(again.text, 'ListID')).toBe(value(first.text, 'ListID'));
    expect(vendors(quickbooks)).toBe(count);
  });

  test('another set with the same ID is 9001 and not done', async () => {
    const quickbooks = contractor();
    await ask(quickbooks, WRITE, ATTRIBUTES);
    const count = vendors(quickbooks);
    const other = await ask(quickbooks, vendorAdd('x', '<Name>Carter</Name>'), ATTRIBUTES);
    expect(other.set.messageSetStatusCode).toBe('9001');
    expect(other.codes).toEqual({});
    expect(vendors(quickbooks)).toBe(count);
  });

  test('a status check tells what became of every Add, in another session too', async () => {
    const quickbooks = contractor();
    const first = await ask(quickbooks, WRITE, ATTRIBUTES);
    quickbooks.endSession();
    quickbooks.beginSession();
    const { set, codes, text } = await ask(quickbooks, '', CHECK);
    expect(set.messageSetStatusCode).toBe('0');
    expect(codes).toEqual({ v: '0', o: '0' });
    const recovery = text.slice(text.indexOf('<ErrorRecovery>', text.indexOf('PurchaseOrderAddRs')));
    expect(value(recovery, 'TxnID')).toBe(value(first.text, 'TxnID'));
    expect(value(recovery, 'TxnNumber')).toBe('1');
    expect(text).toMatch(
      new RegExp(`<ErrorRecovery>[^§]*<ExternalGUID>${GUID}</ExternalGUID>\\n</ErrorRecovery>`),
    );
  });

  test('a status check of an ID that is not stored is 600', async () => {
    expect((await ask(contractor(), '', CHECK)).set.messageSetStatusCode).toBe('600');
  });

  test('an ID over 24 characters is 9004 and nothing is done', async () => {
    const quickbooks = contractor();
    const count = vendors(quickbooks);
    const { set } = await ask(quickbooks, WRITE, `onError="stopOnError" newMessageSetID="${'i'.repeat(25)}"`);
    expect(set.messageSetStatusCode).toBe('9004');
    expect(vendors(quickbooks)).toBe(count);
  });

  test('the old ID alone clears, and so does the next set that names it', async () => {
    const quickbooks = contractor();
    await ask(quickbooks, WRITE, ATTRIBUTES);
    await ask(quickbooks, '', 'onError="stopOnError" oldMessageSetID="set-1"');
    expect((await ask(quickbooks, '', CHECK)).set.messageSetStatusCode).toBe('600');
    await ask(quickbooks, vendorAdd('1', '<Name>Carter</Name>'), ATTRIBUTES);
    await ask(
      quickbooks,
      vendorAdd('2', '<Name>Dunn</Name>'),
      'onError="stopOnError" newMessageSetID="set-2" oldMessageSetID="set-1"',
    );
    expect((await ask(quickbooks, '', CHECK)).set.messageSetStatusCode).toBe('600');
  });

  test('includeNone leaves the Rets out, at first and in a status check', async () => {
    const quickbooks = contractor();
    const first = await ask(quickbooks, WRITE, `${ATTRIBUTES} responseData="includeNone"`);
    expect(first.text).not.toContain('Ret>');
    const check = await ask(quickbooks, '', `${CHECK} responseData="includeNone"`);
    expect(check.text).toContain('<ErrorRecovery>');
    expect(check.text).not.toContain('Ret>');
    expect((await ask(quickbooks, '', CHECK)).text).toContain('<VendorRet>');
  });

  test('a set that the parser refuses is not stored', async () => {
    const quickbooks = contractor();
    await quickbooks.process(document('<FleetAddRq/>', ATTRIBUTES));
    expect((await ask(quickbooks, '', CHECK)).set.messageSetStatusCode).toBe('600');
  });

  test('a backup knows nothing of what came after it', async () => {
    const quickbooks = contractor();
    const backup = quickbooks.snapshot();
    await ask(quickbooks, WRITE, ATTRIBUTES);
    quickbooks.restore(backup);
    expect(quickbooks.books().purchaseOrders).toEqual([]);
    expect((await ask(quickbooks, '', CHECK)).set.messageSetStatusCode).toBe('600');
  });
});

describe('failures of the request processor', () => {
  const failure = { hresult: '0x8004040D', message: 'The ticket parameter is invalid.' };

  test('before a document leave QuickBooks as it was, after it they hide what was done', async () => {
    const quickbooks = contractor();
    const count = vendors(quickbooks);
    quickbooks.failDocuments(failure);
    expect(await quickbooks.process(document(WRITE, ATTRIBUTES))).toEqual(failure);
    expect(vendors(quickbooks)).toBe(count);
    quickbooks.failDocuments(failure, 1, 'after');
    expect(await quickbooks.process(document(WRITE, ATTRIBUTES))).toEqual(failure);
    expect(vendors(quickbooks)).toBe(count + 1);
    expect((await ask(quickbooks, '', CHECK)).set.messageSetStatusCode).toBe('0');
  });

  test('a session for another company file does not begin', () => {
    const quickbooks = contractor({ companyFile: 'C:\\a.qbw' });
    expect(quickbooks.beginSession('D:\\b.qbw')?.hresult).toBe('0x8004040A');
    expect(quickbooks.beginSession('c:\\A.QBW')).toBeUndefined();
    quickbooks.failSessions(failure);
    expect(quickbooks.beginSession()).toEqual(failure);
    expect(quickbooks.beginSession()).toBeUndefined();
  });

  test('time passes per request', async () => {
    const waited: number[] = [];
    const quickbooks = contractor({ msPerRequest: 250, wait: async (ms) => void waited.push(ms) });
    await ask(quickbooks, WRITE);
    expect(waited).toEqual([250, 250]);
  });
});
