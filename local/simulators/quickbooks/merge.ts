import type { Company } from './company.ts';
import type { Fields, ListObject, Value } from './company-file.ts';
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
  for (const transaction of [...file.orders.values(), ...file.estimates.values(), ...file.bills.values()])
    transaction.fields = fields(transaction.fields);
  for (const bill of file.bills.values()) for (const line of bill.lines) line.fields = fields(line.fields);
  for (const order of [...file.orders.values(), ...file.estimates.values()]) {
    order.lines = order.lines.map((line) => ({
      ...line,
      fields: fields(line.fields),
      ...(line.members && { members: line.members.map((one) => ({ ...one, fields: fields(one.fields) })) }),
    }));
  }
  for (const payment of file.payments.values()) payment.fields = fields(payment.fields);
  dropObject(file, from);
};
