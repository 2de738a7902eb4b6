import type { RecordKey } from '../flow.ts';
import type { Facts } from './plan.ts';
import type { Planner } from './planner.ts';
import type { RecordStore } from './ports.ts';
import { keyText, type SyncRecord } from './record.ts';

export interface DependentDeps {
  readonly planner: Pick<Planner, 'flows' | 'linksOf'>;
  readonly records: Pick<RecordStore, 'list' | 'get'>;
}

/** Records read together: those of a whole flow would not fit into memory. */
const PAGE = 200;

/**
 * Records that are in QuickBooks and refer to this one, wrote lines to its object, or share it. Reads every record of
 * the flows that need its flow: for an operator's word, not for each record of a batch.
 */
export const createDependents = ({ planner, records }: DependentDeps) => {
  const refersTo = (record: SyncRecord, facts: Facts, to: SyncRecord): boolean =>
    record.mapping?.id === to.mapping?.id ||
    planner.linksOf(record, facts).some((link) => keyText(link) === keyText(to));

  return async (facts: Facts, to: SyncRecord): Promise<SyncRecord[]> => {
    const found: SyncRecord[] = [];
    const look = async (keys: readonly RecordKey[]): Promise<void> => {
      const stored = await records.get(to.connection, keys);
      found.push(...[...stored.values()].filter((record) => record.mapping && refersTo(record, facts, to)));
    };
    const near = planner.flows.filter(
      ({ name, needs }) => name === to.flow || needs.some((needed) => needed.name === to.flow),
    );
    for (const { name } of near) {
      let page: RecordKey[] = [];
      for await (const { flow, id, mapping } of records.list(to.connection, name)) {
        if (!mapping || (flow === to.flow && id === to.id)) continue;
        page.push({ flow, id });
        if (page.length < PAGE) continue;
        await look(page);
        page = [];
      }
      await look(page);
    }
    // What wrote to its own target hangs on the target, not on its sisters.
    return to.mapping?.ofTarget ? found.filter(({ mapping }) => mapping?.id !== to.mapping?.id) : found;
  };
};

/** How a person calls a record. */
export const named = ({ flow, title, id }: SyncRecord): string => `${flow} ${title ?? id}`;
