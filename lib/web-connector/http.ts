import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { createSoap, SoapRequest } from './soap.ts';

export type Soap = ReturnType<typeof createSoap>;

const requestOf = (event: APIGatewayProxyEventV2): SoapRequest => {
  const { requestContext, headers, body = '', isBase64Encoded } = event;
  const scheme = headers['x-forwarded-proto'] ?? 'http';
  return {
    method: requestContext.http.method,
    query: event.rawQueryString,
    body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
    // A body that came as text has been decoded on its way, whatever charset the caller named.
    contentType: isBase64Encoded ? headers['content-type'] : 'text/xml; charset=utf-8',
    requestId: requestContext.requestId,
    address: `${scheme}://${headers.host ?? requestContext.domainName}${event.rawPath}`,
    from: requestContext.http.sourceIp,
  };
};

/** The SOAP service behind an HTTP API, payload format 2.0. `soap` is asked for at each request. */
export const createHttpHandler =
  (soap: () => Promise<Soap>) =>
  async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const { statusCode, headers, body } = await (await soap())(requestOf(event));
    return { statusCode, headers: { ...headers }, body };
  };
