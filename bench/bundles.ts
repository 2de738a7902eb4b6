import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';

/** A module that can be loaded from one file. */
export interface Bundle {
  readonly name: string;
  readonly file: string;
}

interface Resource {
  readonly Type: string;
  readonly Properties?: { readonly Code?: { readonly S3Key?: string } };
}

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CDK = join(ROOT, 'node_modules', 'aws-cdk', 'bin', 'cdk');

const functionsIn = async (out: string, template: string): Promise<Bundle[]> => {
  const text = await readFile(join(out, template), 'utf8');
  const { Resources } = JSON.parse(text) as { Resources: Readonly<Record<string, Resource>> };
  return Object.entries(Resources).flatMap(([id, { Type, Properties }]) => {
    const key = Properties?.Code?.S3Key;
    if (Type !== 'AWS::Lambda::Function' || !key) return [];
    // A logical id ends in eight digits of a hash.
    const name = id.replace(/[0-9A-F]{8}$/, '');
    return [{ name, file: join(out, `asset.${key.replace(/\.zip$/, '')}`, 'index.mjs') }];
  });
};

/** Synthesizes the stack into `out`; gives the very files that a deployment would upload. */
export const deployedFunctions = async (out: string): Promise<Bundle[]> => {
  const options = ['synth', '--quiet', '--no-notices', '--output', out];
  await run(process.execPath, [CDK, ...options], { cwd: ROOT });
  const templates = (await readdir(out)).filter((file) => file.endsWith('.template.json'));
  return (await Promise.all(templates.map((template) => functionsIn(out, template)))).flat();
};

/** All of client-dynamodb and nothing else, bundled as the functions are. */
export const bundledDynamo = async (out: string): Promise<Bundle> => {
  const file = join(out, 'client-dynamodb.mjs');
  await build({
    stdin: { contents: "export * from '@aws-sdk/client-dynamodb';", resolveDir: ROOT },
    ...{ outfile: file, bundle: true, minify: true, logLevel: 'error' },
    ...{ platform: 'node', format: 'esm', target: 'node24', mainFields: ['module', 'main'] },
    banner: {
      js: "import{createRequire as __require}from'node:module';const require=__require(import.meta.url);",
    },
  });
  return { name: 'client-dynamodb alone', file };
};

/** The same as npm installs it: many files. */
export const installedDynamo = async (out: string): Promise<Bundle> => {
  const file = join(out, 'client-dynamodb-installed.mjs');
  const module = import.meta.resolve('@aws-sdk/client-dynamodb');
  await writeFile(file, `export * from ${JSON.stringify(module)};\n`);
  return { name: 'client-dynamodb, not bundled', file };
};
