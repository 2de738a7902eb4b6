/** Names of fields whose value is told to nobody, wherever they stand in a log line. */
const SECRET_FIELD = /^(.*password.*|.*secret|authorization|access_?token|webhook_?tokens?|token|cookie)$/i;

const HIDDEN = '…';

/**
 * What secrets look like inside of a text. These are the net below the rule, not the rule: nothing puts a secret
 * into a text, but texts of Procore, QuickBooks and libraries are quoted in errors.
 */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, `$1 ${HIDDEN}`],
  [/\b(scrypt)\$[\w+/=$]+/g, `$1${HIDDEN}`],
  [
    /\b((?:client_?secret|access_?token|refresh_?token|str_?password|password)["']?\s*(?:[=:>]|%3D)\s*["']?)[^"'&<\s,;]+/gi,
    `$1${HIDDEN}`,
  ],
  // Elements of qbXML and fields of Procore that hold tax ids, and numbers of accounts and cards.
  [
    /((?:TaxIdent|TaxID|account_number|\b(?:BankNumber|BankAccountNumber|RoutingNumber|CreditCardNumber|SSN|EIN|tax_?id\w*|routing_number))["']?\s*(?:[=:>]|%3D)\s*["']?)[^"'&<\s,;]+/gi,
    `$1${HIDDEN}`,
  ],
  // An EIN and a Social Security number as they are written.
  [/(?<![\w-])\d{2}-\d{7}(?![\w-])/g, HIDDEN],
  [/(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])/g, HIDDEN],
];

/** A text without what looks like a password, a token, a tax id, or the number of an account. */
export const redacted = (text: string): string =>
  PATTERNS.reduce((rest, [form, instead]) => rest.replace(form, instead), text);

/** For JSON.stringify: the value of a field as it may stand in a log line. */
export const redactedField = (name: string, value: unknown): unknown => {
  if (typeof value === 'string') return SECRET_FIELD.test(name) ? HIDDEN : redacted(value);
  return Array.isArray(value) && SECRET_FIELD.test(name) ? HIDDEN : value;
};
