import middy from '@middy/core';
import { createHttpHandler } from '../lib/web-connector/http.ts';
import { soapEdge } from './soap-edge.ts';
import { telling } from './telling.ts';

/** The QuickBooks Web Connector's calls, its WSDL, and the page that the Web Connector wants a 200 from. */
export const handler = middy(telling(createHttpHandler(async () => soapEdge())));
