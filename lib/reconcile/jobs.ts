import type { Answer } from '../qbxml/message.ts';
import type { NumberedRequest } from '../qbxml/write.ts';
import type { JobActuals } from './job-costs.ts';
import { actualsOf, jobReport } from './job-report.ts';
import type { DriftStore, Subject } from './ports.ts';
import type { Stage } from './stage.ts';

/** A report takes QuickBooks seconds in a large file, and each job is two of them. */
const AT_ONCE = 4;

const idsOf = ({ id }: Subject) => ({ all: `${id}-all`, payroll: `${id}-payroll` });

const requestsOf = (job: Subject, startDate: string): readonly NumberedRequest[] => {
  const ids = idsOf(job);
  return [
    { requestID: ids.all, request: jobReport(job.id, startDate, false) },
    { requestID: ids.payroll, request: jobReport(job.id, startDate, true) },
  ];
};

/** None when QuickBooks' report is not what it should be: then the job is not checked. */
const actuals = (job: Subject, answers: readonly Answer[]): readonly JobActuals[] => {
  const of = (id: string) => actualsOf(answers.find(({ requestID }) => requestID === id)?.rets ?? []);
  const ids = idsOf(job);
  const [all, payroll] = [of(ids.all), of(ids.payroll)];
  return all && payroll ? [{ job: job.id, all, payroll }] : [];
};

/** What each job cost by QuickBooks' own reckoning. */
export const createJobs = ({ drift }: { readonly drift: DriftStore }): Stage => ({
  begin: async ({ name }, cursor, most = AT_ONCE) => {
    const jobs = await drift.subjects(name, cursor.run, 'jobs', cursor.next, Math.min(most, AT_ONCE));
    return jobs.length > 0 ? { ...cursor, count: jobs.length } : undefined;
  },
  requests: async ({ name, settings }, { run, next, count }) => {
    const jobs = await drift.subjects(name, run, 'jobs', next, count);
    return jobs.flatMap((job) => requestsOf(job, settings.startDate));
  },
  take: async ({ name }, cursor, answers) => {
    const { run, next, count } = cursor;
    const jobs = await drift.subjects(name, run, 'jobs', next, count);
    const page = { actuals: jobs.flatMap((job) => actuals(job, answers)) };
    await drift.putPage(name, run, { kind: 'jobs', n: next, page });
    return { ...cursor, next: next + count };
  },
});
