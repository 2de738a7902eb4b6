import type { Entered, ProcoreEntry } from './entries.ts';
import { id, type Json } from './json-text.ts';
import { type SyncCall, type SyncRow, syncRows, type Writing } from './sync-rows.ts';

type OfCompany = ProcoreEntry & { readonly of: 'project' | 'company' };

const WAYS = {
  project: { path: 'rest/v1.0/projects/sync', tool: 'Portfolio', called: 'project' },
  company: { path: 'rest/v1.0/vendors/sync', tool: 'Directory', called: 'company' },
} as const;

/** What is not there stays as it is. */
const given = (fields: Readonly<Record<string, string | undefined>>): { readonly [name: string]: Json } =>
  Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => (value ? [[name, value]] : [])));

/** Without cost codes a new project takes no costs; one that is there already does not get them anew. */
const NEW_PROJECT = { enable_copy_of_standard_cost_codes: true };

const fieldsOf = (entry: OfCompany): SyncRow['fields'] => ({
  ...(entry.of === 'project' && NEW_PROJECT),
  ...given({
    name: entry.name,
    ...{ address: entry.address, city: entry.city, zip: entry.zip },
    ...{ state_code: entry.stateCode, country_code: entry.countryCode },
    ...(entry.of === 'company' && {
      ...{ origin_code: entry.originCode, business_phone: entry.phone },
      ...{ fax_number: entry.fax, email_address: entry.email },
    }),
  }),
});

const callOf = (of: OfCompany['of'], count: number, companyId: string): SyncCall => {
  const { path, tool, called } = WAYS[of];
  const what = count === 1 ? `a ${called}` : `${count} of type ${called}`;
  return { path, beside: { company_id: id(companyId) }, about: { what, tool, writes: true } };
};

/** Projects, or companies, created or brought up to date by their origin_id. */
export const enterOfCompany = (writing: Writing, entries: readonly OfCompany[]): Promise<Entered[]> => {
  const [first] = entries;
  if (!first) return Promise.resolve([]);
  const rows = entries.map((entry) => ({ originId: entry.originId, fields: fieldsOf(entry) }));
  return syncRows(writing, callOf(first.of, entries.length, writing.companyId), rows);
};
