import { type Answer, childrenOf, type Element, type QbRequest, textAt } from '../qbxml/message.ts';
import { isZero } from '../qbxml/money.ts';
import { outcomeOf } from '../qbxml/status.ts';
import { reason } from '../reasons.ts';
import { type After, afterAnswer } from './after.ts';
import { existenceQuery, isList, isThere } from './existence.ts';
import { formerly } from './own-mark.ts';
import type { SyncRecord, Undo } from './record.ts';

/** Transactions that QuickBooks tells the links of. */
const LINKED = ['PurchaseOrder', 'Estimate', 'Bill', 'VendorCredit'];

/** Asks for the object of a record that is to be undone, and for what hangs on it. */
export const undoQuery = ({ undo, mapping }: SyncRecord): QbRequest | undefined => {
  if (!undo || !mapping) return undefined;
  const { type, id } = mapping;
  if (!LINKED.includes(type)) return existenceQuery(type, [id]);
  const lines = type === 'PurchaseOrder' ? ['PurchaseOrderLineRet', 'PurchaseOrderLineGroupRet'] : [];
  const fields = {
    TxnID: [id],
    ...(lines.length > 0 && { IncludeLineItems: 'true' }),
    IncludeLinkedTxns: 'true',
    IncludeRetElement: ['TxnID', 'EditSequence', 'LinkedTxn', ...lines],
  };
  return { message: `${type}QueryRq`, fields };
};

/** Its object as the answers show it; undefined when it is not there. */
const shown = ({ mapping }: SyncRecord, answers: readonly Answer[]): Element | undefined =>
  mapping && isThere(answers, mapping.id)
    ? answers
        .flatMap(({ rets }) => rets)
        .find((ret) => [textAt(ret, 'TxnID'), textAt(ret, 'ListID')].includes(mapping.id))
    : undefined;

const told = (link: Element): string =>
  `${textAt(link, 'TxnType')} ${textAt(link, 'RefNumber') ?? textAt(link, 'TxnID')}`;

/** Transactions in QuickBooks that were made from it or applied to it. A bill names the order that it was made from. */
const hanging = (ret: Element): readonly string[] =>
  childrenOf(ret, 'LinkedTxn')
    .filter((link) => textAt(link, 'TxnType') !== 'PurchaseOrder')
    .map(told);

type Step = { readonly write: QbRequest } | { readonly after: After };

const keep = (words: string): Step => ({ after: { do: 'kept', words } });

const isReceived = (line: Element): boolean =>
  textAt(line, 'IsBilled') === 'true' || !isZero(textAt(line, 'ReceivedQuantity') || '0');

/** The order without the lines that the record added to it; every other line is named, in stored order. */
const withoutLines = (record: SyncRecord, order: Element): Step => {
  const own = new Set(Object.values(record.mapping?.lines ?? {}));
  const all = childrenOf(order, 'PurchaseOrderLineRet');
  const isOwn = (line: Element): boolean => own.has(textAt(line, 'TxnLineID') ?? '');
  const mine = all.filter(isOwn);
  const rest = all.filter((line) => !isOwn(line));
  if (mine.length === 0) return { after: { do: 'undone' } };
  if (mine.some(isReceived)) return keep('A bill or receipt has drawn on its lines: delete that first.');
  if (childrenOf(order, 'PurchaseOrderLineGroupRet').length > 0)
    return keep('The order holds a group of items: delete the lines of this record by hand, then unlink it.');
  if (rest.length === 0) return keep('Nothing else is left on the order: undo the order itself.');
  return {
    write: modOf(order, {
      PurchaseOrderLineMod: rest.map((line) => ({ TxnLineID: textAt(line, 'TxnLineID') ?? '' })),
    }),
  };
};

const modOf = (order: Element, change: QbRequest['fields']): QbRequest => ({
  message: 'PurchaseOrderModRq',
  fields: {
    PurchaseOrderMod: {
      TxnID: textAt(order, 'TxnID') ?? '',
      EditSequence: textAt(order, 'EditSequence') ?? '',
      ...change,
    },
    IncludeRetElement: ['TxnID', 'EditSequence'],
  },
});

const deletion = (type: string, id: string): QbRequest =>
  isList(type)
    ? { message: 'ListDelRq', fields: { ListDelType: type, ListID: id } }
    : { message: 'TxnDelRq', fields: { TxnDelType: type, TxnID: id } };

const foreignLines = ({ mapping }: SyncRecord, order: Element): number => {
  const own = new Set(Object.values(mapping?.lines ?? {}));
  return childrenOf(order, 'PurchaseOrderLineRet').filter((line) => !own.has(textAt(line, 'TxnLineID') ?? ''))
    .length;
};

/**
 * What takes a record out of QuickBooks, by what a lookup just told of it. `dependents`: how people call the records
 * that refer to it and are in QuickBooks themselves.
 */
export const undoStep = (
  record: SyncRecord,
  answers: readonly Answer[],
  dependents: readonly string[],
): Step => {
  const { mapping, undo } = record;
  const ret = shown(record, answers);
  if (!mapping || !ret) return { after: { do: 'undone' } };
  if (dependents.length > 0) return keep(`Undo these first, which refer to it: ${dependents.join(', ')}.`);
  if (undo?.how === 'close') return { write: modOf(ret, { IsManuallyClosed: 'true' }) };
  if (mapping.ofTarget) return withoutLines(record, ret);
  const links = hanging(ret);
  if (links.length > 0) return keep(`In QuickBooks ${links.join(', ')} hangs on it: delete that first.`);
  const foreign = foreignLines(record, ret);
  if (foreign > 0)
    return keep(
      `${foreign} of its lines were added in QuickBooks: take them out there, or close it instead.`,
    );
  return { write: deletion(mapping.type, mapping.id) };
};

/** What QuickBooks' answer to that means. What is gone already was deleted by a request whose answer was lost. */
export const afterUndo = (answer: Answer): After => {
  const { is } = outcomeOf(answer);
  if (is === 'done' || is === 'done-with-warning') return { do: 'undone' };
  if (is === 'missing-reference')
    return answer.message.endsWith('DelRs')
      ? { do: 'undone' }
      : { do: 'again', counts: true, wait: false, words: answer.statusMessage };
  const after = afterAnswer(answer, () => undefined);
  return after.do === 'again' || after.do === 'held'
    ? after
    : { do: 'kept', words: `QuickBooks refused (${answer.statusCode}): ${answer.statusMessage}` };
};

const AT_REST = {
  ...{ undo: undefined, adopting: undefined, doubt: undefined, blockedBy: undefined, notBefore: undefined },
  ...{ attempts: 0, tries: undefined, held: undefined, refusedHash: undefined },
} satisfies Partial<SyncRecord>;

const UNMAPPED = {
  ...{ mapping: undefined, syncedHash: undefined, syncedAt: undefined, flags: [] },
  ...{ approval: undefined, rejection: undefined, adoption: undefined, document: undefined },
  ...{ actual: undefined, offered: undefined, syncedContent: undefined },
} satisfies Partial<SyncRecord>;

const unmapped = (record: SyncRecord): SyncRecord => ({
  ...record,
  ...{ ...AT_REST, ...UNMAPPED, ...formerly(record) },
});

const dayOf = (at: string): string => at.slice(0, 10);

/** Out of QuickBooks: posted once more, it gets another ExternalGUID, but only on an operator's word. */
export const undone = (record: SyncRecord, { by, at, why }: Undo, now: Date): SyncRecord => ({
  ...unmapped(record),
  ...{ state: 'rejected', since: now.toISOString() },
  reason: reason('undone', { by, at: dayOf(at), why }),
  generation: record.generation + 1,
});

/** The mapping is forgotten on our side; in QuickBooks nothing changes. */
export const unlinked = (record: SyncRecord, by: string, why: string, now: Date): SyncRecord => ({
  ...unmapped(record),
  ...{ state: 'rejected', since: now.toISOString() },
  reason: reason('unlinked', { by, at: dayOf(now.toISOString()), why }),
});

/** It stays in QuickBooks, and says why. */
export const staying = (record: SyncRecord, words: string, now: Date): SyncRecord => ({
  ...record,
  ...{ ...AT_REST, state: 'synced', reason: undefined, since: now.toISOString() },
  flags: [
    ...record.flags.filter(({ code }) => code !== 'undo-refused'),
    { code: 'undo-refused', detail: words },
  ],
});

/** Reasons of records that rest until an operator retries or links them, whatever happens to them in Procore. */
const RESTING: readonly string[] = ['undone', 'unlinked', 'not-adopted'];

export const isResting = ({ state, reason: why }: SyncRecord): boolean =>
  state === 'rejected' && why !== undefined && RESTING.includes(why.code);
