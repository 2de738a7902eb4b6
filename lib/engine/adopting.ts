import type { SyncRecord } from './record.ts';

/** `Customer:Job` as the customer and the job. */
const parted = (name: string) => {
  const cut = name.lastIndexOf(':');
  return cut < 0 ? { name } : { customer: name.slice(0, cut), name: name.slice(cut + 1) };
};

/**
 * A record as it is looked up for adoption: by the id that an operator named, as if Procore had it from there, and by
 * the name or number.
 */
export const aimed = (record: SyncRecord): SyncRecord => {
  const { id, name } = record.adopting?.to ?? {};
  if (id === undefined && name === undefined) return record;
  const override = name === undefined ? {} : { ...parted(name), number: name };
  const content = id === undefined ? record.content : { ...(record.content as object), origin: { id } };
  return { ...record, content, override: { ...record.override, ...override } };
};
