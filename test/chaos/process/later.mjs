// Preloaded into a process that is started again: there, so many milliseconds have passed since the last one.
const passed = Number(process.env.TEST_MS_LATER ?? 0);
const Real = Date;
globalThis.Date = class extends Real {
  constructor(...given) {
    super(...(given.length > 0 ? given : [Real.now() + passed]));
  }
  static now() {
    return Real.now() + passed;
  }
};
