import type { Settings } from '../lib/settings.ts';
import type { Ending } from '../local/simulators/web-connector/web-connector.ts';
import { type Deployment, startDeployment } from './deployment.ts';
import type { Waiting } from './figures.ts';
import { SETTINGS } from './made-company.ts';
import type { Holdings } from './made-costs.ts';
import { both, type Reading } from './meter.ts';
import type { SessionSeen } from './office-protocol.ts';
import { type OfficeProcess, startAwsProcess, startOfficeProcess, startSettleProcess } from './processes.ts';

/** A company file with its Web Connector, in a process of its own. */
export interface Company {
  /** One session of the Web Connector; throws when it ends otherwise than it may. */
  session(...endings: Ending[]): Promise<SessionSeen>;
}

/**
 * Four processes: the function that the Web Connector calls (this one), the one that settles beside it, the AWS services,
 * and QuickBooks with its Web Connector.
 */
export interface Bed extends Company {
  readonly deployment: Deployment;
  /** Another company file, of a connection of its own, served by the same functions. */
  company(settings: Settings): Promise<Company>;
  /** What both functions did since the last reading. */
  read(): Promise<Reading>;
  close(): Promise<void>;
}

const running = async (office: OfficeProcess, endings: readonly Ending[]): Promise<SessionSeen> => {
  const seen = await office.session();
  const { report } = seen;
  if (!endings.includes(report.ending))
    throw new Error(`the session ended ${report.ending}: ${report.status}`);
  return seen;
};

export interface BedOptions {
  readonly settings?: Settings;
  /** What is entered by hand before the connector comes. */
  readonly holdings?: Holdings;
}

/** Starts everything and installs the connection in QuickBooks; the waiting counts from the start. */
export const startBed = async (
  waiting: Waiting,
  { settings = SETTINGS, holdings }: BedOptions = {},
): Promise<Bed> => {
  const { aws, close: closeAws } = await startAwsProcess();
  const deployment = await startDeployment(aws, waiting.soap);
  const settle = await startSettleProcess();
  const offices: OfficeProcess[] = [];
  const company = async (of: Settings, held?: Holdings): Promise<Company> => {
    const office = startOfficeProcess();
    offices.push(office);
    const { qwc, password } = await deployment.apply(of);
    await office.install(qwc, password, waiting.quickbooks, held);
    return { session: (...endings) => running(office, endings) };
  };
  return {
    ...{ deployment, company },
    ...(await company(settings, holdings)),
    read: async () => both(deployment.meter.read(), await settle.read()),
    close: async () => {
      await Promise.all(offices.map((office) => office.close()));
      await settle.close();
      await deployment.close();
      await closeAws();
    },
  };
};
