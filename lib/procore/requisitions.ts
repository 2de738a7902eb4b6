import type { Reader } from './client.ts';
import type { Invoice } from './contract-shapes.ts';
import { type Fields, fieldsOf } from './fields.ts';
import { type ListRequest, listAll } from './paging.ts';
import { type Found, ProcoreFailure } from './procore.ts';
import { createProjectCodes } from './project-codes.ts';
import { currencyOf, originOf, type TextForm } from './record-parts.ts';
import { changeOrdersIn, toItems } from './requisition-items.ts';

const PATH = 'rest/v1.1/requisitions';

const about = (what: string, projectId: string) => ({ what, tool: 'Commitments', projectId });

const listRequest = (projectId: string): ListRequest => ({
  path: PATH,
  query: { project_id: projectId },
  about: about(`subcontractor invoices of project ${projectId}`, projectId),
  size: 300,
});

/** Change order items with the package of each, which the v1.1 record does not promise. */
const changeOrderItemsRequest = (id: string, projectId: string): ListRequest => ({
  path: `rest/v1.0/requisitions/${encodeURIComponent(id)}/change_order_items`,
  query: { project_id: projectId },
  about: about(`change order items of subcontractor invoice ${id}`, projectId),
  size: 500,
});

const show = async ({ get, dated }: Reader, id: string, projectId: string): Promise<Found<Fields>> => {
  const what = `subcontractor invoice ${id}`;
  const query = { project_id: projectId, view: 'extended' };
  const path = `${PATH}/${encodeURIComponent(id)}`;
  const { startedAt, value } = await dated(() => get(path, query, about(what, projectId)));
  if (value.is === 'missing') return { startedAt, gone: true };
  return { startedAt, value: fieldsOf(value.body, what) };
};

const cents = (fields: Fields | undefined, field: string): string | undefined =>
  fields?.optionalDecimal(field)?.toFixed(2);

const headOf = (fields: Fields, projectId: string, text: TextForm): Omit<Invoice, 'items' | 'previous'> => {
  const summary = fields.child('summary');
  return {
    id: fields.id('id'),
    projectId,
    commitmentId: fields.id('commitment_id'),
    vendorId: fields.optionalId('vendor_id'),
    number: fields.text('number'),
    invoiceNumber: text.name(fields.text('invoice_number')),
    contract: text.prose(fields.text('contract_name')),
    status: fields.requiredText('status'),
    billingDate: fields.date('billing_date'),
    periodStart: fields.date('requisition_start'),
    periodEnd: fields.date('requisition_end'),
    final: fields.flag('final') === true,
    currency: currencyOf(fields),
    summary: {
      currentPaymentDue: cents(summary, 'current_payment_due'),
      totalRetainage: cents(summary, 'total_retainage'),
      tax: cents(summary, 'tax_applicable_to_this_payment'),
    },
    origin: originOf(fields),
  };
};

const checkProject = (fields: Fields, projectId: string): void => {
  const project = fields.optionalId('project_id') ?? projectId;
  if (project === projectId) return;
  const words = `Procore says that ${fields.what} belongs to project ${project}, not ${projectId}.`;
  throw new ProcoreFailure('malformed', words);
};

/** The invoice before it; one that Procore does not show leaves its retainage open, which is never zero. */
const previousOf = async (reader: Reader, fields: Fields, projectId: string) => {
  const id = fields.optionalId('previous_requisition_id');
  if (id === undefined) return undefined;
  const found = await show(reader, id, projectId);
  const shown = 'gone' in found ? undefined : found.value;
  const totalRetainage = cents(shown?.child('summary'), 'total_retainage');
  return { previous: { id, totalRetainage }, items: shown?.children('items') ?? [] };
};

/**
 * A subcontractor invoice with what it takes from the one before it: one call for each, and one more where an item
 * of a change order does not name its package.
 */
export const readInvoice = async (reader: Reader, id: string, projectId: string): Promise<Found<Invoice>> => {
  const found = await show(reader, id, projectId);
  if ('gone' in found) return found;
  const { startedAt, value: fields } = found;
  checkProject(fields, projectId);
  const before = await previousOf(reader, fields, projectId);
  const packages = await changeOrdersIn(fields, () =>
    listAll(reader.get, changeOrderItemsRequest(id, projectId)),
  );
  const codes = createProjectCodes(reader.get, projectId, reader.remember);
  const items = await toItems(fields, before?.items ?? [], packages, codes, reader.text);
  const head = headOf(fields, projectId, reader.text);
  return { startedAt, value: { ...head, ...(before && { previous: before.previous }), items } };
};

/** Ids of all subcontractor invoices of a project. */
export const listInvoices = async ({ get }: Reader, projectId: string): Promise<{ id: string }[]> =>
  (await listAll(get, listRequest(projectId))).map((row) => ({ id: row.id('id') }));
