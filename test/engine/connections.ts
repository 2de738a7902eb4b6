import { createIntake } from '../../lib/engine/intake.ts';
import { createPlanner } from '../../lib/engine/planner.ts';
import type { Change } from '../../lib/engine/ports.ts';
import { keyText, type SyncRecord } from '../../lib/engine/record.ts';
import { createRelease } from '../../lib/engine/release.ts';
import { createWork } from '../../lib/engine/work.ts';
import type { RecordKey } from '../../lib/flow.ts';
import { flows } from '../../lib/flows/index.ts';
import type { Answer } from '../../lib/qbxml/message.ts';
import type { Settings } from '../../lib/settings.ts';
import { createObjectStore } from '../../lib/stores/imported-objects.ts';
import { createMarkStore } from '../../lib/stores/marks.ts';
import { createRecordStore } from '../../lib/stores/records.ts';
import { withAws } from '../stores/stores.ts';
import { facts } from './records.ts';

const now = () => new Date('2026-03-05T12:00:00.000Z');

/** Queues and connections that nobody reads in these tests: the records table alone tells. */
const unread = {
  exports: {
    send: async () => undefined,
    receive: async () => [],
    remove: async () => undefined,
    giveBack: async () => undefined,
  },
  writes: { send: async () => undefined },
  connections: { markWork: async () => undefined, posted: async () => undefined },
};

/** For the length of a test file: each call starts a connection of its own over the embedded tables. */
export const withConnections = () => {
  const aws = withAws();
  let count = 0;

  return (more: Partial<Settings> = {}) => {
    const connection = `test-${++count}`;
    const records = createRecordStore({ client: aws().dynamo, table: 'plumbline-records' });
    /** What was hinted at, oldest first. */
    const hints: Change[] = [];
    const changes = { send: async (sent: readonly Change[]) => void hints.push(...sent) };
    const planner = createPlanner({ flows, records, changes, now });
    const marks = createMarkStore({ client: aws().dynamo, table: 'plumbline-records' });
    const deps = {
      ...unread,
      flows,
      marks,
      planner,
      records,
      changes,
      now,
      chance: () => 0,
      newId: () => 'b1',
    };
    const objects = createObjectStore({ client: aws().dynamo, table: 'plumbline-records' });
    const work = createWork({ ...deps, intake: createIntake({ ...deps, objects }) });
    const { releasePage } = createRelease(deps);
    const at = facts({ name: connection, ...more });

    const known = async (key: RecordKey): Promise<SyncRecord | undefined> =>
      (await records.get(connection, [key])).get(keyText(key));
    const stored = async (key: RecordKey): Promise<SyncRecord> => {
      const record = await known(key);
      if (!record) throw new Error(`${keyText(key)} is not stored`);
      return record;
    };

    return {
      connection,
      hints,
      known,
      stored,
      /** Plans a record as if it had been fetched so just now; what is stored of its standing stays. */
      tell: async (record: SyncRecord): Promise<SyncRecord> => {
        const make = (before: SyncRecord | undefined): SyncRecord => ({
          ...record,
          connection,
          rev: before?.rev ?? 0,
          state: before?.state ?? record.state,
          waited: before?.waited ?? record.waited,
        });
        await planner.planAll(connection, at, [{ key: record, make }]);
        return stored(record);
      },
      store: async (record: SyncRecord) => records.save({ ...record, connection, rev: 0 }),
      /** Does what the hints to release say, once each. */
      release: async (): Promise<void> => {
        for (const hint of hints.splice(0))
          if (hint.do === 'release') await releasePage(connection, at, hint.link, hint.after);
      },
      /** What comes of a queued record by what QuickBooks answers to its lookup. */
      looked: async (key: RecordKey, answers: readonly Answer[]) => {
        const record = await stored(key);
        const ids = answers.map((_, n) => `lookup-${n + 1}`);
        const sent = [{ record, requestIDs: ids }];
        const byId = new Map(answers.map((one, n) => [ids[n] ?? '', one]));
        const next = await work.afterLookup(connection, at, sent, byId);
        return { record: await stored(key), writes: next.batch?.requests.length ?? 0 };
      },
    };
  };
};
