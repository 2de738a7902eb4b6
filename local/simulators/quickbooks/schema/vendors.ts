import { aggregate, type Part, sequence } from './grammar.ts';
import {
  additionalNotes,
  address,
  includeRetElement,
  personName,
  reach,
  SALES_TAX_COUNTRY,
} from './shared.ts';

const identity = [
  ...sequence('IsActive bool', 'ClassRef ref159', 'CompanyName s41'),
  ...personName,
  ...sequence('JobTitle s41'),
  address('VendorAddress'),
  address('ShipAddress'),
] as const;

const books = sequence('NameOnCheck s41', 'AccountNumber s99', 'Notes s4095');

const terms = sequence(
  'VendorTypeRef ref159',
  'TermsRef ref31',
  'CreditLimit amount',
  'VendorTaxIdent s15',
  'US:IsVendorEligibleFor1099 bool',
);

const tax = sequence(
  'CA:SalesTaxCodeRef ref3',
  `CA:SalesTaxCountry ${SALES_TAX_COUNTRY}`,
  'CA:IsSalesTaxAgency bool',
  'CA:SalesTaxReturnRef ref41',
  'CA:TaxRegistrationNumber s30',
  'CA:ReportingPeriod =Monthly|Quarterly',
  'CA:IsTaxTrackedOnPurchases bool',
  'CA:TaxOnPurchasesAccountRef ref159',
  'CA:IsTaxTrackedOnSales bool',
  'CA:TaxOnSalesAccountRef ref159',
  'CA:IsTaxOnTax bool',
  'PrefillAccountRef* ref159',
  'CurrencyRef ref64',
);

/** The fields of VendorAdd, in order. */
export const vendorAddFields: Part[] = [
  ...sequence('Name! s41'),
  ...identity,
  ...reach('Add'),
  ...books,
  additionalNotes('Add'),
  ...terms,
  ...sequence('OpenBalance amount', 'OpenBalanceDate date', 'BillingRateRef ref31', 'ExternalGUID guid'),
  ...tax,
];

const vendorModFields: Part[] = [
  ...sequence('ListID! id', 'EditSequence! s16', 'Name s41'),
  ...identity,
  ...reach('Mod'),
  ...books,
  additionalNotes('Mod'),
  ...terms,
  ...sequence('BillingRateRef ref31'),
  ...tax,
];

export const vendorAdd: Part[] = [aggregate('VendorAdd!', vendorAddFields), ...includeRetElement];
export const vendorMod: Part[] = [aggregate('VendorMod!', vendorModFields), ...includeRetElement];
