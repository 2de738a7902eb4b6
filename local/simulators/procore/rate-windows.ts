/** Calls allowed per credential in each of Procore's two windows. */
export interface RateLimit {
  readonly perTenSeconds: number;
  readonly perHour: number;
}

export interface Admission {
  readonly admitted: boolean;
  readonly headers: Record<string, string>;
}

interface Standing {
  readonly limit: number;
  readonly remaining: number;
  /** Milliseconds at which the oldest counted call leaves the window. */
  readonly reset: number;
}

const TEN_SECONDS = 10_000;
const HOUR = 3_600_000;

/** Two sliding windows per credential. The headers report the one that would be hit first; refused calls do not count. */
export const createRateWindows = (limit: RateLimit, now: () => Date) => {
  const calls = new Map<string, number[]>();

  const standing = (times: readonly number[], length: number, allowed: number, at: number): Standing => {
    const inside = times.filter((time) => time > at - length);
    return {
      limit: allowed,
      remaining: Math.max(allowed - inside.length, 0),
      reset: (inside[0] ?? at) + length,
    };
  };

  const tightest = (times: readonly number[], at: number): Standing => {
    const short = standing(times, TEN_SECONDS, limit.perTenSeconds, at);
    const long = standing(times, HOUR, limit.perHour, at);
    return long.remaining < short.remaining || (long.remaining === 0 && long.reset > short.reset)
      ? long
      : short;
  };

  return (client: string): Admission => {
    const at = now().getTime();
    const times = (calls.get(client) ?? []).filter((time) => time > at - HOUR);
    const admitted = tightest(times, at).remaining > 0;
    if (admitted) times.push(at);
    calls.set(client, times);
    const { limit: allowed, remaining, reset } = tightest(times, at);
    const headers: Record<string, string> = {
      'X-Rate-Limit-Limit': String(allowed),
      'X-Rate-Limit-Remaining': String(remaining),
      'X-Rate-Limit-Reset': String(Math.ceil(reset / 1000)),
    };
    if (!admitted) headers['Retry-After'] = String(Math.max(Math.ceil((reset - at) / 1000), 1));
    return { admitted, headers };
  };
};
