import fc from 'fast-check';
import { createHttpHandler } from '../../../lib/web-connector/http.ts';
import { httpEvent } from '../../../local/http-event.ts';
import { client } from '../../web-connector/soap-client.ts';
import { bodies, type WireBody } from '../bodies.ts';
import { envelopes } from '../envelopes.ts';
import { mutated } from '../mutation.ts';
import { quickBooksAnswers } from '../quickbooks-answers.ts';
import { checkSoapAnswer } from '../soap-answer.ts';
import { shortened, type Target, target, wrong } from '../target.ts';
import { HEAVY, LIGHT } from '../xml-mutations.ts';

const AT = new Date('2026-11-22T09:00:00Z');

const send = async ({ bytes, contentType }: WireBody): Promise<void> => {
  const { send: soap, made, logged } = client();
  const handler = createHttpHandler(async () => (sent) => soap(sent.body, sent));
  const request = {
    ...{ method: 'POST', path: '/qbwc', query: '', routeKey: 'POST /qbwc', pathParameters: {} },
    ...{ sourceIp: '127.0.0.1', requestId: 'request-1', at: AT },
  };
  const headers = { host: 'plumbline.example', ...(contentType && { 'content-type': contentType }) };
  const { statusCode = 0, headers: sent = {}, body = '' } = await handler(httpEvent(request, headers, bytes));
  checkSoapAnswer({ statusCode, headers: sent as Record<string, string>, body });
  if (statusCode === 200 && made.length !== 1) wrong(`${made.length} calls were made`);
  if (statusCode !== 200 && made.length > 0) wrong('a call was made and refused');
  if (logged.some(({ fields }) => JSON.stringify(fields).length > 2_000)) wrong('a long line was logged');
};

/** The SOAP entrance: bytes over HTTP, up to the eight calls. */
export const soap = async (): Promise<Target> => {
  const seeds = envelopes(await quickBooksAnswers());
  return target<WireBody>({
    name: 'soap',
    inputs: bodies(
      fc.oneof({ arbitrary: mutated(seeds, LIGHT, HEAVY), weight: 9 }, fc.constantFrom(...seeds)),
    ),
    answers: send,
    show: ({ bytes, contentType }) =>
      `${shortened(contentType ?? '')} ${shortened(bytes.toString('latin1'))}`,
  });
};
