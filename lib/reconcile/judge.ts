import { differences } from '../engine/difference.ts';
import type { Facts, Linked } from '../engine/plan.ts';
import { keyText, type SyncRecord } from '../engine/record.ts';
import type { Flow } from '../flow.ts';
import { type Element, type Fields, textAt } from '../qbxml/message.ts';
import { isZero } from '../qbxml/money.ts';
import { type Against, fieldDifferences, sameText } from './fields.ts';
import type { Finding, FindingCode } from './findings.ts';
import {
  appliedDifferences,
  keyedDifferences,
  type LineDifference,
  lineAmount,
  linesOf,
  sentLinesOf,
  summedDifferences,
} from './lines.ts';
import { asSynced, isToBeClosed, sentRequest } from './sent.ts';

/** An object of QuickBooks as it stands now, and the records of ours that stand in it. */
export interface Standing {
  readonly records: readonly SyncRecord[];
  /** Undefined: QuickBooks does not find it. */
  readonly ret?: Element;
}

export interface Judging {
  readonly flowOf: (name: string) => Flow<unknown>;
  readonly facts: Facts;
  /** What the records refer to. */
  readonly linked: Linked;
  /** ISO. */
  readonly now: string;
}

type Detail = Pick<Finding, 'field' | 'procore' | 'quickbooks'>;

const finding = (
  { flow, id, title, mapping }: SyncRecord,
  code: FindingCode,
  { now }: Judging,
  ret: Element | undefined,
  detail: Detail = {},
): Finding => {
  const at = textAt(ret, 'TimeModified');
  return {
    ...{ flow, id, ...(title !== undefined && { title }), code },
    object: { type: mapping?.type ?? '', id: mapping?.id ?? '', name: mapping?.name ?? '' },
    ...detail,
    ...(at && { at }),
    since: now,
  };
};

/** QuickBooks keeps a voided transaction with zero, and says so in its memo. */
const isVoided = (ret: Element): boolean => {
  const total = ['TotalAmount', 'AmountDue', 'CreditAmount', 'Amount'].flatMap(
    (name) => textAt(ret, name) ?? [],
  )[0];
  return /^void:/i.test(textAt(ret, 'Memo') ?? '') && total !== undefined && isZero(total);
};

const detailOf = (difference: LineDifference): Detail =>
  difference.is === 'changed'
    ? { field: difference.field, procore: difference.sent, quickbooks: difference.found ?? '' }
    : {
        field: difference.field,
        [difference.is === 'line-missing' ? 'procore' : 'quickbooks']: difference.amount,
      };

/** The record whose object it is, before those that only wrote to it. */
const byOwner = (records: readonly SyncRecord[]): readonly SyncRecord[] =>
  [...records].sort((a, b) => Number(a.mapping?.ofTarget ?? false) - Number(b.mapping?.ofTarget ?? false));

/** What we found there is not ours to compare: only whether it is still called so, and its lines are there. */
const foundOurs = (record: SyncRecord, ret: Element, judging: Judging, known: Set<Element>): Finding[] => {
  const { name = '', lines = {} } = record.mapping ?? {};
  const now = textAt(ret, 'FullName') ?? textAt(ret, 'Name') ?? textAt(ret, 'RefNumber');
  const standing = linesOf(ret);
  const missing = [...new Set(Object.values(lines))].filter((id) => {
    const line = standing.find((one) => textAt(one, 'TxnLineID') === id);
    if (line) known.add(line);
    return !line;
  });
  const isOther = !record.mapping?.ofTarget && now !== undefined && !sameText(now, name);
  const renamed = { field: textAt(ret, 'ListID') ? 'Name' : 'RefNumber', procore: name, quickbooks: now };
  return [
    ...(isOther ? [finding(record, 'changed', judging, ret, renamed)] : []),
    ...missing.map((id) => finding(record, 'line-missing', judging, ret, { field: `line ${id}` })),
  ];
};

/** Field by field, what we wrote against what stands there. */
const sentThere = (
  record: SyncRecord,
  ret: Element,
  judging: Judging,
  known: Set<Element>,
): Finding[] | undefined => {
  const { flowOf, facts, linked } = judging;
  const was = asSynced(record);
  const request = was && sentRequest(flowOf(record.flow), was, facts, linked);
  const document = request && (Object.values(request.fields)[0] as Fields);
  if (!document) return undefined;
  const names = [...linked.values(), record].flatMap(({ mapping }) => (mapping ? [mapping] : []));
  const against: Against = {
    nameOf: (id) => names.find((one) => one.id === id)?.name,
    names: record.mapping ? [record.mapping.name] : [],
    untouched: textAt(ret, 'EditSequence') === record.mapping?.editSequence,
  };
  const lines = sentLinesOf(document);
  const standing = linesOf(ret);
  const isKeyed = lines.some(({ Other2 }) => Other2 !== undefined);
  if (!isKeyed) for (const line of standing) known.add(line);
  const differ = [
    ...(isKeyed
      ? keyedDifferences(lines, standing, record.mapping?.lines ?? {}, against, known)
      : summedDifferences(lines, standing, against)),
    ...(document.AppliedToTxnAdd ? appliedDifferences(document, ret, against) : []),
  ];
  const fields = record.mapping?.ofTarget ? [] : fieldDifferences(document, ret, against);
  return [
    ...fields.map(({ field, sent, found = '' }) =>
      finding(record, 'changed', judging, ret, { field, procore: sent, quickbooks: found }),
    ),
    ...differ.map((one) => finding(record, one.is, judging, ret, detailOf(one))),
  ];
};

/** Lines of an object that is ours and that none of its records wrote. */
const addedLines = (owner: SyncRecord, ret: Element, judging: Judging, known: Set<Element>): Finding[] =>
  linesOf(ret)
    .map((line, n) => ({ line, place: `line ${n + 1}` }))
    .filter(({ line }) => !known.has(line))
    .map(({ line, place }) => {
      const what = textAt(line, 'ItemRef', 'FullName') ?? textAt(line, 'Desc');
      return finding(owner, 'line-added', judging, ret, {
        field: what ? `${place} (${what})` : place,
        quickbooks: lineAmount(line),
      });
    });

/** So many fields of a record that was changed are told. */
const MOST_FIELDS = 12;

/** In which fields Procore says something else than was sent; undefined where that is not known any more. */
const changedFields = (record: SyncRecord): readonly Detail[] | undefined => {
  const was = asSynced(record);
  if (!was || was === record) return undefined;
  const { origin: _, ...before } = was.content as { readonly origin?: unknown };
  const { origin: __, ...now } = record.content as { readonly origin?: unknown };
  return differences(before, now)
    .slice(0, MOST_FIELDS)
    .map(({ field, before: sent = '', now: is = '' }) => ({ field, procore: is, quickbooks: sent }));
};

const inProcore = (record: SyncRecord, judging: Judging): Finding[] =>
  record.flags.flatMap(({ code, detail }) => {
    if (code === 'deleted-in-procore') return [finding(record, code, judging, undefined)];
    if (code !== 'changed-in-procore') return [];
    const told = detail === undefined ? {} : { procore: detail };
    const fields = record.content === undefined ? undefined : changedFields(record);
    return (fields?.length ? fields : [told]).map((one) => finding(record, code, judging, undefined, one));
  });

const inQuickBooks = ({ records, ret }: Standing, judging: Judging): Finding[] => {
  const [owner, ...others] = byOwner(records);
  if (!owner) return [];
  if (!ret) return [finding(owner, 'deleted', judging, undefined)];
  if (isVoided(ret)) return [finding(owner, 'voided', judging, ret)];
  const { flowOf, facts, linked } = judging;
  const isClosed =
    textAt(ret, 'IsManuallyClosed') === 'true' && !isToBeClosed(flowOf(owner.flow), owner, facts, linked);
  const state = [
    ...(textAt(ret, 'IsActive') === 'false' ? [finding(owner, 'inactive', judging, ret)] : []),
    ...(isClosed ? [finding(owner, 'closed', judging, ret)] : []),
  ];
  const known = new Set<Element>();
  const compared = [owner, ...others].map((record) =>
    record.mapping?.created ? sentThere(record, ret, judging, known) : foundOurs(record, ret, judging, known),
  );
  const isWhole = owner.mapping?.created === true && !owner.mapping.ofTarget && !compared.includes(undefined);
  return [
    ...state,
    ...compared.flatMap((one) => one ?? []),
    ...(isWhole ? addedLines(owner, ret, judging, known) : []),
  ];
};

/** Its object is sure, and is to stay. */
const isSettled = ({ mapping, doubt, undo, restored }: SyncRecord): boolean =>
  mapping !== undefined && !doubt && !undo && !restored;

/** Every difference of one object of QuickBooks. */
export const findingsOf = (standing: Standing, judging: Judging): readonly Finding[] => {
  const isSure = standing.records.every(isSettled);
  const told = standing.records.flatMap((record) => inProcore(record, judging));
  return isSure ? [...inQuickBooks(standing, judging), ...told] : told;
};

/** The findings of QuickBooks that a record carries as a flag. */
export const flaggedBy = (findings: readonly Finding[], record: SyncRecord): readonly Finding[] =>
  findings.filter((one) => keyText(one) === keyText(record) && !one.code.endsWith('-in-procore'));
