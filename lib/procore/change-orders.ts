import { alone, type Joined, packaged } from './change-order-lines.ts';
import type { Reader } from './client.ts';
import type { ChangeOrder } from './contract-shapes.ts';
import { type Fields, fieldsOf } from './fields.ts';
import { type ListRequest, listAll } from './paging.ts';
import { type Found, ProcoreFailure } from './procore.ts';
import { createProjectCodes } from './project-codes.ts';
import { currencyOf, originOf, type TextForm } from './record-parts.ts';

const ABOUT = (what: string, projectId: string) => ({ what, tool: 'Commitments', projectId });

const packagesRequest = (projectId: string): ListRequest => ({
  path: 'rest/v1.0/change_order_packages',
  query: { project_id: projectId },
  about: ABOUT(`change order packages of project ${projectId}`, projectId),
  size: 300,
});

const ordersRequest = (projectId: string, query: ListRequest['query'] = {}): ListRequest => ({
  path: `rest/v1.0/projects/${encodeURIComponent(projectId)}/commitment_change_orders`,
  query,
  about: ABOUT(`commitment change orders of project ${projectId}`, projectId),
  size: 300,
});

const linesRequest = (companyId: string, projectId: string, id: string): ListRequest => ({
  path: `rest/v2.0/companies/${companyId}/projects/${encodeURIComponent(projectId)}/commitment_change_orders/${encodeURIComponent(id)}/line_items`,
  query: {},
  about: ABOUT(`lines of commitment change order ${id}`, projectId),
  size: 100,
});

/** Ids of commitment change orders are of another space than those of packages. */
const ALONE = 'cco-';

/** A project of three tiers has packages only: Procore then refuses the list or knows no such path. */
const orElseNone = async (list: Promise<Fields[]>): Promise<Fields[]> => {
  try {
    return await list;
  } catch (error) {
    if (error instanceof ProcoreFailure && ['refused', 'forbidden'].includes(error.kind)) return [];
    throw error;
  }
};

/** v2 and some v1 endpoints put the record into `data`. */
const unwrapped = (body: unknown, what: string): Fields => {
  const fields = fieldsOf(body, what);
  return fields.has('data') ? (fields.child('data') ?? fields) : fields;
};

const show = async (
  { get, dated }: Reader,
  path: string,
  query: ListRequest['query'],
  what: string,
): Promise<Found<Fields>> => {
  const about = ABOUT(what, query.project_id === undefined ? '' : String(query.project_id));
  const { startedAt, value } = await dated(() => get(path, query, about));
  if (value.is === 'missing') return { startedAt, gone: true };
  return { startedAt, value: unwrapped(value.body, what) };
};

/** What a change order says without its lines: of each field the first record that has it. */
const headOf = (
  id: string,
  projectId: string,
  records: readonly [Fields, ...Fields[]],
  text: TextForm,
): Omit<ChangeOrder, 'lines'> => {
  const having = (field: string): Fields => records.find((one) => one.text(field) !== '') ?? records[0];
  return {
    id,
    projectId,
    commitmentId: having('contract_id').id('contract_id'),
    of: records[0].text('type') === 'PrimeContractChangeOrder' ? 'prime' : 'commitment',
    number: text.name(having('number').text('number')),
    title: text.prose(having('title').text('title')),
    status: having('status').requiredText('status'),
    grandTotal: having('grand_total').decimal('grand_total').toFixed(2),
    currency: records.map(currencyOf).find((code) => code !== undefined),
    origin: originOf(records[0]),
  };
};

const isDeleted = (fields: Fields): boolean => fields.text('deleted_at') !== '';

/** The commitment change order of a package, with its lines, which name the lines of the commitment. */
const joinedTo = async (reader: Reader, id: string, projectId: string): Promise<Joined | undefined> => {
  const request = ordersRequest(projectId, { 'filters[legacy_package_id]': id });
  const listed = await orElseNone(listAll(reader.get, request));
  const order = listed.find((one) => one.optionalId('legacy_package_id') === id);
  if (!order) return undefined;
  const lines = linesRequest(reader.companyId, projectId, order.id('id'));
  return { order, rows: await orElseNone(listAll(reader.get, lines)) };
};

const readPackage = async (reader: Reader, id: string, projectId: string): Promise<Found<ChangeOrder>> => {
  const path = `rest/v1.0/change_order_packages/${encodeURIComponent(id)}`;
  const found = await show(reader, path, { project_id: projectId }, `change order package ${id}`);
  if ('gone' in found) return found;
  const { startedAt, value } = found;
  const deleted = isDeleted(value);
  if (deleted || value.requiredText('type') === 'PrimeContractChangeOrder')
    return {
      startedAt,
      value: { ...headOf(id, projectId, [value], reader.text), lines: [] },
      ...(deleted && { deleted }),
    };
  const joined = await joinedTo(reader, id, projectId);
  const head = headOf(id, projectId, joined ? [value, joined.order] : [value], reader.text);
  const codes = createProjectCodes(reader.get, projectId, reader.remember);
  const own = value.children('line_items');
  const lines =
    own.length > 0
      ? await packaged(own, joined?.rows ?? [], codes, reader.text)
      : await alone(joined?.rows ?? [], codes, reader.text);
  return { startedAt, value: { ...head, lines } };
};

const readAlone = async (reader: Reader, id: string, projectId: string): Promise<Found<ChangeOrder>> => {
  const own = id.slice(ALONE.length);
  const { path } = ordersRequest(projectId);
  const what = `commitment change order ${own}`;
  const found = await show(reader, `${path}/${encodeURIComponent(own)}`, {}, what);
  if ('gone' in found) return found;
  const head = headOf(id, projectId, [found.value], reader.text);
  const rows = await listAll(reader.get, linesRequest(reader.companyId, projectId, own));
  const codes = createProjectCodes(reader.get, projectId, reader.remember);
  return { ...found, value: { ...head, lines: await alone(rows, codes, reader.text) } };
};

/**
 * A change order package, filled with what its commitment change order (joined by `legacy_package_id`) knows beside
 * it; `id` with `cco-` before it: a commitment change order without a package. A prime contract's has no lines.
 */
export const readChangeOrder = (reader: Reader, id: string, projectId: string): Promise<Found<ChangeOrder>> =>
  (id.startsWith(ALONE) ? readAlone : readPackage)(reader, id, projectId);

/** Ids of the packages of a project, and of the commitment change orders that have none. */
export const listChangeOrders = async ({ get }: Reader, projectId: string): Promise<{ id: string }[]> => {
  const packages = await listAll(get, packagesRequest(projectId));
  const orders = await orElseNone(listAll(get, ordersRequest(projectId)));
  const bare = orders.filter((order) => order.optionalId('legacy_package_id') === undefined);
  return [
    ...packages.map((row) => ({ id: row.id('id') })),
    ...bare.map((row) => ({ id: `${ALONE}${row.id('id')}` })),
  ];
};
