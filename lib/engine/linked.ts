import type { Flow, Link, RecordKey } from '../flow.ts';
import { attempt } from './guarded.ts';
import { earlier } from './parents.ts';
import type { Facts, Linked } from './plan.ts';
import type { RecordStore } from './ports.ts';
import { keyText, type SyncRecord } from './record.ts';

export interface LinkedDeps {
  readonly records: Pick<RecordStore, 'get'>;
  readonly flowOf: (name: string) => Flow<unknown>;
}

const unique = <K extends RecordKey>(keys: readonly K[]): K[] => [
  ...new Map(keys.map((key) => [keyText(key), key])).values(),
];

/** What the plan of a record depends on: the records that it refers to, and those that go before it. */
export const createLinked = ({ records, flowOf }: LinkedDeps) => {
  const linksOf = (record: SyncRecord | undefined, facts: Facts): readonly Link[] =>
    record?.content === undefined
      ? []
      : attempt(
          () => flowOf(record.flow).links(record.content, facts.settings),
          () => [],
        );

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
    const links = list.flatMap((record) => linksOf(record, facts));
    const asked = new Set<string>();
    let linked: ReadonlyMap<string, SyncRecord> = new Map();
    for (;;) {
      const before = list.flatMap((record) => earlierOf(record, facts, linked));
      const keys = unique([...links, ...before]).filter((key) => !asked.has(keyText(key)));
      if (keys.length === 0) return linked;
      for (const key of keys) asked.add(keyText(key));
      linked = new Map([...linked, ...(await records.get(connection, keys))]);
    }
  };

  return { linksOf, linkedOf };
};
