import { attempt } from '../engine/guarded.ts';
import { createLinked } from '../engine/linked.ts';
import { contextOf, type Facts, type Linked } from '../engine/plan.ts';
import type { RecordStore } from '../engine/ports.ts';
import { keyText, type SyncRecord } from '../engine/record.ts';
import type { Claim, Flow } from '../flow.ts';

/** A record as a person knows it. */
export interface Named {
  readonly flow: string;
  readonly id: string;
  readonly title?: string;
}

/** What can be told of the records of a connection before anything of them is posted. */
export interface Foreseen {
  /** Those that carry an origin_id which none of ours has put there. */
  readonly marked: readonly (Named & { readonly originId: string })[];
  /** Names and numbers that several would have in QuickBooks; one of them can. */
  readonly collisions: readonly { readonly shown: string; readonly of: readonly Named[] }[];
}

export interface ForeseeDeps {
  readonly records: Pick<RecordStore, 'get' | 'list'>;
  readonly flows: readonly Flow<unknown>[];
}

const AT_ONCE = 100;

const originIn = (content: unknown): string | undefined =>
  (content as { readonly origin?: { readonly id: string } }).origin?.id;

/** Those that may be posted one day, with content, a page at a time. */
const whole = async function* (
  { records }: ForeseeDeps,
  connection: string,
  flow: string,
): AsyncIterable<readonly SyncRecord[]> {
  let some: SyncRecord[] = [];
  const read = async () => {
    const listed = some.splice(0);
    const found = await records.get(connection, listed);
    // DynamoDB gives several at once in no order; people see the same list each time.
    return listed.flatMap((record) => found.get(keyText(record)) ?? []);
  };
  for await (const record of records.list(connection, flow)) {
    if (record.deleted || record.state === 'skipped') continue;
    some = [...some, record];
    if (some.length >= AT_ONCE) yield await read();
  }
  if (some.length > 0) yield await read();
};

/** Reads every record once, as it was last fetched. */
export const foresee = async (deps: ForeseeDeps, connection: string, facts: Facts): Promise<Foreseen> => {
  const marked: (Named & { originId: string })[] = [];
  const holders = new Map<string, { shown: string; of: Named[] }>();
  const byName = new Map(deps.flows.map((flow) => [flow.name, flow]));
  const { linkedOf } = createLinked({ ...deps, flowOf: (name) => byName.get(name) as Flow<unknown> });
  /** What it claims depends on what it refers to: as long as that is nowhere, nothing can be told. */
  const claimsOf = (flow: Flow<unknown>, record: SyncRecord, linked: Linked): readonly Claim[] =>
    attempt(
      () => flow.claims(record.content, contextOf(record, facts, linked)),
      () => [],
    );
  for (const flow of deps.flows) {
    for await (const page of whole(deps, connection, flow.name)) {
      const known = page.filter(({ content }) => content !== undefined);
      const linked = await linkedOf(connection, facts, known);
      for (const record of known) {
        const { id, title, content, mapping } = record;
        const named: Named = { flow: flow.name, id, title };
        const originId = originIn(content);
        if (originId && !mapping) marked.push({ ...named, originId });
        for (const { kind, value, shown } of claimsOf(flow, record, linked)) {
          const holder = holders.get(`${kind} ${value}`) ?? { shown, of: [] };
          holder.of.push(named);
          holders.set(`${kind} ${value}`, holder);
        }
      }
    }
  }
  const collisions = [...holders.values()].filter(({ of }) => new Set(of.map(keyText)).size > 1);
  return { marked, collisions };
};
