import Table from 'cli-table3';
import type { Reading } from './meter.ts';

interface Row {
  readonly name: string;
  readonly ms: number;
  readonly reading: Reading;
}

const HEAD = ['phase', 's', 'calls', 'handlers ms', 'of it AWS ms', 'CPU ms', 'AWS requests', 'RSS MB'];

const cells = ({ name, ms, reading }: Row): string[] => {
  const requests = Object.values(reading.requests).reduce((sum, n) => sum + n, 0);
  const { invocations, handlerMs, awsMs, cpuMs, rssMb } = reading;
  const whole = [handlerMs, awsMs, cpuMs, requests, rssMb].map((value) => value.toFixed(0));
  return [name, (ms / 1000).toFixed(2), String(invocations), ...whole];
};

/** Runs phases one after another and tells what each took. `clock` in milliseconds. */
export const createPhases = (read: () => Promise<Reading>, clock: () => number) => {
  const rows: Row[] = [];
  return {
    /** Runs one phase; `reading` is what was measured meanwhile. */
    phase: async <T>(name: string, work: () => Promise<T>): Promise<{ result: T; reading: Reading }> => {
      await read();
      const began = clock();
      const result = await work();
      const ms = clock() - began;
      const reading = await read();
      rows.push({ name, ms, reading });
      return { result, reading };
    },
    table: (): string => {
      const table = new Table({
        head: HEAD,
        colAligns: HEAD.map((_, n) => (n === 0 ? 'left' : 'right')),
        style: { head: [], border: [] },
      });
      table.push(...rows.map(cells));
      return table.toString();
    },
  };
};

export type Phases = ReturnType<typeof createPhases>;
