import { guidOf } from '../../lib/engine/hash.ts';
import type { Context, Flow, Link, Mapping, RecordKey, Source } from '../../lib/flow.ts';
import { flows } from '../../lib/flows/index.ts';
import type { Answer, Element, Fields, QbRequest } from '../../lib/qbxml/message.ts';
import { readMessageSet } from '../../lib/qbxml/read.ts';
import type { Settings } from '../../lib/settings.ts';
import { kestrel, procoreOf, type Tables } from './kestrel.ts';
import { us } from './settings.ts';

const QUICKBOOKS_TYPES: Readonly<Record<string, string>> = {
  'cost-codes': 'ItemService',
  companies: 'Vendor',
  projects: 'Customer',
  invoices: 'Bill',
  budgets: 'Estimate',
};

/** The ListID that every linked record has in these tests, e.g. `80000501-1700000000` for company 501. */
export const listIdOf = (id: string): string => `8${id.padStart(7, '0')}-1700000000`;

export const mapped = ({ flow, id }: RecordKey, more: Partial<Mapping> = {}): Mapping => ({
  type: QUICKBOOKS_TYPES[flow] ?? 'PurchaseOrder',
  id: listIdOf(id),
  name: `${flow} ${id}`,
  editSequence: '1700000001',
  created: true,
  ...more,
});

/** The context of a record that is needed by others and whose links are all mapped. */
export const given = (key: RecordKey, settings: Settings = us, more: Partial<Context> = {}): Context => ({
  settings,
  key: { flow: key.flow, id: key.id },
  referenced: true,
  override: {},
  guid: guidOf(settings.name, key, 0),
  resolve: (link) => mapped(link),
  ...more,
});

export const flowNamed = (name: string): Flow<unknown> => {
  const flow = flows.find((one) => one.name === name);
  if (!flow) throw new Error(`no flow is called ${name}`);
  return flow;
};

/** What a flow's own fetch makes of a record of the company, as its tables are after `change`. */
export const fetched = async <C>(
  flow: Flow<C>,
  id: string,
  { settings = us, source = {}, change = () => undefined }: Given = {},
): Promise<C> => {
  const tables = kestrel();
  change(tables);
  const found = await flow.fetch(procoreOf(tables), { flow: flow.name, id }, source, settings);
  if (!('value' in found)) throw new Error(`${flow.name} ${id} is not among the fixtures`);
  return found.value;
};

export interface Given {
  readonly settings?: Settings;
  readonly source?: Source;
  readonly change?: (tables: Tables) => void;
}

/** QuickBooks' answer with these `…Ret` elements, read as it would arrive. */
export const answer = (message: string, rets: string, status = '0'): Answer => {
  const head = `requestID="1" statusCode="${status}" statusSeverity="Info" statusMessage="ok"`;
  const xml = `<?xml version="1.0"?><QBXML><QBXMLMsgsRs><${message} ${head}>${rets}</${message}></QBXMLMsgsRs></QBXML>`;
  const [first] = readMessageSet(xml).answers;
  if (!first) throw new Error('no answer was read');
  return first;
};

export const linkNames = (links: readonly Link[]): string[] => links.map(({ flow, id }) => `${flow} ${id}`);

/** The element inside a write: `VendorAdd` of a `VendorAddRq`. */
export const written = (request: QbRequest | undefined): Fields => {
  const inner = request?.fields[request.message.replace(/Rq$/, '')];
  if (typeof inner !== 'object' || Array.isArray(inner)) throw new Error('nothing is written');
  return inner as Fields;
};

/** An element as QuickBooks would answer it. */
export const element = (xml: string): Element => {
  const [ret] = answer('PurchaseOrderQueryRs', xml).rets;
  if (!ret) throw new Error('no element was read');
  return ret;
};

/** The lines of an order that is added. */
export const writtenLines = (request: QbRequest | undefined): readonly Fields[] =>
  [written(request).PurchaseOrderLineAdd ?? []].flat() as Fields[];
