import { createQuickBooks } from '../../../local/simulators/quickbooks/quickbooks.ts';
import {
  runSession,
  type SessionOptions,
  type SessionReport,
} from '../../../local/simulators/web-connector/web-connector.ts';
import { escaped, type Script, startScripted } from './scripted-server.ts';

export const OWNER = '{57F3B9B6-86F1-4FCC-B1FF-966DE1813D20}';
export const FILE = '{90A44FB5-33D9-4815-AC85-BC87A7E7D1EB}';
/** A document that adds one vendor. */
export const DOCUMENT =
  '<?xml version="1.0"?><?qbxml version="13.0"?><QBXML><QBXMLMsgsRq onError="continueOnError">' +
  '<VendorAddRq requestID="a"><VendorAdd><Name>Acme &amp; Sons</Name></VendorAdd></VendorAddRq></QBXMLMsgsRq></QBXML>';

/** A QuickBooks whose company file has the stamp of the application. */
export const open = () =>
  createQuickBooks({
    now: () => new Date('2026-11-22T12:00:00Z'),
    companyFile: 'C:\\Books\\main.qbw',
    fileId: { ownerId: OWNER, fileId: FILE },
  });

/** Runs a session against a scripted server. */
export const run = async (script: Script, options: Partial<SessionOptions> = {}) => {
  const server = await startScripted(script);
  const quickbooks = open();
  const report: SessionReport = await runSession({
    url: server.url,
    user: 'plumb',
    password: 'p<w',
    quickbooks,
    appName: 'Plumbline',
    ownerId: OWNER,
    pause: () => Promise.resolve(),
    ...options,
  });
  await server.close();
  return { report, seen: server.seen, methods: server.methods(), quickbooks };
};

/** A sendRequestXML that has one document and then nothing. */
export const sendOnce = (document: string) => (_: unknown, times: number) =>
  times === 1 ? escaped(document) : '';
