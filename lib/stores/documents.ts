import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Item, Table } from './batches.ts';
import { revIs, unlessRefused } from './conditional.ts';
import type { ItemKey } from './keys.ts';
import { type Packed, pack, unpack } from './packing.ts';

/** One item of the tables `connections` and `sessions`. The rest of it is JSON, known to its user. */
export interface Document extends ItemKey {
  /** Raised by every put. */
  readonly rev: number;
}

/**
 * Documents by key. What a get gives is what was put, typed as its caller says: each pk and sk
 * holds documents of one type only.
 */
export interface DocumentStore {
  /** Consistent. */
  get<D extends ItemKey>(pk: string, sk: string): Promise<(D & Document) | undefined>;
  /**
   * Stores a document on condition that the stored rev is still `ifRev` (0: none is stored); gives it back
   * with its new rev, or undefined when somebody else wrote first.
   */
  put<D extends ItemKey>(document: D, condition: { ifRev: number }): Promise<(D & Document) | undefined>;
}

/** Fields whose JSON is longer than this are gzip'd together. */
const bigField = 4_096;

const toItem = async (on: Table, { pk, sk, rev, ...fields }: Document): Promise<Item> => {
  const texts = Object.entries(fields).map(([name, value]) => ({ name, value, json: JSON.stringify(value) }));
  const big = texts.filter(({ json }) => json !== undefined && json.length > bigField);
  const small = texts.filter((field) => !big.includes(field)).map(({ name, value }) => [name, value]);
  const json = `{${big.map((field) => `${JSON.stringify(field.name)}:${field.json}`).join(',')}}`;
  const bulk = big.length > 0 ? await pack(on, `${pk}#${sk}`, json) : undefined;
  return { pk, sk, rev, fields: Object.fromEntries(small), bulk };
};

const fromItem = async <D extends ItemKey>(on: Table, { pk, sk, rev, fields, bulk }: Item) => {
  const big = bulk ? await unpack(on, `${pk}#${sk}`, bulk as Packed) : {};
  return { ...(fields as object), ...(big as object), pk, sk, rev } as D & Document;
};

/** A store of documents in one table. */
export const createDocumentStore = (on: Table): DocumentStore => ({
  get: async <D extends ItemKey>(pk: string, sk: string) => {
    const stored = await on.client.send(
      new GetCommand({ TableName: on.table, Key: { pk, sk }, ConsistentRead: true }),
    );
    return stored.Item && fromItem<D>(on, stored.Item as Item);
  },

  put: async (document, { ifRev }) => {
    const stored = { ...document, rev: ifRev + 1 };
    const put = new PutCommand({ TableName: on.table, Item: await toItem(on, stored), ...revIs(ifRev) });
    return (await unlessRefused(on.client.send(put))) && stored;
  },
});
