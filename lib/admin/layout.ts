import type { SyncRecord } from '../engine/record.ts';
import { type Fields, type QbRequest, type Value, valuesOf } from '../qbxml/message.ts';
import { amount, product, sum } from '../qbxml/money.ts';
import type { Aggregate } from '../qbxml/vocabulary/notation.ts';
import { vocabulary } from '../qbxml/vocabulary.ts';
import { accountsOf, type Settings } from '../settings.ts';

/** One field of a document, by its name in QuickBooks and its value as a person reads it. */
export interface Field {
  readonly field: string;
  readonly value: string;
}

/** A document laid out for a person: what stands at its head, and its lines. */
export interface Layout {
  readonly header: readonly Field[];
  /** The fields of each line; an account only where an item leads to one. */
  readonly lines: readonly Readonly<Record<string, string>>[];
  /** Sum of the lines' amounts; absent: they have none. */
  readonly total?: string;
}

/** What the ids in a document stand for. */
export interface Names {
  /** By ListID or TxnID. */
  readonly records: ReadonlyMap<string, SyncRecord>;
  readonly settings: Pick<Settings, 'accounts'>;
}

/** Lines of a transaction stand in a choice of kinds. */
const LINE = /Line(Group)?(Add|Mod)$/;

const ID = /^(ListID|TxnID)$/;

const nameOf = (id: string, { records }: Names): string => {
  const record = records.get(id);
  return record?.mapping ? `${record.mapping.name}` : id;
};

/** A reference as the name of what it refers to; undefined: it is none. */
const referred = (name: string, value: Fields, names: Names): Field | undefined => {
  if (!name.endsWith('Ref')) return undefined;
  const id = value.ListID ?? value.TxnID;
  const shown = typeof id === 'string' ? nameOf(id, names) : String(value.FullName ?? '');
  return { field: name.slice(0, -'Ref'.length), value: shown };
};

const fieldsOf = (name: string, value: Value, names: Names): readonly Field[] => {
  if (typeof value === 'string')
    return [{ field: name, value: ID.test(name) ? nameOf(value, names) : value }];
  const reference = referred(name, value, names);
  if (reference) return [reference];
  return Object.entries(value).flatMap(([inner, says]) =>
    valuesOf(says).flatMap((one) =>
      fieldsOf(inner, one, names).map(({ field, value: text }) => ({
        field: `${name} ${field}`,
        value: text,
      })),
    ),
  );
};

/**
 * The account that a line's item leads to: what we made carries the settings' account, by its cost code; what stood
 * in QuickBooks before has whatever it was given there.
 */
const accountOf = (list: string, { ItemRef }: Fields, { records, settings }: Names): string | undefined => {
  const id = ItemRef === undefined || typeof ItemRef === 'string' ? undefined : (ItemRef as Fields).ListID;
  const item = typeof id === 'string' ? records.get(id) : undefined;
  if (!item?.mapping) return undefined;
  if (!item.mapping.created) return "the item's own";
  const { income, expense } = accountsOf(item.title ?? item.mapping.name, settings);
  return list.startsWith('Estimate') ? income : expense;
};

/** The amount of a line: as it says, or quantity times rate, as QuickBooks computes it. */
const amountOf = ({ Amount, Quantity, Rate, PaymentAmount }: Fields): string | undefined => {
  const said = Amount ?? PaymentAmount;
  if (typeof said === 'string') return amount(said);
  return typeof Rate === 'string' ? product(typeof Quantity === 'string' ? Quantity : '1', Rate) : undefined;
};

const lineOf = (list: string, line: Fields, names: Names): Readonly<Record<string, string>> => {
  const own = Object.entries(line).flatMap(([name, value]) =>
    valuesOf(value).flatMap((one) => fieldsOf(name, one, names)),
  );
  const account = accountOf(list, line, names);
  const total = amountOf(line);
  return {
    ...Object.fromEntries(own.map(({ field, value }) => [field, value])),
    ...(account !== undefined && { Account: account }),
    ...(total !== undefined && { Amount: total }),
  };
};

const documentOf = ({ message, fields }: QbRequest) => {
  const name = message.replace(/Rq$/, '');
  const of = vocabulary.get(message)?.content.byName.get(name)?.type;
  const content: Aggregate | undefined = of?.is === 'aggregate' ? of : undefined;
  const value = valuesOf(fields[name])[0];
  return { content, fields: value === undefined || typeof value === 'string' ? {} : value };
};

/** Lays a request out: elements that may stand several times are its lines, in QuickBooks' order. */
export const layoutOf = (request: QbRequest, names: Names): Layout => {
  const { content, fields } = documentOf(request);
  const header: Field[] = [];
  const lines: Readonly<Record<string, string>>[] = [];
  const amounts: (string | never[])[] = [];
  for (const { name, many } of content?.order ?? [])
    for (const value of valuesOf(fields[name]))
      if (typeof value !== 'string' && (many || LINE.test(name))) {
        lines.push(lineOf(name, value, names));
        amounts.push(amountOf(value) ?? []);
      } else header.push(...fieldsOf(name, value, names));
  const figures = amounts.flat();
  return { header, lines, ...(figures.length > 0 && { total: sum(figures) }) };
};
