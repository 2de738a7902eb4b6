/** Where secrets may be. Each is asked only for what a reference names. */
export interface SecretSources {
  readonly env: (name: string) => string | undefined;
  readonly readFile: (path: string) => Promise<string>;
  readonly secretsManager: (id: string) => Promise<string>;
}

/**
 * The secret that `env:NAME`, `file:path` or `secretsmanager:id` names, without blanks at the ends. Throws
 * with the reference, never with what was found; an error of the source is its cause.
 */
export const readSecret = async (reference: string, sources: SecretSources): Promise<string> => {
  const secret = await lookUp(reference, sources).catch((cause: unknown) => {
    throw new Error(`The secret ${nameOf(reference)} can't be read.`, { cause });
  });
  const text = secret?.trim() ?? '';
  if (text === '') throw new Error(`The secret ${nameOf(reference)} is empty or not there.`);
  // The console of Secrets Manager offers key/value pairs, which it stores as JSON.
  if (text.startsWith('{'))
    throw new Error(`The secret ${nameOf(reference)} holds JSON; store the secret alone, as plain text.`);
  return text;
};

const FORM = /^(env|file|secretsmanager):(.+)$/;

const lookUp = async (reference: string, sources: SecretSources): Promise<string | undefined> => {
  const [, where, name = ''] = FORM.exec(reference) ?? [];
  if (where === 'env') return sources.env(name);
  if (where === 'file') return sources.readFile(name);
  if (where === 'secretsmanager') return sources.secretsManager(name);
  throw new Error('A reference is env:NAME, file:path or secretsmanager:id.');
};

/** What is no reference might be a secret. */
const nameOf = (reference: string): string => (FORM.test(reference) ? reference : '(no reference)');
