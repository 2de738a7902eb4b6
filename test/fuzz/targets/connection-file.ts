import { readFileSync } from 'node:fs';
import { readConnectionFile } from '../../../lib/connection-file.ts';
import { flowNames } from '../../../lib/flows/names.ts';
import { mutated } from '../mutation.ts';
import { shortened, target, wrong } from '../target.ts';
import { HEAVY, LIGHT } from '../yaml-mutations.ts';

const example = readFileSync(new URL('../../../examples/acme.yaml', import.meta.url), 'utf8');
const bare = example.replace(/^ *#.*\n/gm, '').replace(/\n+/g, '\n');

const PROBLEM = /^acme\.yaml:[1-9]\d*: \S.*[.?]$/s;

const check = (text: string): void => {
  const read = readConnectionFile(text, 'acme.yaml', flowNames);
  if ('settings' in read) {
    if (!Object.isFrozen(read.settings)) wrong('settings that may be changed');
    return;
  }
  if (read.problems.length === 0) wrong('neither settings nor problems');
  for (const problem of read.problems) {
    if (!PROBLEM.test(problem)) wrong(`no problem of a file: ${problem.slice(0, 300)}`);
    if (problem.length > 1_000) wrong(`said in ${problem.length} characters`);
  }
  if (read.problems.length > 100) wrong(`${read.problems.length} problems`);
};

/** What an operator's file may hold. */
export const connectionFile = () =>
  target<string>({
    name: 'connection-file',
    inputs: mutated([bare, bare, example], LIGHT, HEAVY),
    answers: check,
    show: shortened,
  });
