import { readOutputs } from './outputs.ts';

/** The stores of a deployment, or of an `npm start` that runs. */
export type Reached = Awaited<ReturnType<typeof reach>>;

/** One thing that an operator may ask or do. */
export interface Command {
  /** What stands after its name; absent: nothing. */
  readonly takes?: 'CONNECTION';
  /** One line for the usage. */
  readonly does: string;
  /** Its own options, without a value, each with its line for the usage. */
  readonly options?: Readonly<Record<string, string>>;
  /** Gives what is to be said. Throws with what is wrong and how to mend it. */
  run(reached: Reached, asked: Asked): Promise<string>;
}

/** What was asked of a command. */
export interface Asked {
  /** '' for a command that takes none. */
  readonly connection: string;
  /** Whether an option of the command was given. */
  has(option: string): boolean;
}

/** Opens the stores that an outputs file names, with the AWS credentials of this shell. */
export const reach = async (outputs: string) => {
  const { environment: variables } = await readOutputs(outputs);
  Object.assign(process.env, variables);
  const { clients, stores, environment } = await import('../lambdas/deps.ts');
  return { ...stores(), ...clients(), config: environment() };
};

/** Throws when no such connection was ever applied, and names those that there are. */
export const expectConnection = async (
  { connections }: Pick<Reached, 'connections'>,
  name: string,
): Promise<void> => {
  if (await connections.get(name)) return;
  const names = (await connections.list()).map((connection) => connection.name);
  const known = names.length > 0 ? `There are: ${names.join(', ')}.` : 'There is none yet: npm run apply.';
  throw new Error(`No connection is called "${name}". ${known}`);
};
