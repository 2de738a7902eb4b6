import { createSoap } from '../../lib/web-connector/soap.ts';
import type { Connector } from '../journeys/connector.ts';
import { patient } from '../web-connector/soap-client.ts';
import { checkSoapAnswer } from './soap-answer.ts';
import { stopwatch } from './stopwatch.ts';
import { wrong } from './target.ts';

/** The whole service of a connection behind its SOAP entrance: `send` gives what an envelope is answered with. */
export const serviceOf = ({ calls }: Connector) => {
  const failures: unknown[] = [];
  let slowestMs = 0;
  const noted = (event: string, { error }: Readonly<Record<string, unknown>>): void => {
    if (event === 'soap.failed') failures.push(error);
  };
  const soap = createSoap(calls, noted, patient);
  const send = async (body: Buffer | string, contentType = 'text/xml; charset=utf-8'): Promise<string> => {
    const passed = stopwatch();
    const answer = await soap({
      ...{ method: 'POST', query: '', body: Buffer.from(body), contentType },
      ...{ requestId: 'request-1', address: 'https://plumbline.example/qbwc', from: '127.0.0.1' },
    });
    slowestMs = Math.max(slowestMs, passed());
    for (const failure of failures.splice(0)) throw failure;
    checkSoapAnswer(answer);
    return answer.body;
  };
  return { send, slowestMs: () => slowestMs };
};

/** What a call answered; undefined for a fault, at which the Web Connector gives up. */
export const resultIn = (body: string): string | undefined => {
  if (body.includes('<soap:Fault>')) return undefined;
  const found = /<\w+Result(?:\/>|>(.*)<\/\w+Result>)/s.exec(body);
  if (!found) return wrong(`no result in ${body.slice(0, 300)}`);
  const text = found[1] ?? '';
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#13;', '\r')
    .replaceAll('&amp;', '&');
};
