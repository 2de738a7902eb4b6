import type { BookBill, Books } from '../simulators/quickbooks/quickbooks.ts';
import { amountOf, centsOf } from './decimals.ts';
import type { Life, Played } from './life.ts';

/** Of a bill it is open again what people paid. */
const reopened = (bill: BookBill, paid: Books['payments']): BookBill => {
  const by = paid.flatMap((payment) => payment.paid.filter((one) => one.bill === bill.id));
  const closed = by.reduce(
    (sum, { amount, discount = '0' }) => sum + centsOf(amount) + centsOf(discount),
    0n,
  );
  return { ...bill, open: amountOf(centsOf(bill.open) + closed) };
};

/** The books as if people had done nothing beside the connector: what is left is what was there, and what it posted. */
export const withoutLife = (books: Books, { accounts }: Life, played: Played): Books => {
  const ids = new Set(played.values());
  const names = new Set(accounts.map(({ fullName }) => fullName));
  const isTheirs = ({ id }: { readonly id: string }): boolean => ids.has(id);
  const paid = books.payments.filter(isTheirs);
  return {
    ...books,
    objects: books.objects.filter(
      (one) => !isTheirs(one) && !(one.kind === 'Account' && names.has(one.fullName)),
    ),
    bills: books.bills.filter((one) => !isTheirs(one)).map((bill) => reopened(bill, paid)),
    payments: books.payments.filter((one) => !isTheirs(one)),
  };
};
