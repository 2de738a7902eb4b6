import { type ISoapServiceMethod, Server, WSDL } from 'soap';
import type { Calls } from './calls.ts';
import { decode } from './charset.ts';
import { faultEnvelope, readCall, writeCall, xmlText } from './envelope.ts';
import { type OperationName, PORT, SERVICE, wsdl } from './wsdl.ts';

/** Lambda takes no more on the wire, whatever the Web Connector sends. */
export const MOST_BYTES = 6 * 1024 * 1024;

/** API Gateway gives up at 30 s; a call that takes so long is answered while somebody still listens. */
export const LONGEST_CALL_MS = 20_000;

/** An HTTP request, whatever brought it. Its SOAPAction does not matter: the body names the call. */
export interface SoapRequest {
  readonly method: string;
  /** Without the question mark. */
  readonly query: string;
  readonly body: Buffer;
  readonly contentType: string | undefined;
  /** Names this request in the log and, when it fails, in what the caller is told. */
  readonly requestId: string;
  /** Where the caller found us: `https://host/qbwc`. */
  readonly address: string;
  /** The caller's own address, as the gateway saw it. */
  readonly from: string;
}

export interface SoapAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Log = (event: string, fields: Readonly<Record<string, unknown>>) => void;

type Value = (parameter: string) => string;
type Result = string | number | readonly string[];

/** What the Web Connector says of a failure is kept with the connection; no item of a table takes all lengths. */
const MOST_WORDS = 2_000;

const words = (value: Value): string =>
  value('message')
    .slice(0, MOST_WORDS)
    .replace(/\p{Surrogate}$/u, '');

type Answer = (value: Value, from: string) => Result | Promise<Result>;

const answersOf = (calls: Calls): Record<OperationName, Answer> => ({
  serverVersion: () => calls.serverVersion(),
  clientVersion: (value) => calls.clientVersion(value('strVersion')),
  authenticate: (value, from) => calls.authenticate(value('strUserName'), value('strPassword'), from),
  sendRequestXML: (value) =>
    calls.sendRequestXML(value('ticket'), value('qbXMLMajorVers'), value('qbXMLMinorVers')),
  receiveResponseXML: (value) =>
    calls.receiveResponseXML(value('ticket'), value('response'), value('hresult'), words(value)),
  connectionError: (value) => calls.connectionError(value('ticket'), value('hresult'), words(value)),
  getLastError: (value) => calls.getLastError(value('ticket')),
  closeConnection: (value) => calls.closeConnection(value('ticket')),
});

// The Web Connector reads the result as an integer: one decimal point and the whole session fails.
const written = (result: Result): unknown => {
  if (typeof result === 'string') return xmlText(result);
  if (typeof result === 'number') return Math.trunc(result);
  return { string: result.map(xmlText) };
};

/** What the library hands through to the method of a call: it dispatches, the arguments are read before it. */
interface Headers {
  readonly reference: string;
  readonly values: ReadonlyMap<string, string>;
  readonly from: string;
}

const methodsOf = (calls: Calls, log: Log): Record<string, ISoapServiceMethod> => {
  const method =
    (name: string, answer: Answer): ISoapServiceMethod =>
    async (_args, _callback, _headers, request) => {
      const { values, reference, from } = request.headers as Headers;
      try {
        const result = await answer((parameter) => values.get(parameter) ?? '', from);
        return { [`${name}Result`]: written(result) };
      } catch (error) {
        log('soap.failed', { call: name, reference, error });
        // What was thrown may look like a fault to the library, which would then answer 200 with it.
        throw new Error(`${name} failed`, { cause: error });
      }
    };
  return Object.fromEntries(
    Object.entries(answersOf(calls)).map(([name, answer]) => [name, method(name, answer)]),
  );
};

const PATH = '/qbwc';

const listening = (calls: Calls, log: Log): Promise<Server> =>
  new Promise((resolve, reject) => {
    const services = { [SERVICE]: { [PORT]: methodsOf(calls, log) } };
    // xmlText has escaped already; the library lets a text that looks like CDATA through as it is.
    const definition = new WSDL(wsdl(PATH), PATH, { escapeXML: false });
    // createServerless would resolve before the WSDL is parsed; this callback comes after.
    const callback = (error: Error | null) => (error ? reject(error) : resolve(server));
    const server: Server = new Server(null, PATH, services, definition, { path: PATH, services, callback });
  });

const xml = (statusCode: number, body: string): SoapAnswer => ({
  statusCode,
  // Any other type and the Web Connector does not look at the body.
  headers: { 'content-type': 'text/xml; charset=utf-8' },
  body,
});

const plain = (statusCode: number, sentence: string): SoapAnswer => ({
  statusCode,
  headers: {
    'content-type': 'text/plain; charset=utf-8',
    ...(statusCode === 405 && { allow: 'GET, HEAD, POST' }),
  },
  body: `${sentence}\n`,
});

const PAGE = [
  'This is Plumbline, a connector between Procore and QuickBooks Desktop.',
  'The QuickBooks Web Connector calls this address; there is nothing to see here in a browser.',
  'Whoever set up the connection in your company can help with questions.',
].join('\n');

/** What a GET is answered: the WSDL when asked for, else a page, since the Web Connector wants a 200. */
const page = ({ query, address }: SoapRequest): SoapAnswer =>
  /^(single)?wsdl\b/i.test(query) ? xml(200, wsdl(address)) : plain(200, PAGE);

/** Resolves after so many milliseconds, or at once when the signal says that nobody waits any more. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<unknown>;

/** What the work gives, or undefined when it takes too long; it goes on, and whoever is late changes nothing. */
const inTime = async <T>(work: Promise<T>, wait: Wait): Promise<T | undefined> => {
  const done = new AbortController();
  try {
    return await Promise.race([work, wait(LONGEST_CALL_MS, done.signal).then(() => undefined)]);
  } finally {
    done.abort();
  }
};

/**
 * The eight calls over SOAP 1.1. Never throws: what the caller did wrong is a `Client` fault with a sentence,
 * what we did wrong a `Server` fault that names the request's id and nothing else.
 */
export const createSoap = (
  calls: Calls,
  log: Log,
  wait: Wait,
): ((request: SoapRequest) => Promise<SoapAnswer>) => {
  const server = listening(calls, log);

  const post = async ({ body, contentType, requestId, from }: SoapRequest): Promise<SoapAnswer> => {
    if (body.length > MOST_BYTES) return plain(413, `A request is at most ${MOST_BYTES} bytes long.`);
    const decoded = decode(body, contentType);
    const read = 'text' in decoded ? readCall(decoded.text) : decoded;
    if ('refused' in read) {
      log('soap.refused', { reference: requestId, reason: read.refused, bytes: body.length });
      return xml(500, faultEnvelope('Client', read.refused));
    }
    const { name, values } = read.call;
    const headers: Headers = { reference: requestId, values, from };
    const working = (await server).processRequest(writeCall(name), { url: PATH, headers });
    const answer = await inTime(working, wait);
    if (!answer) {
      log('soap.late', { call: name, reference: requestId, ms: LONGEST_CALL_MS });
      const words = `Plumbline took too long at this call. Nothing is lost: the next session goes on. Reference: ${requestId}`;
      return xml(500, faultEnvelope('Server', words));
    }
    const call = { call: name, reference: requestId, statusCode: answer.statusCode };
    log('soap.call', { ...call, bytesIn: body.length, bytesOut: answer.body.length });
    // The library's own faults quote the error and mix SOAP 1.2 into 1.1.
    if (answer.statusCode !== 200)
      return xml(500, faultEnvelope('Server', `Plumbline failed at this call. Reference: ${requestId}`));
    return xml(200, answer.body);
  };

  return async (request) => {
    if (request.method === 'POST') return post(request);
    if (request.method === 'GET') return page(request);
    if (request.method === 'HEAD') return { ...page(request), body: '' };
    return plain(405, 'Only GET, HEAD and POST are answered here.');
  };
};
