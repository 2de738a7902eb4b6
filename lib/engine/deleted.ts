import { type Answer, type Fields, type QbRequest, textAt } from '../qbxml/message.ts';
import { isList, isThere } from './existence.ts';

/** Clocks, time zones and QuickBooks' wrong offsets in summer differ by less. */
const MARGIN_MS = 2 * 24 * 3600_000;

interface Added {
  readonly type: string;
  readonly name: string;
}

/** What an Add would make, by its type and its name or number; '' for a check without a number. */
const addedBy = ({ message, fields }: QbRequest): Added | undefined => {
  const type = /^(\w+)AddRq$/.exec(message)?.[1];
  if (!type) return undefined;
  const add = fields[`${type}Add`] as Fields | undefined;
  const name = add?.RefNumber ?? add?.Name ?? '';
  return typeof name === 'string' ? { type, name } : undefined;
};

const dayBefore = (since: string): string =>
  new Date(Date.parse(since) - MARGIN_MS).toISOString().slice(0, 10);

/** Asks what was deleted of some types since a time (ISO); QuickBooks tells of lists and transactions apart. */
export const deletedQueries = (types: readonly string[], since: string): readonly QbRequest[] =>
  (['List', 'Txn'] as const).flatMap((kind) => {
    const own = types.filter((type) => isList(type) === (kind === 'List'));
    const DeletedDateRangeFilter = { FromDeletedDate: dayBefore(since) };
    const fields = { [`${kind}DelType`]: own, DeletedDateRangeFilter };
    return own.length > 0 ? [{ message: `${kind}DeletedQueryRq`, fields }] : [];
  });

/** The same of the type that a request adds. `since` (ISO): it was not sent before. */
export const deletedOf = (request: QbRequest, since: string): readonly QbRequest[] => {
  const added = addedBy(request);
  return added ? deletedQueries([added.type], since) : [];
};

export const isOfDeleted = ({ message }: Answer): boolean => message.endsWith('DeletedQueryRs');

/** Whether somebody deleted an object, by its id: it was in this company file. */
export const wasDeleted = (id: string, answers: readonly Answer[]): boolean =>
  isThere(answers.filter(isOfDeleted), id);

/** The object that a request added after `since` and somebody deleted, by type and name; of several any. */
export const deletedObject = (
  request: QbRequest,
  since: string,
  answers: readonly Answer[],
): string | undefined => {
  const added = addedBy(request);
  if (!added) return undefined;
  const { type, name } = added;
  const wanted = name.toLowerCase();
  const is = (told = ''): boolean =>
    told.toLowerCase() === wanted || (wanted !== '' && told.toLowerCase().endsWith(`:${wanted}`));
  const found = answers
    .filter(isOfDeleted)
    .flatMap(({ rets }) => rets)
    .some(
      (ret) =>
        (textAt(ret, 'TxnDelType') ?? textAt(ret, 'ListDelType')) === type &&
        is(textAt(ret, 'RefNumber') ?? textAt(ret, 'FullName')) &&
        (textAt(ret, 'TimeCreated') ?? '').slice(0, 10) >= dayBefore(since),
    );
  return found ? `${type} ${name === '' ? 'without a number' : `"${name}"`}` : undefined;
};
