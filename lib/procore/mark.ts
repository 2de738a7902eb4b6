import { bodyOf, type Call, type CallDeps, createCall } from './call.ts';
import type { Reply } from './failure.ts';
import { jsonText } from './json-text.ts';
import { aboutOf, fieldsOf, type OriginWrite, rowOf, WAYS } from './origins.ts';
import { ProcoreFailure } from './procore.ts';
import { afterFailure, NOTHING_SAID, type NotWritten, rowWords } from './write-failure.ts';

export type { OriginWrite } from './origins.ts';

/** What became of one write. */
export type Marked = { readonly is: 'done' } | NotWritten;

/** Writes origin fields into the records of one company. Never throws ProcoreFailure: what it could not write is `later`. */
export interface Marker {
  /** One answer for each write, in their order. */
  mark(writes: readonly OriginWrite[]): Promise<readonly Marked[]>;
}

/** Procore takes 1,000 records by one call of a sync endpoint; for how long it is at them is not known. */
const MOST_ROWS = 250;

/** Writes of one call: of a sync endpoint and scope, or one alone. */
const callsOf = (writes: readonly OriginWrite[], companyId: string): OriginWrite[][] => {
  const calls = new Map<string, OriginWrite[]>();
  for (const write of writes) {
    const { path, scope } = WAYS[write.of];
    const key = `${path(write)} ${jsonText(scope(write, companyId))}`;
    calls.set(key, [...(calls.get(key) ?? []), write]);
  }
  return [...calls.values()].flatMap((some) =>
    Array.from({ length: Math.ceil(some.length / MOST_ROWS) }, (_, run) =>
      some.slice(run * MOST_ROWS, (run + 1) * MOST_ROWS),
    ),
  );
};

const isRow = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const rowsIn = (body: unknown, name: 'entities' | 'errors') => {
  const rows = isRow(body) ? body[name] : undefined;
  return new Map((Array.isArray(rows) ? rows.filter(isRow) : []).map((row) => [String(row.id), row]));
};

/** What a sync endpoint, which always answers 200, says row by row. */
const ofRows = (writes: readonly OriginWrite[], body: unknown): Marked[] => {
  const [entities, errors] = [rowsIn(body, 'entities'), rowsIn(body, 'errors')];
  return writes.map(({ id }) => {
    const error = errors.get(id);
    if (error) return { is: 'refused', words: rowWords(error.errors) };
    return entities.has(id) ? { is: 'done' } : NOTHING_SAID;
  });
};

const patch = (call: Call, writes: readonly OriginWrite[], companyId: string): Promise<Reply> => {
  const [first] = writes as readonly [OriginWrite, ...OriginWrite[]];
  const { path, scope, single } = WAYS[first.of];
  const records = single ? { [single]: fieldsOf(first) } : { updates: writes.map(rowOf) };
  const json = jsonText({ ...scope(first, companyId), ...records });
  return call({ method: 'patch', path: path(first), json }, aboutOf(writes));
};

/** Origin fields written into Procore, by as few calls as it offers, one after another. */
export const createMarker = (deps: CallDeps): Marker => {
  const call = createCall(deps);

  const read = (writes: readonly OriginWrite[], reply: Reply): Marked[] => {
    const body = bodyOf(reply, aboutOf(writes), deps.now());
    return WAYS[(writes[0] as OriginWrite).of].single ? [{ is: 'done' }] : ofRows(writes, body);
  };

  /** A call that is refused as a whole is halved, until what Procore does not take stands alone. */
  const one = async (writes: readonly OriginWrite[]): Promise<readonly Marked[]> => {
    try {
      return read(writes, await patch(call, writes, deps.companyId));
    } catch (error) {
      if (!(error instanceof ProcoreFailure)) throw error;
      const after = afterFailure(error);
      if (error.kind !== 'refused' || after.is === 'later' || writes.length === 1)
        return writes.map(() => after);
      const middle = Math.ceil(writes.length / 2);
      return [...(await one(writes.slice(0, middle))), ...(await one(writes.slice(middle)))];
    }
  };

  return {
    mark: async (writes) => {
      const marked = new Map<OriginWrite, Marked>();
      let stopped: Marked | undefined;
      for (const some of callsOf(writes, deps.companyId)) {
        const answers = stopped ? [] : await one(some);
        for (const [n, write] of some.entries()) marked.set(write, answers[n] ?? (stopped as Marked));
        stopped ??= answers.find((answer) => 'trouble' in answer);
      }
      return writes.map((write) => marked.get(write) as Marked);
    },
  };
};
