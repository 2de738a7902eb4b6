import type { Settings } from '../../lib/settings.ts';
import type { LocalAws } from '../../local/aws.ts';
import type { QuickBooksOptions } from '../../local/simulators/quickbooks/quickbooks.ts';
import { type Clock, createClock } from './clock.ts';
import { type Connector, type ConnectorOptions, startConnector } from './connector.ts';
import { createOffice, isWrite, type Office } from './office.ts';
import { type Table, toyFlows } from './toy-flow.ts';
import { deliver } from './visit.ts';

/** A connection of toy flows, with its QuickBooks. */
export interface Toys {
  readonly connector: Connector;
  readonly office: Office;
}

export interface ToysOptions {
  readonly settings?: Partial<Settings>;
  readonly quickbooks?: QuickBooksOptions;
  readonly wrap?: ConnectorOptions['wrap'];
  readonly imports?: ConnectorOptions['imports'];
  readonly clock?: Clock;
}

/** Flows by name, each with what Procore has of it. */
export const startToys = async (
  aws: LocalAws,
  tables: Readonly<Record<string, Table>>,
  { settings, quickbooks, wrap, imports, clock = createClock() }: ToysOptions = {},
): Promise<Toys> => {
  const flows = toyFlows(tables, clock);
  const connector = await startConnector(aws, { flows, imports, clock, settings, wrap });
  return { connector, office: createOffice({ now: clock.now, ...quickbooks }) };
};

/** So many vendors: `Vendor 1` with the id 1, and so on. */
export const vendors = (count: number): Table =>
  new Map(Array.from({ length: count }, (_, n) => [String(n + 1), { name: `Vendor ${n + 1}` }]));

export const namesOf = (table: Table): string[] => [...table.values()].map(({ name }) => name);

/** Begins a session and goes on until it hands out a write: its ticket and text. */
export const untilWrite = async ({ connector, office }: Toys): Promise<{ ticket: string; qbxml: string }> => {
  const [ticket = ''] = await connector.login();
  for (let call = 0; call < 20; call++) {
    const qbxml = await connector.calls.sendRequestXML(ticket, '16', '0');
    if (isWrite(qbxml)) return { ticket, qbxml };
    await deliver(connector, office, ticket, qbxml);
  }
  throw new Error('the session writes nothing');
};

/** The answer of QuickBooks to a message set that it can read. */
export const answerTo = async ({ office }: Toys, qbxml: string): Promise<string> => {
  const processed = await office.quickbooks.process(qbxml);
  if (!('response' in processed)) throw new Error(processed.message);
  return processed.response;
};
