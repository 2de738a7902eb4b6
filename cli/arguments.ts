import { parseArgs } from 'node:util';
import type { Command } from './command.ts';

/** The commands by name, in the order of the usage. */
export type Commands = Readonly<Record<string, Command>>;

/** What a command line asks for. */
export type Parsed =
  | { readonly is: 'help' }
  /** What is wrong and how to mend it; the usage follows. */
  | { readonly is: 'wrong'; readonly why: string }
  | {
      readonly is: 'command';
      readonly command: Command;
      /** '' for a command that takes none. */
      readonly connection: string;
      /** Path of the outputs file. */
      readonly outputs: string;
      /** The command's own options that were given. */
      readonly given: ReadonlySet<string>;
    };

const wrong = (why: string): Parsed => ({ is: 'wrong', why });

const optionsOf = ({ options = {} }: Command) =>
  Object.fromEntries(Object.keys(options).map((name) => [name, { type: 'boolean' as const }]));

const parseFor = (name: string, command: Command, args: readonly string[]): Parsed => {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { ...optionsOf(command), outputs: { type: 'string' } },
    allowPositionals: true,
  });
  const taken = command.takes ? 1 : 0;
  const { outputs, ...given } = values as Readonly<Record<string, string | boolean | undefined>>;
  if (positionals.length < taken)
    return wrong(`${name} needs the name of a connection: ${name} ${command.takes}`);
  if (positionals.length > taken) return wrong(`${name} does not take "${positionals[taken]}".`);
  if (typeof outputs !== 'string')
    return wrong('--outputs FILE is missing: it says which deployment is meant.');
  const connection = positionals[0] ?? '';
  return { is: 'command', command, connection, outputs, given: new Set(Object.keys(given)) };
};

/** Reads the words after `npm run plumbline --`: the command first, then what it takes, in any order. */
export const parseCommand = (commands: Commands, args: readonly string[]): Parsed => {
  if (args.includes('--help')) return { is: 'help' };
  const [name, ...rest] = args;
  const known = Object.keys(commands).join(', ');
  if (name === undefined) return wrong(`A command is missing; there are: ${known}.`);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) return wrong(`"${name}" is no command; there are: ${known}.`);
  try {
    return parseFor(name, command, rest);
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') !== true) throw error;
    return wrong((error as Error).message);
  }
};

const rows = (all: readonly (readonly [string, string])[]): string => {
  const width = Math.max(...all.map(([left]) => left.length)) + 2;
  return all.map(([left, right]) => `  ${left.padEnd(width)}${right}`).join('\n');
};

/** The text of `--help`. */
export const usageOf = (commands: Commands): string => {
  const all = Object.entries(commands);
  const own = all.flatMap(([name, { options = {} }]) =>
    Object.entries(options).map(([option, does]) => [`--${option}`, `with ${name}: ${does}`] as const),
  );
  return `npm run plumbline -- COMMAND --outputs outputs.json

${rows(all.map(([name, { takes, does }]) => [takes ? `${name} ${takes}` : name, does]))}

${rows([
  ['--outputs FILE', 'what "npx cdk deploy --outputs-file FILE" wrote; for a running'],
  ['', '"npm start -- --connection FILE --data DIR": DIR/outputs.json'],
  ...own,
  ['--help', 'this text'],
])}
`;
};
