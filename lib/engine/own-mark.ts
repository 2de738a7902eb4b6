import type { Mapping } from '../flow.ts';
import type { SyncRecord } from './record.ts';

/** What Procore may carry as the mark of an object: its id, or of what stands in another's object, its lines'. */
const markIds = ({ id, lines = {}, ofTarget }: Mapping): readonly string[] =>
  ofTarget ? [id, ...Object.values(lines)] : [id];

/** Content without a mark of our own that leads to an object which is gone: nobody else has written it. */
export const withoutOwnMark = (content: unknown, formerly: readonly string[] = []): unknown => {
  const { origin, ...says } = (content ?? {}) as { origin?: { id: string } };
  return origin && formerly.includes(origin.id) ? says : content;
};

/** Each undo adds some; Procore carries one of them, mostly the last. */
const MOST_EARLIER = 100;

/** What a record keeps in mind of the object that it is mapped to no more, and of those before it. */
export const formerly = (record: SyncRecord): Pick<SyncRecord, 'formerly' | 'content'> => {
  const { mapping, content, formerly: before = [] } = record;
  if (!mapping) return { content };
  const ids = [...new Set([...markIds(mapping), ...before.slice(0, MOST_EARLIER)])];
  return { formerly: ids, content: withoutOwnMark(content, ids) };
};
