import { createProcore, type ProcoreDeps } from '../../lib/procore/client.ts';
import { createTokenSource } from '../../lib/procore/oauth.ts';
import { type Procore, ProcoreFailure } from '../../lib/procore/procore.ts';
import {
  type ProcoreOptions,
  type ProcoreSimulator,
  startProcore,
} from '../../local/simulators/procore/start.ts';
import { sampleCompany } from './company-data.ts';

export const CLIENT = { clientId: 'app-1', clientSecret: 'secret-of-app-1' };

/** The same as a token source asks for them. */
export const CREDENTIALS = { clientId: CLIENT.clientId, clientSecret: async () => CLIENT.clientSecret };

/** A clock that stands until it is moved. */
export const createClock = (start = '2026-05-04T10:00:00.000Z') => {
  let at = Date.parse(start);
  return {
    now: () => new Date(at),
    advance: (seconds: number) => {
      at += seconds * 1000;
    },
  };
};

export interface Simulated {
  readonly procore: Procore;
  readonly simulator: ProcoreSimulator;
  readonly clock: ReturnType<typeof createClock>;
  /** Paths of the requests so far, without those for tokens. */
  readonly paths: () => string[];
}

const running: ProcoreSimulator[] = [];

/** Ends every simulator of this test; call it in afterEach. */
export const closeAll = async (): Promise<void> => {
  await Promise.all(running.splice(0).map((simulator) => simulator.close()));
};

/** A simulated Procore on a free port, and a client of it, both on one clock. */
export const simulate = async (
  options: Partial<ProcoreOptions> = {},
  client: Partial<ProcoreDeps> = {},
): Promise<Simulated> => {
  const clock = createClock();
  const simulator = await startProcore({
    companies: [sampleCompany()],
    clients: [CLIENT],
    now: clock.now,
    ...options,
  });
  running.push(simulator);
  const token = createTokenSource({ loginUrl: simulator.url, ...CREDENTIALS }, { fetch, now: clock.now });
  const text = { name: (s: string) => `N:${s}`, prose: (s: string) => `P:${s}` };
  const deps = { fetch, now: clock.now, token, apiUrl: simulator.url, companyId: '77', text, ...client };
  const paths = () => simulator.requests.map(({ path }) => path).filter((path) => path !== '/oauth/token');
  return { procore: createProcore(deps), simulator, clock, paths };
};

/** The failure of a call; a call that succeeds is a failed test. */
export const failureIn = async (call: Promise<unknown>): Promise<ProcoreFailure> => {
  const error = await call.then(
    (value) => new Error(`succeeded with ${JSON.stringify(value)}`),
    (thrown: unknown) => thrown,
  );
  if (error instanceof ProcoreFailure) return error;
  throw error;
};
