import { readFile } from 'node:fs/promises';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { readSecret, readVariable } from '../lib/config.ts';
import { once } from './once.ts';

const client = once(() => new SecretsManagerClient());

/** A secret by its reference: `env:NAME`, `file:path` or `secretsmanager:id`. */
export const secret = (reference: string): Promise<string> =>
  readSecret(reference, {
    env: readVariable,
    readFile: (path) => readFile(path, 'utf8'),
    secretsManager: async (id) =>
      (await client().send(new GetSecretValueCommand({ SecretId: id }))).SecretString ?? '',
  });
