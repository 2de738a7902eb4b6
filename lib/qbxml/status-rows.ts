/** What a status code, with its severity and text, means for the record. */
export type Meaning =
  | { readonly is: 'done' }
  /** Stored, but not wholly as sent. */
  | { readonly is: 'done-with-warning'; readonly flag: 'field-left-out' | 'not-linked' }
  | { readonly is: 'nothing-found' }
  /** `limited`: after a few times a person has to look; else somebody holds it, who lets go of it some day. */
  | { readonly is: 'retry-later'; readonly limited: boolean }
  /** The set was stopped before this request: nothing happened. */
  | { readonly is: 'not-processed' }
  /** Somebody changed the object: read it again and merge. */
  | { readonly is: 'stale' }
  /** The name is taken: look the object up. */
  | { readonly is: 'exists' }
  | { readonly is: 'missing-reference' }
  /** `cure` tells a bookkeeper what to do. */
  | { readonly is: 'person'; readonly cure: string }
  | { readonly is: 'our-bug' };

/** The first row that fits counts. `text` narrows a code that QuickBooks uses for several things. */
export interface Row {
  readonly codes: readonly string[];
  readonly text?: RegExp;
  readonly queriesOnly?: true;
  /** Not when QuickBooks calls it an Error all the same. */
  readonly unlessError?: true;
  readonly means: Meaning;
}

const person = (cure: string): Meaning => ({ is: 'person', cure });
const leftOut: Meaning = { is: 'done-with-warning', flag: 'field-left-out' };
const unlinked: Meaning = { is: 'done-with-warning', flag: 'not-linked' };
const later: Meaning = { is: 'retry-later', limited: false };
const laterLimited: Meaning = { is: 'retry-later', limited: true };
const bug: Meaning = { is: 'our-bug' };

// Texts that mean a lock, whatever the code around them.
const locked =
  /modified by another user|internals could not be locked|failed to acquire the lock|list element is in use|could not be locked|already in use by another/i;

export const rows: readonly Row[] = [
  { codes: ['0'], unlessError: true, means: { is: 'done' } },
  // "A query request did not find a matching object": severity Info, once seen as Warn.
  { codes: ['1'], queriesOnly: true, means: { is: 'nothing-found' } },
  // "A required element could not be found": other keys of the same query may have been answered.
  { codes: ['500'], queriesOnly: true, means: { is: 'nothing-found' } },
  {
    codes: ['1', '500'],
    means: person('QuickBooks did not find what this refers to. Its own words tell what is missing.'),
  },
  // This edition does not know the field or value; the object was saved without it.
  { codes: ['530'], unlessError: true, means: leftOut },
  // … or replaced a value that it does not know.
  {
    codes: ['531'],
    unlessError: true,
    means: leftOut,
  },
  // Saved without its notes; a field was used that QuickBooks is giving up.
  { codes: ['550'], unlessError: true, means: leftOut },
  { codes: ['560'], unlessError: true, means: leftOut },
  // The linked transaction is closed. Whether the object was saved without the link was never seen; its Ret tells.
  {
    codes: ['570'],
    unlessError: true,
    means: unlinked,
  },
  // Internal error: the request may have been carried out. Ask for the stored answer first.
  { codes: ['1000'], means: laterLimited },
  // "System not available."
  { codes: ['1010'], means: later },
  {
    codes: ['1030'],
    means: person('This edition of QuickBooks cannot do this. A newer or higher edition is needed.'),
  },
  // requestID invalid or longer than 50.
  { codes: ['1060'], means: bug },
  // "The given object ID "X" in the field "Y" is invalid": deleted, merged, or from another company file.
  { codes: ['3000'], means: { is: 'missing-reference' } },
  // Booleans, dates, ranges, intervals, amounts, prices, percentages, quantities, GUIDs, numbers in wrong form.
  { codes: ['3010', '3020', '3030', '3031', '3035', '3040', '3045'], means: bug },
  { codes: ['3050', '3060', '3065', '3085'], means: bug },
  {
    codes: ['3070'],
    means: person(
      'A text is too long for QuickBooks. Shorten it in Procore, or give this record another one.',
    ),
  },
  {
    codes: ['3080'],
    means: person('A text has characters that QuickBooks cannot store. Change it in Procore.'),
  },
  // "Names in this list cannot contain a colon": the colon separates parent and child.
  {
    codes: ['3090'],
    text: /colon/i,
    means: person(
      'Names in QuickBooks cannot contain a colon. Rename it in Procore, or give it another name.',
    ),
  },
  { codes: ['3090'], means: person('QuickBooks does not accept a value. Correct it in Procore.') },
  // Customers, vendors, employees and other names share one list of names at the top level.
  { codes: ['3100'], means: { is: 'exists' } },
  { codes: ['3110'], means: bug },
  { codes: ['3120', '3130', '3140'], means: { is: 'missing-reference' } },
  { codes: ['3150', '3151'], means: bug },
  {
    codes: ['3160', '3161'],
    means: person('QuickBooks does not let this be deleted: it is in use, or in a closed period.'),
  },
  // One code for many causes; only the text tells a lock from a refusal.
  { codes: ['3170', '3180', '3185'], text: locked, means: later },
  {
    codes: ['3171'],
    means: person('The date lies in a closed period. Reopen the period in QuickBooks, or give another date.'),
  },
  // "Already in use" here means locked by a user, not the taken name of 3100.
  { codes: ['3175', '3176'], means: later },
  // The same order twice among the links.
  { codes: ['3177'], means: bug },
  {
    codes: ['3180'],
    text: /account number/i,
    means: person(
      'The account number is used by another account in QuickBooks. Give one of them another number.',
    ),
  },
  {
    codes: ['3180'],
    text: /empty transaction/i,
    means: person(
      'Nothing was left to save: the linked order is closed. Open the order again in QuickBooks.',
    ),
  },
  {
    codes: ['3170', '3180', '3185'],
    means: person('QuickBooks refused to save this. Its own words tell why; cure that and retry.'),
  },
  { codes: ['3200'], means: { is: 'stale' } },
  // Seen with severity Info too: the code decides.
  {
    codes: ['3210'],
    means: person('QuickBooks does not accept a value. Its own words name the field; correct it and retry.'),
  },
  { codes: ['3220'], means: bug },
  { codes: ['3231'], means: { is: 'not-processed' } },
  {
    codes: ['3250'],
    means: person(
      'A feature is switched off or missing in this QuickBooks. Switch it on under Edit, Preferences (orders: Items & Inventory; estimates: Jobs & Estimates), then retry.',
    ),
  },
  {
    codes: ['3260'],
    means: person('The QuickBooks user of the connection lacks a permission. Let an administrator grant it.'),
  },
  {
    codes: ['3261', '3262'],
    means: person(
      'The application lacks a permission. As Admin, open Edit, Preferences, Integrated Applications, and allow it.',
    ),
  },
  {
    codes: ['3270'],
    means: person('An account is missing. Choose it in QuickBooks, or in the settings of the connection.'),
  },
  // Lines of a modification must keep the order in which they are stored.
  { codes: ['3290'], means: bug },
];
