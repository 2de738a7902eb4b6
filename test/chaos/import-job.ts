import { CUSTOMER } from './company.ts';
import { OTHER_CUSTOMER } from './own-entries.ts';
import type { World } from './world.ts';

const JOB = `${OTHER_CUSTOMER}:Own Job 1`;
const VENDORS = ['Vendor 1 of Tacoma', 'Vendor 2 of Tacoma'];
const ITEM = '16-100';

const line = (Amount: string, CustomerRef: string) => ({
  ...{ ItemRef: ITEM, Quantity: '1', Amount, CustomerRef },
});

/** A job, a vendor that Procore knows by her name, a bill on two jobs, another one, and a check for a bill from Procore. */
export const enterAll = ({ quickbooks, own }: World): void => {
  const { people, books } = quickbooks;
  people.add('Customer', JOB);
  own.jobs.add(JOB);
  // Procore knows both; only one was needed.
  const vendor = VENDORS.find((name) => !people.find('Vendor', name)) ?? '';
  people.add('Vendor', vendor);
  own.vendors.add(vendor);
  people.addBill({
    ...{ VendorRef: vendor, RefNumber: 'H-1' },
    ItemLineAdd: [line('120.50', JOB), line('79.25', `${CUSTOMER}:Quay House 1`)],
  });
  people.addBill({
    ...{ VendorRef: vendor, RefNumber: 'H-2' },
    ItemLineAdd: [line('10.00', `${CUSTOMER}:Quay House 1`)],
  });
  const bill = books().bills.find(({ refNumber }) => !refNumber.startsWith('H-'));
  if (!bill) throw new Error('no bill came from Procore');
  people.payBill(bill.id, '50.00', { BankAccountRef: 'Checking', RefNumber: 'HP-1' });
};

/** One bill is changed, the other one deleted. */
export const changeAll = ({ quickbooks }: World): void => {
  const { people, books } = quickbooks;
  for (const { id, refNumber, lines } of books().bills) {
    if (refNumber === 'H-2') people.remove(id);
    if (refNumber !== 'H-1') continue;
    const [first] = lines;
    people.edit(id, { ItemLineAdd: [{ TxnLineID: first?.id ?? '', Amount: '99.75' }, line('1.00', JOB)] });
  }
};
