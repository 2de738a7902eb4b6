import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerApi } from './api.ts';
import { CATALOGUE, type Catalogue } from './catalogue.ts';
import { type CompanyChanges, createChanges } from './changes.ts';
import { type Id, type ProcoreCompany, sameId } from './data.ts';
import { createDeliveries, type Deliveries, type DeliverySettings } from './deliveries.ts';
import type { Answer, Asked, Webhooks } from './endpoint.ts';
import { applyFault, type Fault } from './faults.ts';
import { listen, readRequest, write } from './http.ts';
import { type Client, createLogin } from './login.ts';
import type { ProcoreEvent } from './payload.ts';
import { createRateWindows, type RateLimit } from './rate-windows.ts';

export interface ProcoreOptions {
  /** 0 or absent: any free port. */
  readonly port?: number;
  readonly companies: ProcoreCompany[];
  readonly clients: readonly Client[];
  /** Per client. Procore's documentation shows 25 in 10 s and 600 to 3,600 in an hour. */
  readonly rateLimit?: RateLimit;
  readonly now?: () => Date;
  /** Seeded, where a run must repeat itself. */
  readonly random?: () => number;
  readonly deliveries?: DeliverySettings;
  /** What hooks may have triggers for; absent: what a sandbox has. */
  readonly catalogue?: Catalogue;
  /** What goes wrong with a request, if anything; asked before every answer. */
  readonly faults?: (asked: Asked) => Fault | undefined;
}

export interface ProcoreSimulator {
  /** Both the API and the login host. */
  readonly url: string;
  /** The last 10,000 requests, oldest first. */
  readonly requests: readonly Asked[];
  /** A company's users at work. */
  company(id: Id): CompanyChanges;
  readonly webhooks: Omit<Deliveries, 'close'>;
  /** Every token given out so far stops working. */
  revokeTokens(): void;
  close(): Promise<void>;
}

const KEPT_REQUESTS = 10_000;

const GENEROUS: RateLimit = { perTenSeconds: 100, perHour: 3_600 };

/** Starts a Procore of plain data: strict about tokens, headers, parameters and rate limits. */
export const startProcore = async (options: ProcoreOptions): Promise<ProcoreSimulator> => {
  const now = options.now ?? (() => new Date());
  const random = options.random ?? Math.random;
  const login = createLogin(options.clients, now, random);
  const webhooks = createDeliveries(options.deliveries ?? {}, { now, random });
  const answer = createAnswers(
    options,
    login,
    now,
    (company, event) => webhooks.emit(company, event),
    webhooks,
  );
  const requests: Asked[] = [];
  const server = createServer((request, response) => {
    void readRequest(request).then((asked) => {
      requests.push(asked);
      if (requests.length > KEPT_REQUESTS) requests.shift();
      const fault = options.faults?.(asked);
      if (fault === undefined) write(response, answer(asked));
      else applyFault(fault, response, () => answer(asked), write);
    });
  });
  await listen(server, options.port ?? 0);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    company: (id) =>
      createChanges(companyIn(options.companies, id), now, (event) => webhooks.emit(id, event)),
    webhooks,
    revokeTokens: login.revokeAll,
    close: async () => {
      await webhooks.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

/**
 * What the API and the token endpoint answer, without a server and without faults. `emit` is told of what a call
 * has changed.
 */
export const createAnswers = (
  options: Pick<ProcoreOptions, 'companies' | 'rateLimit' | 'catalogue'>,
  login: ReturnType<typeof createLogin>,
  now: () => Date,
  emit: (company: Id, event: ProcoreEvent) => void = () => undefined,
  deliveries: Webhooks['deliveries'] = createDeliveries({}, { now, random: Math.random }),
) => {
  const webhooks: Webhooks = { deliveries, now, catalogue: options.catalogue ?? CATALOGUE };
  const admit = createRateWindows(options.rateLimit ?? GENEROUS, now);
  return (asked: Asked): Answer => {
    const { method, path, body } = asked;
    if (method === 'POST' && path === '/oauth/token') return login.issue(new URLSearchParams(body));
    const client = login.identify(asked);
    if ('status' in client) return client;
    const { admitted, headers } = admit(client.clientId);
    const found: Answer = admitted
      ? answerApi(asked, client.clientId, options.companies, emit, webhooks)
      : { status: 429, body: { errors: 'Too many requests' } };
    return { ...found, headers: { ...headers, ...found.headers } };
  };
};

const companyIn = (companies: readonly ProcoreCompany[], id: Id): ProcoreCompany => {
  const company = companies.find((candidate) => sameId(candidate.id, id));
  if (company === undefined) throw new Error(`there is no simulated company ${id}`);
  return company;
};
