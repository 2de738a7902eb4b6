import { readBudget } from './budgets.ts';
import { listChangeOrders, readChangeOrder } from './change-orders.ts';
import { listChanged } from './changed.ts';
import {
  aboutCommitment,
  COMMITMENT_KINDS,
  type CommitmentKind,
  commitmentsRequest,
  kindsOf,
  linesRequest,
  toHead,
  toLines,
} from './commitments.ts';
import { companiesRequest, toCompany } from './companies.ts';
import { listCostCodeLists, listCostCodes } from './cost-codes.ts';
import type { About } from './failure.ts';
import { fieldsOf } from './fields.ts';
import { createGet, type Get, type GetDeps, type Query } from './get.ts';
import { listAll } from './paging.ts';
import { createPayments } from './payments.ts';
import type { Dated, Found, Procore } from './procore.ts';
import { createProjectCodes } from './project-codes.ts';
import { projectsRequest, toProject, toProjectEntry } from './projects.ts';
import type { TextForm } from './record-parts.ts';
import { listInvoices, readInvoice } from './requisitions.ts';
import type { Commitment } from './shapes.ts';

export interface ProcoreDeps extends GetDeps {
  readonly text: TextForm;
}

/** What every read shares: the GET, the clock, the text form, and the lists fetched so far. */
export interface Reader {
  readonly get: Get;
  readonly text: TextForm;
  readonly companyId: string;
  readonly dated: <T>(read: () => Promise<T>) => Promise<Dated<T>>;
  readonly remember: <T>(key: string, list: () => Promise<T>) => Promise<T>;
}

/** Procore's REST API, bound to one company. Make one per unit of work: its lists are never fetched anew. */
export const createProcore = (deps: ProcoreDeps): Procore => {
  const { companyId, text } = deps;
  const get = createGet(deps);
  const remember = createMemory();
  const dated = async <T>(read: () => Promise<T>): Promise<Dated<T>> => {
    const startedAt = deps.now().toISOString();
    return { startedAt, value: await read() };
  };
  const reader: Reader = { get, text, companyId, dated, remember };
  return {
    standardCostCodeLists: () =>
      remember('cost code lists', () => dated(() => listCostCodeLists(get, companyId, text))),
    standardCostCodes: (listId) =>
      remember(`cost codes of list ${listId}`, () =>
        dated(() => listCostCodes(get, companyId, listId, text)),
      ),
    company: (id) => readCompany(reader, id),
    companies: () =>
      dated(async () => (await listAll(get, companiesRequest(companyId))).map((row) => toCompany(row, text))),
    project: (id) => remember(`project ${id}`, () => readProject(reader, id)),
    projects: () =>
      dated(async () =>
        (await listAll(get, projectsRequest(companyId))).map((row) => toProjectEntry(row, text)),
      ),
    budget: (projectId, view) => readBudget(reader, projectId, view),
    commitment: (id, projectId, resource) => readFirstKind(reader, kindsOf(resource), id, projectId),
    commitments: (projectId) =>
      remember(`commitment ids of ${projectId}`, () => dated(() => listCommitments(get, projectId))),
    payment: (id, projectId, commitmentId) => createPayments(reader, projectId).payment(id, commitmentId),
    payments: (projectId) => createPayments(reader, projectId).payments(),
    changeOrder: (id, projectId) => readChangeOrder(reader, id, projectId),
    changeOrders: (projectId) =>
      remember(`change order ids of ${projectId}`, () => dated(() => listChangeOrders(reader, projectId))),
    invoice: (id, projectId) => readInvoice(reader, id, projectId),
    invoices: (projectId) =>
      remember(`invoice ids of ${projectId}`, () => dated(() => listInvoices(reader, projectId))),
    changed: (list, project, since) => listChanged(get, companyId, list, project, since),
  };
};

/** One promise per key. A failed one is dropped, so that the next caller tries again. */
const createMemory = (): Reader['remember'] => {
  const kept = new Map<string, Promise<unknown>>();
  return <T>(key: string, list: () => Promise<T>): Promise<T> => {
    const known = kept.get(key) as Promise<T> | undefined;
    if (known !== undefined) return known;
    const asked = list().catch((error: unknown) => {
      kept.delete(key);
      throw error;
    });
    kept.set(key, asked);
    return asked;
  };
};

/** A show: its body, or `gone` for 404. */
const show = async (
  { get, dated }: Reader,
  path: string,
  query: Query,
  about: About,
): Promise<Found<unknown>> => {
  const { startedAt, value } = await dated(() => get(path, query, about));
  return value.is === 'missing' ? { startedAt, gone: true } : { startedAt, value: value.body };
};

const readCompany = async (reader: Reader, id: string) => {
  const about = { what: `company ${id}`, tool: 'Directory' };
  const query = { company_id: reader.companyId, view: 'extended' };
  const found = await show(reader, `rest/v1.0/vendors/${encodeURIComponent(id)}`, query, about);
  if ('gone' in found) return found;
  return { ...found, value: toCompany(fieldsOf(found.value, about.what), reader.text) };
};

const readProject = async (reader: Reader, id: string) => {
  const about = { what: `project ${id}`, tool: 'Portfolio', projectId: id };
  const found = await show(
    reader,
    `rest/v1.0/projects/${encodeURIComponent(id)}`,
    { company_id: reader.companyId },
    about,
  );
  if ('gone' in found) return found;
  return { ...found, value: toProject(fieldsOf(found.value, about.what), reader.text) };
};

const readFirstKind = async (
  reader: Reader,
  [kind, ...others]: ReturnType<typeof kindsOf>,
  id: string,
  projectId: string,
): Promise<Found<Commitment>> => {
  let found = await readCommitment(reader, kind, id, projectId);
  for (const other of others) {
    if (!('gone' in found)) break;
    found = await readCommitment(reader, other, id, projectId);
  }
  return found;
};

const readCommitment = async (
  reader: Reader,
  kind: CommitmentKind,
  id: string,
  projectId: string,
): Promise<Found<Commitment>> => {
  const found = await show(
    reader,
    `${kind.path}/${encodeURIComponent(id)}`,
    { project_id: projectId },
    aboutCommitment(kind, id, projectId),
  );
  if ('gone' in found) return found;
  const { head, deleted, pricedByUnit } = toHead(found.value, kind, projectId, reader.text);
  const { startedAt } = found;
  if (deleted) return { startedAt, value: { ...head, lines: [] }, deleted };
  const rows = await listAll(reader.get, linesRequest(kind, id, projectId));
  const codes = createProjectCodes(reader.get, projectId, reader.remember);
  return { startedAt, value: { ...head, lines: await toLines(rows, pricedByUnit, codes, reader.text) } };
};

const listCommitments = async (get: Get, projectId: string) => {
  const listed: { id: string; resource: string }[] = [];
  for (const kind of COMMITMENT_KINDS) {
    const rows = await listAll(get, commitmentsRequest(kind, projectId));
    listed.push(...rows.map((row) => ({ id: row.id('id'), resource: kind.resource })));
  }
  return listed;
};
