import { ProcoreFailure } from './procore.ts';

/** What Procore's headers say about the two windows (10 s and 60 min) of one credential. */
export interface RateLimit {
  /** Throws `throttled` while Procore has told us that no call is left. */
  check(): void;
  note(status: number, headers: Headers): void;
}

const DEFAULT_WAIT = 60;
const MAX_WAIT = 900;
/** No window is longer; a reset beyond it is a broken header or a wrong clock. */
const LONGEST_WINDOW_MS = 3_600_000;

/** Rate-limit state of one credential; the headers report the window that would be hit first. */
export const createRateLimit = (now: () => Date): RateLimit => {
  let closedUntil = 0;
  return {
    check() {
      const wait = closedUntil - now().getTime();
      if (wait <= 0) return;
      throw new ProcoreFailure(
        'throttled',
        `Procore's rate limit is used up; it opens again at ${new Date(closedUntil).toISOString()}.`,
        {
          retryAfterSeconds: Math.min(Math.ceil(wait / 1000), MAX_WAIT),
        },
      );
    },
    note(status, headers) {
      const at = now();
      const used = headers.get('x-rate-limit-remaining')?.trim() === '0';
      const reset = used ? resetTime(headers) : undefined;
      const asked = status === 429 ? at.getTime() + retryAfterSeconds(headers, at) * 1000 : undefined;
      closedUntil = Math.max(closedUntil, Math.min(asked ?? reset ?? 0, at.getTime() + LONGEST_WINDOW_MS));
    },
  };
};

/** Seconds to wait: Retry-After (seconds or an HTTP date), else X-Rate-Limit-Reset, else 60; 1 to 900. */
export const retryAfterSeconds = (headers: Headers, now: Date): number => {
  const asked = headers.get('retry-after')?.trim() ?? '';
  const until = /^\d+$/.test(asked) ? now.getTime() + Number(asked) * 1000 : Date.parse(asked);
  const target = Number.isNaN(until) ? resetTime(headers) : until;
  if (target === undefined) return DEFAULT_WAIT;
  return Math.min(Math.max(Math.ceil((target - now.getTime()) / 1000), 1), MAX_WAIT);
};

const resetTime = (headers: Headers): number | undefined => {
  const seconds = headers.get('x-rate-limit-reset')?.trim() ?? '';
  return /^\d{1,12}$/.test(seconds) ? Number(seconds) * 1000 : undefined;
};
