import type { Reader } from './client.ts';
import { COMMITMENT_KINDS, commitmentsRequest, compareIds } from './commitments.ts';
import type { Payment } from './contract-shapes.ts';
import type { Fields } from './fields.ts';
import { type ListRequest, listAll } from './paging.ts';
import type { Dated, Found } from './procore.ts';
import { currencyOf, originOf, type TextForm } from './record-parts.ts';

/** A commitment, as far as its payments need it. */
interface Contract {
  readonly id: string;
  readonly number: string;
  readonly vendorId?: string;
  readonly currency?: string;
  readonly changedAt: string;
  /** Neither invoiced nor paid so far. */
  readonly untouched: boolean;
}

type Row = Omit<Payment, 'together'>;

const AT_ONCE = 4;

/** Procore lists payments of one commitment only, and shows none without its commitment. */
const paymentsRequest = (projectId: string, { id, number }: Contract): ListRequest => ({
  path: 'rest/v1.0/contract_payments',
  query: { project_id: projectId, contract_id: id },
  about: { what: `payments issued on commitment ${number || id}`, tool: 'Commitments', projectId },
  size: 1_000,
});

/** The payments of one project. Each commitment is asked for once, and only when its payments matter. */
export const createPayments = (reader: Reader, projectId: string) => {
  const { get, text, dated, remember } = reader;

  const contracts = (): Promise<Dated<Contract[]>> =>
    remember(`commitments of project ${projectId}`, () =>
      dated(async () => {
        const lists = await Promise.all(
          COMMITMENT_KINDS.map((kind) => listAll(get, commitmentsRequest(kind, projectId))),
        );
        // The last changed first: there a payment that was told of just now is found soonest.
        return lists
          .flat()
          .map((row) => toContract(row, text))
          .sort((a, b) => (a.changedAt > b.changedAt ? -1 : 1));
      }),
    );

  const paymentsOf = (contract: Contract): Promise<Row[]> =>
    remember(`payments of commitment ${contract.id}`, async () => {
      const rows = await listAll(get, paymentsRequest(projectId, contract));
      return rows.map((row) => toRow(row, projectId, contract, text));
    });

  /** The payments of some commitments, a few of them at a time, until `enough` says so of one. */
  const collect = async (of: readonly Contract[], enough: (row: Row) => boolean = () => false) => {
    const found: Row[] = [];
    for (let at = 0; at < of.length && !found.some(enough); at += AT_ONCE) {
      const lists = await Promise.all(of.slice(at, at + AT_ONCE).map(paymentsOf));
      found.push(...lists.flat());
    }
    return found;
  };

  /** What Procore Pay paid to this vendor at once; it may settle invoices of several commitments. */
  const togetherWith = async (own: Row, all: readonly Contract[]): Promise<Payment['together']> => {
    const { externalPaymentId, vendorId, commitmentId } = own;
    if (externalPaymentId === undefined) return [member(own)];
    const isVendors = (one: Contract) =>
      vendorId !== undefined && one.vendorId === vendorId && !one.untouched;
    const siblings = all.filter((one) => one.id === commitmentId || isVendors(one));
    const rows = await collect(siblings);
    return rows
      .filter((row) => row.externalPaymentId === externalPaymentId)
      .sort((a, b) => compareIds(a.id, b.id))
      .map(member);
  };

  /** `commitmentId` where it is known; else the project's commitments are searched. */
  const payment = async (id: string, commitmentId?: string): Promise<Found<Payment>> => {
    const { startedAt, value: all } = await contracts();
    const places = all.filter((one) => (commitmentId ? one.id === commitmentId : !one.untouched));
    const own = (await collect(places, (row) => row.id === id)).find((row) => row.id === id);
    if (!own) return { startedAt, gone: true };
    return { startedAt, value: { ...own, together: await togetherWith(own, all) } };
  };

  const payments = async (): Promise<Dated<{ id: string; commitmentId: string }[]>> => {
    const { startedAt, value: all } = await contracts();
    const rows = await collect(all.filter(({ untouched }) => !untouched));
    return { startedAt, value: rows.map(({ id, commitmentId }) => ({ id, commitmentId })) };
  };

  return { payment, payments };
};

const toContract = (row: Fields, text: TextForm): Contract => ({
  id: row.id('id'),
  number: text.name(row.text('number')),
  vendorId: row.child('vendor')?.optionalId('id'),
  currency: currencyOf(row),
  changedAt: row.text('updated_at'),
  untouched: ['total_payments', 'total_requisitions_amount'].every((field) =>
    row.optionalDecimal(field)?.eq(0),
  ),
});

const toRow = (row: Fields, projectId: string, contract: Contract, text: TextForm): Row => {
  const id = row.id('id');
  const instant = (field: string) => (row.text(field) === '' ? undefined : row.instant(field));
  const named = (field: string) => (row.text(field) === '' ? '' : text.name(row.text(field)));
  return {
    id,
    projectId,
    commitmentId: contract.id,
    vendorId: contract.vendorId,
    name: `${contract.number} payment ${named('payment_number') || id}`.trim(),
    invoiceId: row.optionalId('requisition_id'),
    externalPaymentId: named('external_payment_id') || undefined,
    amount: row.decimal('amount').toFixed(2),
    status: row.text('status').toLowerCase(),
    date: row.date('date'),
    initiatedAt: instant('date_payment_initiated'),
    createdAt: row.instant('created_at'),
    checkNumber: named('check_number'),
    currency: contract.currency,
    origin: originOf(row),
  };
};

const member = ({ id, commitmentId, name, invoiceId, amount, status }: Row): Payment['together'][number] => ({
  id,
  commitmentId,
  name,
  invoiceId,
  amount,
  status,
});
