/** Envelopes as they come from the Web Connector, each call once, and in the other forms that it has. */

const DECLARATION = '<?xml version="1.0" encoding="utf-8"?>';
const PREFIXES =
  'xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

type Arguments = Readonly<Record<string, string>>;

/** As .NET writes it: an empty text as an element closed at once. */
export const dotNet = (call: string, values: Arguments = {}): string => {
  const parts = Object.entries(values).map(([name, value]) =>
    value === '' ? `<${name} />` : `<${name}>${escaped(value)}</${name}>`,
  );
  const body = `<${call} xmlns="http://developer.intuit.com/">${parts.join('')}</${call}>`;
  return `${DECLARATION}<soap:Envelope ${PREFIXES}><soap:Body>${body}</soap:Body></soap:Envelope>`;
};

/** With Style RPC: encoded, prefixed, typed. */
const rpc = (call: string, values: Arguments): string => {
  const parts = Object.entries(values).map(
    ([name, value]) => `<${name} xsi:type="xsd:string">${escaped(value)}</${name}>`,
  );
  const style = 'soap:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"';
  const body = `<q1:${call} xmlns:q1="http://developer.intuit.com/">${parts.join('')}</q1:${call}>`;
  return `${DECLARATION}<soap:Envelope ${PREFIXES}><soap:Body ${style}>${body}</soap:Body></soap:Envelope>`;
};

const answer = (response: string): Arguments => ({ ticket: 'acme.4f1c', response, hresult: '', message: '' });

/** One of each call, with these answers of QuickBooks on their way. */
export const envelopes = (responses: readonly string[]): string[] => {
  const next = {
    ticket: 'acme.4f1c',
    strHCPResponse: responses[0] ?? '',
    strCompanyFileName: 'C:\\Books\\Acme & Söhne.qbw',
    ...{ qbXMLCountry: 'US', qbXMLMajorVers: '16', qbXMLMinorVers: '0' },
  };
  const trouble = { ticket: 'acme.4f1c', hresult: '0x80040414', message: 'A modal dialog box is showing.' };
  const login = { strUserName: 'plumbline-acme', strPassword: 'p&ss <wörd>' };
  return [
    dotNet('serverVersion'),
    dotNet('clientVersion', { strVersion: '2.3.0.215' }),
    dotNet('authenticate', login),
    rpc('authenticate', login),
    dotNet('authenticate', login).replaceAll(
      'http://schemas.xmlsoap.org/soap/envelope/',
      'http://www.w3.org/2003/05/soap-envelope',
    ),
    dotNet('sendRequestXML', next),
    rpc('sendRequestXML', next),
    ...responses.map((response) => dotNet('receiveResponseXML', answer(response))),
    dotNet('receiveResponseXML', { ...trouble, response: '' }),
    dotNet('connectionError', trouble),
    dotNet('getLastError', { ticket: 'none.4f1c' }),
    dotNet('closeConnection', { ticket: 'acme.4f1c' }),
  ];
};
