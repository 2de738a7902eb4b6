const UNITS: readonly (readonly [string, number])[] = [
  ['days', 24 * 3600],
  ['h', 3600],
  ['min', 60],
];

/** How long ago a time (ISO) was: `20 s`, `5 min`, `3 h`, `12 days`. */
export const ago = (time: string, now: Date): string => {
  const seconds = Math.max(0, Math.floor((now.getTime() - Date.parse(time)) / 1000));
  const [unit, length] = UNITS.find(([, length]) => seconds >= 2 * length) ?? ['s', 1];
  return `${Math.floor(seconds / length)} ${unit}`;
};

/** `2026-03-05 12:00:00` of an ISO time, in UTC. */
export const moment = (time: string): string => time.slice(0, 19).replace('T', ' ');
