import { parseArgs } from 'node:util';

/** What `npm run fuzz` was asked for. */
export interface Asked {
  readonly targets: readonly string[];
  readonly count: number;
  readonly seed: number;
}

const OPTIONS = {
  count: { type: 'string', default: '20000' },
  seed: { type: 'string' },
  only: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

/** fast-check takes 32 bits. */
const MOST = 2 ** 31 - 1;

const number = (name: string, text: string, least: number): number => {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > MOST)
    throw new Error(`--${name} takes a whole number from ${least} to ${MOST}, not "${text}".`);
  return value;
};

/**
 * Reads the arguments; undefined when help is asked for. `names`: every target; `chance`: a seed for who names
 * none. Throws with a sentence.
 */
export const fuzzArguments = (
  args: readonly string[],
  names: readonly string[],
  chance: () => number,
): Asked | undefined => {
  const { values } = parseArgs({ args: [...args], options: OPTIONS, strict: true });
  if (values.help) return undefined;
  const { only } = values;
  if (only !== undefined && !names.includes(only))
    throw new Error(`--only takes one of ${names.join(', ')}, not "${only}".`);
  return {
    targets: only === undefined ? names : [only],
    count: number('count', values.count, 1),
    seed: values.seed === undefined ? chance() : number('seed', values.seed, 0),
  };
};
