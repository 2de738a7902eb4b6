import { MultiBar, Presets } from 'cli-progress';

/** How far a stage is. */
export interface Count {
  readonly done: number;
  readonly of: number;
}

export interface Stage {
  readonly title: string;
  readonly count: () => Promise<Count> | Count;
}

/** Stages with counts and bars; one line per finished stage where the output is no terminal. */
export interface Progress {
  /** Shows the stages until `until` resolves. */
  during<T>(until: Promise<T>): Promise<T>;
}

const REFRESH_MS = 200;
/** Of the titles of stages. */
export const TITLE_WIDTH = 34;

const plain = (stages: readonly Stage[]): Progress => ({
  during: async (until) => {
    const result = await until;
    for (const { title, count } of stages) {
      const { done, of } = await count();
      process.stdout.write(`${title.padEnd(TITLE_WIDTH)} ${done} of ${of}\n`);
    }
    return result;
  },
});

const bars = (stages: readonly Stage[]): Progress => ({
  during: async (until) => {
    const multi = new MultiBar(
      { format: '{title} {bar} {value} of {total}', hideCursor: true, clearOnComplete: false, barsize: 30 },
      Presets.rect,
    );
    const shown = stages.map((stage) => ({
      stage,
      bar: multi.create(1, 0, { title: stage.title.padEnd(TITLE_WIDTH) }),
    }));
    const refresh = async () => {
      for (const { stage, bar } of shown) {
        const { done, of } = await stage.count();
        bar.setTotal(Math.max(1, of));
        bar.update(done);
      }
    };
    let busy = Promise.resolve();
    const timer = setInterval(() => {
      busy = busy.then(refresh);
    }, REFRESH_MS);
    try {
      return await until;
    } finally {
      clearInterval(timer);
      await busy.then(refresh);
      multi.stop();
    }
  },
});

export const createProgress = (stages: readonly Stage[]): Progress =>
  process.stdout.isTTY ? bars(stages) : plain(stages);
