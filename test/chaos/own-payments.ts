import type {
  BookBill,
  BookPayment,
  Books,
  QuickBooks,
} from '../../local/simulators/quickbooks/quickbooks.ts';
import type { HandsOn } from './deeds.ts';
import type { Theatre } from './machines.ts';
import { CARD } from './own-entries.ts';
import { createTried } from './tried.ts';

/** Number of a payment that somebody made by hand. */
const OWN = /^HP-\d+$/;
/** Bills that somebody pays by hand; Procore Pay can't pay them wholly any more. */
const MOST_BILLS = 2;
const MOST_PAYMENTS = 5;

export const ownPayments = ({ payments }: Books): readonly BookPayment[] =>
  payments.filter(({ refNumber }) => OWN.test(refNumber));

/** Bookkeepers pay bills that came from Procore, by check or card, and think again. `isOurs`: it came from Procore. */
export const createOwnPayments = (
  theatre: Theatre,
  { people, books }: QuickBooks,
  { hands, did }: HandsOn,
  isOurs: (bill: BookBill) => boolean,
) => {
  const { chance, perhaps } = theatre.stage;
  const tried = createTried(theatre);
  let count = 0;

  /** All that is open, or a part of it. */
  const amountOf = (open: number): string =>
    (perhaps(2) ? open : Math.floor(open * chance.between(20, 80)) / 100).toFixed(2);

  const pay = ({ id, refNumber, open, fields }: BookBill): void => {
    const isAnother = !hands.paid.has(refNumber) && hands.paid.size >= MOST_BILLS;
    if (isAnother || count >= MOST_PAYMENTS || Number(open) < 1) return;
    count += 1;
    const RefNumber = `HP-${count}`;
    const amount = amountOf(Number(open));
    const byCard = {
      ...{ PayeeEntityRef: fields.VendorRef as string, CreditCardAccountRef: CARD, RefNumber },
      AppliedToTxnAdd: { TxnID: id, PaymentAmount: amount },
    };
    const act = perhaps(3)
      ? () => void people.pay('BillPaymentCreditCard', byCard)
      : () => void people.payBill(id, amount, { BankAccountRef: 'Checking', RefNumber });
    if (tried(`pay ${amount} of ${refNumber} by ${RefNumber}`, 'quickbooks entry', act))
      did('paid', refNumber);
  };

  const change = ({ id, refNumber, paid }: BookPayment): void => {
    const AppliedToTxnAdd = paid.map(({ bill, amount }) => ({
      TxnID: bill,
      PaymentAmount: (Math.ceil(Number(amount) * 50) / 100).toFixed(2),
    }));
    if (AppliedToTxnAdd.length > 0)
      tried(`change ${refNumber}`, 'quickbooks edit', () => people.edit(id, { AppliedToTxnAdd }));
  };

  const some = <T>(all: readonly T[], act: (one: T) => void): void => {
    if (all.length > 0) act(chance.pick(all));
  };

  return {
    act: (): void => {
      const paid = ownPayments(books());
      const deed = chance.between(1, 8);
      if (deed <= 5) some(books().bills.filter(isOurs), pay);
      else if (deed === 6) some(paid, change);
      else if (deed === 7)
        some(paid, ({ id, refNumber }) =>
          tried(`void ${refNumber}`, 'quickbooks void', () => people.void(id)),
        );
      else
        some(paid, ({ id, refNumber }) =>
          tried(`delete ${refNumber}`, 'quickbooks delete', () => people.remove(id)),
        );
    },
  };
};
