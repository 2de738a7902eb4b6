import { createGauge } from '../../lib/procore/gauge.ts';
import { createBudget } from '../../lib/watch/budget.ts';

const at = (time: string) => () => new Date(time);
const START = '2026-05-04T10:20:00.000Z';
const LATER = new Date('2026-05-04T10:24:00.000Z');

const budgetOf = (calls: number, wait: number, more: Partial<Parameters<typeof createBudget>[0]> = {}) => {
  const waited: number[] = [];
  const deps = {
    ...{ gauge: { calls: () => calls, wait: () => wait }, now: at(START), until: LATER },
    wait: async (seconds: number) => {
      waited.push(seconds);
    },
    ...more,
  };
  return { deps, waited };
};

test('a run has a sixth of the calls of an hour, and what others will make for it counts', async () => {
  const { deps } = budgetOf(99, 0);
  const budget = createBudget(deps, 600);
  expect(await budget.stop()).toBeUndefined();
  budget.add(0.05);
  expect(await budget.stop()).toBe('budget');
  expect(budget.calls()).toEqual({ hour: '2026-05-04T10', used: 100 });
});

test('runs of one hour never make more calls than it has; another hour begins anew', async () => {
  const { deps } = budgetOf(0, 0);
  const used = (hour: string) => createBudget(deps, 600, { hour, used: 600 });
  expect(await used('2026-05-04T10').stop()).toBe('budget');
  expect(await used('2026-05-04T09').stop()).toBeUndefined();
});

test('a short window of Procore is waited for, a long one is left to the next run', async () => {
  const short = budgetOf(1, 8);
  expect(await createBudget(short.deps, 600).stop()).toBeUndefined();
  expect(short.waited).toEqual([8]);
  const long = budgetOf(1, 900);
  expect(await createBudget(long.deps, 600).stop()).toBe('procore');
  expect(long.waited).toEqual([]);
});

test('a run ends in its time, a wait included', async () => {
  const late = budgetOf(1, 12, { until: new Date('2026-05-04T10:20:10.000Z') });
  expect(await createBudget(late.deps, 600).stop()).toBe('time');
  expect(late.waited).toEqual([]);
});

test('settings that were stored before it was known have a usual number of calls', async () => {
  const { deps } = budgetOf(299, 0);
  expect(await createBudget(deps, undefined).stop()).toBeUndefined();
  expect(await createBudget(budgetOf(300, 0).deps, undefined).stop()).toBe('budget');
});

describe('the gauge', () => {
  const limit = { check: async () => undefined, note: async () => undefined };
  const told = async (remaining: string) => {
    const gauge = createGauge(limit, at(START));
    const headers = { 'x-rate-limit-limit': '25', 'x-rate-limit-remaining': remaining };
    const reset = String(Date.parse(START) / 1000 + 7);
    await gauge.note(200, new Headers({ ...headers, 'x-rate-limit-reset': reset }));
    return gauge;
  };

  test('counts calls, and waits for the window once half of it is used', async () => {
    expect((await told('13')).wait()).toBe(0);
    const gauge = await told('12');
    expect([gauge.calls(), gauge.wait()]).toEqual([1, 7]);
  });

  test('knows nothing of a Procore that tells nothing', async () => {
    const gauge = createGauge(limit, at(START));
    await gauge.note(200, new Headers());
    expect(gauge.wait()).toBe(0);
  });
});
