import type { Flag, SyncRecord } from '../engine/record.ts';
import type { Finding } from './findings.ts';

const MOST_WORDS = 500;

const words = ({ code, field, procore, quickbooks }: Finding): string => {
  const values = [procore && `sent ${procore}`, quickbooks && `now ${quickbooks}`].filter(Boolean).join(', ');
  return [field ?? code, values].filter(Boolean).join(': ');
};

/** What a comparison says of a record: it takes the place of what an earlier one said. */
export const flagsOf = (
  { flags }: SyncRecord,
  found: readonly Finding[],
  isGone: boolean,
): readonly Flag[] => {
  const others = flags.filter(
    ({ code }) => code !== 'changed-in-quickbooks' && code !== 'deleted-in-quickbooks',
  );
  if (isGone) return [...others, { code: 'deleted-in-quickbooks' }];
  if (found.length === 0) return others;
  const detail = found.map(words).join('; ').slice(0, MOST_WORDS);
  return [...others, { code: 'changed-in-quickbooks', detail }];
};
