import { aggregate, oneOf, type Part, sequence } from './grammar.ts';

const addressParts = sequence(
  'Addr1 s41',
  'Addr2 s41',
  'Addr3 s41',
  'Addr4 s41',
  'Addr5 s41',
  'City s31',
  'State s21',
  'PostalCode s13',
  'Country s31',
  'Note s41',
);

/** A postal address under the given element name. */
export const address = (name: string): Part => aggregate(name, addressParts);

/** The ship-to addresses of a customer. */
export const shipToAddress = aggregate('ShipToAddress*', [
  ...sequence('Name! s41'),
  ...addressParts,
  ...sequence('DefaultShipTo bool'),
]);

export const includeRetElement = sequence('IncludeRetElement* s50');

export const personName = sequence('Salutation s15', 'FirstName s25', 'MiddleName s5', 'LastName s25');

const additionalContact = aggregate(
  'AdditionalContactRef*',
  sequence('ContactName! s40', 'ContactValue! s255'),
);

const contactParts = sequence(
  'Salutation s15',
  'FirstName! s25',
  'MiddleName s5',
  'LastName s25',
  'JobTitle s41',
  additionalContact,
);

/** Phone to contacts; `how` is Add or Mod, which name the contacts differently. */
export const reach = (how: 'Add' | 'Mod'): Part[] =>
  sequence(
    'Phone s21',
    'AltPhone s21',
    'Fax s21',
    'Email s1023',
    'Cc s1023',
    'Contact s41',
    'AltContact s41',
    additionalContact,
    how === 'Add'
      ? aggregate('Contacts*', contactParts)
      : aggregate('ContactsMod*', [...sequence('ListID! id', 'EditSequence! s16'), ...contactParts]),
  );

/** Further notes of a customer or vendor. */
export const additionalNotes = (how: 'Add' | 'Mod'): Part =>
  how === 'Add'
    ? aggregate('AdditionalNotes*', sequence('Note! s4095'))
    : aggregate('AdditionalNotesMod*', sequence('NoteID! int', 'Note! s4095'));

export const MATCH = '=StartsWith|Contains|EndsWith';
export const SALES_TAX_COUNTRY = '=Australia|Canada|UK|US';

const nameFilter = oneOf(
  '',
  [aggregate('NameFilter!', sequence(`MatchCriterion! ${MATCH}`, 'Name! string'))],
  [aggregate('NameRangeFilter!', sequence('FromName string', 'ToName string'))],
);

/** The filters that every list query has. */
export const listFilters = sequence(
  'MaxReturned positive',
  'ActiveStatus =ActiveOnly|InactiveOnly|All',
  'FromModifiedDate datetime',
  'ToModifiedDate datetime',
  nameFilter,
);

/** ListIDs, or full names, or filters. */
export const listQuery = (...further: (string | Part)[]): Part[] => [
  oneOf('', sequence('ListID+ id'), sequence('FullName+ string'), [...listFilters, ...sequence(...further)]),
  ...includeRetElement,
];

export const ownerIds = sequence('OwnerID* guid');

export const currencyFilter = aggregate('CurrencyFilter', [
  oneOf('!', sequence('ListID+ id'), sequence('FullName+ s64')),
]);

/** A filter by an object, or by it and what is below it. */
export const objectFilter = (name: string): Part =>
  aggregate(name, [
    oneOf(
      '!',
      sequence('ListID+ id'),
      sequence('FullName+ string'),
      sequence('ListIDWithChildren! id'),
      sequence('FullNameWithChildren! string'),
    ),
  ]);

export const totalBalanceFilter = aggregate(
  'TotalBalanceFilter',
  sequence('Operator! =LessThan|LessThanEqual|Equal|GreaterThan|GreaterThanEqual', 'Amount! amount'),
);
