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
/** Options that take something, or give it, without a value. */
const SWITCHES = ['close', 'clear'] as const;

/** Undefined: all of it is taken back. */
const overrideOf = ({ has, value }: Asked): Override | undefined => {
  const given = FIELDS.filter(has);
  if (given.length > 0 ? SWITCHES.some(has) : has('close') === has('clear'))
    throw failure(2, 'override needs --name, --number or --customer, or else --close or --clear alone.');
  if (has('clear')) return undefined;
  if (has('close')) return { close: true };
  return Object.fromEntries(given.map((field) => [field, value(field)?.trim()]));
};

/** `override CONNECTION FLOW RECORD --number 4500-7`. */
export const override: Command = {
  takes: ONE_RECORD,
  does: 'give one record another name, number or customer before it is posted; or close its order',
  options: {
    name: { value: 'NAME', does: 'of a vendor, job or item' },
    number: { value: 'NUMBER', does: 'of an order or bill' },
    customer: { value: 'CUSTOMER', does: 'full name of the customer that a job stands under' },
    close: { does: 'close the order of a commitment that ended in Procore' },
    clear: { does: 'take back what was given' },
  },
  examples: [
    'override acme commitments SC-101-LONG-NUMBER --number SC-101',
    'override acme projects "Harbor Tower" --customer "Harbor Trust"',
    'override acme commitments SC-101 --close',
    'override acme commitments SC-101 --clear',
  ],
  run: async (reached, asked) => {
    const chosen = overrideOf(asked);
    const record = await recordAsked(reached, asked);
    const done = await overrideRecord(operatorOf(reached), asked.connection, record, chosen);
    const given = Object.entries(chosen ?? {}).map(([field, value]) =>
      value === true ? 'to be closed' : `${field} "${value}" given`,
    );
    return chosenText(done, given.join(', ') || 'goes by what Procore says', record);
  },
};
