import { parseArgs } from 'node:util';
import type { Command } from './command.ts';

/** The commands by name, in the order of the usage. */
export type Commands = Readonly<Record<string, Command>>;

/** What a command line asks for. */
export type Parsed =
  /** `name`: of one command; absent: of all. */
  | { readonly is: 'help'; readonly name?: string }
  /** What is wrong and how to mend it; the help follows. */
  | { readonly is: 'wrong'; readonly why: string; readonly name?: string }
  | {
      readonly is: 'command';
      readonly command: Command;
      /** '' for a command that takes none. */
      readonly connection: string;
      /** The words after the connection. */
      readonly words: readonly string[];
      /** Path of the outputs file. */
      readonly outputs: string;
      /** The command's own options that were given; '' for one without a value. */
      readonly given: ReadonlyMap<string, string>;
    };

const optionsOf = ({ options = {} }: Command) =>
  Object.fromEntries(
    Object.entries(options).map(([name, { value }]) => [
      name,
      { type: value ? ('string' as const) : ('boolean' as const) },
    ]),
  );

/** `name CONNECTION FLOW`: a command and the words that it takes. */
const shapeOf = (name: string, { takes = [] }: Command): string => [name, ...takes].join(' ');

const parseFor = (name: string, command: Command, args: readonly string[]): Parsed => {
  const wrong = (why: string): Parsed => ({ is: 'wrong', why, name });
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { ...optionsOf(command), outputs: { type: 'string' } },
    allowPositionals: true,
  });
  const { takes = [], options = {} } = command;
  const { outputs, ...own } = values as Readonly<Record<string, string | boolean | undefined>>;
  if (positionals.length < takes.length) {
    const missing = takes[positionals.length];
    const what = missing === 'CONNECTION' ? 'the name of a connection' : missing;
    return wrong(`${name} needs ${what}: ${shapeOf(name, command)}`);
  }
  if (positionals.length > takes.length)
    return wrong(`${name} does not take "${positionals[takes.length]}": ${shapeOf(name, command)}`);
  const given = new Map(
    Object.entries(own).map(([option, value]) => [option, value === true ? '' : `${value}`]),
  );
  for (const [option, { value, needed }] of Object.entries(options)) {
    if (needed && !given.has(option)) return wrong(`${name} needs --${option} ${value}.`);
    if (value && given.get(option)?.trim() === '') return wrong(`--${option} is empty.`);
  }
  if (typeof outputs !== 'string')
    return wrong('--outputs FILE is missing: it says which deployment is meant.');
  const [connection = '', ...words] = positionals;
  return { is: 'command', command, connection, words, outputs, given };
};

/** Reads the words after `npm run plumbline --`: the command first, then what it takes and its options. */
export const parseCommand = (commands: Commands, args: readonly string[]): Parsed => {
  const [name, ...rest] = args;
  const command = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (args.includes('--help')) return { is: 'help', ...(command && { name }) };
  const known = Object.keys(commands).join(', ');
  if (name === undefined) return { is: 'wrong', why: `A command is missing; there are: ${known}.` };
  if (!command) return { is: 'wrong', why: `"${name}" is no command; there are: ${known}.` };
  try {
    return parseFor(name, command, rest);
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') !== true) throw error;
    return { is: 'wrong', why: (error as Error).message, name };
  }
};
