import { runSession } from './session.ts';
import type { SessionOptions, SessionReport } from './session-types.ts';

export interface ScheduleOptions extends SessionOptions {
  readonly everySeconds: number;
  readonly onSession?: (report: SessionReport) => void;
}

/** A Web Connector that runs an application on schedule, one session at a time. */
export interface WebConnector {
  /** Runs a session now, after the one that is running; a user's click on Update Selected. */
  runNow(): Promise<SessionReport>;
  /** Ends the schedule and waits for a running session. */
  stop(): Promise<void>;
}

const secondsUntilNext = (report: SessionReport, everySeconds: number): number =>
  report.postponeSeconds ?? Math.max(everySeconds, report.minimumSeconds ?? 0);

/** Starts at once, then again `everySeconds` after each session, later when the server asks for it. */
export const startWebConnector = (options: ScheduleOptions): WebConnector => {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const next = (seconds: number): void => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(run, seconds * 1000);
  };
  const runNow = (): Promise<SessionReport> => {
    const session = last.then(() => runSession(options));
    last = session.catch(() => undefined);
    return session.then((report) => {
      options.onSession?.(report);
      next(secondsUntilNext(report, options.everySeconds));
      return report;
    });
  };
  const run = (): void => {
    runNow().catch((cause: unknown) => {
      // A session reports every failure of the server; what is thrown is a fault of the simulator itself.
      process.emitWarning(cause instanceof Error ? cause : String(cause));
      next(options.everySeconds);
    });
  };
  run();
  return {
    runNow,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await last;
      clearTimeout(timer);
    },
  };
};
