/** Everything that this process has written since, and the way to end listening. */
export interface Captured {
  readonly text: () => string;
  readonly end: () => void;
}

/** Listens to standard output and error: where the functions log, as in AWS. Nothing is shown meanwhile. */
export const capture = (): Captured => {
  const written: string[] = [];
  const streams = [process.stdout, process.stderr];
  const before = streams.map((stream) => stream.write);
  for (const stream of streams)
    stream.write = ((chunk: string | Uint8Array, ...rest: unknown[]) => {
      written.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'));
      const done = rest.find((one) => typeof one === 'function') as (() => void) | undefined;
      done?.();
      return true;
    }) as typeof stream.write;
  return {
    text: () => written.join(''),
    end: () => {
      for (const [n, stream] of streams.entries()) stream.write = before[n] as typeof stream.write;
    },
  };
};
