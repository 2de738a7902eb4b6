import type { RateLimit } from './rate-limit.ts';

/** A rate limit that counts, and that says when half of what Procore allows is used up. */
export interface Gauge extends RateLimit {
  /** Calls so far. */
  calls(): number;
  /** For how long to make no call, so that others find half of Procore's windows free; in seconds. */
  wait(): number;
}

const numberIn = (headers: Headers, name: string): number | undefined => {
  const text = headers.get(name)?.trim() ?? '';
  return /^\d{1,12}$/.test(text) ? Number(text) : undefined;
};

/** For calls that are not urgent. Procore's headers tell of the window that would be used up first. */
export const createGauge = (limit: RateLimit, now: () => Date): Gauge => {
  let calls = 0;
  let until = 0;
  return {
    check: () => limit.check(),
    note: async (status, headers) => {
      calls += 1;
      const [allowed, left, reset] = ['limit', 'remaining', 'reset'].map((name) =>
        numberIn(headers, `x-rate-limit-${name}`),
      );
      const isHalfUsed = allowed !== undefined && left !== undefined && left * 2 < allowed;
      until = isHalfUsed && reset !== undefined ? reset * 1000 : 0;
      await limit.note(status, headers);
    },
    calls: () => calls,
    wait: () => Math.max(0, Math.ceil((until - now().getTime()) / 1000)),
  };
};
