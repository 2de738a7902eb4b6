import { parseCommand } from './arguments.ts';
import { exitCodeOf, reach } from './command.ts';
import { COMMANDS } from './commands.ts';
import { usageOf } from './help.ts';

const isRefused = (error: unknown): boolean => (error as { code?: string }).code === 'ECONNREFUSED';

const gone = (outputs: string): string =>
  `Nothing answers where ${outputs} says: is the npm start that wrote it still running?`;

const main = async (): Promise<number> => {
  const parsed = parseCommand(COMMANDS, process.argv.slice(2));
  if (parsed.is === 'help') {
    process.stdout.write(usageOf(COMMANDS, parsed.name));
    return 0;
  }
  if (parsed.is === 'wrong') {
    process.stderr.write(`${parsed.why}\n\n${usageOf(COMMANDS, parsed.name)}`);
    return 2;
  }
  const { command, connection, words, outputs, given } = parsed;
  const asked = {
    ...{ connection, words },
    has: (option: string) => given.has(option),
    value: (option: string) => given.get(option),
  };
  const said = await command.run(await reach(outputs), asked).catch((error: unknown) => {
    throw isRefused(error) ? new Error(gone(outputs), { cause: error }) : error;
  });
  process.stdout.write(`${said}\n`);
  return 0;
};

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(exitCodeOf(error));
  },
);
