import {
  aggregate,
  amount,
  bool,
  date,
  guid,
  type Message,
  many,
  may,
  must,
  oneOfValues,
  type Part,
  text,
} from './notation.ts';
import {
  address,
  classRef,
  currencyRef,
  customerRef,
  furtherNotesForAdd,
  furtherNotesForMod,
  includeRetElement,
  listIdentity,
  person,
  reachForAdd,
  reachForMod,
  ref,
  taxCodeRef,
  taxCountry,
  termsRef,
} from './shared.ts';

// Tax registration, credit cards and opening balances are left out on purpose: they are never sent.
const placing: Part[] = [
  may('IsActive', bool),
  may('ClassRef', classRef),
  may('ParentRef', customerRef),
  ...person,
  may('BillAddress', address),
  may('ShipAddress', address),
  many('ShipToAddress', aggregate(must('Name', text(41)), ...address.parts, may('DefaultShipTo', bool))),
];

const selling: Part[] = [
  may('CustomerTypeRef', ref(159)),
  may('TermsRef', termsRef),
  may('SalesRepRef', ref(5)),
  may('SalesTaxCodeRef', taxCodeRef),
  may('ItemSalesTaxRef', ref(31), 'US'),
  may('SalesTaxCountry', taxCountry, 'CA'),
  // Canada's own documents say 21; the 13.0 schema, which all editions share, says 15.
  may('ResaleNumber', text(15)),
  may('AccountNumber', text(99)),
  may('CreditLimit', amount),
  may('PreferredPaymentMethodRef', ref(31)),
];

const job: Part[] = [
  may('JobStatus', oneOfValues('Awarded', 'Closed', 'InProgress', 'None', 'NotAwarded', 'Pending')),
  may('JobStartDate', date),
  may('JobProjectedEndDate', date),
  may('JobEndDate', date),
  may('JobDesc', text(99)),
  may('JobTypeRef', ref(159)),
  may('Notes', text(4095)),
];

const delivering: Part[] = [
  may('PreferredDeliveryMethod', oneOfValues('None', 'Email', 'Fax')),
  may('PriceLevelRef', ref(31)),
];

const customerAdd = aggregate(
  must('Name', text(41)),
  ...placing,
  ...reachForAdd,
  ...selling,
  ...job,
  furtherNotesForAdd,
  ...delivering,
  may('ExternalGUID', guid),
  may('CurrencyRef', currencyRef),
);

const customerMod = aggregate(
  ...listIdentity,
  may('Name', text(41)),
  ...placing,
  ...reachForMod,
  ...selling,
  ...job,
  furtherNotesForMod,
  ...delivering,
  may('CurrencyRef', currencyRef),
);

export const customerMessages: Message[] = [
  {
    name: 'CustomerAddRq',
    attributes: [],
    content: aggregate(must('CustomerAdd', customerAdd), includeRetElement),
  },
  {
    name: 'CustomerModRq',
    attributes: [],
    content: aggregate(must('CustomerMod', customerMod), includeRetElement),
  },
];
