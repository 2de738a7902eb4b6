import { parseCommand, usageOf } from '../../cli/arguments.ts';

const run = async (): Promise<string> => '';
const COMMANDS = {
  look: { does: 'shows', run },
  mend: { takes: 'CONNECTION', does: 'mends', options: { hard: 'harder' }, run },
} as const;

const parse = (...args: string[]) => parseCommand(COMMANDS, args);

test('a command with what it takes, in any order', () => {
  const asked = { is: 'command', command: COMMANDS.mend, connection: 'acme', outputs: 'out.json' };
  expect(parse('mend', 'acme', '--outputs', 'out.json')).toEqual({ ...asked, given: new Set() });
  expect(parse('mend', '--hard', '--outputs=out.json', 'acme')).toEqual({
    ...asked,
    given: new Set(['hard']),
  });
  expect(parse('look', '--outputs', 'out.json')).toMatchObject({ command: COMMANDS.look, connection: '' });
});

test.each([
  [[], 'A command is missing; there are: look, mend.'],
  [['lok'], '"lok" is no command; there are: look, mend.'],
  [['toString'], '"toString" is no command; there are: look, mend.'],
  [['mend', '--outputs', 'o'], 'mend needs the name of a connection: mend CONNECTION'],
  [['mend', 'acme', 'other', '--outputs', 'o'], 'mend does not take "other".'],
  [['look', 'acme', '--outputs', 'o'], 'look does not take "acme".'],
  [['look'], '--outputs FILE is missing: it says which deployment is meant.'],
  [['look', '--outputs'], "Option '--outputs <value>' argument missing"],
  [['look', '--hard', '--outputs', 'o'], expect.stringContaining("Unknown option '--hard'")],
])('%j is wrong, and says what is', (args, why) => {
  expect(parse(...args)).toEqual({ is: 'wrong', why });
});

test('help shows each command, what it takes and its options', () => {
  expect(parse('mend', '--help')).toEqual({ is: 'help' });
  const usage = usageOf(COMMANDS);
  expect(usage).toMatch(/^ {2}look +shows$/m);
  expect(usage).toMatch(/^ {2}mend CONNECTION +mends$/m);
  expect(usage).toMatch(/^ {2}--hard +with mend: harder$/m);
});
