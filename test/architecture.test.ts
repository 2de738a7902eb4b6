import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SourceFile } from './architecture/imports.ts';
import { importFaults, textFaults } from './architecture/rules.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const FOLDERS = ['lib', 'lambdas', 'local', 'cli', 'cdk', 'bench', 'scripts', 'test'];

const entries = (folder: string) => {
  try {
    return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true });
  } catch {
    return [];
  }
};

const files: SourceFile[] = FOLDERS.flatMap((folder) =>
  entries(folder)
    .filter((entry) => entry.isFile() && /(?<!\.d)\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({
      path: relative(ROOT, path).split(sep).join('/'),
      text: readFileSync(path, 'utf8'),
    })),
);

describe('the project', () => {
  test('was found', () => {
    expect(files.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['lib/flow.ts', 'lib/engine/plan.ts', 'lambdas/webhook.ts', 'cdk/stack.ts']),
    );
  });

  test('imports along the table of who may import whom', () => {
    expect(files.flatMap(importFaults)).toEqual([]);
  });

  test('reads environment and clock in their places, in small files with names that say something', () => {
    expect(files.flatMap(textFaults)).toEqual([]);
  });
});
