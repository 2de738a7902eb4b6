import { aggregate, type Part, sequence } from './grammar.ts';
import {
  additionalNotes,
  address,
  includeRetElement,
  personName,
  reach,
  SALES_TAX_COUNTRY,
  shipToAddress,
} from './shared.ts';

const creditCard = aggregate(
  'CreditCardInfo',
  sequence(
    'CreditCardNumber s25',
    'ExpirationMonth positive',
    'ExpirationYear int',
    'NameOnCard s41',
    'CreditCardAddress s41',
    'CreditCardPostalCode s41',
  ),
);

const identity = sequence('IsActive bool', 'ClassRef ref159', 'ParentRef ref', 'CompanyName s41');

const places = [
  ...sequence('JobTitle s41'),
  address('BillAddress'),
  address('ShipAddress'),
  shipToAddress,
] as const;

const terms = sequence('CustomerTypeRef ref159', 'TermsRef ref31', 'SalesRepRef ref5');

const money = sequence(
  'SalesTaxCodeRef ref3',
  'US:ItemSalesTaxRef ref31',
  `CA:SalesTaxCountry ${SALES_TAX_COUNTRY}`,
  'ResaleNumber s15',
  'AccountNumber s99',
  'CreditLimit amount',
  'PreferredPaymentMethodRef ref31',
  creditCard,
);

const job = sequence(
  'JobStatus =Awarded|Closed|InProgress|None|NotAwarded|Pending',
  'JobStartDate date',
  'JobProjectedEndDate date',
  'JobEndDate date',
  'JobDesc s99',
  'JobTypeRef ref159',
  'Notes s4095',
);

const delivery = sequence('PreferredDeliveryMethod =None|Email|Fax', 'PriceLevelRef ref31');
const last = sequence('CA:TaxRegistrationNumber s30', 'CurrencyRef ref64');

/** The fields of CustomerAdd, in order. */
export const customerAddFields: Part[] = [
  ...sequence('Name! s41'),
  ...identity,
  ...personName,
  ...places,
  ...reach('Add'),
  ...terms,
  ...sequence('OpenBalance amount', 'OpenBalanceDate date'),
  ...money,
  ...job,
  additionalNotes('Add'),
  ...delivery,
  ...sequence('ExternalGUID guid'),
  ...last,
];

const customerModFields: Part[] = [
  ...sequence('ListID! id', 'EditSequence! s16', 'Name s41'),
  ...identity,
  ...personName,
  ...places,
  ...reach('Mod'),
  ...terms,
  ...money,
  ...job,
  additionalNotes('Mod'),
  ...delivery,
  ...last,
];

export const customerAdd: Part[] = [aggregate('CustomerAdd!', customerAddFields), ...includeRetElement];
export const customerMod: Part[] = [aggregate('CustomerMod!', customerModFields), ...includeRetElement];
