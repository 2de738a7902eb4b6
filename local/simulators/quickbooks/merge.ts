import type { Company } from './company.ts';
import { allTransactions, type Fields, type ListObject, type Value } from './company-file.ts';
import { dropObject } from './names.ts';

const redirected = (value: Value, from: string, to: string): Value => {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map((each) => redirected(each, from, to) as string | Fields);
  return Object.fromEntries(
    Object.entries(value).map(([element, each]) => [
      element,
      element === 'ListID' && each === from ? to : redirected(each, from, to),
    ]),
  );
};

/**
 * Merges one list object into another, as QuickBooks does when it is given the other's name: whatever referred to it
 * refers to the other, and the deleted queries do not tell of it.
 */
export const mergeObjects = ({ file }: Company, from: ListObject, into: ListObject): void => {
  const fields = (given: Fields): Fields => redirected(given, from.id, into.id) as Fields;
  for (const object of file.objects.values()) {
    object.fields = fields(object.fields);
    if (object.parent === from.id) object.parent = into.id;
  }
  for (const transaction of allTransactions(file)) {
    transaction.fields = fields(transaction.fields);
    for (const line of (transaction.lines ?? []).flatMap((one) => [one, ...(one.members ?? [])]))
      line.fields = fields(line.fields);
  }
  dropObject(file, from);
};
