import { readFileSync } from 'node:fs';
import { readConnectionFile } from '../../lib/connection-file.ts';
import type { Settings } from '../../lib/settings.ts';

const FLOWS = {
  toQuickBooks: ['cost-codes', 'companies', 'projects', 'budgets', 'commitments'],
  toProcore: ['jobs', 'costs'],
};

export const example = readFileSync(new URL('../../examples/acme.yaml', import.meta.url), 'utf8');

/** The least that a file may hold. */
export const least = [
  'name: acme',
  'country: US',
  'startDate: 2026-01-01',
  'procore:',
  '  companyId: 4418',
  '  clientId: some-client',
  '  clientSecret: env:ACME_SECRET',
  'webConnector:',
  '  user: plumbline-acme',
  'accounts:',
  '  income: Construction Income',
  '  expense: Cost of Goods Sold',
].join('\n');

/** `least` with one line replaced; lines below it, if the replacement has several, move down. */
export const leastWith = (line: string, replacement: string): string => {
  if (!least.includes(line)) throw new Error(`no such line: ${line}`);
  return least.replace(line, replacement);
};

export const problemsOf = (text: string): readonly string[] => {
  const read = readConnectionFile(text, 'acme.yaml', FLOWS);
  return 'problems' in read ? read.problems : [];
};

export const settingsOf = (text: string): Settings => {
  const read = readConnectionFile(text, 'acme.yaml', FLOWS);
  if ('problems' in read) throw new Error(read.problems.join('\n'));
  return read.settings;
};

/** The problems without the file's name, which all of them begin with. */
export const told = (text: string): string[] =>
  problemsOf(text).map((problem) => {
    expect(problem).toMatch(/^acme\.yaml:\d+: /);
    return problem.slice('acme.yaml:'.length);
  });
