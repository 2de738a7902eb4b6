import type { Answer } from './message.ts';
import { type Meaning, type Row, rows } from './status-rows.ts';

export { type ConnectionTrouble, connectionTrouble } from './connection-trouble.ts';

/**
 * What QuickBooks made of one request, with its own code and words. `reference` is the name or id that it misses,
 * `kind` what it calls that: `Vendor`, `Customer`, `Item`, `Account`.
 */
export type Outcome = Meaning & {
  readonly code: string;
  readonly words: string;
  readonly reference?: string;
  readonly kind?: string;
};

type Status = Pick<Answer, 'message' | 'statusCode' | 'statusSeverity' | 'statusMessage'>;

const applies = (row: Row, { message, statusCode, statusSeverity, statusMessage }: Status): boolean =>
  row.codes.includes(statusCode) &&
  (row.text?.test(statusMessage) ?? true) &&
  !(row.queriesOnly && !message.endsWith('QueryRs')) &&
  !(row.unlessError && /^error$/i.test(statusSeverity));

// Intuit's ranges: below 500 Info, below 1000 Warn, both with the request carried out; 9100-9199 macros.
const unknownMeaning = ({ statusCode, statusSeverity, statusMessage }: Status): Meaning => {
  const code = /^\d{1,6}$/.test(statusCode) ? Number(statusCode) : Number.NaN;
  if (/^info$/i.test(statusSeverity) && code < 500) return { is: 'done' };
  if (/^warn$/i.test(statusSeverity) && code < 1000)
    return { is: 'done-with-warning', flag: 'field-left-out' };
  if (code >= 9100 && code < 9200) return { is: 'our-bug' };
  return {
    is: 'person',
    cure: `QuickBooks refused this: ${statusMessage || `status ${statusCode || 'missing'}`}`,
  };
};

/** What a status means; a code that no row knows is judged by severity and range, and else shown to a person. */
export const outcomeOf = (status: Status): Outcome => {
  const means = rows.find((row) => applies(row, status))?.means ?? unknownMeaning(status);
  const missing = means.is === 'missing-reference' ? status.statusMessage : '';
  const quoted = /"([^"]*)"/.exec(missing)?.[1];
  const kind = /QuickBooks (\w+) "/.exec(missing)?.[1];
  return {
    ...means,
    code: status.statusCode,
    words: status.statusMessage,
    ...(quoted !== undefined && { reference: quoted }),
    ...(kind !== undefined && { kind }),
  };
};

/**
 * What messageSetStatusCode says of a set that was sent with recovery ids. `nothing-stored`: QuickBooks has no
 * answer for it (600, also when another company file is open now; 9002; 9005), so look its records up.
 * `our-bug`: an id used for two contents (9001) or too long (9004).
 */
export const messageSetOutcome = (code: string | undefined): 'ok' | 'nothing-stored' | 'our-bug' => {
  if (code === undefined || code === '' || code === '0') return 'ok';
  return code === '600' || code === '9002' || code === '9005' ? 'nothing-stored' : 'our-bug';
};
