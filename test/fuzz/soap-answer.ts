import { SaxesParser } from 'saxes';
import type { SoapAnswer } from '../../lib/web-connector/soap.ts';
import { wrong } from './target.ts';

/** What a fault may say at most: an answer that repeats what came in is a way to fill somebody's log. */
const MOST_OF_A_FAULT = 2_000;

const INSIDES =
  /node_modules|file:\/\/|\.ts:\d+|\bat [\w.<>]+ \(|TypeError|RangeError|DynamoDB|ValidationException/;

/** Throws unless an answer is one that the rules know: 200, a fault of the client, 413, 405. */
export const checkSoapAnswer = ({ statusCode, headers, body }: SoapAnswer): void => {
  if (statusCode === 413 || statusCode === 405) return;
  if (statusCode !== 200 && statusCode !== 500) wrong(`answered with ${statusCode}`);
  if (headers['content-type'] !== 'text/xml; charset=utf-8') wrong(`answered ${headers['content-type']}`);
  if (statusCode === 500 && !body.includes('<faultcode>soap:Client</faultcode>')) wrong(`answered ${body}`);
  if (statusCode === 500 && body.length > MOST_OF_A_FAULT) wrong(`a fault of ${body.length} characters`);
  if (INSIDES.test(body)) wrong(`shows its insides: ${body}`);
  new SaxesParser({ xmlns: true }).write(body).close();
};
