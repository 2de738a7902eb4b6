import type { Calls } from '../../lib/web-connector/calls.ts';
import { createSoap, type SoapAnswer, type SoapRequest, type Wait } from '../../lib/web-connector/soap.ts';

/** How .NET begins and ends every envelope. */
export const OPEN =
  '<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" ' +
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><soap:Body>';
export const CLOSE = '</soap:Body></soap:Envelope>';

/** An answer in its bytes, around what the call answers. */
export const answered = (inner: string): string =>
  '<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"  ' +
  `xmlns:tns="http://developer.intuit.com/"><soap:Body>${inner}</soap:Body></soap:Envelope>`;

export const fault = (code: 'Client' | 'Server', sentence: string): string =>
  '<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">' +
  `<soap:Body><soap:Fault><faultcode>soap:${code}</faultcode><faultstring>${sentence}</faultstring></soap:Fault>` +
  '</soap:Body></soap:Envelope>';

type Made = readonly [call: string, ...values: string[]];

export interface Client {
  /** The calls that arrived, with their arguments. */
  readonly made: Made[];
  /** Where each authenticate came from. */
  readonly callers: string[];
  readonly logged: { readonly event: string; readonly fields: Readonly<Record<string, unknown>> }[];
  send(body: string | Buffer, request?: Partial<SoapRequest>): Promise<SoapAnswer>;
}

/** However long a call takes. */
export const patient: Wait = () => new Promise(() => undefined);

/** A caller of the SOAP service, over calls that write down what they were asked. */
export const client = (answers: Partial<Calls> = {}, wait: Wait = patient): Client => {
  const made: Made[] = [];
  const callers: string[] = [];
  const logged: Client['logged'] = [];
  const noted =
    <T>(call: string, otherwise: T, answer?: (...values: never[]) => T) =>
    (...values: string[]): T => {
      made.push([call, ...values]);
      return answer ? answer(...(values as never[])) : otherwise;
    };
  const calls: Calls = {
    serverVersion: noted('serverVersion', 'Plumbline 0.1', answers.serverVersion),
    clientVersion: noted('clientVersion', '', answers.clientVersion),
    authenticate: (user, password, from) => {
      callers.push(from);
      return noted('authenticate', Promise.resolve(['acme.1f', '']), answers.authenticate)(user, password);
    },
    sendRequestXML: noted('sendRequestXML', Promise.resolve('<QBXML/>'), answers.sendRequestXML),
    receiveResponseXML: noted('receiveResponseXML', Promise.resolve(42), answers.receiveResponseXML),
    connectionError: noted('connectionError', Promise.resolve('done'), answers.connectionError),
    getLastError: noted('getLastError', Promise.resolve('NoOp'), answers.getLastError),
    closeConnection: noted('closeConnection', Promise.resolve('OK'), answers.closeConnection),
  };
  const soap = createSoap(calls, (event, fields) => logged.push({ event, fields }), wait);
  return {
    made,
    callers,
    logged,
    send: (body, request = {}) =>
      soap({
        method: 'POST',
        query: '',
        body: Buffer.from(body),
        contentType: 'text/xml; charset=utf-8',
        requestId: 'request-1',
        address: 'https://plumbline.example/qbwc',
        from: '192.0.2.7',
        ...request,
      }),
  };
};
