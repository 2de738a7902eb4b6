import fc from 'fast-check';
import { parseCommand } from '../../../cli/arguments.ts';
import { COMMANDS } from '../../../cli/commands.ts';
import { usageOf } from '../../../cli/help.ts';
import { aimOf } from '../../../lib/admin/link.ts';
import { shortened, target, wrong } from '../target.ts';

const EXAMPLES = Object.values(COMMANDS).flatMap(({ examples = [] }) =>
  examples.map((one) => one.split(' ')),
);
const WORDS = [...new Set([...EXAMPLES.flat(), ...Object.keys(COMMANDS)])];
const OPTIONS = Object.values(COMMANDS).flatMap(({ options = {} }) => Object.keys(options));

const word = fc.oneof(
  fc.constantFrom(...WORDS),
  fc.constantFrom(...OPTIONS).map((name) => `--${name}`),
  fc.constantFrom(...OPTIONS).map((name) => `--no-${name}=`),
  fc.constantFrom(
    '--outputs',
    'outputs.json',
    '--',
    '-',
    '',
    ' ',
    '--__proto__',
    'toString',
    '1A2B-1772712000',
  ),
  fc.string({ unit: 'binary' }),
);

/** An example of the help, cut off somewhere, with anything put into it. */
const lines = fc
  .tuple(fc.constantFrom(...EXAMPLES, []), fc.nat(12), fc.array(word, { maxLength: 6 }))
  .map(([example, at, more]) => [...example.slice(0, at), ...more, ...example.slice(at + 1)]);

const check = (args: readonly string[]): void => {
  const parsed = parseCommand(COMMANDS, args);
  if (parsed.is === 'help') return void usageOf(COMMANDS, parsed.name);
  if (parsed.is === 'wrong') {
    if (parsed.why.trim() === '') wrong('wrong, and nothing says why');
    return void usageOf(COMMANDS, parsed.name);
  }
  const { command, connection, words, given } = parsed;
  const taken = command.takes?.length ?? 0;
  if (words.length !== Math.max(0, taken - 1)) wrong(`${words.length} words for ${taken}`);
  if (taken === 0 && connection !== '') wrong('a connection that nobody asked for');
  for (const [option, { needed }] of Object.entries(command.options ?? {}))
    if (needed && !given.has(option)) wrong(`without --${option}`);
  for (const said of given.values()) aimOf(said, []);
};

/** What may be typed after `npm run plumbline --`. */
export const commandLine = () =>
  target<readonly string[]>({
    name: 'command-line',
    inputs: lines,
    answers: check,
    show: (args) => shortened(args.join(' ')),
  });
