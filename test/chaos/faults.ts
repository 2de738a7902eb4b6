import type { Stage } from './stage.ts';
import { MINUTE_MS } from './time.ts';

/** What an I/O step meets. The rest of its invocation goes on, or (`kill`) is never heard of again. */
export type Fate =
  | 'go'
  | 'kill-before'
  | 'kill-after'
  | 'fail'
  | 'lose-answer'
  | 'double'
  | 'time-out'
  | 'slow';

export type Service = 'dynamodb' | 'sqs' | 'procore' | 'soap' | 'quickbooks';

/** Says what happens to each step, in the order in which the steps are taken. */
export interface Faults {
  fateOf(service: Service, what: string): Fate;
  /** Notes something else that went wrong, e.g. `webhook lost`. */
  count(kind: string): void;
  /** True while things go wrong by chance. */
  readonly storm: boolean;
  end(): void;
  /** How often each kind of fault was met. */
  readonly counts: ReadonlyMap<string, number>;
  total(): number;
}

const FATES: readonly Fate[] = [
  'kill-before',
  'kill-after',
  'fail',
  'lose-answer',
  'double',
  'time-out',
  'slow',
];

/** One step in so many meets a fault, in weather of force 1. */
const ODDS: Readonly<Record<Service, number>> = {
  dynamodb: 50,
  sqs: 40,
  procore: 24,
  soap: 30,
  quickbooks: 12,
};
const STRONGEST = 3;

const counter = () => {
  const counts = new Map<string, number>();
  const count = (kind: string): void => {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  };
  return { counts, count, total: () => [...counts.values()].reduce((sum, number) => sum + number, 0) };
};

/** Weather changes after so long; now and then there is a lull, in which work gets on. */
const GUST_MS = 20 * MINUTE_MS;

const createWeather = ({ clock, chance, perhaps }: Stage): (() => number) => {
  let force = chance.between(1, STRONGEST);
  let until = clock.now().getTime() + GUST_MS;
  return () => {
    const now = clock.now().getTime();
    if (now < until) return force;
    until = now + GUST_MS;
    force = perhaps(3) ? 0 : chance.between(1, STRONGEST);
    return force;
  };
};

/** Faults by chance, until the storm ends. */
export const createStorm = (stage: Stage): Faults => {
  const { chance, perhaps } = stage;
  const { counts, count, total } = counter();
  const weather = createWeather(stage);
  let storm = true;
  return {
    fateOf: (service) => {
      const force = storm ? weather() : 0;
      if (force === 0 || !perhaps(Math.ceil(ODDS[service] / force))) return 'go';
      const fate = chance.pick(FATES);
      count(`${service} ${fate}`);
      return fate;
    },
    get storm() {
      return storm;
    },
    end: () => {
      storm = false;
    },
    ...{ counts, count, total },
  };
};

/** One fault at the step of this number (from 1, once it is armed); none for a number that is never reached. */
export const createSingleFault = (number: number, fate: Fate) => {
  const { counts, count, total } = counter();
  const steps: string[] = [];
  let armed = false;
  return {
    fateOf: (service: Service, what: string): Fate => {
      if (!armed) return 'go';
      steps.push(`${service} ${what}`);
      if (steps.length !== number) return 'go';
      count(`${service} ${fate}`);
      return fate;
    },
    arm: (): void => {
      armed = true;
    },
    storm: false,
    end: () => undefined,
    ...{ counts, count, total },
    steps: (): readonly string[] => steps,
  } satisfies Faults & { arm(): void; steps(): readonly string[] };
};

export type SingleFault = ReturnType<typeof createSingleFault>;
