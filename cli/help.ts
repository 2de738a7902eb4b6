import type { Commands } from './arguments.ts';
import { type Command, EXIT_CODES, type Option } from './command.ts';

const rows = (all: readonly (readonly [string, string])[]): string => {
  const width = Math.max(...all.map(([left]) => left.length)) + 2;
  return all.map(([left, right]) => `  ${left.padEnd(width)}${right}`).join('\n');
};

const OUTPUTS: readonly (readonly [string, string])[] = [
  ['--outputs FILE', 'what "npx cdk deploy --outputs-file FILE" wrote; for a running'],
  ['', '"npm start -- --connection FILE --data DIR": DIR/outputs.json'],
  ['--help', 'this text; after a command: what that one takes, with examples'],
];

const optionRow = ([name, { does, value, needed }]: [string, Option]): readonly [string, string] => [
  `--${name}${value ? ` ${value}` : ''}`,
  needed ? `${does} (needed)` : does,
];

const exitCodes = (): string =>
  `Exit codes\n${rows(Object.entries(EXIT_CODES).map(([code, means]) => [code, means]))}`;

const helpOf = (name: string, { takes = [], does, options = {}, examples = [] }: Command): string => {
  const typed = examples.map((example) => `  npm run plumbline -- ${example} --outputs outputs.json`);
  const parts = [
    `npm run plumbline -- ${[name, ...takes].join(' ')} --outputs outputs.json`,
    `  ${does}`,
    rows([...Object.entries(options).map(optionRow), ...OUTPUTS]),
    ...(typed.length > 0 ? [`Examples\n${typed.join('\n')}`] : []),
    exitCodes(),
  ];
  return `${parts.join('\n\n')}\n`;
};

/** The text of `--help`: of one command, or of all. */
export const usageOf = (commands: Commands, name?: string): string => {
  const one = name === undefined ? undefined : commands[name];
  if (name !== undefined && one) return helpOf(name, one);
  const all = Object.entries(commands).map(
    ([own, { takes = [], does }]) => [[own, ...takes].join(' '), does] as const,
  );
  const head = 'npm run plumbline -- COMMAND --outputs outputs.json';
  return `${[head, rows(all), rows(OUTPUTS), exitCodes()].join('\n\n')}\n`;
};
