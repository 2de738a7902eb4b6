import { type Answer, type Fields, type QbRequest, textAt } from '../qbxml/message.ts';
import { isList } from './existence.ts';

/** Clocks, time zones and QuickBooks' wrong offsets in summer differ by less. */
const MARGIN_MS = 2 * 24 * 3600_000;

interface Added {
  readonly type: string;
  readonly name: string;
}

/** What an Add would make, by its type and its name or number. */
const addedBy = ({ message, fields }: QbRequest): Added | undefined => {
  const type = /^(\w+)AddRq$/.exec(message)?.[1];
  if (!type) return undefined;
  const add = fields[`${type}Add`] as Fields | undefined;
  const name = add?.RefNumber ?? add?.Name;
  return typeof name === 'string' ? { type, name } : undefined;
};

/** Asks what was deleted of the type that a request adds. `since` (ISO): it was not sent before. */
export const deletedQuery = (request: QbRequest, since: string): QbRequest | undefined => {
  const added = addedBy(request);
  if (!added) return undefined;
  const kind = isList(added.type) ? 'List' : 'Txn';
  const from = new Date(Date.parse(since) - MARGIN_MS).toISOString().slice(0, 10);
  return {
    message: `${kind}DeletedQueryRq`,
    fields: { [`${kind}DelType`]: [added.type], DeletedDateRangeFilter: { FromDeletedDate: from } },
  };
};

export const isOfDeleted = ({ message }: Answer): boolean => message.endsWith('DeletedQueryRs');

/** The object that a request added after `since` and somebody deleted, by type and name; of several any. */
export const deletedObject = (
  request: QbRequest,
  since: string,
  answers: readonly Answer[],
): string | undefined => {
  const added = addedBy(request);
  if (!added) return undefined;
  const { type, name } = added;
  const first = new Date(Date.parse(since) - MARGIN_MS).toISOString();
  const is = (told: string | undefined): boolean => {
    const text = told?.toLowerCase();
    return text === name.toLowerCase() || text?.endsWith(`:${name.toLowerCase()}`) === true;
  };
  const found = answers
    .filter(isOfDeleted)
    .flatMap(({ rets }) => rets)
    .some(
      (ret) =>
        (textAt(ret, 'TxnDelType') ?? textAt(ret, 'ListDelType')) === type &&
        is(textAt(ret, 'RefNumber') ?? textAt(ret, 'FullName')) &&
        (textAt(ret, 'TimeCreated') ?? '').slice(0, 10) >= first.slice(0, 10),
    );
  return found ? `${type} "${name}"` : undefined;
};
