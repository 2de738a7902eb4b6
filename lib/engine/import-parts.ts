import type { RecordKey } from '../context.ts';
import type { Feed, ImportFlow, Ref } from '../import-flow.ts';
import { type Element, textAt } from '../qbxml/message.ts';
import type { Settings } from '../settings.ts';
import { hashOf } from './hash.ts';

/** One part of an object, as its flow read it. */
export interface ReadPart extends RecordKey {
  readonly content: unknown;
  readonly hash: string;
  readonly title: string;
  readonly refs: readonly Ref[];
}

/** An object of QuickBooks as a query told it; of a deleted one no part is left. */
export interface ReadObject extends Ref {
  /** It is there, but could not be read, for this reason: a bug of ours. */
  readonly unread?: string;
  readonly parts: readonly ReadPart[];
  /** The key that whoever added it gave it. */
  readonly guid?: string;
}

const partsOf = (
  flow: ImportFlow<unknown>,
  feed: Feed,
  ret: Element,
  settings: Settings,
): readonly ReadPart[] =>
  flow.read(feed, ret, settings).map(({ id, content }) => ({
    ...{ flow: flow.name, id, content, hash: hashOf(content) },
    ...{ title: flow.title(content), refs: flow.refs(content) },
  }));

/** An object through all flows that read its feed. */
export const readObject = (
  flows: readonly ImportFlow<unknown>[],
  feed: Feed,
  id: string,
  ret: Element,
  settings: Settings,
): ReadObject => {
  try {
    const guid = textAt(ret, 'ExternalGUID');
    const parts = flows.flatMap((flow) => partsOf(flow, feed, ret, settings));
    return { type: feed, id, parts, ...(guid && { guid }) };
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return { type: feed, id, parts: [], unread: `${feed} ${id}: ${words}` };
  }
};
