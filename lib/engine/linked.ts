import { setImmediate as turn } from 'node:timers/promises';
import pMap from 'p-map';
import type { Flow, Link, RecordKey } from '../flow.ts';
import { inRuns } from '../grouped.ts';
import { attempt } from './guarded.ts';
import { earlier } from './parents.ts';
import type { Facts, Linked } from './plan.ts';
import { factsText } from './planned.ts';
import type { RecordStore } from './ports.ts';
import { keyText, type SyncRecord } from './record.ts';

export interface LinkedDeps {
  readonly records: Pick<RecordStore, 'get'>;
  readonly flowOf: (name: string) => Flow<unknown>;
}

/** So many records are looked at in one go. */
const RUN = 50;
const RUNS_AT_ONCE = 4;

const unique = <K extends RecordKey>(keys: readonly K[]): K[] => [
  ...new Map(keys.map((key) => [keyText(key), key])).values(),
];

/** What the plan of a record depends on: the records that it refers to, and those that go before it. */
export const createLinked = ({ records, flowOf }: LinkedDeps) => {
  const known = new WeakMap<object, { readonly by: string; readonly links: readonly Link[] }>();

  /** Asked for at each stage of a record, and the same as long as its content and the settings are. */
  const linksOf = (record: SyncRecord | undefined, facts: Facts): readonly Link[] => {
    const { flow, content } = record ?? {};
    if (flow === undefined || typeof content !== 'object' || content === null) return [];
    const by = factsText(facts);
    const before = known.get(content);
    if (before?.by === by) return before.links;
    const links = attempt(
      () => flowOf(flow).links(content, facts.settings),
      () => [],
    );
    known.set(content, { by, links });
    return links;
  };

  const earlierOf = (record: SyncRecord, { settings }: Facts, linked: Linked): readonly Link[] =>
    attempt(
      () => earlier(flowOf(record.flow), record, settings, linked),
      () => [],
    );

  /** Each of those that go before names the next one: they are read one after another, for all records together. */
  const linkedOf = async (
    connection: string,
    facts: Facts,
    list: readonly SyncRecord[],
  ): Promise<ReadonlyMap<string, SyncRecord>> => {
    const asked = new Set<string>();
    const read = async (links: readonly Link[]) => {
      const keys = unique(links).filter((key) => !asked.has(keyText(key)));
      for (const key of keys) asked.add(keyText(key));
      return keys.length > 0 ? records.get(connection, keys) : undefined;
    };
    // What some refer to is on its way while that of the others is worked out.
    const runs = await pMap(
      inRuns(list, RUN),
      async (run) => {
        await turn();
        return read(run.flatMap((record) => linksOf(record, facts)));
      },
      { concurrency: RUNS_AT_ONCE },
    );
    const linked = new Map(runs.flatMap((found) => [...(found ?? [])]));
    for (;;) {
      const found = await read(list.flatMap((record) => earlierOf(record, facts, linked)));
      if (!found) return linked;
      for (const [key, record] of found) linked.set(key, record);
    }
  };

  return { linksOf, linkedOf };
};
