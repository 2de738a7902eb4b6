import { type Override, override as overrideRecord, retry as retryRecord } from '../lib/admin/mend.ts';
import { type Asked, type Command, failure } from './command.ts';
import { chosenText, operatorOf } from './operator.ts';
import { ONE_RECORD, recordAsked } from './record.ts';

/** `retry CONNECTION FLOW RECORD`. */
export const retry: Command = {
  takes: ONE_RECORD,
  does: 'try a record again that failed, waits or holds until a retry; one that Procore did not show is fetched again',
  examples: ['retry acme commitments SC-101'],
  run: async (reached, asked) => {
    const record = await recordAsked(reached, asked);
    const chosen = await retryRecord(operatorOf(reached), asked.connection, record);
    return chosenText(chosen, 'tried again', record);
  },
};

const FIELDS = ['name', 'number', 'customer'] as const;

/** Undefined: all of it is taken back. */
const overrideOf = ({ has, value }: Asked): Override | undefined => {
  const given = FIELDS.filter(has);
  if (has('clear') === given.length > 0)
    throw failure(2, 'override needs --name, --number or --customer, or else --clear.');
  return has('clear') ? undefined : Object.fromEntries(given.map((field) => [field, value(field)?.trim()]));
};

/** `override CONNECTION FLOW RECORD --number 4500-7`. */
export const override: Command = {
  takes: ONE_RECORD,
  does: 'give one record another name, number or customer in QuickBooks, before it is posted',
  options: {
    name: { value: 'NAME', does: 'of a vendor, job or item' },
    number: { value: 'NUMBER', does: 'of an order or bill' },
    customer: { value: 'CUSTOMER', does: 'full name of the customer that a job stands under' },
    clear: { does: 'take back what was given' },
  },
  examples: [
    'override acme commitments SC-101-LONG-NUMBER --number SC-101',
    'override acme projects "Harbor Tower" --customer "Harbor Trust"',
    'override acme commitments SC-101 --clear',
  ],
  run: async (reached, asked) => {
    const chosen = overrideOf(asked);
    const record = await recordAsked(reached, asked);
    const done = await overrideRecord(operatorOf(reached), asked.connection, record, chosen);
    const given = Object.entries(chosen ?? {}).map(([field, value]) => `${field} "${value}" given`);
    return chosenText(done, given.join(', ') || 'goes by what Procore says', record);
  },
};
