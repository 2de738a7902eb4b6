import type { Context, Mapping, Seen, Settled } from '../flow.ts';
import { type Answer, type Element, textAt } from '../qbxml/message.ts';
import { reason } from '../reasons.ts';

/** QuickBooks ignores case in names and numbers. */
export const sameName = (a: string | undefined, b: string): boolean => a?.toLowerCase() === b.toLowerCase();

/** What a lookup of a list object needs to know of it. */
export const LIST_FIELDS = ['ListID', 'EditSequence', 'Name', 'FullName', 'IsActive', 'ExternalGUID'];

const isOurs = (ret: Element, { guid }: Context): boolean => sameName(textAt(ret, 'ExternalGUID'), guid);

/** `VendorRet` → `Vendor`. */
const typeOf = (ret: Element): string => ret.name.replace(/Ret$/, '');

/** The list that an object stands in, as QuickBooks' people call it: `Other Name`. */
const listOf = (ret: Element): string => typeOf(ret).replace(/(?<=[a-z])(?=[A-Z])/g, ' ');

/** The name that was looked up is one of another list: QuickBooks takes it once. */
export const inOtherList = (ret: Element, name: string): Seen => ({
  is: 'refused',
  reason: reason('taken-by-other-list', { name, list: listOf(ret) }),
});

/** No ListID or TxnID is longer. */
const LONGEST_ID = 36;

/** The id of an object, where it is one of QuickBooks: it becomes part of a key. */
export const idIn = (element: Element | undefined): string | undefined => {
  const id = textAt(element, 'ListID') ?? textAt(element, 'TxnID');
  return id && id.length <= LONGEST_ID ? id : undefined;
};

const mappingOf = (ret: Element, created: boolean): Mapping | undefined => {
  const id = idIn(ret);
  if (!id) return undefined;
  return {
    type: typeOf(ret),
    id,
    name: textAt(ret, 'FullName') ?? textAt(ret, 'Name') ?? textAt(ret, 'RefNumber') ?? id,
    editSequence: textAt(ret, 'EditSequence'),
    created,
  };
};

/** An object that stands in QuickBooks: to be linked, or inactive and so nobody's. */
export const foundObject = (ret: Element, context: Context, offered?: boolean): Seen => {
  const mapping = mappingOf(ret, isOurs(ret, context));
  if (!mapping) return { is: 'absent' };
  if (textAt(ret, 'IsActive') === 'false')
    return {
      is: 'refused',
      reason: reason('inactive-in-quickbooks', { object: `${mapping.type} "${mapping.name}"` }),
    };
  return { is: 'found', mapping, ...(offered && { offered }) };
};

/** The object of a mapped record as it is now, for a Mod: kept as ours or not, with its EditSequence. */
export const reread = (answers: readonly Answer[], { mapping }: Context): Seen => {
  const ret = answers.flatMap(({ rets }) => rets).find((one) => textAt(one, 'ListID') === mapping?.id);
  const now = ret && mappingOf(ret, mapping?.created === true);
  return now ? { is: 'found', mapping: now } : { is: 'absent' };
};

/** What Procore is told of an object: its id, and what people see of it. */
export const originsOf = ({ id, name, editSequence }: Mapping) => ({
  ...{ originId: id, originCode: name },
  ...(editSequence !== undefined && { editSequence }),
});

/** The object that an origin_id names: our own, or offered to a person; else it is not of this file. */
export const byOrigin = (origin: { id: string }, rets: readonly Element[], context: Context): Seen => {
  const ret = rets.find((one) => textAt(one, 'ListID') === origin.id || textAt(one, 'TxnID') === origin.id);
  return ret
    ? foundObject(ret, context, !isOurs(ret, context) || undefined)
    : { is: 'refused', reason: reason('owned-by-other-integration', { origin: origin.id }) };
};

/**
 * The mapping that the answer to an Add or Mod proves: by its Ret, or by what a status check recovered of
 * an answer that was lost. Undefined when it names no object.
 */
export const settledObject = (
  answer: Answer,
  context: Context,
  type: string,
  name: string,
): Settled | undefined => {
  const created = context.mapping?.created ?? true;
  const ret = answer.rets[0];
  const told = ret && mappingOf(ret, created);
  if (told) return { mapping: told };
  const recovered = answer.errorRecovery;
  const id = idIn(recovered);
  if (!id) return undefined;
  return { mapping: { type, id, name, editSequence: textAt(recovered, 'EditSequence'), created } };
};
