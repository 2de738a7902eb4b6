/**
 * One qbXML aggregate to be sent: element name → text, nested aggregate, or several of them.
 * `undefined` leaves the element out, `''` sends it empty (which clears a field in a Mod).
 * Order of keys does not matter: the writer knows QuickBooks' order.
 */
export interface Fields {
  readonly [element: string]: Value | readonly Value[] | undefined;
}
export type Value = string | Fields;

const isList = (value: Value | readonly Value[]): value is readonly Value[] => Array.isArray(value);

const NONE: readonly Value[] = [];

/** What stands under one name of Fields, as a list: none, one or several. */
export const valuesOf = (value: Fields[string]): readonly Value[] => {
  if (value === undefined) return NONE;
  return isList(value) ? value : [value];
};

/** One request of a message set, e.g. `{ message: 'VendorAddRq', fields: { VendorAdd: { Name } } }`. */
export interface QbRequest {
  readonly message: string;
  readonly fields: Fields;
  /** metaData, iterator, iteratorID; never requestID, which the message set gives. */
  readonly attributes?: Readonly<Record<string, string>>;
  /**
   * Where elements of several names may stand in any order (lines and groups of lines): their names in the order in
   * which they are sent. Absent: name by name.
   */
  readonly sequence?: readonly string[];
}

/** An element as QuickBooks answered it. Text is never converted. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

/** What QuickBooks says of one request before its objects. */
export interface AnswerHead {
  /** Absent when QuickBooks left it out. */
  readonly requestID?: string;
  /** e.g. `VendorAddRs`. */
  readonly message: string;
  readonly statusCode: string;
  readonly statusSeverity: string;
  readonly statusMessage: string;
  /** Further attributes: retCount, iteratorRemainingCount, iteratorID. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** QuickBooks' answer to one request. */
export interface Answer extends AnswerHead {
  /** The `…Ret` elements; of a report, its title, columns and rows. */
  readonly rets: readonly Element[];
  /** What a status check tells of an Add or Mod whose answer was lost. */
  readonly errorRecovery?: Element;
}

/** QuickBooks' answer to a message set. */
export interface AnswerSet {
  readonly messageSetStatusCode?: string;
  readonly newMessageSetID?: string;
  readonly answers: readonly Answer[];
}

/** The text of the first element along a path of names, e.g. `textAt(ret, 'VendorRef', 'ListID')`. */
export const textAt = (element: Element | undefined, ...path: string[]): string | undefined => {
  let at = element;
  for (const name of path) at = at?.children.find((child) => child.name === name);
  return at?.text;
};

/** All children with a name, in the order QuickBooks gave them. */
export const childrenOf = (element: Element, name: string): readonly Element[] =>
  element.children.filter((child) => child.name === name);
