import { readOutputs } from './outputs.ts';

/** The stores of a deployment, or of an `npm start` that runs. */
export type Reached = Awaited<ReturnType<typeof reach>>;

/** An option of a command. */
export interface Option {
  /** One line for the help. */
  readonly does: string;
  /** What its value is called, such as NAME; absent: it takes none. */
  readonly value?: string;
  /** The command line is wrong without it. */
  readonly needed?: true;
}

/** One thing that an operator may ask or do. */
export interface Command {
  /** The words after its name, in order, as the help calls them; the first is the connection. Absent: none. */
  readonly takes?: readonly string[];
  /** One line for the help. */
  readonly does: string;
  readonly options?: Readonly<Record<string, Option>>;
  /** What may be typed after `npm run plumbline --`, without --outputs. */
  readonly examples?: readonly string[];
  /** Gives what is to be said. Throws with what is wrong and how to mend it. */
  run(reached: Reached, asked: Asked): Promise<string>;
}

/** What was asked of a command. */
export interface Asked {
  /** '' for a command that takes none. */
  readonly connection: string;
  /** The words after the connection: as many as the command takes. */
  readonly words: readonly string[];
  /** Whether an option of the command was given. */
  has(option: string): boolean;
  /** The value of an option; undefined when it was not given. */
  value(option: string): string | undefined;
}

/** How a command ends; shown by --help. */
export const EXIT_CODES = {
  0: 'done',
  1: 'it could not be carried out: nothing answers, or a right is missing',
  2: 'the command line is wrong',
  3: 'there is no such connection, flow or record, or several records fit',
  4: 'the record does not stand so that this could be done to it',
} as const;

/** An error that ends the command with a code of its own. */
export const failure = (exitCode: 2 | 3 | 4, message: string): Error =>
  Object.assign(new Error(message), { exitCode });

/** With which code an error ends the command. */
export const exitCodeOf = (error: unknown): number => (error as { exitCode?: number }).exitCode ?? 1;

/** Opens the stores that an outputs file names, with the AWS credentials of this shell. */
export const reach = async (outputs: string) => {
  const { environment: variables } = await readOutputs(outputs);
  Object.assign(process.env, variables);
  const [{ clients, stores, environment }, { watchStore }] = [
    await import('../lambdas/deps.ts'),
    await import('../lambdas/watched.ts'),
  ];
  return { ...stores(), ...clients(), watch: watchStore(), config: environment() };
};

/** Throws when no such connection was ever applied, and names those that there are. */
export const expectConnection = async (
  { connections }: Pick<Reached, 'connections'>,
  name: string,
): Promise<void> => {
  if (await connections.get(name)) return;
  const names = (await connections.list()).map((connection) => connection.name);
  const known = names.length > 0 ? `There are: ${names.join(', ')}.` : 'There is none yet: npm run apply.';
  throw failure(3, `No connection is called "${name}". ${known}`);
};
