import { grouped } from '../grouped.ts';
import type { ProcoreWrite } from './procore-writes.ts';
import type { SyncRecord } from './record.ts';

const KEYS_PER_HINT = 50;

/** Hints for records that are to be entered in Procore, by project: writes of one project go one after another. */
export const enterHints = (connection: string, records: readonly SyncRecord[]): ProcoreWrite[] => {
  const byProject = grouped(records, ({ source }) => source.project);
  return [...byProject].flatMap(([project, own]) =>
    Array.from({ length: Math.ceil(own.length / KEYS_PER_HINT) }, (_, n): ProcoreWrite => {
      const some = own
        .slice(n * KEYS_PER_HINT, (n + 1) * KEYS_PER_HINT)
        .map(({ flow, id }) => ({ flow, id }));
      return { do: 'enter', connection, ...(project !== undefined && { project }), keys: some };
    }),
  );
};
