import type { RecordKey } from '../context.ts';
import type { ProcoreWrite } from './procore-writes.ts';
import type { SyncRecord } from './record.ts';

const KEYS_PER_HINT = 50;

/** Hints for records that are to be entered in Procore, by project: writes of one project go one after another. */
export const enterHints = (connection: string, records: readonly SyncRecord[]): ProcoreWrite[] => {
  const byProject = new Map<string | undefined, RecordKey[]>();
  for (const { flow, id, source } of records) {
    const keys = byProject.get(source.project) ?? [];
    keys.push({ flow, id });
    byProject.set(source.project, keys);
  }
  return [...byProject].flatMap(([project, keys]) =>
    Array.from({ length: Math.ceil(keys.length / KEYS_PER_HINT) }, (_, n): ProcoreWrite => {
      const some = keys.slice(n * KEYS_PER_HINT, (n + 1) * KEYS_PER_HINT);
      return { do: 'enter', connection, ...(project !== undefined && { project }), keys: some };
    }),
  );
};
