/** Which QuickBooks Desktop a company file belongs to. One qbXML dialect serves both; some elements exist in one only. */
export type Edition = 'US' | 'CA';

/** What an element without children may hold. Lengths count characters after unescaping. */
export type Leaf =
  | { readonly is: 'text'; readonly max?: number }
  | { readonly is: 'enum'; readonly values: readonly string[] }
  | {
      readonly is:
        | 'bool'
        | 'date'
        | 'datetime'
        | 'amount'
        | 'price'
        | 'percent'
        | 'quantity'
        | 'float'
        | 'integer'
        | 'count'
        | 'guid';
    };

/** An element with children, in the order QuickBooks wants. `order` and `byName` see through choices. */
export interface Aggregate {
  readonly is: 'aggregate';
  readonly parts: readonly Part[];
  readonly order: readonly Item[];
  readonly byName: ReadonlyMap<string, Item>;
}

export interface Item {
  readonly name: string;
  readonly type: Leaf | Aggregate;
  readonly required: boolean;
  readonly many: boolean;
  /** Absent: both editions know the element. */
  readonly only?: Edition;
}

/** At most one of the alternatives; exactly one when required. `many`: any mixture of them, any number of times. */
export interface Choice {
  readonly required: boolean;
  readonly many: boolean;
  readonly alternatives: readonly { readonly parts: readonly Part[]; readonly names: readonly string[] }[];
}

export type Part = Item | Choice;

/** One request message: the attributes that it takes beside requestID, and its content. */
export interface Message {
  readonly name: string;
  readonly attributes: readonly string[];
  readonly content: Aggregate;
}

export const isChoice = (part: Part): part is Choice => 'alternatives' in part;

const itemsOf = (part: Part): readonly Item[] =>
  isChoice(part) ? part.alternatives.flatMap(({ parts }) => parts.flatMap(itemsOf)) : [part];

export const aggregate = (...parts: Part[]): Aggregate => {
  const order = parts.flatMap(itemsOf);
  return { is: 'aggregate', parts, order, byName: new Map(order.map((item) => [item.name, item])) };
};

type Build = (name: string, type: Leaf | Aggregate, only?: Edition) => Item;
const item =
  (required: boolean, many: boolean): Build =>
  (name, type, only) => ({ name, type, required, many, ...(only && { only }) });

/** Exactly one. */
export const must = item(true, false);
/** None or one. */
export const may = item(false, false);
/** One or more. */
export const some = item(true, true);
/** Any number. */
export const many = item(false, true);

const choice =
  (required: boolean, repeated: boolean) =>
  (...alternatives: Part[][]): Choice => ({
    required,
    many: repeated,
    alternatives: alternatives.map((parts) => ({
      parts,
      names: parts.flatMap(itemsOf).map(({ name }) => name),
    })),
  });

export const oneOf = choice(true, false);
export const atMostOneOf = choice(false, false);
export const someOf = choice(true, true);
export const manyOf = choice(false, true);

/** Text up to a length; without one the schema names none. */
export const text = (max?: number): Leaf => ({ is: 'text', ...(max !== undefined && { max }) });
export const oneOfValues = (...values: string[]): Leaf => ({ is: 'enum', values });

export const id = text(36);
export const bool: Leaf = { is: 'bool' };
export const date: Leaf = { is: 'date' };
export const datetime: Leaf = { is: 'datetime' };
export const amount: Leaf = { is: 'amount' };
export const price: Leaf = { is: 'price' };
export const percent: Leaf = { is: 'percent' };
export const quantity: Leaf = { is: 'quantity' };
export const float: Leaf = { is: 'float' };
export const integer: Leaf = { is: 'integer' };
export const count: Leaf = { is: 'count' };
export const guid: Leaf = { is: 'guid' };
