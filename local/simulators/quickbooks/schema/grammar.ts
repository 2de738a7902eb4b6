/** One element of a qbXML sequence. */
export interface ElementPart {
  readonly element: string;
  /** Absent: an aggregate with `parts`. */
  readonly type?: SimpleType;
  /** Characters, counted after unescaping. */
  readonly maxLength?: number;
  readonly values?: readonly string[];
  readonly parts?: readonly Part[];
  readonly required: boolean;
  readonly many: boolean;
  /** The only country edition that knows the element. */
  readonly only?: 'US' | 'CA';
}

/** One of several sequences, perhaps again and again. */
export interface ChoicePart {
  readonly choice: readonly (readonly Part[])[];
  readonly required: boolean;
  readonly many: boolean;
}

export type Part = ElementPart | ChoicePart;

export type SimpleType =
  | 'string'
  | 'id'
  | 'bool'
  | 'date'
  | 'datetime'
  | 'amount'
  | 'price'
  | 'quantity'
  | 'percent'
  | 'int'
  | 'positive'
  | 'float'
  | 'guid'
  | 'enum';

const TYPES: Readonly<Record<string, SimpleType>> = {
  id: 'id',
  bool: 'bool',
  date: 'date',
  datetime: 'datetime',
  amount: 'amount',
  price: 'price',
  quantity: 'quantity',
  percent: 'percent',
  int: 'int',
  positive: 'positive',
  float: 'float',
  guid: 'guid',
  string: 'string',
};

const referenceParts = (maxLength?: number): Part[] => [
  { element: 'ListID', type: 'id', required: false, many: false },
  { element: 'FullName', type: 'string', required: false, many: false, ...(maxLength ? { maxLength } : {}) },
];

const typeOf = (notation: string): Pick<ElementPart, 'type' | 'maxLength' | 'values' | 'parts'> => {
  if (notation.startsWith('=')) return { type: 'enum', values: notation.slice(1).split('|') };
  const sized = /^(s|ref)(\d*)$/.exec(notation);
  if (sized?.[1] === 's') return { type: 'string', maxLength: Number(sized[2]) };
  if (sized) return { parts: referenceParts(sized[2] ? Number(sized[2]) : undefined) };
  const type = TYPES[notation];
  if (!type) throw new Error(`schema: unknown notation ${notation}`);
  return { type };
};

const occurrence = (sign: string): Pick<ElementPart, 'required' | 'many'> => ({
  required: sign === '!' || sign === '+',
  many: sign === '+' || sign === '*',
});

/**
 * Reads the short notation of one element: `Name! s41`, `OwnerID* guid`, `ClassRef ref159`,
 * `JobStatus =Awarded|Closed`, `CA:IsTaxIncluded bool`. Signs: `!` required, `+` one or more, `*` any number.
 */
const element = (notation: string): ElementPart => {
  const match = /^(?:(US|CA):)?(\w+)([!+*]?) (.+)$/.exec(notation);
  if (!match) throw new Error(`schema: cannot read ${notation}`);
  const [, only, name = '', sign = '', type = ''] = match;
  return {
    element: name,
    ...occurrence(sign),
    ...typeOf(type),
    ...(only === 'US' || only === 'CA' ? { only } : {}),
  };
};

/** An ordered sequence; strings are in the short notation. */
export const sequence = (...parts: (string | Part)[]): Part[] =>
  parts.map((part) => (typeof part === 'string' ? element(part) : part));

/** An element with children; its name takes the same signs as in the short notation. */
export const aggregate = (name: string, parts: readonly Part[]): ElementPart => {
  const sign = /[!+*]$/.exec(name)?.[0] ?? '';
  return { element: sign ? name.slice(0, -1) : name, ...occurrence(sign), parts };
};

/** A choice of sequences, `sign` as in the short notation. */
export const oneOf = (sign: '' | '!' | '+' | '*', ...choice: (readonly Part[])[]): ChoicePart => ({
  choice,
  ...occurrence(sign),
});
