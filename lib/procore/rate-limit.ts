import { ProcoreFailure } from './procore.ts';

/** What Procore's headers say about the two windows (10 s and 60 min) of one credential. */
export interface RateLimit {
  /** Throws `throttled` while Procore has told us, or who else uses the credential, that no call is left. */
  check(): Promise<void>;
  note(status: number, headers: Headers): Promise<void>;
}

/** Where all who use a credential tell each other until when no call is left. Times in ms since 1970. */
export interface SharedLimit {
  /** 0 when nobody has told of any. */
  closedUntil(): Promise<number>;
  /** Keeps the later of two times. */
  close(until: number): Promise<void>;
}

const DEFAULT_WAIT = 60;
const MAX_WAIT = 900;
/** No window is longer; a reset beyond it is a broken header or a wrong clock. */
const LONGEST_WINDOW_MS = 3_600_000;
/** How long what others told is taken for what they would tell now. */
const HEARD_FOR_MS = 5_000;

/**
 * Rate-limit state of one credential; the headers report the window that would be hit first. `shared`: told to, and
 * heard from, who else uses it; absent: nobody does.
 */
export const createRateLimit = (now: () => Date, shared?: SharedLimit): RateLimit => {
  let closedUntil = 0;
  let heardAt = Number.NEGATIVE_INFINITY;

  const listen = async (at: number): Promise<void> => {
    if (!shared || at - heardAt < HEARD_FOR_MS) return;
    heardAt = at;
    closedUntil = Math.max(closedUntil, Math.min(await shared.closedUntil(), at + LONGEST_WINDOW_MS));
  };

  return {
    async check() {
      const at = now().getTime();
      await listen(at);
      const wait = closedUntil - at;
      if (wait <= 0) return;
      throw new ProcoreFailure(
        'throttled',
        `Procore's rate limit is used up; it opens again at ${new Date(closedUntil).toISOString()}.`,
        {
          retryAfterSeconds: Math.min(Math.ceil(wait / 1000), MAX_WAIT),
        },
      );
    },
    async note(status, headers) {
      const at = now();
      const used = headers.get('x-rate-limit-remaining')?.trim() === '0';
      const reset = used ? resetTime(headers) : undefined;
      const asked = status === 429 ? at.getTime() + retryAfterSeconds(headers, at) * 1000 : undefined;
      const until = Math.min(asked ?? reset ?? 0, at.getTime() + LONGEST_WINDOW_MS);
      if (until <= closedUntil) return;
      closedUntil = until;
      if (until > at.getTime()) await shared?.close(until);
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
