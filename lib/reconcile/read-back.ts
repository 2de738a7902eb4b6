import type { Connection } from '../engine/ports.ts';
import type { Answer } from '../qbxml/message.ts';
import type { NumberedRequest } from '../qbxml/write.ts';
import { type CostsDeps, createCosts } from './costs.ts';
import { createDeleted } from './deleted.ts';
import { createJobs } from './jobs.ts';
import { createObjects, type ObjectsDeps } from './objects.ts';
import type { DriftReport } from './ports.ts';
import { reportOf } from './report.ts';
import { type Cursor, STAGES, type Stage } from './stage.ts';

export { begunCursor, type Cursor, resumed, sized } from './stage.ts';

export type ReadBackDeps = ObjectsDeps & CostsDeps;

const MOST_JOBS = 100_000;

/** Reads both sides, question by question, and makes the report. */
export const createReadBack = (deps: ReadBackDeps) => {
  const { drift, now } = deps;
  const stages: Readonly<Record<string, Stage>> = {
    objects: createObjects(deps),
    deleted: createDeleted(deps),
    jobs: createJobs(deps),
    costs: createCosts(deps),
  } satisfies Record<(typeof STAGES)[number], Stage>;

  const requests = async (connection: Connection, cursor: Cursor): Promise<readonly NumberedRequest[]> =>
    (await stages[cursor.asks]?.requests(connection, cursor)) ?? [];

  return {
    requests,

    /** The cursor with what is asked next; undefined: nothing more. `most`: objects in one message. */
    step: async (
      connection: Connection,
      cursor: Cursor,
      most: number | undefined,
    ): Promise<Cursor | undefined> => {
      const left = STAGES.slice(STAGES.indexOf(cursor.asks));
      for (const asks of left) {
        const at = asks === cursor.asks ? cursor : { ...cursor, asks, next: 0, count: 0 };
        const begun = await stages[asks]?.begin(connection, at, most);
        if (begun) return begun;
      }
      return undefined;
    },

    /** The answers to what a cursor asks. Gives where it goes on; undefined when they are no answers to that. */
    take: async (
      connection: Connection,
      cursor: Cursor,
      answers: readonly Answer[],
    ): Promise<Cursor | undefined> => {
      const asked = await requests(connection, cursor);
      const isAnswered = asked.every(({ requestID }) => answers.some((one) => one.requestID === requestID));
      return isAnswered ? stages[cursor.asks]?.take(connection, cursor, answers) : undefined;
    },

    /** The report of a run of which nothing more is asked. */
    finish: async ({ name, settings }: Connection, cursor: Cursor): Promise<DriftReport> => {
      const [before, pages, jobs] = await Promise.all([
        drift.report(name),
        drift.pages(name, cursor.run),
        drift.subjects(name, cursor.run, 'jobs', 0, MOST_JOBS),
      ]);
      const { retainageItem } = settings;
      const at = now().toISOString();
      const report = reportOf({ connection: name, cursor, pages, jobs, before, retainageItem, now: at });
      await drift.putReport(report);
      return report;
    },
  };
};

export type ReadBack = ReturnType<typeof createReadBack>;
