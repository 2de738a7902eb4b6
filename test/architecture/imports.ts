import { posix } from 'node:path';

/** A file of the project: its path from the root, with slashes, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

export interface Import {
  /** A path from the root for a file of ours, e.g. `lib/flow.ts`; else the name of the package. */
  readonly of: string;
  readonly isOurs: boolean;
  /** Only types are taken: nothing of it is there at run time. */
  readonly isType: boolean;
}

const STATIC = /^[ \t]*(?:import|export)\b([^;'"`]*?)\bfrom\s*['"]([^'"]+)['"]/gm;
const FOR_EFFECT = /^[ \t]*import\s*['"]([^'"]+)['"]/gm;
const DYNAMIC = /\bimport\s*\(\s*['"]([^'"]+)['"]\s*\)/g;

const namesOnlyTypes = (clause: string): boolean => {
  if (/^\s*type\b/.test(clause)) return true;
  const [, names] = /^\s*\{([^}]*)\}\s*$/.exec(clause) ?? [];
  const list = names
    ?.split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return list !== undefined && list.length > 0 && list.every((name) => name.startsWith('type '));
};

/** What a file imports or exports again. `import(…)` of a name that is computed is not seen. */
export const importsOf = ({ path, text }: SourceFile): readonly Import[] => {
  const found = (specifier: string, isType: boolean): Import => {
    if (!specifier.startsWith('.')) return { of: specifier, isOurs: false, isType };
    return { of: posix.join(posix.dirname(path), specifier), isOurs: true, isType };
  };
  return [
    ...[...text.matchAll(STATIC)].map(([, clause = '', from = '']) => found(from, namesOnlyTypes(clause))),
    ...[...text.matchAll(FOR_EFFECT)].map(([, from = '']) => found(from, false)),
    ...[...text.matchAll(DYNAMIC)].map(([, from = '']) => found(from, false)),
  ];
};
