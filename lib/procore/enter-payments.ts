import Big from 'big.js';
import { bodyOf } from './call.ts';
import type { Entered, EntryKey, ProcoreEntry } from './entries.ts';
import { type About, failureOf } from './failure.ts';
import { type Fields, fieldsOf } from './fields.ts';
import type { Get } from './get.ts';
import { inTurn } from './in-turn.ts';
import { parseJson } from './json.ts';
import { id, type Json, jsonText } from './json-text.ts';
import { listAll } from './paging.ts';
import { ProcoreFailure } from './procore.ts';
import type { Writing } from './sync-rows.ts';
import { REFUSALS } from './write-failure.ts';

type Payment = ProcoreEntry & { readonly of: 'contract-payment' };
/** The commitment that payments are issued on: Procore knows them by it alone. */
type Contract = Pick<Payment, 'projectId' | 'contractId'>;
type News = { readonly [name: string]: Json };

const PATH = 'rest/v1.0/contract_payments';

const aboutOf = ({ projectId, contractId }: Contract, writes?: true): About => ({
  what: `payments issued on commitment ${contractId}`,
  ...{ tool: 'Commitments', projectId, ...(writes && { writes }) },
});

/** Kept while origin_id is not: else nobody would find again what is being changed just then. */
const originData = (originId: string): string => JSON.stringify({ origin_id: originId });

const originIn = (row: Fields): string => {
  const parsed = parseJson(row.text('origin_data'));
  const data = parsed.is === 'json' ? (parsed.value as { origin_id?: unknown } | null) : undefined;
  return row.text('origin_id') || String(data?.origin_id ?? '');
};

const newsOf = (payment: Payment): News => ({
  ...{ date: payment.date, amount: payment.amount, payment_method: payment.method },
  ...(payment.checkNumber && { check_number: payment.checkNumber }),
  ...(payment.invoiceNumber && { invoice_number: payment.invoiceNumber }),
  ...(payment.notes && { notes: payment.notes }),
  requisition_id: id(payment.requisitionId),
  ...{ origin_id: payment.originId, origin_data: originData(payment.originId) },
});

/** Whether Procore holds it as it is to be. It shows no method of payment. */
const stands = (row: Fields, { amount, requisition_id, payment_method: _, ...texts }: News): boolean =>
  row.optionalDecimal('amount')?.eq(new Big(String(amount))) === true &&
  (requisition_id === undefined ||
    row.optionalId('requisition_id') === (requisition_id as { id: string }).id) &&
  Object.entries(texts).every(([name, text]) => row.text(name) === text);

/** Payments issued: Procore has no sync for them, so what is there is listed first. */
export const createPayments = (writing: Writing, get: Get) => {
  const { call, now } = writing;

  const list = ({ projectId, contractId }: Contract): Promise<Fields[]> =>
    listAll(get, {
      path: PATH,
      query: { project_id: projectId, contract_id: contractId },
      about: aboutOf({ projectId, contractId }),
      size: 1_000,
    });

  const bodyFor = ({ projectId, contractId }: Contract, news: News): string =>
    jsonText({ project_id: id(projectId), contract_id: id(contractId), contract_payment: news });

  const create = async (payment: Payment): Promise<Entered> => {
    const about = aboutOf(payment, true);
    const reply = await call({ method: 'post', path: PATH, json: bodyFor(payment, newsOf(payment)) }, about);
    return { is: 'done', id: fieldsOf(bodyOf(reply, about, now()), 'the new payment').id('id') };
  };

  /** Told twice on the way, Procore refuses what it took the first time. */
  const tookBefore = async (refusal: unknown, payment: Payment): Promise<Entered> => {
    if (!(refusal instanceof ProcoreFailure) || refusal.status !== 422) throw refusal;
    const row = (await list(payment)).find((one) => originIn(one) === payment.originId);
    if (!row) throw refusal;
    return { is: 'done', id: row.id('id') };
  };

  const patch = async (at: Contract, own: string, news: News): Promise<void> => {
    const path = `${PATH}/${encodeURIComponent(own)}`;
    const about = aboutOf(at, true);
    bodyOf(await call({ method: 'patch', path, json: bodyFor(at, news) }, about), about, now());
  };

  /** Procore locks all but the origin fields of a payment that has an origin_id: it is taken off and put on again. */
  const change = async (at: Contract, own: string, originId: string, news: News): Promise<Entered> => {
    try {
      await patch(at, own, news);
    } catch (error) {
      if (!(error instanceof ProcoreFailure) || error.status !== 422) throw error;
      await patch(at, own, { origin_id: null, origin_data: originData(originId) });
      await patch(at, own, news);
    }
    return { is: 'done', id: own };
  };

  const enterOne = async (payment: Payment, rows: readonly Fields[], known?: EntryKey): Promise<Entered> => {
    const news = newsOf(payment);
    const own =
      rows.find((row) => originIn(row) === payment.originId) ??
      rows.find((row) => row.id('id') === known?.id);
    if (!own) return create(payment).catch((error: unknown) => tookBefore(error, payment));
    return stands(own, news)
      ? { is: 'done', id: own.id('id') }
      : change(payment, own.id('id'), payment.originId, news);
  };

  /** Payments of one commitment, one after another. */
  const enter = (payments: readonly Payment[], known: ReadonlyMap<string, EntryKey>): Promise<Entered[]> => {
    let rows: Promise<Fields[]> | undefined;
    return inTurn(payments, async (payment) => {
      rows ??= list(payment);
      return enterOne(payment, await rows, known.get(payment.originId));
    });
  };

  const zero = (at: Contract, own: string, originId: string, why: string): Promise<Entered> => {
    const origin = { origin_id: originId, origin_data: originData(originId) };
    return change(at, own, originId, { amount: '0.00', notes: why, ...origin });
  };

  /** Undefined: there is none, nor perhaps such a commitment. */
  const found = async (at: Contract, originId: string): Promise<string | undefined> => {
    try {
      return (await list(at)).find((row) => originIn(row) === originId)?.id('id');
    } catch (error) {
      if (error instanceof ProcoreFailure && error.status === 404) return undefined;
      throw error;
    }
  };

  /** False: Procore does not let it be deleted. */
  const deleted = async (at: Contract, own: string): Promise<boolean> => {
    const about = aboutOf(at, true);
    const query = { project_id: at.projectId, contract_id: at.contractId };
    const reply = await call({ method: 'delete', path: `${PATH}/${encodeURIComponent(own)}`, query }, about);
    if (reply.status < 300 || reply.status === 404) return true;
    if (REFUSALS.includes(reply.status)) return false;
    throw failureOf(reply, about, now());
  };

  /** Where Procore does not let it be deleted, without its origin_id either, it is set to zero with a note. */
  const remove = async (key: EntryKey, why: string): Promise<Entered> => {
    const { originId } = key;
    const at = { projectId: key.projectId ?? '', contractId: key.contractId ?? '' };
    const own = key.id ?? (await found(at, originId));
    if (own === undefined) return { is: 'done', id: '' };
    if (await deleted(at, own)) return { is: 'done', id: own };
    await patch(at, own, { origin_id: null, origin_data: originData(originId) });
    return (await deleted(at, own)) ? { is: 'done', id: own } : zero(at, own, originId, why);
  };

  return { enter, remove };
};
