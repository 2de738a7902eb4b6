export { readSecret, type SecretSources } from './config/secret.ts';

/** Where a deployment keeps its state, as its environment says. */
export interface Config {
  readonly recordsTable: string;
  readonly connectionsTable: string;
  readonly sessionsTable: string;
  readonly changesQueueUrl: string;
  readonly procoreWritesQueueUrl: string;
  /** Of what sessions of the Web Connector put down; absent for those who hold none. */
  readonly answersQueueUrl?: string;
  /** Begins the name of every queue of a connection. */
  readonly exportsQueuePrefix: string;
  /** Where domain events go; absent on one machine, where nobody listens. */
  readonly eventBus?: string;
  /** Where this deployment is found by Procore; absent for functions that need not know. */
  readonly publicUrl?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** A variable of this process, for secrets that are kept as `env:NAME`. */
export const readVariable = (name: string): string | undefined => process.env[name];

/** Reads the environment once, at the start; throws one error that names every variable that is missing. */
export const readConfig = (environment: Environment = process.env): Config => {
  const missing: string[] = [];
  const needed = (name: string): string => {
    const value = environment[name]?.trim();
    if (!value) missing.push(name);
    return value ?? '';
  };
  const config: Config = {
    recordsTable: needed('RECORDS_TABLE'),
    connectionsTable: needed('CONNECTIONS_TABLE'),
    sessionsTable: needed('SESSIONS_TABLE'),
    changesQueueUrl: needed('CHANGES_QUEUE_URL'),
    procoreWritesQueueUrl: needed('PROCORE_WRITES_QUEUE_URL'),
    answersQueueUrl: environment.ANSWERS_QUEUE_URL?.trim() || undefined,
    exportsQueuePrefix: needed('EXPORTS_QUEUE_PREFIX'),
    eventBus: environment.EVENT_BUS?.trim() || undefined,
    publicUrl: environment.PUBLIC_URL?.trim() || undefined,
  };
  if (missing.length > 0) throw new Error(`The environment lacks ${missing.join(', ')}.`);
  if (!URL.canParse(config.changesQueueUrl))
    throw new Error('CHANGES_QUEUE_URL is no address of a queue, such as https://sqs.REGION.amazonaws.com/…');
  return Object.freeze(config);
};
