import type { RecordStore } from '../engine/ports.ts';
import { keyText, type SyncRecord } from '../engine/record.ts';

/** A record that somebody has marked in Procore, though nothing of it is in QuickBooks by us. */
export interface MarkedElsewhere {
  readonly flow: string;
  readonly id: string;
  readonly title?: string;
  readonly originId: string;
}

const AT_ONCE = 100;

const originIn = (content: unknown): string | undefined =>
  (content as { readonly origin?: { readonly id: string } } | undefined)?.origin?.id;

/** Records that carry an origin_id which none of ours has put there, as they were last fetched. */
export const markedElsewhere = async (
  records: Pick<RecordStore, 'get' | 'list'>,
  connection: string,
  flows: readonly string[],
): Promise<MarkedElsewhere[]> => {
  const found: MarkedElsewhere[] = [];
  const look = async (some: readonly SyncRecord[]): Promise<void> => {
    const stored = await records.get(connection, some);
    for (const { flow, id, title } of some) {
      const originId = originIn(stored.get(keyText({ flow, id }))?.content);
      if (originId) found.push({ flow, id, title, originId });
    }
  };
  for (const flow of flows) {
    let some: SyncRecord[] = [];
    for await (const record of records.list(connection, flow)) {
      if (record.mapping) continue;
      some.push(record);
      if (some.length < AT_ONCE) continue;
      await look(some);
      some = [];
    }
    if (some.length > 0) await look(some);
  }
  return found;
};
