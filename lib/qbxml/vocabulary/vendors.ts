import {
  aggregate,
  amount,
  bool,
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
  accountRef,
  address,
  classRef,
  currencyRef,
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
  vendorRef,
} from './shared.ts';

// Tax identity and opening balances are left out on purpose: they are never sent.
const placing: Part[] = [
  may('IsActive', bool),
  may('ClassRef', classRef),
  ...person,
  may('VendorAddress', address),
  may('ShipAddress', address),
];

const paying: Part[] = [
  may('NameOnCheck', text(41)),
  may('AccountNumber', text(99)),
  may('Notes', text(4095)),
];

const buying: Part[] = [
  may('VendorTypeRef', ref(159)),
  may('TermsRef', termsRef),
  may('CreditLimit', amount),
  may('IsVendorEligibleFor1099', bool, 'US'),
];

const taxing: Part[] = [
  may('SalesTaxCodeRef', taxCodeRef, 'CA'),
  may('SalesTaxCountry', taxCountry, 'CA'),
  may('IsSalesTaxAgency', bool, 'CA'),
  may('SalesTaxReturnRef', vendorRef, 'CA'),
  may('ReportingPeriod', oneOfValues('Monthly', 'Quarterly'), 'CA'),
  may('IsTaxTrackedOnPurchases', bool, 'CA'),
  may('TaxOnPurchasesAccountRef', accountRef, 'CA'),
  may('IsTaxTrackedOnSales', bool, 'CA'),
  may('TaxOnSalesAccountRef', accountRef, 'CA'),
  may('IsTaxOnTax', bool, 'CA'),
  many('PrefillAccountRef', accountRef),
  may('CurrencyRef', currencyRef),
];

const vendorAdd = aggregate(
  must('Name', text(41)),
  ...placing,
  ...reachForAdd,
  ...paying,
  furtherNotesForAdd,
  ...buying,
  may('BillingRateRef', ref(31)),
  may('ExternalGUID', guid),
  ...taxing,
);

const vendorMod = aggregate(
  ...listIdentity,
  may('Name', text(41)),
  ...placing,
  ...reachForMod,
  ...paying,
  furtherNotesForMod,
  ...buying,
  may('BillingRateRef', ref(31)),
  ...taxing,
);

export const vendorMessages: Message[] = [
  {
    name: 'VendorAddRq',
    attributes: [],
    content: aggregate(must('VendorAdd', vendorAdd), includeRetElement),
  },
  {
    name: 'VendorModRq',
    attributes: [],
    content: aggregate(must('VendorMod', vendorMod), includeRetElement),
  },
];
