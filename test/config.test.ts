import { readConfig, readSecret, readVariable, type SecretSources } from '../lib/config.ts';

const environment = {
  RECORDS_TABLE: 'plumbline-records',
  CONNECTIONS_TABLE: 'plumbline-connections',
  SESSIONS_TABLE: 'plumbline-sessions',
  CHANGES_QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/1/plumbline-changes',
  PROCORE_WRITES_QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/1/plumbline-procore-writes.fifo',
  EXPORTS_QUEUE_PREFIX: 'plumbline-',
};

describe('the environment', () => {
  test('is read under the names that the deployment sets', () => {
    const config = readConfig({ ...environment, EVENT_BUS: 'plumbline' });
    expect(config).toEqual({
      recordsTable: 'plumbline-records',
      connectionsTable: 'plumbline-connections',
      sessionsTable: 'plumbline-sessions',
      changesQueueUrl: 'https://sqs.us-east-1.amazonaws.com/1/plumbline-changes',
      procoreWritesQueueUrl: 'https://sqs.us-east-1.amazonaws.com/1/plumbline-procore-writes.fifo',
      exportsQueuePrefix: 'plumbline-',
      eventBus: 'plumbline',
    });
    expect(Object.isFrozen(config)).toBe(true);
  });

  test('may lack the event bus', () => {
    expect(readConfig(environment).eventBus).toBeUndefined();
  });

  test('every missing variable is named at once, an empty one too', () => {
    const { RECORDS_TABLE: _, ...rest } = environment;
    expect(() => readConfig({ ...rest, SESSIONS_TABLE: ' ' })).toThrow(
      'The environment lacks RECORDS_TABLE, SESSIONS_TABLE.',
    );
  });

  test('a queue address that is none is refused', () => {
    expect(() => readConfig({ ...environment, CHANGES_QUEUE_URL: 'changes' })).toThrow('CHANGES_QUEUE_URL');
  });

  test('a variable is read by its name', () => {
    expect(readVariable('PLUMBLINE_SURELY_NOT_SET')).toBeUndefined();
    expect(readVariable('PATH')).toBe(process.env.PATH);
  });
});

describe('a secret', () => {
  const sources: SecretSources = {
    env: (name) => ({ ACME: 'from env', BLANK: ' ' })[name],
    readFile: async (path) => {
      if (path !== '/etc/acme secret') throw new Error('ENOENT');
      return 'from file\n';
    },
    secretsManager: async (id) => (id === 'plumbline/acme' ? 'from manager' : '{"clientSecret":"hunter2"}'),
  };

  test.each([
    ['env:ACME', 'from env'],
    ['file:/etc/acme secret', 'from file'],
    ['secretsmanager:plumbline/acme', 'from manager'],
  ])('%s is looked up where it says', async (reference, secret) => {
    expect(await readSecret(reference, sources)).toBe(secret);
  });

  test.each(['env:NOBODY', 'env:BLANK'])('%s: not there', async (reference) => {
    await expect(readSecret(reference, sources)).rejects.toThrow(
      `The secret ${reference} is empty or not there.`,
    );
  });

  test('an error of the source is the cause', async () => {
    const failed = readSecret('file:/nowhere', sources);
    await expect(failed).rejects.toThrow("The secret file:/nowhere can't be read.");
    await expect(failed).rejects.toHaveProperty('cause.message', 'ENOENT');
  });

  test('a secret in JSON is refused without its content', async () => {
    const failed = readSecret('secretsmanager:plumbline/json', sources);
    await expect(failed).rejects.toThrow(/^The secret secretsmanager:plumbline\/json holds JSON/);
    await expect(failed).rejects.not.toThrow('hunter2');
  });

  test('what is no reference is not shown: it may be the secret', async () => {
    await expect(readSecret('hunter2', sources)).rejects.toThrow("The secret (no reference) can't be read.");
  });
});
