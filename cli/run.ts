import { parseCommand } from './arguments.ts';
import { exitCodeOf, reach } from './command.ts';
import { COMMANDS } from './commands.ts';
import { usageOf } from './help.ts';

/** What a command line says, and the code with which it ends. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const isRefused = (error: unknown): boolean => (error as { code?: string }).code === 'ECONNREFUSED';

const gone = (outputs: string): string =>
  `Nothing answers where ${outputs} says: is the npm start that wrote it still running?`;

const failed = (error: unknown, outputs: string): Ran => {
  const told = error instanceof Error ? error.message : String(error);
  return { code: exitCodeOf(error), stdout: '', stderr: `${isRefused(error) ? gone(outputs) : told}\n` };
};

/** Carries out one command line, without the words `npm run plumbline --`. */
export const runCommandLine = async (args: readonly string[]): Promise<Ran> => {
  const parsed = parseCommand(COMMANDS, [...args]);
  if (parsed.is === 'help') return { code: 0, stdout: usageOf(COMMANDS, parsed.name), stderr: '' };
  if (parsed.is === 'wrong')
    return { code: 2, stdout: '', stderr: `${parsed.why}\n\n${usageOf(COMMANDS, parsed.name)}` };
  const { command, connection, words, outputs, given } = parsed;
  const asked = {
    ...{ connection, words },
    has: (option: string) => given.has(option),
    value: (option: string) => given.get(option),
  };
  try {
    return { code: 0, stdout: `${await command.run(await reach(outputs), asked)}\n`, stderr: '' };
  } catch (error) {
    return failed(error, outputs);
  }
};
