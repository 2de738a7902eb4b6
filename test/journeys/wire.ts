import { createHttpHandler } from '../../lib/web-connector/http.ts';
import { createSoap } from '../../lib/web-connector/soap.ts';
import { type Gateway, startGateway } from '../../local/gateway.ts';
import {
  runSession,
  type SessionOptions,
  type SessionReport,
} from '../../local/simulators/web-connector/web-connector.ts';
import { patient } from '../web-connector/soap-client.ts';
import { type Connector, PASSWORD } from './connector.ts';
import type { Office } from './office.ts';

/** A connector behind an API Gateway with its limits, and the Web Connector that calls it over HTTP. */
export interface Wire {
  /** One run of the Web Connector. */
  session(options?: Pick<SessionOptions, 'onCall'>): Promise<SessionReport>;
  close(): Promise<void>;
}

export const startWire = async (connector: Connector, office: Office): Promise<Wire> => {
  const soap = createSoap(connector.calls, () => undefined, patient);
  const gateway: Gateway = await startGateway({
    routes: { 'ANY /qbwc': createHttpHandler(async () => soap) },
    onCrash: (error) => {
      throw error;
    },
  });
  const url = `${gateway.url.replace('127.0.0.1', 'localhost')}/qbwc`;
  const ids = { appName: 'Plumbline', ownerId: '{c17dd4f2-0c7b-4b1c-8f0c-5b1f8c8f2a11}' };
  const pause = async (ms: number) => {
    connector.clock.pass(ms);
    await connector.drain();
  };
  const { quickbooks } = office;
  return {
    session: ({ onCall } = {}) =>
      runSession({ url, user: connector.name, password: PASSWORD, quickbooks, ...ids, pause, onCall }),
    close: () => gateway.close(),
  };
};
