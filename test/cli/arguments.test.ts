import { parseCommand } from '../../cli/arguments.ts';
import { COMMANDS as REAL } from '../../cli/commands.ts';
import { usageOf } from '../../cli/help.ts';

const run = async (): Promise<string> => '';
const COMMANDS = {
  look: { does: 'shows', run },
  mend: { takes: ['CONNECTION'], does: 'mends', options: { hard: { does: 'harder' } }, run },
  judge: {
    takes: ['CONNECTION', 'FLOW', 'RECORD'],
    does: 'judges',
    options: {
      by: { value: 'NAME', does: 'who you are', needed: true },
      why: { value: 'TEXT', does: 'a reason' },
    },
    examples: ['judge acme orders 7 --by Mira'],
    run,
  },
} as const;

const parse = (...args: string[]) => parseCommand(COMMANDS, args);

test('a command with what it takes, in any order', () => {
  const asked = { is: 'command', command: COMMANDS.mend, connection: 'acme', words: [], outputs: 'out.json' };
  expect(parse('mend', 'acme', '--outputs', 'out.json')).toEqual({ ...asked, given: new Map() });
  expect(parse('mend', '--hard', '--outputs=out.json', 'acme')).toEqual({
    ...asked,
    given: new Map([['hard', '']]),
  });
  expect(parse('look', '--outputs', 'out.json')).toMatchObject({ command: COMMANDS.look, connection: '' });
});

test('words and options with values', () => {
  expect(parse('judge', 'acme', 'orders', 'PO 7', '--by', 'Mira', '--outputs', 'o')).toMatchObject({
    connection: 'acme',
    words: ['orders', 'PO 7'],
    given: new Map([['by', 'Mira']]),
  });
});

test.each([
  [[], 'A command is missing; there are: look, mend, judge.', undefined],
  [['lok'], '"lok" is no command; there are: look, mend, judge.', undefined],
  [['toString'], '"toString" is no command; there are: look, mend, judge.', undefined],
  [['mend', '--outputs', 'o'], 'mend needs the name of a connection: mend CONNECTION', 'mend'],
  [['mend', 'acme', 'other', '--outputs', 'o'], 'mend does not take "other": mend CONNECTION', 'mend'],
  [['look', 'acme', '--outputs', 'o'], 'look does not take "acme": look', 'look'],
  [['judge', 'acme', 'orders'], 'judge needs RECORD: judge CONNECTION FLOW RECORD', 'judge'],
  [['judge', 'acme', 'orders', '7', '--outputs', 'o'], 'judge needs --by NAME.', 'judge'],
  [['judge', 'acme', 'orders', '7', '--by', ' ', '--outputs', 'o'], '--by is empty.', 'judge'],
  [['look'], '--outputs FILE is missing: it says which deployment is meant.', 'look'],
  [['look', '--outputs'], "Option '--outputs <value>' argument missing", 'look'],
  [['look', '--hard', '--outputs', 'o'], expect.stringContaining("Unknown option '--hard'"), 'look'],
])('%j is wrong, and says what is', (args, why, name) => {
  expect(parse(...args)).toEqual({ is: 'wrong', why, ...(name && { name }) });
});

test('help shows each command and what it takes, and of one its options and examples', () => {
  expect(parse('--help')).toEqual({ is: 'help' });
  expect(parse('mend', '--help')).toEqual({ is: 'help', name: 'mend' });
  const usage = usageOf(COMMANDS);
  expect(usage).toMatch(/^ {2}look +shows$/m);
  expect(usage).toMatch(/^ {2}judge CONNECTION FLOW RECORD +judges$/m);
  expect(usage).toMatch(/^ {2}3 +there is no such connection, flow or record/m);
  expect(usageOf(COMMANDS, 'mend')).toMatch(/^ {2}--hard +harder$/m);
  const own = usageOf(COMMANDS, 'judge');
  expect(own).toMatch(/^ {2}--by NAME +who you are \(needed\)$/m);
  expect(own).toContain('npm run plumbline -- judge acme orders 7 --by Mira --outputs outputs.json');
});

const words = (example: string): string[] =>
  [...example.matchAll(/"([^"]*)"|(\S+)/g)].map((m) => m[1] ?? m[2] ?? '');

test.each(Object.entries(REAL))('the examples of %s can be typed', (name, { examples = [], takes }) => {
  if (takes) expect(examples.length).toBeGreaterThan(0);
  for (const example of examples) {
    expect(example.startsWith(`${name} `)).toBe(true);
    expect(parseCommand(REAL, [...words(example), '--outputs', 'o'])).toMatchObject({ is: 'command' });
  }
});
