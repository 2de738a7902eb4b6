/** So many contents are kept, the last ones read. */
const MOST = 2_000;
/** Of packed content that is kept; a larger one is unpacked each time. */
const MOST_BYTES = 4_000;

/** Unpacks the content of a record, whose packed bytes these are. */
export type Unpacked = (record: string, packed: Uint8Array, unpack: () => unknown) => unknown;

/**
 * What was unpacked last: a record that is planned, looked up and written within seconds is read each time, and most
 * often says the same. Then it is the same object, too, which nobody changes: whatever was computed of it holds.
 */
export const createContents = (): Unpacked => {
  const kept = new Map<string, { readonly packed: Buffer; readonly content: unknown }>();

  return (record, packed, unpack) => {
    const known = kept.get(record);
    kept.delete(record);
    const content = known?.packed.equals(packed) ? known.content : unpack();
    if (packed.length > MOST_BYTES) return content;
    const bytes = known?.content === content ? known?.packed : undefined;
    kept.set(record, { packed: bytes ?? Buffer.from(packed), content });
    const [oldest] = kept.keys();
    if (kept.size > MOST && oldest !== undefined) kept.delete(oldest);
    return content;
  };
};
