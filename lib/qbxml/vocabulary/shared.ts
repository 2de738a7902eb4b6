import { aggregate, id, integer, many, may, must, oneOf, oneOfValues, type Part, text } from './notation.ts';

/** Names a list object. QuickBooks ignores FullName beside ListID, so only one is let through. */
export const ref = (fullName?: number) =>
  aggregate(oneOf([may('ListID', id)], [may('FullName', text(fullName))]));

export const accountRef = ref(159);
export const classRef = ref(159);
export const customerRef = ref(209);
export const currencyRef = ref(64);
export const itemRef = ref();
export const taxCodeRef = ref(3);
export const termsRef = ref(31);
export const vendorRef = ref(41);

const addressLines: Part[] = [
  ...[1, 2, 3, 4, 5].map((line) => may(`Addr${line}`, text(41))),
  may('City', text(31)),
  may('State', text(21)),
  may('PostalCode', text(13)),
  may('Country', text(31)),
  may('Note', text(41)),
];

export const address = aggregate(...addressLines);

/** What customers and vendors share: the person to talk to. */
export const person: Part[] = [
  may('CompanyName', text(41)),
  may('Salutation', text(15)),
  may('FirstName', text(25)),
  may('MiddleName', text(5)),
  may('LastName', text(25)),
  may('JobTitle', text(41)),
];

const furtherContact = many(
  'AdditionalContactRef',
  aggregate(must('ContactName', text(40)), must('ContactValue', text(255))),
);

const contactFields: Part[] = [
  may('Salutation', text(15)),
  must('FirstName', text(25)),
  may('MiddleName', text(5)),
  may('LastName', text(25)),
  may('JobTitle', text(41)),
  furtherContact,
];

const reach: Part[] = [
  may('Phone', text(21)),
  may('AltPhone', text(21)),
  may('Fax', text(21)),
  may('Email', text(1023)),
  may('Cc', text(1023)),
  may('Contact', text(41)),
  may('AltContact', text(41)),
  furtherContact,
];

export const reachForAdd: Part[] = [...reach, many('Contacts', aggregate(...contactFields))];
export const reachForMod: Part[] = [
  ...reach,
  many('ContactsMod', aggregate(must('ListID', id), must('EditSequence', text(16)), ...contactFields)),
];

export const furtherNotesForAdd = many('AdditionalNotes', aggregate(must('Note', text(4095))));
export const furtherNotesForMod = many(
  'AdditionalNotesMod',
  aggregate(must('NoteID', integer), must('Note', text(4095))),
);

export const taxCountry = oneOfValues('Australia', 'Canada', 'UK', 'US');

/** First in every Mod of a list object. */
export const listIdentity: Part[] = [must('ListID', id), must('EditSequence', text(16))];

/** Last in every Add, Mod and query: names the only elements to come back. */
export const includeRetElement = many('IncludeRetElement', text(50));
