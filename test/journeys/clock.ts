/** A clock that goes on by a millisecond at each look, so that no two moments are one; else it is set by hand. */
export interface Clock {
  now(): Date;
  /** Lets so many milliseconds pass. */
  pass(ms: number): void;
}

export const createClock = (start = '2026-03-05T12:00:00.000Z'): Clock => {
  let at = Date.parse(start);
  return {
    now: () => {
      at += 1;
      return new Date(at);
    },
    pass: (ms) => {
      at += ms;
    },
  };
};
