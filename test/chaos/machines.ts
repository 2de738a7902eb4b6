import type { Fate, Faults, Service } from './faults.ts';
import type { Delivery, Stage } from './stage.ts';

/** The function was killed: nobody ever hears of this call again but whoever waits for its end. */
export class Killed extends Error {}

/** What a function on a machine does with the world. A machine works off one call at a time, and is kept warm. */
export interface Machine {
  /** One I/O step. Whatever a killed call does afterwards is refused. */
  io<T>(service: Service, what: string, perform: () => Promise<T>, error?: () => unknown): Promise<T>;
  now(): Date;
  /** The time (ms) by which an index is behind its table, when it is. */
  lags(): number | undefined;
  readonly stage: Stage;
}

export interface Theatre {
  readonly stage: Stage;
  readonly faults: Faults;
}

const never = <T>(): Promise<T> => new Promise(() => undefined);

const SLOW_SECONDS = 10;
const TIME_OUT_MS = 8_000;

const failure = (service: Service, what: string): Error =>
  Object.assign(new Error(`${service}: ${what} failed`), { name: 'ServiceUnavailable' });

const settledOf = async <T>(perform: () => Promise<T>): Promise<Delivery<T>> => {
  try {
    return { value: await perform() };
  } catch (error) {
    return { error };
  }
};

/** What a step does under its fate; `die` ends the call that it belongs to. */
export const suffer = async <T>(
  { chance }: Stage,
  fate: Fate,
  perform: () => Promise<T>,
  die: () => void,
  error: () => unknown,
): Promise<Delivery<T>> => {
  switch (fate) {
    case 'go':
      return settledOf(perform);
    case 'slow':
      return { ...(await settledOf(perform)), after: chance.between(1, SLOW_SECONDS) * 1000 };
    case 'kill-before':
      die();
      return { nothing: true };
    case 'kill-after':
      await settledOf(perform);
      die();
      return { nothing: true };
    case 'fail':
      return { error: error() };
    case 'lose-answer':
      await settledOf(perform);
      return { error: error() };
    case 'double':
      await settledOf(perform);
      return settledOf(perform);
    case 'time-out':
      if (chance.between(0, 1) === 1) await settledOf(perform);
      return { error: error(), after: TIME_OUT_MS };
  }
};

interface Call {
  readonly name: string;
  alive: boolean;
  die(): void;
}

/** A machine and the call that is under way on it. */
const createMachine = ({ stage, faults }: Theatre, current: () => Call): Machine => ({
  stage,
  io: (service, what, perform, error = () => failure(service, what)) => {
    const call = current();
    if (!call.alive) return never();
    return stage.step(`${call.name} ${what}`, async () => {
      // It was on its way when its function died: nobody knows whether it arrived.
      if (!call.alive) {
        if (stage.perhaps(2)) await settledOf(perform);
        return { nothing: true };
      }
      const fate = faults.fateOf(service, what);
      if (fate !== 'go') stage.note(`  ${fate}`);
      return suffer(stage, fate, perform, call.die, error);
    });
  },
  lags: () => (faults.storm && stage.perhaps(3) ? stage.clock.now().getTime() : undefined),
  now: () => (current().alive ? stage.clock.now() : new Date(0)),
});

/** A deployed function: machines come with calls, are used again, and go when they die. */
export const createFunction = <E, R>(
  theatre: Theatre,
  name: string,
  build: (machine: Machine) => (event: E) => Promise<R>,
): ((event: E) => Promise<R>) => {
  const idle: { call: (event: E, by: Call) => Promise<R> }[] = [];
  let calls = 0;

  const start = () => {
    let current: Call;
    const handle = build(createMachine(theatre, () => current));
    return {
      call: (event: E, by: Call) => {
        current = by;
        return handle(event);
      },
    };
  };

  return async (event) => {
    calls += 1;
    const cold = theatre.faults.storm && theatre.stage.perhaps(20);
    const machine = (cold ? undefined : idle.pop()) ?? start();
    const by: Call = { name: `${name}-${calls}`, alive: true, die: () => undefined };
    const killed = new Promise<never>((_, reject) => {
      by.die = () => {
        by.alive = false;
        reject(new Killed(`${by.name} was killed`));
      };
    });
    killed.catch(() => undefined);
    try {
      return await Promise.race([machine.call(event, by), killed]);
    } finally {
      if (by.alive) idle.push(machine);
    }
  };
};
