/**
 * Where a record can stand. `queued` records named by the open batch are sent; by a batch whose answer was
 * lost, in doubt: neither is stored per record.
 */
export type State =
  | 'wanted'
  | 'not-ready'
  | 'skipped'
  | 'awaiting-approval'
  | 'rejected'
  | 'blocked'
  | 'queued'
  | 'synced'
  | 'failed';

/** Who mends it. */
type Who = 'project team' | 'bookkeeper' | 'Procore admin' | 'operator' | 'nobody' | 'Plumbline';

interface Row {
  readonly state: State;
  /** What happened, for a person. `{x}` is filled from the reason's detail. */
  readonly says: string;
  readonly who: Who;
  readonly cure: string;
  /** What makes Plumbline look again. */
  readonly again: string;
}

const row = <const S extends string, const C extends string>(
  state: State,
  says: S,
  who: Who,
  cure: C,
  again: string,
): Row & { readonly says: S; readonly cure: C } => ({ state, says, who, cure, again });

const EDIT = 'any change of the record in Procore';
const EDIT_OR_OVERRIDE =
  'any change of the record in Procore, or another name or number given by the operator';
const SETTINGS = 'applying the settings';
const IN_QUICKBOOKS = 'any change of the object in QuickBooks';
const HOURLY_OR_CHANGE = 'a look once an hour, or any change of the object in QuickBooks';
const RETRY = 'a retry by the operator, applying other settings, or any change of the record in Procore';

/** Every reason there is: code → state, sentence, cure. docs/reasons.md is generated from it. */
export const REASONS = {
  'not-approved': row(
    'not-ready',
    'Its status in Procore is {status}.',
    'project team',
    'Approve it in Procore.',
    EDIT,
  ),
  inactive: row(
    'not-ready',
    'It is inactive in Procore.',
    'Procore admin',
    'Make it active in Procore if it is still used.',
    EDIT,
  ),
  'budget-not-locked': row(
    'not-ready',
    'The budget is not locked.',
    'project team',
    'Lock the budget in Procore.',
    'a look at the lock once an hour, or any change of the budget in Procore',
  ),

  'not-referenced': row(
    'skipped',
    'Nothing that goes to QuickBooks needs it.',
    'nobody',
    'It goes by itself once an approved record uses it.',
    'the first record that needs it',
  ),
  'before-start': row(
    'skipped',
    'The project was created on {created}, before the start date {start}.',
    'operator',
    'Move the start date, or adopt the project.',
    SETTINGS,
  ),
  'project-not-selected': row(
    'skipped',
    'The project is inactive or not selected.',
    'operator',
    'Select the project in the settings (projects), or make it active in Procore.',
    'applying the settings, or a change of the project',
  ),
  'flow-off': row(
    'skipped',
    'The flow {flow} is switched off.',
    'operator',
    'Take the flow out of the setting "off".',
    SETTINGS,
  ),
  deleted: row(
    'skipped',
    'It was deleted in Procore before it was posted.',
    'nobody',
    'Nothing to do.',
    EDIT,
  ),
  withdrawn: row(
    'skipped',
    'It was deleted, voided or coded otherwise in QuickBooks before it was entered in Procore.',
    'nobody',
    'Nothing to do.',
    'any change of it in QuickBooks',
  ),
  'taken-out': row(
    'skipped',
    'It was deleted, voided or coded otherwise in QuickBooks, and is taken out of Procore.',
    'nobody',
    'Nothing to do.',
    'any change of it in QuickBooks',
  ),
  'sub-job': row(
    'skipped',
    'Line {line} is coded to a sub job ({code}); QuickBooks has none.',
    'project team',
    'Code the line to a cost code of the project itself.',
    EDIT,
  ),
  'custom-segment': row(
    'skipped',
    'Line {line} has the WBS segment {segment}, which QuickBooks lacks.',
    'project team',
    'Code the line without that segment.',
    EDIT,
  ),
  'project-specific-cost-code': row(
    'skipped',
    "Line {line} uses the cost code {code}, which is not in the company's standard list.",
    'project team',
    'Use a cost code of the standard list, or add this one to it.',
    EDIT,
  ),
  'line-without-cost-code': row(
    'skipped',
    'Line {line} has no cost code.',
    'project team',
    'Give every line a cost code.',
    EDIT,
  ),
  'no-lines': row(
    'skipped',
    'The schedule of values has no lines.',
    'project team',
    'Add lines in Procore.',
    EDIT,
  ),
  'zero-amount': row(
    'skipped',
    'All its lines are zero.',
    'project team',
    'Nothing to do, unless an amount is missing.',
    EDIT,
  ),
  'prime-contract': row(
    'skipped',
    'It changes the prime contract, which stays in Procore.',
    'nobody',
    'Nothing to do.',
    EDIT,
  ),
  currency: row(
    'skipped',
    'It is in {currency}; the company file is in {home}.',
    'project team',
    'Post it by hand: one connection serves one currency.',
    EDIT,
  ),

  edition: row(
    'skipped',
    'QuickBooks of this country does not take it.',
    'nobody',
    'Nothing to do: payments go in the United States only.',
    SETTINGS,
  ),
  'not-procore-pay': row(
    'skipped',
    'It was not paid by Procore Pay: somebody only noted it in Procore.',
    'nobody',
    'Nothing to do: such payments are made in QuickBooks.',
    EDIT,
  ),
  'paid-together': row(
    'skipped',
    'Procore Pay paid it together with {payment}, whose check pays its bill, too.',
    'nobody',
    'See {payment}.',
    'any change of what was paid together',
  ),
  'from-procore': row(
    'skipped',
    'It belongs to {record}, which Procore counts already.',
    'nobody',
    'Nothing to do.',
    IN_QUICKBOOKS,
  ),
  'foreign-currency': row(
    'skipped',
    'It is in {currency}, and QuickBooks tells no amount in the currency of the company file.',
    'bookkeeper',
    'Enter it in Procore by hand.',
    IN_QUICKBOOKS,
  ),
  'tax-included': row(
    'skipped',
    'Its amounts are with sales tax, and QuickBooks tells none without.',
    'bookkeeper',
    'Clear "Amounts include tax" on it in QuickBooks, or enter it in Procore by hand.',
    IN_QUICKBOOKS,
  ),
  'billed-from-order': row(
    'skipped',
    'It draws on the purchase order {order}, whose amount Procore has as committed.',
    'project team',
    'Enter the subcontractor invoice in Procore, or take the order off it in QuickBooks.',
    IN_QUICKBOOKS,
  ),
  'bill-not-ours': row(
    'skipped',
    'It pays the bill {bill}, which belongs to no invoice of Procore.',
    'operator',
    'Nothing to do, unless the bill is that of an invoice: then link the two, and retry.',
    'a retry by the operator, or any change of the payment in QuickBooks',
  ),
  'closed-otherwise': row(
    'skipped',
    '{amount} of the bill {bill} was closed by {how}, not paid.',
    'bookkeeper',
    'Nothing to do here: in Procore that much stays open, and the two differ by it.',
    IN_QUICKBOOKS,
  ),

  'not-permitted': row(
    'blocked',
    'It cannot be entered: {why}',
    'Procore admin',
    'Give the app what it lacks there; nobody has to retry it.',
    'a look once an hour, or a retry by the operator',
  ),
  'not-linked': row(
    'blocked',
    '{record} has its name, but is not linked to it: {why}',
    'operator',
    'Link that record to it, or rename one of the two.',
    'a look once an hour',
  ),
  'blocked-by': row(
    'blocked',
    'It waits for {links}.',
    'Plumbline',
    'See what those records need.',
    'the moment the last of them is in QuickBooks; one that only goes before it: is there, or will not go',
  ),
  'choose-customer': row(
    'blocked',
    'No QuickBooks customer is chosen for this project.',
    'operator',
    'Name one in the settings (customers) or for this record.',
    "applying the settings, or the operator's choice",
  ),
  'customer-not-found': row(
    'blocked',
    'QuickBooks has no active customer "{customer}".',
    'bookkeeper',
    'Create it in QuickBooks, or choose another one.',
    'a retry by the operator, or applying the settings',
  ),

  'setting-missing': row(
    'blocked',
    'The settings lack {setting}.',
    'operator',
    'Give it in the connection file, and apply it.',
    SETTINGS,
  ),
  'retainage-item': row(
    'blocked',
    'The retainage item {item} is that of the cost code {code}.',
    'operator',
    'Make a Service item of its own in QuickBooks, and name it in the settings (retainageItem).',
    SETTINGS,
  ),
  'job-not-synced': row(
    'blocked',
    'Its job {job} is no project of Procore.',
    'operator',
    'Nothing to do, unless it is one: then approve the job, or link it to its project.',
    HOURLY_OR_CHANGE,
  ),
  'item-not-synced': row(
    'blocked',
    'No item of it is a cost code of Procore: {items}.',
    'bookkeeper',
    'Nothing to do, unless an item is one: then link it to its cost code, or code the line to the right item.',
    HOURLY_OR_CHANGE,
  ),
  'several-in-procore': row(
    'blocked',
    'Procore has several active {kind} of the name "{name}": {found}.',
    'operator',
    'Link the right one by hand, or rename the others in Procore.',
    HOURLY_OR_CHANGE,
  ),

  'in-use': row(
    'queued',
    'Somebody holds it in QuickBooks since {since}: {words}',
    'bookkeeper',
    'Close the forms that hold it in QuickBooks, or do nothing: it is tried again for three days at least.',
    'by itself, at least once an hour',
  ),

  'awaiting-approval': row(
    'awaiting-approval',
    'It waits for approval by accounting.',
    'bookkeeper',
    'Approve or reject it.',
    'the approval',
  ),
  'adoption-offered': row(
    'awaiting-approval',
    '{object} stands in QuickBooks already and looks like the same.',
    'bookkeeper',
    'Approve to link it, or give another name.',
    'the approval',
  ),
  'link-offered': row(
    'awaiting-approval',
    'Procore has {found} already.',
    'bookkeeper',
    'Approve to link the two, or reject.',
    'the approval',
  ),
  'new-in-procore': row(
    'awaiting-approval',
    'Procore has no {kind} of the name "{name}".',
    'bookkeeper',
    'Approve to create it in Procore, or reject.',
    'the approval',
  ),
  'near-in-procore': row(
    'awaiting-approval',
    'Procore has no {kind} of the name "{name}" that is free, but {found}.',
    'bookkeeper',
    'If one of them is the same, link it by hand; if none is, approve to create one more in Procore.',
    'the approval',
  ),
  rejected: row(
    'rejected',
    'Rejected by {by}: {why}',
    'project team',
    'Mend it in Procore; it can then be approved.',
    EDIT,
  ),

  undone: row(
    'rejected',
    'Taken out of QuickBooks by {by} on {at}: {why}',
    'operator',
    'Retry it when it is to be posted again.',
    'a retry by the operator',
  ),
  unlinked: row(
    'rejected',
    'Unlinked by {by} on {at}: {why}',
    'operator',
    'Link it to another object, or retry it: then it is looked up, and posted if it is not there.',
    'a link or a retry by the operator',
  ),
  'not-adopted': row(
    'rejected',
    'It was to be found in QuickBooks, not posted: {why}',
    'operator',
    'Link it to its object, or retry it: then it is posted as new.',
    'a link or a retry by the operator',
  ),

  'name-missing': row(
    'failed',
    'It has no {field}.',
    'project team',
    'Give it one in Procore.',
    EDIT_OR_OVERRIDE,
  ),
  'name-too-long': row(
    'failed',
    '"{name}" has {length} characters; QuickBooks takes {max}.',
    'project team',
    'Shorten it in Procore, or give another name for QuickBooks.',
    EDIT_OR_OVERRIDE,
  ),
  'name-has-colon': row(
    'failed',
    '"{name}" has a colon, which QuickBooks keeps for sub-names.',
    'project team',
    'Take the colon out in Procore, or give another name for QuickBooks.',
    EDIT_OR_OVERRIDE,
  ),
  'name-not-representable': row(
    'failed',
    '"{name}" has characters that QuickBooks cannot store.',
    'project team',
    'Give it a name in Latin letters, in Procore or for QuickBooks only.',
    EDIT_OR_OVERRIDE,
  ),
  'name-taken': row(
    'failed',
    '"{name}" belongs to {holder} already (QuickBooks ignores case).',
    'operator',
    'Rename one of them, or link both to one object by hand.',
    EDIT_OR_OVERRIDE,
  ),
  'number-too-long': row(
    'failed',
    'The number {number} has {length} characters; QuickBooks takes {max}.',
    'project team',
    'Shorten it in Procore, choose a template (orderNumber), or give another number.',
    EDIT_OR_OVERRIDE,
  ),
  'number-taken': row(
    'failed',
    'The number {number} is used by {holder}.',
    'operator',
    'Give this record another number.',
    EDIT_OR_OVERRIDE,
  ),
  'negative-total': row(
    'failed',
    'Its total is {total}; QuickBooks takes no negative order or estimate.',
    'project team',
    'Mend the amounts in Procore.',
    EDIT,
  ),
  'too-many-lines': row(
    'failed',
    'It comes to {lines} lines; an estimate of at most {max} lines can be sent.',
    'project team',
    'Budget on fewer cost codes in Procore, or enter the estimate by hand.',
    EDIT,
  ),
  'amounts-disagree': row(
    'failed',
    'Its amounts disagree: {figures}.',
    'project team',
    'Mend the amounts in Procore, so that they agree to the cent.',
    EDIT,
  ),
  'order-closed': row(
    'failed',
    'Purchase order {order} is closed in QuickBooks.',
    'bookkeeper',
    'Open the order again in QuickBooks (clear Closed) and retry, or enter the change there by hand.',
    RETRY,
  ),
  'negative-invoice': row(
    'failed',
    '{what} is negative: {amount}.',
    'project team',
    'Mend it in Procore, or let the settings send it (credits for a whole invoice, negativeLines for a line).',
    'applying the settings, or any change of the record in Procore',
  ),
  'no-date': row(
    'failed',
    'It has no date.',
    'project team',
    'Give it a date in Procore (an invoice: its billing date).',
    EDIT,
  ),
  'no-invoice': row(
    'failed',
    '{payment} names no invoice, so there is no bill that a check could pay.',
    'project team',
    'Name its subcontractor invoice in Procore, or enter the payment in QuickBooks by hand.',
    EDIT,
  ),
  'not-positive': row(
    'failed',
    '{payment} is of {amount}; a check pays more than nothing.',
    'project team',
    'Mend the amount in Procore, or enter it in QuickBooks by hand.',
    EDIT,
  ),
  overpaid: row(
    'failed',
    'It pays {amount} of the bill {bill}, of which {open} is open.',
    'bookkeeper',
    'See what else paid that bill in QuickBooks: delete that if it is the same payment, then retry.',
    RETRY,
  ),
  'pays-credit': row(
    'failed',
    'The invoice that it pays is the vendor credit {credit} in QuickBooks, which no check can pay.',
    'bookkeeper',
    'Enter the payment in QuickBooks by hand.',
    RETRY,
  ),
  'several-payable-accounts': row(
    'failed',
    'Its bills stand in several accounts payable ({accounts}); a check pays those of one.',
    'bookkeeper',
    'Move the bills to one account in QuickBooks, or enter the payment by hand.',
    RETRY,
  ),
  'posted-already': row(
    'failed',
    'It looks like the same as {holder}.',
    'bookkeeper',
    'See whether that pays the same. If it does, link it; if not, enter this payment in QuickBooks by hand.',
    RETRY,
  ),
  'no-vendor': row(
    'failed',
    'No company is chosen as vendor.',
    'project team',
    'Choose the company in Procore.',
    EDIT,
  ),
  'closed-period': row(
    'failed',
    'Its date {date} is in the period closed on {closing}.',
    'bookkeeper',
    'Open the period in QuickBooks, or change the date in Procore.',
    'a change of the closing date in QuickBooks, or of the record',
  ),
  'owned-by-other-integration': row(
    'failed',
    'Another integration has marked it in Procore (origin_id {origin}).',
    'Procore admin',
    'Let the other integration release it, or unlink it there.',
    EDIT,
  ),
  'not-visible': row(
    'failed',
    'Procore does not show it to this app: it was deleted, or the app lacks permission.',
    'Procore admin',
    "Add the project to the app's permitted projects and give it read access.",
    RETRY,
  ),
  'no-permission': row(
    'failed',
    'Procore refuses to show it: {why}',
    'Procore admin',
    'Give the app read access to this tool.',
    RETRY,
  ),
  'procore-refused': row(
    'failed',
    'Procore answered: {why}',
    'operator',
    'See what Procore says; then retry.',
    RETRY,
  ),
  'inactive-in-quickbooks': row(
    'failed',
    '{object} stands in QuickBooks, but is inactive.',
    'bookkeeper',
    'Make it active in QuickBooks, or rename one of the two.',
    RETRY,
  ),
  'taken-by-other-list': row(
    'failed',
    'The name "{name}" stands in the {list} list of QuickBooks already.',
    'bookkeeper',
    'Rename one of the two.',
    RETRY,
  ),
  'taken-by-other-item-type': row(
    'failed',
    'The item {name} stands in QuickBooks as {type}; only a Service item serves as a cost code.',
    'bookkeeper',
    'Rename that item in QuickBooks.',
    RETRY,
  ),
  'several-items': row(
    'failed',
    'Several active Service items are called {name}: {items}.',
    'bookkeeper',
    'Leave one of that name, or link one by hand.',
    RETRY,
  ),
  'gone-from-quickbooks': row(
    'failed',
    '{object} is no longer in QuickBooks.',
    'bookkeeper',
    'Restore it in QuickBooks, or link the record to another object.',
    RETRY,
  ),
  'missing-reference': row(
    'failed',
    'QuickBooks misses what it refers to: {words}',
    'bookkeeper',
    'Create it in QuickBooks or make it active, or name another one in the settings ({setting}); then retry.',
    RETRY,
  ),
  'quickbooks-refused': row(
    'failed',
    'QuickBooks refused it ({code}): {words}',
    'bookkeeper',
    '{cure}',
    RETRY,
  ),
  'does-not-fit': row('failed', '{element}: {words}', 'project team', 'Mend the field in Procore.', EDIT),
  unreadable: row(
    'failed',
    'QuickBooks cannot read the request made of it ({words}).',
    'Plumbline',
    "Report it with this record's story; nothing was posted.",
    RETRY,
  ),
  'gave-up': row(
    'failed',
    'QuickBooks could not take it {attempts} times: {words}',
    'bookkeeper',
    'See to what QuickBooks says, often a form that somebody has open; then retry.',
    RETRY,
  ),
} as const satisfies Record<string, Row>;

export type ReasonCode = keyof typeof REASONS;

/** Why a record stands where it stands: a code of the table and what fills its sentence. */
export interface Reason {
  readonly code: ReasonCode;
  readonly detail?: Readonly<Record<string, string>>;
}

/** What a sentence leaves open: `number` of `The number {number} is taken.` */
type Holes<T extends string> = T extends `${string}{${infer Hole}}${infer Rest}` ? Hole | Holes<Rest> : never;
type HolesOf<C extends ReasonCode> = Holes<(typeof REASONS)[C]['says'] | (typeof REASONS)[C]['cure']>;

/** A reason whose sentence and cure have nothing left open. */
export const reason = <const C extends ReasonCode>(
  code: C,
  ...[detail]: [HolesOf<C>] extends [never] ? [] : [detail: Readonly<Record<HolesOf<C>, string>>]
): Reason => (detail ? { code, detail } : { code });

export const stateOf = (why: Reason): State => REASONS[why.code].state;

const fill = (text: string, detail: Reason['detail'] = {}): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => detail[name] ?? '?');

/** The sentence and the cure of a reason, filled in. */
export const explain = (why: Reason): { says: string; who: string; cure: string; again: string } => {
  const { says, who, cure, again } = REASONS[why.code];
  return { says: fill(says, why.detail), who, cure: fill(cure, why.detail), again };
};
