import type { Reading } from './meter.ts';
import type { SessionSeen } from './office-protocol.ts';

/** What one drain showed. Times in milliseconds. */
export interface Drained {
  readonly records: number;
  /** In our processes. */
  readonly reading: Reading;
  /** At the Web Connector. */
  readonly soapCalls: number;
  readonly sessionMs: number;
  readonly quickbooksMs: number;
}

/** Waiting that was asked for, in milliseconds: per record in QuickBooks, per SOAP call on the wire. */
export interface Waiting {
  readonly quickbooks: number;
  readonly soap: number;
}

/** An idle poll of the Web Connector. */
export interface IdlePoll {
  readonly invocations: number;
  readonly awsCalls: number;
}

const round = (value: number, digits = 3): number => Number(value.toFixed(digits));

/** How many times as much. */
export const ratio = (a: number, b: number): number => round(a / b, 2);

const total = (requests: Reading['requests']): number =>
  Object.values(requests).reduce((sum, n) => sum + n, 0);

export const idleFigures = ({ invocations, requests }: Reading): IdlePoll => ({
  invocations,
  awsCalls: total(requests),
});

/** The last line of `drain`. A handler's time is wall time; what it waited for AWS stands beside it. */
export const drainFigures = (
  { records, reading, soapCalls, sessionMs, quickbooksMs }: Drained,
  waiting: Waiting,
) => {
  const each = (value: number): number => round(value / records);
  const byKind = Object.entries(reading.requests).sort(([, a], [, b]) => b - a);
  return {
    records,
    soapCallsPerRecord: each(soapCalls),
    recordsPerSecond: round((1000 * records) / sessionMs, 1),
    serverMsPerRecord: each(reading.handlerMs - reading.awsMs),
    awsMsPerRecord: each(reading.awsMs),
    awsCallsPerRecord: {
      total: each(total(reading.requests)),
      ...Object.fromEntries(byKind.map(([kind, n]) => [kind, each(n)])),
    },
    cpuMsPerRecord: each(reading.cpuMs),
    rssMb: round(reading.rssMb, 0),
    ...(waiting.quickbooks > 0 || waiting.soap > 0
      ? {
          quickbooksMs: waiting.quickbooks,
          soapMs: waiting.soap,
          sessionEfficiency: round(quickbooksMs / sessionMs),
        }
      : {}),
  };
};

/** The longest call of each kind in a session, in whole milliseconds, the longest of all first. */
export const longestCalls = ({ report }: Pick<SessionSeen, 'report'>) => {
  const longest = new Map<string, number>();
  for (const { method, ms } of report.calls) longest.set(method, Math.max(longest.get(method) ?? 0, ms));
  const byKind = [...longest].sort(([, a], [, b]) => b - a);
  const [first] = byKind;
  return {
    longestCallMs: Math.round(first?.[1] ?? 0),
    longestCall: first?.[0],
    longestByKindMs: Object.fromEntries(byKind.map(([method, ms]) => [method, Math.round(ms)])),
    soapCalls: report.calls.length,
    pauses: report.pauses,
  };
};
