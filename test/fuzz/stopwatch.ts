/** No answer takes longer, as `npm run fuzz` measures. */
export const MOST_MS = 1_000;

/** Tests are not measured by the clock: they only tell an answer from none. */
export const HANG_MS = 15_000;

/**
 * Begins; gives how many milliseconds have passed. Where the clock says more than an answer may take, the
 * processor's time counts: the machine may have been busy with something else. What waits for ever hangs.
 */
export const stopwatch = (): (() => number) => {
  const began = performance.now();
  const used = process.cpuUsage();
  return () => {
    const passed = performance.now() - began;
    if (passed <= MOST_MS) return passed;
    const { user, system } = process.cpuUsage(used);
    return (user + system) / 1_000;
  };
};
