import { callError, type Method, qbwcError } from './qbwc-error.ts';
import type { Run, Stop } from './run.ts';
import { readInt, readString } from './soap-answer.ts';

const NOOP_MS = 5000;

const failed = (method: Method, why: string): Stop => {
  const error = callError(method, why);
  return {
    ending: 'failed',
    status: `QBWC1031: Update completed with some error. ${error.message}`,
    error,
  };
};

/** The document that the Web Connector asks QuickBooks by itself: host, company with our stamp, preferences. */
export const identityDocument = (ownerId: string): string =>
  '<?xml version="1.0"?><?qbxml version="13.0"?><QBXML><QBXMLMsgsRq onError="continueOnError">' +
  '<HostQueryRq requestID="0"></HostQueryRq>' +
  `<CompanyQueryRq requestID="1"><OwnerID>${ownerId}</OwnerID></CompanyQueryRq>` +
  '<PreferencesQueryRq requestID="2"></PreferencesQueryRq>' +
  '</QBXMLMsgsRq></QBXML>';

const countRequests = (qbxml: string): number =>
  (qbxml.match(/<[A-Za-z]+Rq[\s/>]/g) ?? []).filter((tag) => !tag.startsWith('<QBXMLMsgsRq')).length;

const close = async (
  run: Run,
  ticket: string,
  end: Omit<Stop, 'status'>,
  otherwise: string,
): Promise<Stop> => {
  const closed = await run.call('closeConnection', { ticket }, readString);
  if ('stop' in closed) return closed.stop;
  if ('failed' in closed) return failed('closeConnection', closed.failed);
  return { ...end, status: closed.value || otherwise };
};

type Asked = { readonly text: string } | { readonly stop: Stop };

const lastError = async (run: Run, ticket: string): Promise<Asked> => {
  const answer = await run.call('getLastError', { ticket }, readString);
  if ('stop' in answer) return answer;
  if ('failed' in answer) return { stop: failed('getLastError', answer.failed) };
  return { text: answer.value ?? '' };
};

const stopWith = (run: Run, ticket: string, text: string): Promise<Stop> => {
  run.lastErrors.push(text);
  return close(run, ticket, { ending: 'stopped-by-server' }, text);
};

/** Nothing to send now: pause and go on when the server says NoOp, else end with its text. */
const nothingToSend = async (run: Run, ticket: string): Promise<Stop | undefined> => {
  const asked = await lastError(run, ticket);
  if ('stop' in asked) return asked.stop;
  if (asked.text !== 'NoOp') return stopWith(run, ticket, asked.text);
  run.pauses += 1;
  await run.pause(NOOP_MS);
  return undefined;
};

const process = async (
  run: Run,
  qbxml: string,
): Promise<Record<'response' | 'hresult' | 'message', string>> => {
  const started = run.clock();
  const processed = await run.options.quickbooks.process(qbxml);
  run.quickbooksMs += run.clock() - started;
  run.documents += 1;
  run.requests += countRequests(qbxml);
  return 'response' in processed
    ? { response: processed.response, hresult: '', message: '' }
    : { response: '', hresult: processed.hresult, message: processed.message };
};

/** Gives the answer to the server; undefined: it has more. */
const deliver = async (run: Run, ticket: string, qbxml: string): Promise<Stop | undefined> => {
  const processed = await process(run, qbxml);
  const answer = await run.call('receiveResponseXML', { ticket, ...processed }, readInt);
  if ('stop' in answer) return answer.stop;
  if ('failed' in answer) return failed('receiveResponseXML', answer.failed);
  run.progress.push(answer.value);
  if (answer.value > 100) return failed('receiveResponseXML', `${answer.value} is no percentage.`);
  if (answer.value === 100) return close(run, ticket, { ending: 'complete' }, '');
  if (answer.value >= 0) return undefined;
  const asked = await lastError(run, ticket);
  return 'stop' in asked ? asked.stop : stopWith(run, ticket, asked.text);
};

type Identity = { readonly hcp: string } | { readonly stop: Stop };

const identity = async (run: Run): Promise<Identity> => {
  const processed = await run.options.quickbooks.process(identityDocument(run.options.ownerId));
  if ('response' in processed) return { hcp: processed.response };
  const error = qbwcError('QBWC1014', `${processed.hresult} ${processed.message}`);
  return { stop: { ending: 'failed', status: error.message, error } };
};

/** From the first sendRequestXML to closeConnection, one call after another. */
export const exchange = async (run: Run, ticket: string): Promise<Stop> => {
  const { quickbooks } = run.options;
  const known = await identity(run);
  if ('stop' in known) return known.stop;
  let strHCPResponse = known.hcp;
  for (;;) {
    const values = {
      ticket,
      strHCPResponse,
      strCompanyFileName: quickbooks.companyFile,
      qbXMLCountry: quickbooks.country,
      qbXMLMajorVers: 16,
      qbXMLMinorVers: 0,
    };
    const asked = await run.call('sendRequestXML', values, readString);
    if ('stop' in asked) return asked.stop;
    if ('failed' in asked) return failed('sendRequestXML', asked.failed);
    strHCPResponse = '';
    const end = asked.value ? await deliver(run, ticket, asked.value) : await nothingToSend(run, ticket);
    if (end) return end;
  }
};
