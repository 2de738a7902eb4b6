import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { getItems, type Table, writeItems } from './batches.ts';

/**
 * A value gzip'd: within the item, or as chunk items that the item names by hash. DynamoDB takes items of
 * 400 KB; what an item holds beside the packed value has the rest.
 */
export type Packed =
  | { readonly packed: Uint8Array }
  | { readonly chunks: { readonly hash: string; readonly count: number } };

const maxBytesInItem = 300_000;

const chunkKey = (owner: string, hash: string, number: number) => ({
  pk: `${owner}#chunk#${hash}`,
  sk: String(number).padStart(4, '0'),
});

/**
 * Packs a JSON value, given as its text: in this thread, since handing 2 KB to another one costs four times
 * what zipping them does, and at the quickest level, since the last tenth of size takes half of the time.
 * Chunks are written here, before the item that names them, so that a stored name always leads to its chunks.
 * They are never changed nor removed: a writer that lost its race, or one that returns to earlier content, may
 * be about to name the same ones.
 */
export const pack = async (on: Table, owner: string, json: string): Promise<Packed> => {
  const bytes = gzipSync(json, { level: 1 });
  if (bytes.length <= maxBytesInItem) return { packed: bytes };
  const hash = createHash('sha256').update(bytes).digest('hex');
  const count = Math.ceil(bytes.length / maxBytesInItem);
  const chunks = Array.from({ length: count }, (_, number) => ({
    ...chunkKey(owner, hash, number),
    bytes: bytes.subarray(number * maxBytesInItem, (number + 1) * maxBytesInItem),
  }));
  await writeItems(
    on,
    chunks.map((put) => ({ put })),
  );
  return { chunks: { hash, count } };
};

const gather = async (on: Table, owner: string, { hash, count }: { hash: string; count: number }) => {
  const keys = Array.from({ length: count }, (_, number) => chunkKey(owner, hash, number));
  const found = await getItems(on, keys);
  const bytes = Buffer.concat(
    found.sort((a, b) => (a.sk < b.sk ? -1 : 1)).map((chunk) => chunk.bytes as Uint8Array),
  );
  const actual = createHash('sha256').update(bytes).digest('hex');
  if (actual !== hash)
    throw new Error(`chunks of ${owner} are incomplete: expected ${hash}, found ${actual}`);
  return bytes;
};

/**
 * What unpacks the value that was packed, its chunks gathered already. Not unpacked here: of most records that others
 * refer to nobody reads the content.
 */
export const unpacking = async (on: Table, owner: string, packed: Packed): Promise<() => unknown> => {
  const bytes = 'packed' in packed ? packed.packed : await gather(on, owner, packed.chunks);
  return () => JSON.parse(gunzipSync(bytes).toString('utf8'));
};

/** The value that was packed. */
export const unpack = async (on: Table, owner: string, packed: Packed): Promise<unknown> =>
  (await unpacking(on, owner, packed))();
