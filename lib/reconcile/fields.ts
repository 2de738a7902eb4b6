import { type Element, type Fields, textAt, type Value, valuesOf } from '../qbxml/message.ts';
import { compare } from '../qbxml/money.ts';

/** A field that was sent, and as what QuickBooks has it. */
export interface FieldDifference {
  readonly field: string;
  readonly sent: string;
  /** Absent: it is empty. */
  readonly found?: string;
}

/** What the comparison of fields needs to know. */
export interface Against {
  /** By what people know an object: its name by its ListID. */
  readonly nameOf: (id: string) => string | undefined;
  /** Names and numbers that the object may have. */
  readonly names: readonly string[];
  /** Nobody has touched it since: what was sent by other settings stands there rightly. */
  readonly untouched: boolean;
}

/** What QuickBooks changes by itself, does not tell, or what is its own affair. */
const NOT_COMPARED: ReadonlySet<string> = new Set([
  ...['ExternalGUID', 'IsToBePrinted', 'IsToBeEmailed', 'IsTaxIncluded', 'JobStatus', 'BillableStatus'],
  ...['LinkToTxn', 'TxnLineID', 'EditSequence', 'Other2', 'AppliedToTxnAdd', 'TxnID'],
]);

const NAMES: ReadonlySet<string> = new Set(['Name', 'RefNumber']);
const DECIMALS: ReadonlySet<string> = new Set(['Quantity', 'Rate', 'Cost', 'Amount', 'PaymentAmount']);

const isLines = (name: string): boolean => /Line(Group)?(Add|Mod)$/.test(name);

const isFields = (value: Value): value is Fields => typeof value !== 'string';

const isDecimal = (text: string): boolean => /^-?\d*\.?\d+$/.test(text);

/** Line ends and blanks at the ends are QuickBooks' affair. */
const plain = (text: string): string => text.replace(/\r\n?/g, '\n').trim();

export const sameText = (a: string, b: string): boolean => plain(a).toLowerCase() === plain(b).toLowerCase();

const same = (name: string, sent: string, found: string): boolean =>
  DECIMALS.has(name) && isDecimal(sent) && isDecimal(found)
    ? compare(sent, found) === 0
    : plain(sent) === plain(found);

const ofText = (name: string, sent: string, found: string | undefined, against: Against): boolean => {
  if (sent === '' || same(name, sent, found ?? '')) return false;
  return !(NAMES.has(name) && found !== undefined && against.names.some((known) => sameText(known, found)));
};

/** A name that was sent in a reference comes from the settings; an id from a record. */
const ofRef = (
  { ListID, FullName }: Fields,
  found: Element | undefined,
  { nameOf, untouched }: Against,
): Omit<FieldDifference, 'field'> | undefined => {
  const name = textAt(found, 'FullName');
  if (typeof ListID === 'string') {
    if (textAt(found, 'ListID') === ListID) return undefined;
    return { sent: nameOf(ListID) ?? ListID, ...(name !== undefined && { found: name }) };
  }
  if (untouched || typeof FullName !== 'string' || sameText(FullName, name ?? '')) return undefined;
  return { sent: FullName, ...(name !== undefined && { found: name }) };
};

/** In which fields what stands in QuickBooks differs from what was sent; lines are looked at elsewhere. */
export const fieldDifferences = (
  sent: Fields,
  ret: Element | undefined,
  against: Against,
  path = '',
): readonly FieldDifference[] =>
  Object.entries(sent).flatMap(([name, given]): readonly FieldDifference[] => {
    const [value] = valuesOf(given);
    if (value === undefined || NOT_COMPARED.has(name) || isLines(name)) return [];
    const field = path + name;
    const found = ret?.children.find((child) => child.name === name);
    if (!isFields(value)) {
      if (!ofText(name, value, found?.text, against)) return [];
      return [{ field, sent: value, ...(found && { found: found.text }) }];
    }
    if (!name.endsWith('Ref')) return fieldDifferences(value, found, against, `${field} `);
    const other = ofRef(value, found, against);
    return other ? [{ field: field.replace(/Ref$/, ''), ...other }] : [];
  });
